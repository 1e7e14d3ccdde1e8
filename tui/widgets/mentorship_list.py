"""The two lists of home: the mentorships with their state and next step, and what is due."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from data.i18n import _, medium_date, short_date
from data.model.due import Due, Overview

from .. import wording
from ..wording import SHARED
from .list import KeyList
from .list_item import ListItem


class MentorshipList(KeyList):
    """Names, language and state; below them the next step."""

    def show(self, found: Sequence[Overview], shared: Collection[str] = (), *, choose: str | None = None) -> None:
        """Show these; `shared` are the ids of those that another account has as well."""
        lines = ((it.mentorship.id, _mentorship(it, is_shared=it.mentorship.id in shared)) for it in found)
        self.fill(lines, choose=choose, empty=_("Nothing found."))


def _mentorship(it: Overview, *, is_shared: bool) -> ListItem:
    mentorship = it.mentorship
    state = wording.mentorship_state(mentorship, it.facts)
    if mentorship.ended_at is not None:
        state = f"{state} {medium_date(mentorship.day_of(mentorship.ended_at))}"
    style = "$text-muted" if mentorship.state.is_closed else "bold"
    action = wording.action(it.next, it.facts)
    following = _("next: {action}").format(action=action) if action else ""
    return ListItem.of(
        "",
        (mentorship.title, style),
        "  ",
        (mentorship.language, "$text-muted"),
        "  ",
        (state, "$accent"),
        (f"  {SHARED}" if is_shared else "", "$text-muted"),
        below=[(f"  {following}" if following else "", "$text-muted")],
    )


class DueList(KeyList):
    """The day, and what is due."""

    def show(self, found: Sequence[Due], now: date) -> None:
        """Show these, as of a day; out of sight where there are none."""
        self._shown = found
        self.fill((str(index), _due(it, now)) for index, it in enumerate(found))
        self.display = bool(found)

    _shown: Sequence[Due] = ()

    @property
    def chosen_due(self) -> Due | None:
        """What is highlighted."""
        return None if self.chosen is None else self._shown[int(self.chosen)]


def _due(it: Due, now: date) -> ListItem:
    day = _("today") if it.day == now else medium_date(it.day) if it.day.year != now.year else short_date(it.day)
    return ListItem.of(
        (f"{day:<13}", "$text-muted"), (wording.due(it, now), "$text-error" if it.overdue else "$foreground")
    )
