"""The user's settings: a small TOML file, read once a start, written only when a person changes something."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from . import locations
from .clean import line
from .errors import BadInput, reason
from .i18n import LANGUAGES, _


@dataclass(frozen=True, slots=True)
class Config:
    """What a person may set; every field has a default that works."""

    language: str | None = None
    """`en` or `de`; None follows the locale."""
    theme: str | None = None
    """The name of a theme; None is Handschlag's own."""
    keys: dict[str, str] = field(default_factory=dict)
    """Command id to key, for terminals and multiplexers that own a key (`[keys]`)."""
    holidays: str = ""
    """The country, or the part of one, whose public holidays are shown, such as `AT` or `DE-BY`; empty follows the
    mentorship's time zone."""
    spelling: bool = True
    """Whether words that are spelt wrong are underlined."""
    backups: str | None = ""
    """The folder of the daily backups; empty is `backups` beside the database, None makes none."""


def load() -> Config:
    """Read the settings; no file means the defaults. Raises `BadInput` for a file that cannot be read."""
    path = locations.config()
    if not _is_there(path):
        return Config()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(
            _("The settings in {path} cannot be read ({reason}). Mend or delete the file.").format(
                path=path, reason=reason(error)
            )
        ) from error
    language = values.get("language")
    if language is not None and language not in LANGUAGES:
        raise BadInput(_("The language in {path} must be “en” or “de”.").format(path=path))
    keys = values.get("keys", {})
    if not isinstance(keys, dict) or not all(isinstance(key, str) for key in keys.values()):
        raise BadInput(_("The table [keys] in {path} must give one key for each command.").format(path=path))
    theme = values.get("theme")
    region = values.get("holidays")
    return Config(
        language=language,
        theme=theme if isinstance(theme, str) else None,
        holidays=line(region) if isinstance(region, str) else "",
        keys={line(name): line(key) for name, key in keys.items()},
        spelling=values.get("spelling") is not False,
        backups=_backups(values.get("backups", True)),
    )


def _is_there(path: Path) -> bool:
    """Whether there is such a file. One in a folder that may not be entered, as after `su -m`, is somebody else's."""
    try:
        return path.exists()
    except PermissionError:
        return False


def _backups(value: object) -> str | None:
    """`true`, `false`, or the name of a folder."""
    if value is False:
        return None
    if value is True:
        return ""
    if isinstance(value, str) and value and value.startswith(("/", "~")):
        return value
    raise BadInput(
        _("“backups” in {path} must be true, false or the whole path of a folder.").format(path=locations.config())
    )


def remember(name: str, value: str | bool) -> None:
    """Write one top-level setting, leaving comments and everything else in the file as it was.

    Raises `BadInput` where that cannot be done; the file is then as it was.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path = locations.config()
    beside = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
        document[name] = value
        beside.write_text(tomlkit.dumps(document), encoding="utf-8")
        beside.replace(path)
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise BadInput(
            _("The choice holds until you leave: it cannot be kept in {path} ({reason}).").format(
                path=path, reason=reason(error)
            )
        ) from error
