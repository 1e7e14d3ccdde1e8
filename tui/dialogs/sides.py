"""Choosing the two texts that are compared."""

from __future__ import annotations

from collections.abc import Sequence

from data.errors import BadInput, about
from data.i18n import N_, _

from ..sides import Side
from .fields import ChoiceField, Field
from .form import FormDialog


class SidesDialog(FormDialog[tuple[str, str]]):
    """Returns the keys of the older and of the newer side."""

    ACCEPT_HINT = N_("compare")

    def __init__(self, sides: Sequence[Side], old: str, new: str) -> None:
        super().__init__()
        self._sides, self._old, self._new = sides, old, new

    def title_text(self) -> str:
        """What is asked."""
        return _("Which two texts?")

    def form_fields(self) -> list[Field | ChoiceField]:
        """Both sides."""
        options = [(side.key, side.title) for side in self._sides]
        return [
            ChoiceField("old", _("From"), options, self._old),
            ChoiceField("new", _("To"), options, self._new),
        ]

    def accept(self, values: dict[str, str]) -> tuple[str, str]:
        """Two that are not the same."""
        if values["old"] == values["new"]:
            with about("new"):
                raise BadInput(_("Choose two different texts."))
        return values["old"], values["new"]
