"""A compositor that asks only those widgets, and only for those rows, that are seen where something changed.

Textual's own, when a row of a widget is to be repainted, asks every widget around it for all of its rows, sends each
through the filters, and throws most of them away: on a large screen the greater part of what a key costs.

Private parts of Textual 8.2.8 relied on: `Screen._compositor`, and of `Compositor` `_dirty_regions`, `visible_widgets`
(from the front to the back) and `_get_renders` (the regions, clips and strips that `_render_chops` lays over each
other). Falling back to Textual's means not calling `compose_narrowly`: nothing else depends on it. The tests compare
every cell with Textual's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.screen import Screen

_MOST_REGIONS = 8
"""Changed regions that are drawn one by one; where there are more, Textual's own way is as good."""


def compose_narrowly(screen: Screen[Any]) -> None:
    """Let a screen that is not yet shown draw no more than what changed."""
    screen._compositor = NarrowCompositor()


class NarrowCompositor(Compositor):
    """Textual's compositor, with partial updates drawn from what is seen in the changed regions alone."""

    _changed: tuple[Region, ...] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed."""
        if len(self._dirty_regions) <= _MOST_REGIONS:
            self._changed = tuple(region for region in self._dirty_regions if region)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        return self._seen_renders() if self._changed else super()._get_renders(crop)

    def _seen_renders(self) -> Iterator[tuple[Region, Region, list[Strip]]]:
        """Rows of the widgets from the front to the back; behind one that fills a changed region nothing is seen."""
        open_regions = list(self._changed)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            for changed in [it for it in open_regions if it.overlaps(seen)]:
                part = seen.intersection(Region(seen.x, changed.y, seen.width, changed.height))
                yield region, part, widget.render_lines(part.translate(-region.offset))
                if part.contains_region(changed):
                    open_regions.remove(changed)
            if not open_regions:
                return
