"""A walk through the points that are not clear yet or to be changed: one at a time, large, until none is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from data import points
from data.clean import shown, text
from data.errors import HandschlagError
from data.i18n import N_, _, ngettext
from data.model.mentorship import Party

from ..commands import key_name
from ..points import former_text, leave_as_it_is, toggle_marks
from ..speech import say
from .base import Dialog
from .remark import RemarkDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.agreement import Point
    from data.model.mentorship import Mentorship


class WalkDialog(Dialog[int]):
    """Returns the line of the draft to go on writing at, counted from 0."""

    DEFAULT_CSS = """
    WalkDialog > Vertical { width: 96; height: 94%; }
    WalkDialog #work { height: 1fr; }
    WalkDialog #whose { height: auto; color: $text-muted; }
    WalkDialog #point { height: auto; margin: 2 4; text-style: bold; }
    WalkDialog #to-change, WalkDialog #former { height: auto; margin: 0 4 1 4; color: $text-warning; }
    WalkDialog #remark { height: auto; margin: 0 4 1 4; color: $text-muted; }
    WalkDialog #marks { height: auto; margin: 0 4; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("m,1", "mark('mentor')", "Mentor"),
        ("e,2", "mark('mentee')", "Mentee"),
        ("b,3", "mark('both')", "Both"),
        ("n,right", "step(1)", "Next"),
        ("p,left", "step(-1)", "Before"),
        ("r", "remark", "Remark"),
        ("x", "leave", "Leave"),
        ("enter", "edit", "Edit"),
    ]
    CANCEL_HINT = N_("back")

    def __init__(self, database: Database, mentorship: Mentorship, draft: str, line: int = 0) -> None:
        """`line` is where the cursor is: the walk begins there and goes round."""
        super().__init__()
        self._database, self._mentorship, self._draft = database, mentorship, draft
        found = [point for point in self._points if _is_open(point)]
        before = sum(point.line < line for point in found) if any(point.line >= line for point in found) else 0
        self._order = [point.key for point in (*found[before:], *found[:before])]
        self._place = 0

    def title_text(self) -> str:
        """What is gone through."""
        if any(point.to_change for point in self._points):
            return _("Points to be changed, or not clear to both yet")
        return _("Points that are not clear to both yet")

    def compose_dialog(self) -> ComposeResult:
        """One point, with all that is known of it."""
        for name in ("whose", "point", "to-change", "former", "remark", "marks"):
            yield Static(id=name, markup=False)

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Understanding, going on, and what can be done with the point."""
        return [
            ("m", _("mentor")),
            ("e", _("mentee")),
            ("b", _("both")),
            ("n", _("next")),
            ("p", _("one back")),
            ("r", _("remark")),
            *([("x", _("stays as it is"))] if any(it.to_change for it in self._points) else []),
            (key_name("enter"), _("edit")),
        ]

    def on_mount(self) -> None:
        """Show the first one."""
        self._show()

    def reload(self) -> None:
        """Somebody else has changed something: their marks and remarks are seen."""
        self._show()

    @property
    def _points(self) -> list[Point]:
        return points.of(self._database, self._mentorship.id, self._draft)

    @property
    def _point(self) -> Point | None:
        """The one that is shown; None behind the last."""
        key = self._order[self._place] if self._place < len(self._order) else None
        return next((point for point in self._points if point.key == key), None)

    def _show(self) -> None:
        every, point = self._points, self._point
        left = sum(not it.is_clear for it in every)
        said = {"whose": "", "point": "", "to-change": "", "former": "", "remark": "", "marks": ""}
        if point is None:
            said["point"] = self._end(left, len(every), sum(it.to_change for it in every))
        else:
            said = {
                "whose": _whose(point, left),
                "point": shown(point.wording),
                "to-change": _("A review has flagged this point as to be changed.") if point.to_change else "",
                "former": shown(former_text(point, self._mentorship)),
                "remark": text(point.remark),
                "marks": "",
            }
        for name, words in said.items():
            place = self.query_one(f"#{name}", Static)
            place.update(Content(words))
            place.display = bool(words)
        if point is not None:
            marks = self.query_one("#marks", Static)
            marks.update(self._marks(point))
            marks.display = True
        self.query_one("#work").scroll_home(animate=False)

    def _marks(self, point: Point) -> Content:
        return Content("\n").join(
            Content.assemble(
                ("✓ ", "$text-success") if party in point.understood_by else ("○ ", "$accent"),
                shown(self._mentorship.name_of(party)),
            )
            for party in Party
        )

    def _end(self, left: int, count: int, to_change: int) -> str:
        if not count:
            return _("There are no points yet: list items below the responsibilities of mentor or mentee.")
        if not left and to_change:
            return ngettext(
                "{count} point is still to be changed. n begins again.",
                "{count} points are still to be changed. n begins again.",
                to_change,
            ).format(count=to_change)
        if not left:
            return _("All points are clear to both.")
        return ngettext(
            "{count} point is not clear yet. n begins again.", "{count} points are not clear yet. n begins again.", left
        ).format(count=left)

    # -- what the keys do ------------------------------------------------------------------------------------------

    def action_mark(self, who: str) -> None:
        """Mark the point, or take the marks back; one that is settled now is left behind."""
        point = self._point
        if point is None:
            return
        try:
            toggle_marks(self._database, self._mentorship.id, point, list(Party) if who == "both" else [Party(who)])
        except HandschlagError as error:
            say(self, str(error), error=True)
            return
        self._on()

    def action_leave(self) -> None:
        """A flagged point is not to be changed after all."""
        if (point := self._point) is None:
            return
        try:
            say(self, leave_as_it_is(self._database, self._mentorship.id, point))
        except HandschlagError as error:
            say(self, str(error), error=True)
            return
        self._on()

    def _on(self) -> None:
        """To the next one, where this one is settled."""
        after = self._point
        if after is not None and not _is_open(after):
            self.action_step(1)
        else:
            self._show()

    def action_step(self, step: int) -> None:
        """On to the next that is not settled, or back by one; behind the last it is told what is left."""
        still_open = {point.key for point in self._points if _is_open(point)}
        if step > 0 and self._place >= len(self._order):
            self._place = -1
        self._place += step
        while step > 0 and self._place < len(self._order) and self._order[self._place] not in still_open:
            self._place += 1
        self._place = max(self._place, 0)
        self._show()

    def action_remark(self) -> None:
        """Read or change the remark."""
        if (point := self._point) is not None:
            dialog = RemarkDialog(self._database, self._mentorship, point)
            self.app.push_screen(dialog, lambda _none: self._show())

    def action_edit(self) -> None:
        """Into the text, at this point; behind the last one, back."""
        point = self._point
        self.dismiss(None if point is None else point.line)


def _is_open(point: Point) -> bool:
    """It is gone through: not understood by both yet, or to be changed."""
    return point.to_change or not point.is_clear


def _whose(point: Point, left: int) -> str:
    """Whose responsibility it is, and how many are left."""
    if not left:
        return _("Mentor's responsibility") if point.party is Party.MENTOR else _("Mentee's responsibility")
    if point.party is Party.MENTOR:
        return ngettext(
            "Mentor's responsibility · {count} point not clear yet",
            "Mentor's responsibility · {count} points not clear yet",
            left,
        ).format(count=left)
    return ngettext(
        "Mentee's responsibility · {count} point not clear yet",
        "Mentee's responsibility · {count} points not clear yet",
        left,
    ).format(count=left)
