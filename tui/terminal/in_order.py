"""Keys one after the other: the next one waits until all of the app is done with the one before.

Textual hands a key to the focused widget's own queue and takes the next one at once. A key of the app or the screen
then overtakes what was typed before it: of `abc` and Ctrl+N, sent together over a slow line, `abc` would go into the
next answer. Here a mark follows each key through the same queues, from the widget up to the app, and only when it has
arrived the next key sets out. Where the key has opened another screen, the mark goes through that one as well: what is
typed ahead waits until there is a field to type into.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from textual.events import Key

if TYPE_CHECKING:
    from textual.app import App
    from textual.events import Event
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.widget import Widget

ROUNDS = 2
"""How often the mark goes round: what a key makes of a list (its selection) is a message of its own, behind the key."""

PATIENCE = 1.0
"""Seconds to wait for a mark: a widget that is removed meanwhile takes it with it."""


class InOrder:
    """The keys and pastes of an app that wait for their turn."""

    def __init__(self, app: App[Any], handle: Callable[[Event], Awaitable[None]]) -> None:
        """`handle` is what the app does with one of them."""
        self._app = app
        self._handle = handle
        self._waiting: deque[Event] = deque()
        self._turn = 0
        self._rounds = 0
        self._target: MessagePump = app
        self._screen: Screen[Any] | None = None
        self._is_busy = False

    async def take(self, event: Event) -> None:
        """Handle it now, or once those before it are done with."""
        self._waiting.append(event)
        if not self._is_busy:
            await self._next()

    async def _next(self) -> None:
        if not self._waiting:
            self._is_busy = False
            return
        self._is_busy = True
        self._screen, focused = self._app.screen, self._app.focused
        event = self._waiting.popleft()
        self._target, self._rounds = focused or self._screen, 1 if _is_typed(event, focused) else ROUNDS
        try:
            await self._handle(event)
        finally:
            # What it raises may be told and survived: then the next key is waited for.
            self._send_mark()

    def _send_mark(self) -> None:
        self._turn += 1
        self._rounds -= 1
        turn, loop = self._turn, asyncio.get_running_loop()
        patience = loop.call_later(PATIENCE, self._app.call_later, self._arrived, turn, None)
        self._pass_on(self._target, turn, patience)

    def _pass_on(self, place: MessagePump, turn: int, patience: asyncio.TimerHandle) -> None:
        """Send the mark to a place; from there it goes to the parent, behind the key itself."""
        if place is self._app:
            place.call_later(self._arrived, turn, patience)
            return
        parent = place._parent or self._app
        if not place.call_later(self._pass_on, parent, turn, patience):
            self._pass_on(parent, turn, patience)

    async def _arrived(self, turn: int, patience: asyncio.TimerHandle | None) -> None:
        if patience is not None:
            patience.cancel()
        if turn != self._turn:
            return
        if self._screen is not self._app.screen:
            self._target = self._screen = self._app.screen
            self._rounds = ROUNDS
        if self._rounds:
            self._send_mark()
        else:
            await self._next()


def _is_typed(event: Event, focused: Widget | None) -> bool:
    """Whether it is a letter for a widget that takes letters: nothing follows from it that the next key could meet."""
    return isinstance(event, Key) and focused is not None and focused.check_consume_key(event.key, event.character)
