"""Going through the points of the draft: one by one, to those that are not clear yet, marking and remarking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.i18n import _, ngettext

from ..commands import key_name
from ..commands.points import NextFlagged
from ..dialogs.remark import RemarkDialog
from ..dialogs.understood import UnderstoodDialog
from ..dialogs.walk import WalkDialog
from ..points import toggle_marks
from ..speech import say
from .drafting import DraftingScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.model.agreement import Point
    from data.model.mentorship import Party

    from ..place import Place


class UnderstandingScreen(DraftingScreen):
    """A screen on which the points of the draft are marked as understood."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._points: list[Point] = []
        """The points as they were counted last."""

    can_mark_understood = DraftingScreen._can_write

    def can_next_unclear(self) -> bool:
        """There are points."""
        return bool(self._points)

    def do_next_unclear(self) -> None:
        """The first one after the cursor, else from the top; the mentor's come first in the text."""
        self.reload()
        row, _column = self._editor.cursor_location
        unclear = [point.line for point in self._points if not point.is_clear]
        if not unclear:
            say(self, _("Every point is understood by both."))
            return
        self._jump(next((line for line in unclear if line > row), unclear[0]))

    # -- what a review has flagged ---------------------------------------------------------------------------------

    def news_of_points(self) -> Iterator[str]:
        """How many points a review wants changed, and the key that leads to them."""
        if count := sum(point.to_change for point in self._points):
            yield ngettext(
                "{count} point is to be changed after the review. {key} leads to it.",
                "{count} points are to be changed after the review. {key} leads to the next one.",
                count,
            ).format(count=count, key=key_name(self.handschlag.key_of(NextFlagged)))

    def can_next_flagged(self) -> bool:
        """A review has flagged points of the draft."""
        return any(point.to_change for point in self._points)

    def do_next_flagged(self) -> None:
        """The first one after the cursor, else from the top."""
        self.reload()
        row, _column = self._editor.cursor_location
        self.show_flagged(row)

    def show_flagged(self, after: int = -1) -> None:
        """Put the cursor on the first point to be changed behind a line, else on the first of all."""
        flagged = [point.line for point in self._points if point.to_change]
        if flagged:
            self._jump(next((line for line in flagged if line > after), flagged[0]))

    # -- the point at the cursor -----------------------------------------------------------------------------------

    def do_mark_understood(self) -> None:
        """The point at the cursor."""
        if (point := self._point_here()) is None:
            return

        def chosen(parties: list[Party] | None) -> None:
            if parties:
                toggle_marks(self.database, self.place.mentorship_id, point, parties)
                self.reload()

        self.app.push_screen(UnderstoodDialog(self.mentorship, point), chosen)

    def do_remark_point(self) -> None:
        """The point at the cursor."""
        if (point := self._point_here()) is not None:
            dialog = RemarkDialog(self.database, self.mentorship, point)
            self.app.push_screen(dialog, lambda _none: self.reload())

    def _point_here(self) -> Point | None:
        """The point whose words the cursor is in; says so where there is none.

        No empty line and no heading stands between its first line and the cursor.
        """
        self.reload()
        row, _column = self._editor.cursor_location
        above = [point for point in self._points if point.line <= row]
        if above:
            point = max(above, key=lambda point: point.line)
            between = self._editor.document.lines[point.line : row + 1]
            if all(line.strip() and not line.startswith("#") for line in between):
                return point
        say(self, _("Move the cursor to a point: a list item below the responsibilities of mentor or mentee."))
        return None

    # -- one after another -----------------------------------------------------------------------------------------

    def do_walk_points(self) -> None:
        """From the cursor on; what is to be edited is jumped to."""

        def back(line: int | None) -> None:
            self.reload()
            if line is not None:
                self._jump(line)

        row, _column = self._editor.cursor_location
        self.app.push_screen(WalkDialog(self.database, self.mentorship, self._editor.text, row), back)
