"""What comes, day by day: sessions, reviews, and the commitments that are due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from data.clock import zone_info
from data.i18n import _, long_date, medium_date, ngettext
from data.model.session import Commitment, Session, SessionKind, SessionState

from .. import wording
from ..clocks import clocks_of
from .day_grid import SHAPES, DayMark
from .list import KeyList
from .list_item import ListItem

if TYPE_CHECKING:
    from datetime import date, datetime

    from data.model.mentorship import Mentorship


MOST = 60
"""Entries that are laid out: some weeks of a full calendar, and few enough to be there at once."""


CANCELLED = "×"
"""The shape of a cancelled session where only a few cells show it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day, with all that its lines tell."""

    what: Session | Commitment
    mentorship: Mentorship
    commitments: int = 0
    """How many were made in this session."""
    is_of_all: bool = False
    """Whether it stands among those of other mentorships, so that it must be said with whom."""
    zone: str = ""
    """The reader's zone: a time in another one is told with its zone."""

    @property
    def day(self) -> date:
        """The day it stands on. Only a commitment that has a date is an entry."""
        if isinstance(self.what, Session):
            return self.what.day
        if self.what.due is None:
            raise ValueError(self.what.id)
        return self.what.due

    @property
    def order(self) -> tuple[date, bool, datetime]:
        """By day; on a day the sessions by time, then the commitments."""
        if isinstance(self.what, Session):
            return self.day, False, self.what.starts_at
        return self.day, True, self.what.created_at

    @property
    def look(self) -> str:
        """The name of its style in a picture of days."""
        if not isinstance(self.what, Session):
            return DayMark.COMMITMENT.value
        if self.what.state is SessionState.CANCELLED:
            return "cancelled"
        return self.mark.value

    @property
    def mark(self) -> DayMark:
        """What it is on a day."""
        if not isinstance(self.what, Session):
            return DayMark.COMMITMENT
        return DayMark.REVIEW if self.what.kind is SessionKind.REVIEW else DayMark.SESSION

    @property
    def shape(self) -> str:
        """What it is told by, without colours too; what is cancelled has a shape of its own."""
        return CANCELLED if self.look == "cancelled" else SHAPES[self.mark]

    @property
    def brief(self) -> str:
        """As few words as a picture of days has room for: `10:00 Ben Okafor ✓`."""
        if not isinstance(self.what, Session):
            return _("{name}: {what}").format(name=self.mentorship.name_of(self.what.party), what=self.what.what)
        held = " ✓" if self.what.state is SessionState.HELD else ""
        return f"{self.what.starts:%H:%M} {self._name(self.what)}{held}"

    @property
    def rest(self) -> str:
        """What stands below the brief words, where there is room."""
        return _joined((self.what.place, self.what.method)) if isinstance(self.what, Session) else ""

    def _name(self, it: Session) -> str:
        return it.title or (self.mentorship.partner if self.is_of_all else wording.session_kind(it.kind))

    def line(self) -> ListItem:
        """Two lines: what, and muted below it the rest."""
        return self._session(self.what) if isinstance(self.what, Session) else self._commitment(self.what)

    def _session(self, it: Session) -> ListItem:
        mark, colour = (DayMark.REVIEW, "$accent") if it.kind is SessionKind.REVIEW else (DayMark.SESSION, "$primary")
        style = {
            SessionState.PLANNED: "bold $foreground",
            SessionState.HELD: "$foreground",
            SessionState.CANCELLED: "strike $text-muted",
        }[it.state]
        rest = (
            self.mentorship.partner if self.is_of_all else "",
            it.place,
            it.method,
            it.zone if it.zone != self.zone else "",
            *clocks_of(self.mentorship, it),
            cancelled(it, self.mentorship) or wording.session_state(it.state),
            _made(self.commitments),
        )
        return ListItem.of(
            (f"{SHAPES[mark]} ", colour if it.state is not SessionState.CANCELLED else "$text-muted"),
            (f"{it.starts:%H:%M}–{it.ends:%H:%M}", style),
            "  ",
            (it.title or wording.session_kind(it.kind), style),
            below=[(_joined(rest), "$text-muted")],
        )

    def _commitment(self, it: Commitment) -> ListItem:
        rest = (self.mentorship.title if self.is_of_all else "", _("commitment due"), _carried(it.carried_over))
        return ListItem.of(
            (f"{SHAPES[DayMark.COMMITMENT]} ", "$secondary"),
            (_("{name}: {what}").format(name=self.mentorship.name_of(it.party), what=it.what), "$foreground"),
            below=[(_joined(rest), "$text-muted")],
        )


def cancelled(session: Session, mentorship: Mentorship) -> str:
    """Who cancelled a session, and on which day; empty where nobody did."""
    if session.cancelled_by is None or session.cancelled_at is None:
        return ""
    day = session.cancelled_at.astimezone(zone_info(session.zone)).date()
    return _("cancelled by {name}, {day}").format(name=mentorship.name_of(session.cancelled_by), day=medium_date(day))


def _made(count: int) -> str:
    if not count:
        return ""
    return ngettext("{count} commitment", "{count} commitments", count).format(count=count)


def _carried(count: int) -> str:
    if not count:
        return ""
    return ngettext("carried over {count} time", "carried over {count} times", count).format(count=count)


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


class Agenda(KeyList, inherit_bindings=False):
    """Entries under the headings of their days. The keys of `KeyList` without g and G, which go to a date here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *OptionList.BINDINGS,
        ("j", "cursor_down", "Down"),
        ("k", "cursor_up", "Up"),
    ]
    DEFAULT_CSS = """
    Agenda > .option-list--option-disabled { color: $secondary; text-style: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: list[Entry] = []

    def show(self, entries: Iterable[Entry], *, choose: str | None = None) -> None:
        """Show entries in order, highlighting `choose`, else the same one as before, else the first.

        Where nothing is different nothing is laid out anew: most steps from day to day pass no entry.
        """
        before = choose or self.chosen
        ordered = sorted(entries, key=lambda entry: entry.order)
        if ordered != self._shown:
            self._shown = ordered
            self.set_options([*_with_headings(ordered[:MOST]), *_rest(len(ordered) - MOST)])
        places: Mapping[str | None, int] = {
            option.id: index for index, option in enumerate(self.options) if not option.disabled
        }
        self.highlighted = places.get(before, next(iter(places.values()), None))

    def watch_highlighted(self, highlighted: int | None) -> None:
        """With the first entry its day comes into view as well."""
        super().watch_highlighted(highlighted)
        if highlighted is not None and highlighted <= 1:
            self.scroll_home(animate=False)


def _rest(count: int) -> Iterator[Option]:
    if count > 0:
        text = ngettext("… and {count} more, further on", "… and {count} more, further on", count)
        yield Option(Content(f"\n{text.format(count=count)}"), disabled=True)


def _with_headings(entries: Iterable[Entry]) -> Iterator[Option]:
    day = None
    for entry in entries:
        if entry.day != day:
            gap = "" if day is None else "\n"
            day = entry.day
            yield Option(Content(f"{gap}{long_date(day)}"), disabled=True)
        yield Option(entry.line(), id=entry.what.id)
