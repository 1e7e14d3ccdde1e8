"""Telling a person what went wrong, without ending the app."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from textual.dom import DOMNode

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


def explained(handler: Handler) -> Handler:
    """Show what a handler raises as `HandschlagError` to the person, and go on."""

    @functools.wraps(handler)
    def explaining(self: DOMNode, *args: Any, **options: Any) -> None:
        try:
            handler(self, *args, **options)
        except HandschlagError as error:
            say(self, str(error), error=True)

    return cast("Handler", explaining)
