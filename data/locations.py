"""Where Handschlag keeps its files."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_config_path, user_data_path, user_state_path

from .clean import line
from .errors import BadInput
from .i18n import _


def typed_path(text: str) -> Path:
    """A path as a person typed it: absolute, `~` and `~name` resolved. Raises `BadInput` for nobody's home."""
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError as error:
        raise BadInput(_("There is no home folder for {path}. Type the whole path.").format(path=line(text))) from error


def database(given: str | Path | None = None) -> Path:
    """The database: the given file, else HANDSCHLAG_DB, else the user's data directory."""
    chosen = given or os.environ.get("HANDSCHLAG_DB")
    if chosen:
        return typed_path(str(chosen))
    return user_data_path("handschlag", appauthor=False) / "handschlag.db"


def clauses() -> Path:
    """The folder with the user's own ready-made clauses, which need not exist."""
    return user_config_path("handschlag", appauthor=False) / "clauses"


def catalogues() -> Path:
    """The folder with the user's own catalogues of questions, which need not exist."""
    return user_config_path("handschlag", appauthor=False) / "catalogues"


def shared_catalogues() -> list[Path]:
    """The folders in which a programme shares catalogues: HANDSCHLAG_CATALOGUES, separated as in PATH."""
    named = os.environ.get("HANDSCHLAG_CATALOGUES", "").split(os.pathsep)
    return [typed_path(folder) for folder in dict.fromkeys(named) if folder]


def config() -> Path:
    """The user's settings, a TOML file that need not exist."""
    return user_config_path("handschlag", appauthor=False) / "config.toml"


def own_words() -> Path:
    """The words that the user has declared to be spelt right, a text file that need not exist."""
    return config().with_name("words.txt")


def faults() -> Path:
    """The log of faults in the program, in the user's state directory; it need not exist."""
    return user_state_path("handschlag", appauthor=False) / "faults.log"
