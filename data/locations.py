"""Where Handschlag keeps its files."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_config_path, user_data_path, user_state_path

from .clean import line
from .errors import BadInput, Unusable
from .i18n import _


def typed_path(text: str) -> Path:
    """A path as a person typed it: absolute, `~` and `~name` resolved. Raises `BadInput` for nobody's home."""
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError as error:
        raise BadInput(_("There is no home folder for {path}. Type the whole path.").format(path=line(text))) from error


_NOWHERE = Path("/nonexistent")
"""The home of an account that has none, as Debian names it."""


def database(given: str | Path | None = None) -> Path:
    """The database: the given file, else HANDSCHLAG_DB, else the user's data directory.

    Raises `BadInput` for the home of nobody, and `Unusable` where nothing was named and the account has no home, or
    calls somebody else's its own: `su -m` and `sudo` may leave that one's HOME.
    """
    chosen = given or os.environ.get("HANDSCHLAG_DB")
    if chosen:
        return typed_path(str(chosen))
    try:
        folder = user_data_path("handschlag", appauthor=False)
    except RuntimeError as error:
        raise Unusable(_("This account has no home folder. Name the database with --db or HANDSCHLAG_DB.")) from error
    _refuse_anothers(folder)
    return folder / "handschlag.db"


def _refuse_anothers(folder: Path) -> None:
    """Raises `Unusable` where a folder is, or would be made, in one of somebody else's in which one may write."""
    with suppress(OSError):
        there = next(it for it in (folder, *folder.parents) if it.exists())
        owner = there.stat().st_uid
        if owner not in (0, os.geteuid()) and os.access(there, os.W_OK):
            raise Unusable(
                _(
                    "{folder} belongs to another account. Start with a HOME of your own, or name the database with "
                    "--db or HANDSCHLAG_DB."
                ).format(folder=there)
            )


def _settings() -> Path:
    """The folder of the user's settings, which need not exist."""
    try:
        return user_config_path("handschlag", appauthor=False)
    except RuntimeError:
        return _NOWHERE


def clauses() -> Path:
    """The folder with the user's own ready-made clauses, which need not exist."""
    return _settings() / "clauses"


def catalogues() -> Path:
    """The folder with the user's own catalogues of questions, which need not exist."""
    return _settings() / "catalogues"


def shared_catalogues() -> list[Path]:
    """The folders in which a programme shares catalogues: HANDSCHLAG_CATALOGUES, separated as in PATH."""
    named = os.environ.get("HANDSCHLAG_CATALOGUES", "").split(os.pathsep)
    return [typed_path(folder) for folder in dict.fromkeys(named) if folder]


def config() -> Path:
    """The user's settings, a TOML file that need not exist."""
    return _settings() / "config.toml"


def own_words() -> Path:
    """The words that the user has declared to be spelt right, a text file that need not exist."""
    return config().with_name("words.txt")


def faults() -> Path:
    """The log of faults in the program, in the user's state directory; it need not exist."""
    try:
        return user_state_path("handschlag", appauthor=False) / "faults.log"
    except RuntimeError:
        return _NOWHERE / "faults.log"
