"""Flagging what is to be changed: the points of the agreement in force, from the review."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList

from data import flags, points, reviews
from data.errors import HandschlagError
from data.i18n import N_, _
from data.model.mentorship import Party

from ..commands import key_name
from ..speech import say
from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from .base import Dialog
from .remark import RemarkDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.agreement import Point, Version
    from data.model.mentorship import Mentorship


class FlagsDialog(Dialog[None]):
    """The points of a version, each flagged or not; what is done is stored at once."""

    DEFAULT_CSS = """
    FlagsDialog > Vertical { width: 96; height: 94%; }
    FlagsDialog #work { height: 1fr; }
    FlagsDialog KeyList { height: 1fr; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("space", "flag", "Flag"), ("r", "remark", "Remark")]
    CANCEL_HINT = N_("back")

    def __init__(self, database: Database, mentorship: Mentorship, session_id: str, version: Version) -> None:
        super().__init__()
        self._database, self._mentorship = database, mentorship
        self._session_id, self._version = session_id, version
        self._points: dict[str, Point] = {}

    def title_text(self) -> str:
        """What is asked."""
        return _("Which points are to be changed?")

    def compose_dialog(self) -> ComposeResult:
        """The list."""
        yield KeyList(id="points")

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Flagging."""
        return [(key_name("enter"), _("to be changed, or not")), ("r", _("remark"))]

    def on_mount(self) -> None:
        """Show them."""
        self.reload()
        self.query_one(KeyList).focus()

    def reload(self) -> None:
        """Somebody else may have flagged one as well."""
        review = reviews.get(self._database, self._session_id)
        flagged = set() if review is None else {it.point for it in flags.of_review(self._database, review)}
        found = points.of(self._database, self._mentorship.id, self._version.text)
        self._points = {str(point.line): point for point in found}
        first = {party: next((it.line for it in found if it.party is party), None) for party in Party}
        self.query_one(KeyList).fill(
            ((str(it.line), _line(it, it.key in flagged, heads=first[it.party] == it.line)) for it in found),
            empty=_("There are no points yet: list items below the responsibilities of mentor or mentee."),
        )

    @property
    def _chosen(self) -> Point | None:
        return self._points.get(self.query_one(KeyList).chosen or "")

    def action_flag(self) -> None:
        """The chosen point is to be changed, or not after all."""
        if (point := self._chosen) is None:
            return
        try:
            flags.toggle(self._database, self._session_id, point)
        except HandschlagError as error:
            say(self, str(error), error=True)
        self.reload()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a point."""
        event.stop()
        self.action_flag()

    def action_remark(self) -> None:
        """Read or change the remark on the chosen point; it is seen at the point in the draft as well."""
        if (point := self._chosen) is not None:
            self.app.push_screen(RemarkDialog(self._database, self._mentorship, point), lambda _none: self.reload())


def _line(point: Point, is_flagged: bool, *, heads: bool) -> ListItem:
    heading = _("Mentor's responsibility") if point.party is Party.MENTOR else _("Mentee's responsibility")
    return ListItem.of(
        ("◆ ", "bold $text-warning") if is_flagged else ("◇ ", "$text-muted"),
        (point.wording, "bold") if is_flagged else point.wording,
        *([("  " + _("to be changed"), "$text-warning")] if is_flagged else []),
        above=(heading, "$primary") if heads else "",
        below=[(line, "$text-muted") for line in point.remark.split("\n")],
    )
