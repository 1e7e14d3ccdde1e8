"""The list of every screen: arrows or j and k, and the highlight stays on its item when the list is filled again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option, OptionDoesNotExist


class KeyList(OptionList):
    """An OptionList that takes people's text as it is, never as markup."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("j", "cursor_down", "Down"),
        ("k", "cursor_up", "Up"),
        ("g", "first", "First"),
        ("G", "last", "Last"),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)

    @property
    def chosen(self) -> str | None:
        """The id of the highlighted item, or None."""
        if self.highlighted is None:
            return None
        return self.get_option_at_index(self.highlighted).id

    def choose(self, key: str) -> None:
        """Highlight the item with this id, if there is one."""
        with suppress(OptionDoesNotExist):
            self.highlighted = self.get_option_index(key)

    def fill(
        self, items: Iterable[tuple[str, Content | Visual]], *, choose: str | None = None, empty: str = ""
    ) -> None:
        """Show items (id and line), keeping the highlight on `choose`, else on the same item or place as before.

        Where there are none, `empty` is said.
        """
        before, index = choose or self.chosen, self.highlighted or 0
        options: Sequence[Option] = [Option(line, id=key) for key, line in items]
        self.set_options(options)
        if not options:
            if empty:
                self.add_option(Option(Content(empty), disabled=True))
            return
        places = {option.id: place for place, option in enumerate(options)}
        self.highlighted = places.get(before, min(index, len(options) - 1))
