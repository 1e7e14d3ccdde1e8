"""Opening the app: at home, at a place, on sample data."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from data import config
from data.errors import BadInput
from data.i18n import N_, _

from ..place import Name, Place
from . import fault, output
from .call import Call
from .speaking import FilePath, OneOf, argument, command, option

if TYPE_CHECKING:
    from data import Database

PLACES = (Name.PATH, Name.QUESTIONS, Name.MEETING, Name.AGREEMENT, Name.CALENDAR, Name.REVIEW)
"""Where a mentorship can be opened."""


@command("open", N_("Open a mentorship in the app, ready to type: its path, or the place that is named."))
@argument("name", N_("NAME"))
@argument("place", type=OneOf(*PLACES), default=Name.PATH.value)
@click.pass_obj
def open_at(call: Call, name: str, place: str) -> int:
    """Open the app at a place."""
    from data import mentorships

    _require_terminal()
    with call.database(meets=False) as database:
        return _show(call, database, Place(Name(place), mentorships.find(database, name).id))


@command(
    "demo",
    N_(
        "Open the app on sample data, which are thrown away at the end.\n\n"
        "With --write the sample data go into a new database instead, to look at with --db."
    ),
)
@option("--write", metavar=N_("FILE"), type=FilePath(), explanation=N_("Write the sample data into a new database."))
@click.pass_obj
def demo(call: Call, write: Path | None) -> int:
    """Show what a filled app looks like."""
    from data import open_database, sample

    from .care import backed_up

    if write is None:
        _require_terminal()
    with (
        tempfile.TemporaryDirectory(prefix="handschlag-demo-") as folder,
        open_database(Path(folder) / "demo.db") as database,
    ):
        sample.write(database)
        if write is None:
            return _show(call, database, Place(), _removing(Path(folder)))
        made = backed_up(database, write)
    output.say(_("The sample data are in {path}.").format(path=made.path))
    return 0


def _removing(folder: Path) -> Callable[[], None]:
    """What a deadly signal does before it ends the demo: no `with` is left in order then."""

    def remove() -> None:
        import shutil

        shutil.rmtree(folder, ignore_errors=True)

    return remove


def start(call: Call) -> int:
    """Open the app where one was, making the database where there is none."""
    _require_terminal()
    with call.database(create=True, meets=False) as database:
        return _show(call, database, None)


def _require_terminal() -> None:
    """Raises `BadInput` where the app cannot be shown, before anything else is done."""
    from ..terminal import capabilities

    # Textual reads and draws here, whatever standard output is.
    streams = (sys.__stdin__, sys.__stderr__)
    reads, writes = (stream is not None and not stream.closed and stream.isatty() for stream in streams)
    reason = capabilities.refusal(os.environ, reads_terminal=reads, writes_terminal=writes)
    if reason is not None:
        if not writes and sys.stdout is not None and sys.stdout.isatty():
            # Standard error goes elsewhere: whoever sits here would see nothing at all.
            output.say(reason)
        raise BadInput(reason)


def _show(call: Call, database: Database, place: Place | None, emergency: Callable[[], None] | None = None) -> int:
    """Run the app until it is left; its exit code."""
    from ..terminal import capabilities

    settings = config.load()
    fault.nothing_logged()
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", capabilities.color_system(os.environ))
    _speak_utf8()
    from ..app import HandschlagApp

    app = HandschlagApp(database, settings, place)
    app.keeps_backups = emergency is None
    if emergency is not None:
        app.emergency = emergency
    app.run(mouse=call.mouse and capabilities.has_mouse(os.environ))
    if app.fault is not None:
        return fault.told(app.fault)
    return app.return_code or 0


def _speak_utf8() -> None:
    """Draw in UTF-8 whatever the locale says: any other encoding has no letters for half of the screen."""
    from ..terminal import capabilities

    stream = sys.__stderr__
    sentence = None if stream is None else capabilities.warning(stream.encoding)
    if sentence is not None:
        output.complain(sentence)
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
