"""The fields of a form: what each is called, what it begins with, and what may be put into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.clock import local_zone, today
from data.errors import HandschlagError
from data.i18n import language, medium_date
from data.model.dates import parse_date


@dataclass(frozen=True, slots=True)
class Field:
    """A line to type in."""

    id: str
    label: str
    value: str = ""
    placeholder: str = ""
    """What may be typed, as an example."""


@dataclass(frozen=True, slots=True)
class DateField(Field):
    """A line that takes a date; the dialog's `accept` reads it. The day it is understood as stands beside it."""

    zone: str = ""
    """The zone whose day is today; empty for the account's own."""

    def understood(self, typed: str) -> str:
        """`Tue 1 Dec 2026`, or nothing while it is no date yet."""
        try:
            return medium_date(parse_date(typed, today(self.zone or local_zone()), language()))
        except HandschlagError:
            return ""


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of a few options, chosen with the arrow keys."""

    id: str
    label: str
    options: Sequence[tuple[str, str]]
    """Value and what people read."""
    value: str = ""
