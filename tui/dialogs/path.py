"""Asking where a file shall be written."""

from __future__ import annotations

from pathlib import Path

from data import locations
from data.errors import BadInput
from data.i18n import N_, _

from .fields import ChoiceField, Field
from .form import FormDialog


class PathDialog(FormDialog[Path]):
    """Returns the path, absolute, with `~` resolved; the folder must exist."""

    ACCEPT_HINT = N_("write")

    def __init__(self, title: str, file_name: str) -> None:
        super().__init__()
        self._title, self._file_name = title, file_name

    def title_text(self) -> str:
        """What is written."""
        return self._title

    def form_fields(self) -> list[Field | ChoiceField]:
        """One line, with a name that fits."""
        return [Field("path", _("File on this server"), str(Path.home() / self._file_name))]

    def accept(self, values: dict[str, str]) -> Path:
        """The path, or a sentence about its folder."""
        typed = values["path"]
        if not typed:
            raise BadInput(_("Type the name of the file."))
        path = locations.typed_path(typed)
        if not _is_folder(path.parent):
            raise BadInput(_("There is no folder {folder}.").format(folder=path.parent))
        return path


def _is_folder(path: Path) -> bool:
    """Whether a file can be written into it; not where it may not be entered, or nothing can be called so."""
    try:
        return path.is_dir()
    except OSError:
        return False
