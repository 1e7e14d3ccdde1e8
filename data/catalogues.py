"""All catalogues one can choose questions from: the bundled ones, one's own, and those that a programme shares.

One's own are TOML files in a folder of the settings. A programme shares folders: `HANDSCHLAG_CATALOGUES` names them,
several separated by `:`. A file that cannot be read is told and left alone; the others work all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import clean, locations, texts
from .errors import BadInput, reason
from .i18n import LANGUAGES, _

if TYPE_CHECKING:
    from pathlib import Path

    from .model.catalogue import Catalogue

MOST_FILES = 100
"""Of one folder that are read: one with more is none of catalogues."""


@dataclass(frozen=True, slots=True)
class Source:
    """A catalogue and where it comes from."""

    catalogue: Catalogue
    path: Path | None = None
    """Its file; None for a bundled one."""


def of(language: str) -> tuple[list[Source], list[str]]:
    """All catalogues, those in a language first, and a sentence for each file or folder that cannot be read.

    The bundled one of the language is always the first.
    """
    bundled = [Source(texts.catalogue(it)) for it in LANGUAGES]
    found: list[Source] = []
    problems: list[str] = []
    try:
        shared = locations.shared_catalogues()
    except BadInput as error:
        shared = []
        problems.append(str(error))
    for folder in [locations.catalogues(), *shared]:
        try:
            paths = _files(folder, is_own=folder == locations.catalogues())
        except BadInput as error:
            problems.append(str(error))
            continue
        for path in paths:
            try:
                found.append(Source(texts.read_catalogue(path), path))
            except BadInput as error:
                problems.append(str(error))
    return sorted([*bundled, *found], key=lambda it: it.catalogue.language != language), problems


def _files(folder: Path, *, is_own: bool) -> list[Path]:
    """The catalogue files of a folder by name. One's own folder need not exist; one that is named should."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")[:MOST_FILES]
    except OSError as error:
        if is_own and isinstance(error, FileNotFoundError):
            return []
        raise BadInput(
            _("The folder {folder} cannot be read ({reason}).").format(
                folder=clean.shown(str(folder)), reason=clean.shown(reason(error))
            )
        ) from error
