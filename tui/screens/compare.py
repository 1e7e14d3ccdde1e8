"""Two versions compared, or a version and the draft: what has changed, word by word."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from data import versions
from data.clean import shown
from data.i18n import _
from data.model.agreement import VersionKind

from ..commands.compare import ChooseSides, FoldLines, NextChange, PreviousChange, SwapSides, SwitchDocument
from ..dialogs.sides import SidesDialog
from ..sides import BETWEEN, LIVING, Side, basis, extent_between, extent_words, place_of_comparison, sides_of
from ..widgets.diff_rows import ADDED, REMOVED
from ..widgets.diff_view import DiffView
from .diff import DiffScreen


class CompareScreen(DiffScreen):
    """What has changed from one text to another."""

    OFFERS = (NextChange, PreviousChange, ChooseSides, FoldLines, SwitchDocument, SwapSides)
    CSS = """
    CompareScreen #titles { height: auto; padding: 1 2 0 2; }
    CompareScreen.-narrow #titles { layout: vertical; padding: 0 1; }
    CompareScreen #titles Static { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    CompareScreen #extent { height: 1; padding: 0 2; margin-bottom: 1; color: $text-muted; }
    CompareScreen.-narrow #extent { padding: 0 1; margin-bottom: 0; }
    """

    def compose_work(self) -> ComposeResult:
        """What is compared, how much has changed, and the changes."""
        with Horizontal(id="titles"):
            yield Static(id="old", markup=False)
            yield Static(id="new", markup=False)
        yield Static(id="extent", markup=False)
        yield DiffView()

    _shown: tuple[str, str] | None = None
    _kind = VersionKind.AGREEMENT

    def load(self) -> None:
        """Read both texts; they are compared anew only where they are others."""
        old_key, _between, new_key = self.place.detail.partition(BETWEEN)
        self._sides = self._read(old_key, new_key)
        self._old, self._new = self._pair(old_key, new_key)
        self._show_titles()
        new = self._new.text if self._new else ""
        texts = (self._old.text if self._old else new, new)
        if texts != self._shown:
            self._shown = texts
            self.diff.show(*texts)

    def _read(self, old_key: str, new_key: str) -> list[Side]:
        """The texts of the kind that the keys belong to: those of the agreement, unless they are of the annex."""
        for kind in (VersionKind.ANNEX, VersionKind.AGREEMENT):
            sides = sides_of(self.database, self.mentorship, kind)
            if {old_key, new_key} & {LIVING[kind], *(side.key for side in sides)}:
                break
        self._kind = kind
        return sides

    def _pair(self, old_key: str, new_key: str) -> tuple[Side | None, Side | None]:
        """Both sides; where they are not named, the newest text and what it came from."""
        known = {side.key: side for side in self._sides}
        new = known.get(new_key) or (self._sides[-1] if self._sides else None)
        old = known.get(old_key)
        if old is None and new is not None:
            frozen = versions.of(self.database, self.place.mentorship_id, self._kind)
            version = next((it for it in frozen if it.id == new.key), None)
            found = basis(frozen, version)
            old = known.get(found.id) if found else None
        return (None, new) if old is new else (old, new)

    def _show_titles(self) -> None:
        for name, side, sign, style in (
            ("#old", self._old, REMOVED, "bold $text-error"),
            ("#new", self._new, ADDED, "bold $text-success"),
        ):
            words = Content.assemble(
                (f"{sign} ", style),
                (shown(side.title if side else _("nothing to compare with yet")), "bold"),
                (f"  {side.note}" if side else "", "$text-muted"),
            )
            self.query_one(name, Static).update(words)
        self.query_one("#extent", Static).update(self._extent())

    def _extent(self) -> str:
        if self._new is None:
            return _("Nothing is written yet.")
        if self._old is None:
            return _("There is no other text yet that this one could be compared with.")
        return extent_words(extent_between(self._old.text, self._new.text))

    def heading(self) -> str:
        """Of whom."""
        return _("What has changed · {title}").format(title=self.mentorship.title)

    # -- commands --------------------------------------------------------------------------------------------------

    def can_choose_sides(self) -> bool:
        """There are two texts at least."""
        return len(self._sides) > 1

    def can_swap_sides(self) -> bool:
        """There are two."""
        return self._old is not None and self._new is not None

    def do_choose_sides(self) -> None:
        """Ask which two."""

        def chosen(keys: tuple[str, str] | None) -> None:
            if keys is not None:
                self._compare(*keys)

        old, new = (side.key if side else "" for side in (self._old, self._new))
        self.app.push_screen(SidesDialog(self._sides, old, new), chosen)

    def do_swap_sides(self) -> None:
        """The newer as the older."""
        if self._old is not None and self._new is not None:
            self._compare(self._new.key, self._old.key)

    def do_switch_document(self) -> None:
        """To the annex and back."""
        other = VersionKind.AGREEMENT if self._kind is VersionKind.ANNEX else VersionKind.ANNEX
        self._compare("", LIVING[other] if other is VersionKind.ANNEX else "")

    def _compare(self, old: str, new: str) -> None:
        self.place = place_of_comparison(self.place.mentorship_id, old, new)
        self.handschlag.remember(self.place)
        self.reload()
