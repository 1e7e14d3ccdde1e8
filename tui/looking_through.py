"""Whether every text is the one that was typed: looked at after each start, a little at a time, while one goes on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from data.errors import HandschlagError

from .speech import say

if TYPE_CHECKING:
    from .app import HandschlagApp

_MOST = 3
"""Sentences that are told; the doctor tells all."""


async def look_through(app: HandschlagApp) -> None:
    """Compare all texts with their check sums and tell what differs. The keys come first."""
    from data import text_checks

    told = 0
    try:
        for sentence in text_checks.look_through(app.database):
            if sentence:
                say(app, sentence, error=True)
                told += 1
            if told == _MOST:
                break
            await asyncio.sleep(0)
    except HandschlagError as error:
        say(app, str(error), error=True)
