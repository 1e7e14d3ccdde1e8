"""Telling a person what went wrong, without ending the app."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump

from data.clean import shown
from data.errors import HandschlagError

Handler = TypeVar("Handler", bound=Callable[..., Any])


def say(node: DOMNode, sentence: str, *, error: bool = False) -> None:
    """Show a sentence for a while, as plain text."""
    node.app.notify(
        "\n".join(shown(line) for line in sentence.splitlines()),
        severity="error" if error else "information",
        timeout=8 if error else 4,
        markup=False,
    )


class Explaining(MessagePump):
    """An app or a screen that tells what its handlers raise as `HandschlagError`, and goes on.

    Textual ends the app otherwise, and a read or a write may be refused at any time: by a full disk, by a file that is
    gone. Private part of Textual 8.2.8 relied on: `MessagePump._dispatch_message`.
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
