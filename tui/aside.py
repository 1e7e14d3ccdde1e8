"""Waiting for what may take long without standing still, and without anybody having to wait for it at the end."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


async def aside(work: Callable[..., Answer], *given: Any) -> Answer:
    """What a function gives or raises, run beside the event loop; it must not touch the database or the screen.

    Its thread is a daemon: whoever leaves meanwhile does not wait for a program that gives no answer, as they would
    with `asyncio.to_thread`.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Answer] = loop.create_future()

    def settle(value: Answer | None, error: Exception | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(value)  # type: ignore[arg-type]

    def run() -> None:
        value: Answer | None = None
        failed: Exception | None = None
        try:
            value = work(*given)
        except Exception as error:
            failed = error
        # The loop may have ended meanwhile: then nobody wants the answer.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, value, failed)

    threading.Thread(target=run, name="aside", daemon=True).start()
    return await answer
