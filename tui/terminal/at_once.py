"""Painting a key in the moment it is done, instead of after everything that follows from it.

Textual repaints when a screen has nothing else to do. Behind a key there come its messages and theirs, through every
widget up to the app; none of them changes the text, and all of them made the key wait.

Private parts of Textual 8.2.8 relied on: of `Screen` `_compositor`, `_dirty_widgets`, `_compositor_refresh`,
`_layout_required`, `_scroll_required`, `_repaint_required`; of `Widget` `_repaint_required`, `_layout_required`,
`_scroll_required`, `_refresh_styles_required`; `App._batch_count`. Falling back to Textual's own time of painting means
not calling `paint_at_once`: nothing else depends on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen


def paint_at_once(screen: Screen[Any]) -> bool:
    """Paint what is to be repainted, unless something must be laid out or scrolled first; whether it was painted."""
    if not screen.is_current or screen.app._batch_count:
        return False
    if screen._layout_required or screen._scroll_required or screen._repaint_required:
        return False
    widgets = screen._compositor.visible_widgets
    if any(it._layout_required or it._scroll_required or it._refresh_styles_required for it in widgets):
        return False
    to_paint = {it for it in widgets if it._repaint_required}
    for widget in to_paint:
        widget._repaint_required = False
    screen._dirty_widgets.update(to_paint)
    screen._compositor.update_widgets(screen._dirty_widgets)
    screen._compositor_refresh()
    return True
