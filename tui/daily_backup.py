"""The backup of the day, made by a process of its own while the person goes on."""

from __future__ import annotations

import asyncio
import os
import subprocess
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
        process = subprocess.Popen(
            daily.command(place),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=daily.environment(os.environ),
            start_new_session=True,
        )
    except (OSError, BadInput) as error:
        app.tell_of_backup(_("Today's backup was not made. {why}").format(why=error))
        return
    why = await _said(process)
    if why:
        app.tell_of_backup(_("Today's backup was not made. {why}").format(why=why))
    elif process.returncode:
        app.tell_of_backup(_("Today's backup was not made; the next start tries it again."))


async def _said(process: subprocess.Popen[bytes]) -> str:
    """What a process says, which is at its end. asyncio's own processes are killed where the loop ends before them."""
    assert process.stdout is not None
    loop, handle, ended = asyncio.get_running_loop(), process.stdout.fileno(), asyncio.Event()
    loop.add_reader(handle, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(handle)
    return process.communicate()[0].decode("utf-8", "replace").strip()
