"""Where one is on a screen, to the letter: what a dropped connection comes back to.

The place (`place.py`) says which screen; this says what has the focus there, what is chosen in its lists, and where the
cursor stands in the text that one types into.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from .place import Name, Place
from .widgets.list import KeyList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .screens.base import BaseScreen
    from .screens.calendar import CalendarScreen
    from .widgets.prose_editor import ProseEditor

_LOOKS, _LOOK_EVERY = 20, 0.03
"""How often it is looked whether the text is open, and after how many seconds each."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a text."""

    text: list[str]
    """Which text: its kind, what it belongs to, whose it is."""
    mark: str
    """The words that it stands at: what was typed after the last look stands before them."""

    @classmethod
    def of(cls, editor: ProseEditor) -> Cursor | None:
        """Where it is; None where no text is open."""
        return None if editor.prose is None else cls(_name(editor), editor.cursor_mark.decode("utf-8"))

    def restore(self, editor: ProseEditor) -> bool:
        """Put it where it was, and whether the same text is open."""
        if editor.prose is None or _name(editor) != self.text:
            return False
        offset = editor.prose.place_of(self.mark.encode("utf-8"))
        if offset is not None:
            editor.move_cursor(editor.document.location_of(offset))
        return True


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where one is on a screen."""

    place: Place
    focus: str = ""
    """The id of the widget that has the focus."""
    chosen: dict[str, str] = field(default_factory=dict)
    """What is chosen in each list, by the list's id."""
    cursor: Cursor | None = None

    @classmethod
    def on(cls, screen: BaseScreen) -> Whereabouts:
        """As it is now."""
        place, focused = screen.place, screen.focused
        if place.name is Name.CALENDAR:
            place = replace(place, detail=cast("CalendarScreen", screen).chosen_day.isoformat())
        editor = next((it for it in _editors(screen) if it is focused), None)
        return cls(
            place,
            (focused.id if focused is not None else None) or "",
            {it.id: it.chosen for it in screen.query(KeyList) if it.id and it.chosen},
            None if editor is None else Cursor.of(editor),
        )

    def as_record(self) -> dict[str, Any]:
        """What is stored of it."""
        inside = {"focus": self.focus, "chosen": self.chosen, "cursor": self.cursor and asdict(self.cursor)}
        return {**self.place.as_record(), "inside": inside}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Whereabouts:
        """Read back what `as_record` gave; as much of it as is understood."""
        place = Place.from_record(record)
        try:
            inside = record["inside"]
            cursor = inside["cursor"]
            return cls(
                place,
                str(inside["focus"]),
                {str(name): str(key) for name, key in inside["chosen"].items()},
                None if cursor is None else Cursor([str(it) for it in cursor["text"]], str(cursor["mark"])),
            )
        except (KeyError, TypeError, AttributeError):
            return cls(place)

    def restore(self, screen: BaseScreen) -> None:
        """Choose what was chosen; then, when the screen shows it, go where one was in it."""
        for it in screen.query(KeyList):
            if it.id in self.chosen:
                it.choose(self.chosen[it.id])
        screen.call_after_refresh(self._enter, screen)

    def _enter(self, screen: BaseScreen, looks: int = _LOOKS) -> None:
        for widget in screen.query(f"#{self.focus}") if self.focus else ():
            widget.focus()
        editor = next((it for it in _editors(screen) if it.id == self.focus), None)
        if editor is not None and self.cursor is not None and not self.cursor.restore(editor) and looks:
            # What is chosen opens its text when it hears of that.
            screen.set_timer(_LOOK_EVERY, lambda: self._enter(screen, looks - 1))


def _editors(screen: BaseScreen) -> list[ProseEditor]:
    # Asked for by name: the list of mentorships, shown first, does not wait for the editor to be imported.
    return cast("list[ProseEditor]", list(screen.query("ProseEditor")))


def _name(editor: ProseEditor) -> list[str]:
    assert editor.prose is not None
    key = editor.prose.key
    return [key.kind, key.subject, key.party]
