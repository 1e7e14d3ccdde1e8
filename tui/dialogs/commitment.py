"""Noting who promises what, by when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data import commitments
from data.clock import today
from data.errors import BadInput
from data.i18n import N_, _, language, medium_date
from data.model.dates import parse_date
from data.model.mentorship import Party

from .fields import ChoiceField, DateField, Field
from .form import FormDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship
    from data.model.session import Commitment


class CommitmentDialog(FormDialog[str]):
    """Makes a commitment and returns its id."""

    ACCEPT_HINT = N_("note it")

    def __init__(self, database: Database, mentorship: Mentorship, session_id: str | None = None) -> None:
        super().__init__()
        self._database, self._mentorship, self._session_id = database, mentorship, session_id

    def title_text(self) -> str:
        """What this is about."""
        return _("Commitment")

    def form_fields(self) -> list[Field | ChoiceField]:
        """Who, what, by when."""
        names = [(party.value, self._mentorship.name_of(party)) for party in Party]
        return [
            ChoiceField("party", _("Who"), names, self._mentorship.me.other.value),
            Field("what", _("What"), placeholder=_("what was promised")),
            DateField(
                "due", _("By when"), placeholder=_("a date, a weekday, +14, or empty"), zone=self._mentorship.zone
            ),
        ]

    def accept(self, values: dict[str, str]) -> str:
        """Make it."""
        if not values["what"]:
            raise BadInput(_("Type what was promised."))
        now = today(self._mentorship.zone)
        due = parse_date(values["due"], now, language()) if values["due"] else None
        return commitments.make(
            self._database,
            self._mentorship.id,
            Party(values["party"]),
            values["what"],
            due,
            session_id=self._session_id,
        ).id


class CarryOverDialog(FormDialog["date"]):
    """Returns the new date."""

    ACCEPT_HINT = N_("carry over")

    def __init__(self, commitment: Commitment, zone: str) -> None:
        super().__init__()
        self._commitment, self._zone = commitment, zone

    def title_text(self) -> str:
        """Which commitment."""
        return _("Carry over: {what}").format(what=self._commitment.what)

    def form_fields(self) -> list[Field | ChoiceField]:
        """The new date."""
        return [DateField("due", _("By when"), placeholder=_("a date, a weekday, +14"), zone=self._zone)]

    def accept(self, values: dict[str, str]) -> date:
        """Read it, so that what is wrong with it is said here."""
        if not values["due"]:
            raise BadInput(_("Type the new date."))
        due = parse_date(values["due"], today(self._zone), language())
        if self._commitment.due is not None and due <= self._commitment.due:
            raise BadInput(
                _("Carried over means later. Type a day after {day}.").format(day=medium_date(self._commitment.due))
            )
        return due
