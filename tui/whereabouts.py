"""Where one is on a screen: what a dropped connection comes back to.

The place (`place.py`) says which screen; this says what has the focus there and what is chosen in its lists. Where the
cursor stands each text knows itself (`ProseEditor.keep_cursor`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from .place import Name, Place
from .widgets.list import KeyList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .screens.base import BaseScreen
    from .screens.calendar import CalendarScreen


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where one is on a screen."""

    place: Place
    focus: str = ""
    """The id of the widget that has the focus."""
    chosen: dict[str, str] = field(default_factory=dict)
    """What is chosen in each list, by the list's id."""

    @classmethod
    def on(cls, screen: BaseScreen) -> Whereabouts:
        """As it is now."""
        place, focused = screen.place, screen.focused
        if place.name is Name.CALENDAR:
            place = replace(place, detail=cast("CalendarScreen", screen).chosen_day.isoformat())
        return cls(
            place,
            (focused.id if focused is not None else None) or "",
            {it.id: it.chosen for it in screen.query(KeyList) if it.id and it.chosen},
        )

    def as_record(self) -> dict[str, Any]:
        """What is stored of it."""
        return {**self.place.as_record(), "inside": {"focus": self.focus, "chosen": self.chosen}}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Whereabouts:
        """Read back what `as_record` gave; as much of it as is understood."""
        place = Place.from_record(record)
        try:
            inside = record["inside"]
            return cls(place, str(inside["focus"]), {str(name): str(key) for name, key in inside["chosen"].items()})
        except (KeyError, TypeError, AttributeError):
            return cls(place)

    def restore(self, screen: BaseScreen) -> None:
        """Choose what was chosen; then, when the screen shows it, go where one was in it."""
        for it in screen.query(KeyList):
            if it.id in self.chosen:
                it.choose(self.chosen[it.id])
        screen.call_after_refresh(self._enter, screen)

    def _enter(self, screen: BaseScreen) -> None:
        for widget in screen.focus_chain:
            if widget.id and widget.id == self.focus:
                widget.focus()
