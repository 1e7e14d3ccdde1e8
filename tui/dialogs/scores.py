"""The scores of all reviews, as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from data.i18n import N_, _

from ..commands import key_name
from ..widgets.score_chart import ScoreChart
from .base import Dialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.model.mentorship import Mentorship
    from data.model.score_history import ScoreRow


class ScoresDialog(Dialog[None]):
    """Shows them; what is longer than the terminal is scrolled."""

    DEFAULT_CSS = "ScoresDialog > Vertical { width: 92; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("down,j", "scroll(1)", "Down"),
        ("up,k", "scroll(-1)", "Up"),
        ("pagedown,space", "scroll(8)", "Page down"),
        ("pageup", "scroll(-8)", "Page up"),
        ("enter", "cancel", "Back"),
    ]
    CANCEL_HINT = N_("back")

    def __init__(self, rows: Sequence[ScoreRow], mentorship: Mentorship) -> None:
        super().__init__()
        self._rows, self._mentorship = rows, mentorship

    def title_text(self) -> str:
        """What is shown."""
        return _("Scores of all reviews")

    def compose_dialog(self) -> ComposeResult:
        """The picture."""
        yield Static(ScoreChart(self._rows, self._mentorship), markup=False)

    def dialog_keys(self) -> list[tuple[str, str]]:
        """How the rest of it is seen."""
        return [(f"{key_name('up')} {key_name('down')}", _("scroll"))]

    def action_scroll(self, rows: int) -> None:
        """So many rows on."""
        self.query_one("#work").scroll_relative(y=rows, animate=False)
