"""Telling a person what went wrong, without ending the app.

Private parts of Textual 8.2.8 relied on: `MessagePump._dispatch_message` and `_timers`, `App._notifications`,
`Toast._notification` and `_expire`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from textual.app import App
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.notifications import Notification
from textual.widgets._toast import Toast

from data.clean import shown
from data.errors import HandschlagError

Handler = TypeVar("Handler", bound=Callable[..., Any])


def say(node: DOMNode, sentence: str, *, error: bool = False) -> None:
    """Show a sentence for a while, as plain text; one that still stands begins its time anew (`stands_on`)."""
    node.app.notify(
        "\n".join(shown(line) for line in sentence.splitlines()),
        severity="error" if error else "information",
        timeout=8 if error else 4,
        markup=False,
    )


def stands_on(app: App[Any], notice: Notification) -> bool:
    """Whether the same sentence still stands; it then begins its time anew instead of standing there twice."""
    standing = next((it for it in app._notifications if _same(it, notice)), None)
    if standing is None:
        return False
    standing.raised_at = notice.raised_at
    for toast in (toast for screen in app.screen_stack for toast in screen.query(Toast)):
        if toast._notification is standing:
            for timer in list(toast._timers):
                timer.stop()
            toast.set_timer(standing.timeout, toast._expire)
    return True


def _same(one: Notification, other: Notification) -> bool:
    return (one.message, one.severity) == (other.message, other.severity)


class Explaining(MessagePump):
    """An app or a screen that tells what its handlers raise as `HandschlagError`, and goes on.

    Textual ends the app otherwise, and a read or a write may be refused at any time: by a full disk, by a file that is
    gone.
    """

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except HandschlagError as error:
            say(cast("DOMNode", self), str(error), error=True)


def explained(handler: Handler) -> Handler:
    """Show what a handler raises as `HandschlagError` to the person, and go on."""

    @functools.wraps(handler)
    def explaining(self: DOMNode, *args: Any, **options: Any) -> None:
        try:
            handler(self, *args, **options)
        except HandschlagError as error:
            say(self, str(error), error=True)

    return cast("Handler", explaining)
