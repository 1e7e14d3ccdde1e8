"""Marking one point as understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from data.clean import shown, text
from data.i18n import _
from data.model.mentorship import Party

from ..points import former_text
from .base import Dialog

if TYPE_CHECKING:
    from data.model.agreement import Point
    from data.model.mentorship import Mentorship


class UnderstoodDialog(Dialog[list[Party]]):
    """Shows a point and returns who has understood it: m the mentor, e the mentee, b both."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("1,m", "choose('mentor')", "Mentor"),
        ("2,e", "choose('mentee')", "Mentee"),
        ("3,b,enter,space", "choose('both')", "Both"),
    ]

    def __init__(self, mentorship: Mentorship, point: Point) -> None:
        super().__init__()
        self._mentorship, self._point = mentorship, point

    def title_text(self) -> str:
        """What is asked."""
        return _("Who has understood this point?")

    def compose_dialog(self) -> ComposeResult:
        """The words of the point, and how it stands."""
        yield Static(Content(shown(self._point.wording)))
        marks = "   ".join(
            f"{'✓' if party in self._point.understood_by else '○'} {shown(self._mentorship.name_of(party))}"
            for party in Party
        )
        yield Static(Content.assemble("\n", (marks, "$text-muted")))
        if former := former_text(self._point, self._mentorship):
            yield Static(Content.assemble("\n", (shown(former), "$text-warning")))
        if self._point.remark:
            yield Static(Content(f"\n{text(self._point.remark)}"), classes="muted")

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Both names, and both at once."""
        return [
            ("m", _first_name(self._mentorship.mentor)),
            ("e", _first_name(self._mentorship.mentee)),
            ("b", _("both")),
        ]

    def action_choose(self, who: str) -> None:
        """Return the parties."""
        self.dismiss(list(Party) if who == "both" else [Party(who)])


def _first_name(name: str) -> str:
    """What is enough to tell two people apart in the line of keys."""
    return Content(shown(name).split()[0]).truncate(16, ellipsis=True).plain
