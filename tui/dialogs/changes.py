"""What has changed since the version before, shown before anybody proposes or signs."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from data import clean
from data.i18n import N_, _

from ..commands import key_name
from ..sides import Side, extent_between, extent_words
from ..widgets.diff_view import DiffView
from .base import Dialog
from .confirm import ConfirmDialog


def changes_from(old: Side, new: Side) -> ComposeResult:
    """What has changed from one text to another: how much, and what."""
    changed = extent_words(extent_between(old.text, new.text))
    words = Content.assemble((f"{old.title} → {new.title}", "bold"), (f"  {changed}", "$text-muted"))
    yield Static(words, id="extent", markup=False)
    yield DiffView()


_CSS = """
    {name} > Vertical {{ width: 110; height: 94%; }}
    {name} #work {{ height: 1fr; }}
    {name} #extent {{ height: auto; }}
    {name} DiffView {{ height: 1fr; min-height: 4; }}
"""


class ChangesDialog(Dialog[None]):
    """Shows what has changed from one text to another."""

    DEFAULT_CSS = _CSS.format(name="ChangesDialog")
    BINDINGS: ClassVar[list[BindingType]] = [("n", "change(1)", "Next"), ("N,p", "change(-1)", "Before")]
    CANCEL_HINT = N_("back")

    def __init__(self, old: Side, new: Side) -> None:
        super().__init__()
        self._old, self._new = old, new

    def title_text(self) -> str:
        """What the newer one is."""
        return f"{self._new.title} · {self._new.note}"

    def compose_dialog(self) -> ComposeResult:
        """The changes."""
        yield from changes_from(self._old, self._new)

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Going through them."""
        return [("n", _("next change")), (f"{key_name('up')} {key_name('down')}", _("scroll"))]

    def on_mount(self) -> None:
        """Begin at the first change."""
        diff = self.query_one(DiffView)
        diff.focus()
        diff.show(self._old.text, self._new.text)

    def action_change(self, step: int) -> None:
        """To the next change, or the one before."""
        self.query_one(DiffView).next_change(step)


class ProposeDialog(ConfirmDialog):
    """Returns True where the draft is to be frozen. What it changes is shown, and what is not settled yet."""

    DEFAULT_CSS = (
        _CSS.format(name="ProposeDialog.-changes")
        + """
    ProposeDialog #reminders { color: $accent; height: auto; margin-top: 1; }
    ProposeDialog #extent { margin-top: 1; }
    """
    )
    BINDINGS: ClassVar[list[BindingType]] = [("right", "change(1)", "Next"), ("left", "change(-1)", "Before")]

    def __init__(self, text: str, reminders: str, old: Side | None, new: Side) -> None:
        """`old` is what the draft is compared with; None where there is no version yet."""
        super().__init__(_("Propose the draft?"), text, _("propose"))
        self._reminders, self._old, self._new = reminders, old, new
        self.set_class(old is not None, "-changes")

    def compose_dialog(self) -> ComposeResult:
        """What proposing does, what is open, what has changed."""
        yield from super().compose_dialog()
        if self._reminders:
            yield Static(Content(clean.text(self._reminders)), id="reminders")
        if self._old is not None:
            yield from changes_from(self._old, self._new)

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Accepting, and going through the changes."""
        keys = super().dialog_keys()
        if self._old is not None:
            keys += [("← →", _("changes")), (f"{key_name('up')} {key_name('down')}", _("scroll"))]
        return keys

    def on_mount(self) -> None:
        """Begin at the first change."""
        for diff in self.query(DiffView):
            diff.focus()
            if self._old is not None:
                diff.show(self._old.text, self._new.text)

    def action_change(self, step: int) -> None:
        """To the next change, or the one before."""
        for diff in self.query(DiffView):
            diff.next_change(step)
