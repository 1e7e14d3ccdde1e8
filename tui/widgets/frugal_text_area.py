"""A text area that repaints only the rows which an edit or the cursor touched.

Textual's own repaints every row at each key: its selection is a repainting reactive, its row cache is cleared by every
edit, and every change of height lays the screen out again.

Private parts of Textual 8.2.8 relied on: `TextArea._set_document`, `_refresh_size`, `_render_line`, `_set_theme`,
`_theme`, `_line_cache`, `_cursor_offset`, `_recompute_cursor_offset`, `_rewrap_and_refresh_virtual_size`,
`_has_cursor`; `Widget._scroll_update`; `Edit.top`, `Edit.bottom`. The tests compare every cell with a stock TextArea
after the same keys. Falling back to Textual's drawing means deleting the overrides below "drawing": nothing else
depends on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.content import Content
from textual.document._document import EditResult, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.geometry import Region, Size
from textual.reactive import Reactive, reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from ..terminal.at_once import paint_at_once
from .prose_document import ProseDocument, WrappedProse

EditedHook = Callable[[Sequence[str], int, int, int], None]
"""Takes the lines of a text that has changed, the first changed line, the last one before and the last one now."""

Span = tuple[int, int, str]
"""Characters of a line, from the first to before the last, and the component class that styles them."""

_KEPT_ROWS = 4_000
"""Rows kept drawn; some hundred bytes each."""


class LineStyles(Protocol):
    """Something that styles parts of lines: the colours of a language, a line under a word that is spelt wrong.

    A text area may have several (`add_styles`). Where their spans overlap, the styles add up and what came later wins.
    The component classes belong to the text area: it lists them in `COMPONENT_CLASSES` and styles them in its CSS.
    """

    def load(self, lines: Sequence[str]) -> None:
        """The text is another one. The lines are the text's own list: read now what is needed, or know that it changes.

        All rows are repainted after this.
        """

    def edited(self, lines: Sequence[str], top: int, old_bottom: int, new_bottom: int) -> None:
        """The lines `top` to `old_bottom` have become those from `top` to `new_bottom` of the new `lines`.

        These are repainted; whoever styles others otherwise now calls `restyle` for them.
        """

    def spans_of(self, line: int) -> Sequence[Span]:
        """What is styled in a line, asked for each row that is painted: to be had from memory, or quickly."""


class FrugalTextArea(TextArea):
    """A soft-wrapping TextArea over a `ProseDocument`."""

    selection: Reactive[Selection] = reactive(Selection(), init=False, always_update=True, repaint=False)
    document: ProseDocument
    wrapped_document: WrappedProse

    def __init__(
        self,
        *,
        id: str | None = None,
        classes: str | None = None,
        placeholder: str = "",
        read_only: bool = False,
    ) -> None:
        self._line_styles: list[LineStyles] = []
        self._rows: dict[tuple[str, tuple[Span, ...]], Strip] = {}
        self._span_styles: dict[str, Style] = {}
        self._base: Style | None = None
        self._cursor_row = 0
        self.on_edited: EditedHook | None = None
        """Called after each change of the text, before it is drawn, so that another pane is drawn in the same frame."""
        self.on_cursor: Callable[[int], None] | None = None
        """Called when the cursor has moved, with its line."""
        super().__init__(
            id=id,
            classes=classes,
            placeholder=Content(placeholder),
            read_only=read_only,
            highlight_cursor_line=False,
        )
        self.cursor_blink = False
        self.match_cursor_bracket = False

    # -- the document ----------------------------------------------------------------------------------------------

    def _set_document(self, text: str, language: str | None) -> None:
        self.document = ProseDocument(text)
        self.wrapped_document = WrappedProse(self.document, self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        for styles in self._line_styles:
            styles.load(self.document.lines)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()
        self.refresh()

    @property
    def _is_empty(self) -> bool:
        return self.document.end == (0, 0)

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit: change the text, then the cursor."""
        selection = self.selection
        top, bottom = self.document.clamped(edit.top), self.document.clamped(edit.bottom)
        result = self.change(top, bottom, edit.text)
        end = result.end_location
        if edit.maintain_selection_offset:
            self.selection = Selection(*(moved(place, top, bottom, end) for place in selection))
        else:
            self.selection = Selection.cursor(end)
        self.record_cursor_width()
        return result

    def change(self, top: Location, bottom: Location, inserted: str) -> EditResult:
        """Replace a range of the text on the screen, leaving the selection alone."""
        height, was_empty = self.wrapped_document.height, self._is_empty
        result = self.document.replace_range(top, bottom, inserted)
        end = result.end_location
        self.wrapped_document.wrap_range(top, bottom, end)
        self._refresh_size()
        first, last = self.wrapped_document.rows_of(top[0], end[0])
        if self.wrapped_document.height != height:
            last = max(last, round(self.scroll_y) + self.size.height)
        if self.placeholder and (was_empty or self._is_empty):
            # The placeholder stands on as many rows as it needs.
            self.refresh()
        else:
            self.refresh_lines(first, last - first + 1)
        for styles in self._line_styles:
            styles.edited(self.document.lines, top[0], bottom[0], end[0])
        if self.on_edited is not None:
            self.on_edited(self.document.lines, top[0], bottom[0], end[0])
        return result

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        """Paint a letter as soon as it is in the text."""
        result = super()._replace_via_keyboard(insert, start, end)
        paint_at_once(self.screen)
        return result

    def _delete_via_keyboard(self, start: Location, end: Location) -> EditResult | None:
        """Paint a deletion as soon as it is made."""
        result = super()._delete_via_keyboard(start, end)
        paint_at_once(self.screen)
        return result

    def move_cursor(
        self, location: Location, select: bool = False, center: bool = False, record_width: bool = True
    ) -> None:
        """Paint the cursor as soon as it is elsewhere."""
        super().move_cursor(location, select, center, record_width)
        if self.has_focus:
            paint_at_once(self.screen)

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Nothing: looking for it costs a walk through the text."""
        return None

    # -- styles of parts of lines ----------------------------------------------------------------------------------

    def add_styles(self, styles: LineStyles) -> None:
        """Style parts of lines from now on, over what was added before."""
        self._line_styles.append(styles)
        styles.load(self.document.lines)
        self.refresh()

    def restyle(self, first: int, last: int) -> None:
        """Repaint the lines `first` to `last`: their spans are others now."""
        last = min(last, self.document.line_count - 1)
        if self.is_mounted and 0 <= first <= last:
            top, bottom = self.wrapped_document.rows_of(first, last)
            self.refresh_lines(top, bottom - top + 1)

    def _spans_in(self, line: int, start: int, end: int) -> tuple[Span, ...]:
        """The spans of a part of a line, counted from its first character."""
        return tuple(
            (max(first, start) - start, min(last, end) - start, name)
            for styles in self._line_styles
            for first, last, name in styles.spans_of(line)
            if first < end and last > start
        )

    @property
    def lines_in_view(self) -> range:
        """The lines of which rows are in view, roughly: as many as there are rows."""
        row = self.wrapped_document.row(round(self.scroll_y))
        first = 0 if row is None else row[0]
        return range(first, min(first + self.size.height, self.document.line_count))

    def _style_of(self, name: str) -> Style:
        """The style of a component class, without what it does not set itself."""
        style = self._span_styles.get(name)
        if style is None:
            style = self.get_component_rich_style(name, partial=True)
            if style.color is not None:
                # A colour that is a share of the contrast is only known as a whole.
                style += Style(color=self.get_component_rich_style(name).color)
            self._span_styles[name] = style
        return style

    # -- drawing ---------------------------------------------------------------------------------------------------

    def refresh_lines(self, y_start: int, line_count: int = 1) -> None:
        """Repaint some rows, but not the scrollbar beside them."""
        width = self.scrollable_content_region.width
        self.refresh(Region(0, y_start - self.scroll_offset.y, width, line_count))

    def watch_selection(self, old: Selection, new: Selection) -> None:
        """Repaint the rows that the cursor or the selection left or entered."""
        if not self.is_mounted:
            return
        previous, self._cursor_row = self._cursor_row, self._cursor_offset[1]
        self.refresh_lines(previous)
        self.refresh_lines(self._cursor_row)
        for selection in (old, new):
            if not selection.is_empty:
                top, bottom = (self.document.clamped(place) for place in sorted(selection))
                first, last = self.wrapped_document.rows_of(top[0], bottom[0])
                self.refresh_lines(first, last - first + 1)
        if self.on_cursor is not None:
            self.on_cursor(new.end[0])

    def _rewrap_and_refresh_virtual_size(self) -> None:
        super()._rewrap_and_refresh_virtual_size()
        self._rows.clear()
        # The rows may be as many as before and yet break elsewhere.
        self.refresh()
        if self.is_mounted:
            self._recompute_cursor_offset()
            self._cursor_row = self._cursor_offset[1]

    def _recompute_cursor_offset(self) -> None:
        """Not within an edit that takes the scrollbar away with the cursor's line: the cursor is put elsewhere next."""
        if self.selection.end[0] < self.document.line_count:
            super()._recompute_cursor_offset()  # type: ignore[no-untyped-call]

    def _refresh_size(self) -> None:
        """Tell the scrollbar the height. The screen is laid out again only where the widget is as high as its text."""
        size = Size(0, self.wrapped_document.height)
        if size == self.virtual_size:
            return
        if self.is_mounted and not self.styles.is_auto_height:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)
        else:
            self.virtual_size = size

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        self._base = None
        super().notify_style_update()

    def _set_theme(self, theme: str) -> None:
        self._base = None
        super()._set_theme(theme)

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn."""
        text = Text(self.document.shown_lines[line_index], end="", no_wrap=True)
        for start, end, name in self._spans_in(line_index, 0, len(text)):
            text.stylize(self._style_of(name), start, end)
        return text

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region; the styles are looked up only when they changed."""
        base = self.rich_style
        if base != self._base:
            self._base = base
            self._theme.apply_css(self)
            self._rows.clear()
            self._span_styles.clear()
        return ScrollView.render_lines(self, crop)

    def render_line(self, y: int) -> Strip:
        """A row: from what was drawn before, unless the cursor or the selection is in it."""
        if self.placeholder and self._is_empty:
            self._line_cache.clear()
            return super().render_line(y)
        y += round(self.scroll_y)
        found = self.wrapped_document.row(y)
        if found is None:
            return self._plain("", ())
        line, start, text = found
        if y == self._cursor_row or "\t" in text or (not self.selection.is_empty and self._is_selected(line)):
            return self._render_line(y - round(self.scroll_y))
        return self._plain(text, self._spans_in(line, start, start + len(text)) if self._line_styles else ())

    def _is_selected(self, line: int) -> bool:
        start, end = sorted(self.selection)
        return start[0] <= line <= end[0]

    def _plain(self, text: str, spans: tuple[Span, ...]) -> Strip:
        strip = self._rows.get((text, spans))
        if strip is None:
            base = self._theme.base_style or Style()
            used, width = cell_len(text), self.scrollable_content_region.width
            segments = list(self._styled(text, spans, base))
            if used < width:
                segments.append(Segment(" " * (width - used), base))
            strip = Strip(segments, max(used, width))
            if len(self._rows) >= _KEPT_ROWS:
                self._rows.clear()
            self._rows[text, spans] = strip
        return strip

    def _styled(self, text: str, spans: tuple[Span, ...], base: Style) -> Iterator[Segment]:
        """The parts of a row, each in its style."""
        cuts = sorted({0, len(text), *(place for start, end, _name in spans for place in (start, end))})
        for start, end in pairwise(cuts):
            style = base
            for first, last, name in spans:
                if first <= start < last:
                    style += self._style_of(name)
            yield Segment(text[start:end], style)


def moved(place: Location, top: Location, bottom: Location, end: Location, *, stays: bool = False) -> Location:
    """Where a location is after the range `top` to `bottom` was replaced by a text that ends at `end`.

    With `stays`, an insertion exactly at the location leaves it before the inserted text.
    """
    if place < top or (stays and place == top):
        return place
    if place < bottom:
        return end
    row, column = place
    if row == bottom[0]:
        return end[0], column - bottom[1] + end[1]
    return row - bottom[0] + end[0], column
