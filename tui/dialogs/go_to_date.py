"""Asking for a day to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.clock import today
from data.i18n import N_, _, language
from data.model.dates import parse_date

from .fields import ChoiceField, DateField, Field
from .form import FormDialog

if TYPE_CHECKING:
    from datetime import date


class GoToDateDialog(FormDialog["date"]):
    """Returns the day that was typed."""

    ACCEPT_HINT = N_("go")

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone

    def title_text(self) -> str:
        """What is asked."""
        return _("Go to a date")

    def form_fields(self) -> list[Field | ChoiceField]:
        """One line."""
        return [DateField("day", _("Day"), placeholder=_("a date, a weekday, tomorrow, +7"), zone=self._zone)]

    def accept(self, values: dict[str, str]) -> date:
        """Read it."""
        return parse_date(values["day"], today(self._zone), language())
