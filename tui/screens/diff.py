"""What the screens share that show what has changed: going from change to change, folding the rest."""

from __future__ import annotations

from data.i18n import _

from ..link_copying import copy_link
from ..speech import say
from ..widgets.diff_view import DiffView
from ..widgets.lines import HeaderLine
from ..widgets.preview.blocks import BlockList
from .linking import LinkingScreen


class DiffScreen(LinkingScreen):
    """A screen whose work is a `DiffView`."""

    AUTO_FOCUS = "DiffView"

    @property
    def diff(self) -> DiffView:
        """The comparison."""
        return self.query_one(DiffView)

    def status(self) -> str:
        """`change 2 of 5`: at which change one is."""
        diff = self.diff
        if not diff.change_count:
            return _("no change")
        return _("change {number} of {count}").format(number=(diff.current or 0) + 1, count=diff.change_count)

    def can_copy_link(self) -> bool:
        """There are texts."""
        return bool(self.diff.lines)

    def do_copy_link(self) -> None:
        """One of the newer text."""
        copy_link(self, BlockList([line.now for line in self.diff.lines if line.new is not None]))

    def can_next_change(self) -> bool:
        """There is one."""
        return self.diff.change_count > 0

    can_previous_change = can_next_change

    def can_fold_lines(self) -> bool:
        """Some lines have not changed."""
        return self.diff.can_fold

    def do_next_change(self, step: int = 1) -> None:
        """Or say that there is none."""
        if not self.diff.next_change(step):
            say(self, _("There is no further change.") if step > 0 else _("There is no change before."))
        self.show_status()

    def show_status(self) -> None:
        """Bring the header line up to the change one is at."""
        self.query_one(HeaderLine).status = self.status()

    def do_previous_change(self) -> None:
        """Back."""
        self.do_next_change(-1)

    def do_fold_lines(self) -> None:
        """Fold, or show all."""
        self.diff.toggle_folds()
