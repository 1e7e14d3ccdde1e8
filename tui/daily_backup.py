"""The backup of the day, made by a process of its own while the person goes on."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import BadInput
from data.i18n import _

if TYPE_CHECKING:
    from .app import HandschlagApp


async def daily_backup(app: HandschlagApp, database: Path, folder: str) -> None:
    """Make today's backup where it is due, and have the app tell where that fails.

    The process is in a session of its own: it ends what it has begun when the app is left or the line drops.
    """
    from data import daily

    try:
        place = daily.Place.of(database, folder)
        if not daily.is_due(place):
            return
        process = await asyncio.create_subprocess_exec(
            *daily.command(place),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd="/",
            env=daily.environment(os.environ),
            start_new_session=True,
        )
    except (OSError, BadInput) as error:
        app.tell_of_backup(_("Today's backup was not made. {why}").format(why=error))
        return
    printed, _nothing = await process.communicate()
    if process.returncode:
        why = printed.decode("utf-8", "replace").strip()
        app.tell_of_backup(
            _("Today's backup was not made. {why}").format(why=why)
            if why
            else _("Today's backup was not made; the next start tries it again.")
        )
