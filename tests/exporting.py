"""Every export of the app, done by one account into a folder that another one may write to as well.

`plant` is run by the other account and puts something under each name that an export is going to take; `export` is run
by the account whose words they are, and prints one line for each export: what came of it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from data import backup, daily, files, vdir
from data.clock import local_zone, today
from data.errors import HandschlagError
from data.store.connection import Database, open_database
from tui.command_line.documents import deliver

SECRET = "what only the two may read"
"""Stands in everything that is exported."""

DECOY = "the other one's own file"

KINDS = ("command line", "dialog", "calendar folder", "backup", "backup of the day", "temporary name")
PLANTS = ("link", "link to nothing", "hard link", "pipe", "folder")


def names(kind: str, database: Database | None) -> list[str]:
    """The files that an export of a kind writes."""
    if kind == "calendar folder" and database is not None:
        return [f"{row['uid']}.ics" for row in database.rows("SELECT coalesce(series_id, id) AS uid FROM sessions")]
    of_day = daily.Place(Path("/x/handschlag.db"), Path("/x"), "handschlag").of_day(today(local_zone())).name
    return {
        "backup": ["copy.db"],
        "backup of the day": [of_day, ".lock", ".unfinished-0123456789abcdef"],
        "temporary name": [".a.md.0123456789abcdef"],
    }.get(kind, ["a.md"])


def _write(kind: str, folder: Path, database: Database) -> None:
    text = f"# {SECRET}\n"
    path = folder / "a.md"
    exports: dict[str, Callable[[], object]] = {
        "command line": lambda: deliver(text, path, force=True),
        "dialog": lambda: files.write_files({path: text}, overwrite=True),
        "calendar folder": lambda: vdir.write_folder(database, folder),
        "backup": lambda: backup.backup(database, folder / "copy.db"),
        "backup of the day": lambda: daily.make(daily.Place(database.path, folder, "handschlag")),
        "temporary name": lambda: files.write_file(path, text),
    }
    exports[kind]()


def plant(top: Path, precious: Path, wanted: dict[str, list[str]]) -> None:
    """Put something in the way of each export."""
    for kind, what, folder in cases(top):
        folder.mkdir(parents=True)
        folder.chmod(0o777)
        for name in wanted[kind]:
            put(what, folder / name, precious)


def put(what: str, path: Path, precious: Path) -> None:
    """One thing under a name."""
    if what == "link":
        path.symlink_to(precious)
    elif what == "link to nothing":
        path.symlink_to(precious.with_name("made through a link"))
    elif what == "hard link":
        decoy = path.with_name(f"decoy of {path.name}")
        decoy.write_text(DECOY)
        decoy.chmod(0o666)
        path.hardlink_to(decoy)
    elif what == "pipe":
        os.mkfifo(path, 0o666)
        path.chmod(0o666)
    else:
        path.mkdir()
        path.chmod(0o777)


def cases(top: Path) -> Iterator[tuple[str, str, Path]]:
    """Each kind of export with each thing in its way, in a folder of its own."""
    for kind in KINDS:
        for what in PLANTS:
            yield kind, what, top / f"{kind} {what}".replace(" ", "-")


def export(top: Path, database_path: Path) -> None:
    """Try every export, and say what came of each."""
    with open_database(database_path) as database:
        for kind, what, folder in cases(top):
            try:
                _write(kind, folder, database)
                said = "written"
            except HandschlagError as error:
                said = f"refused: {error}"
            sys.stdout.write(f"{kind}\t{what}\t{said}\n")


def race(path: Path, rounds: int) -> None:
    """Write the same file again and again, while somebody puts links in its place."""
    for number in range(rounds):
        with contextlib.suppress(HandschlagError):
            files.write_file(path, f"# {SECRET} {number}\n", overwrite=True)


def disturb(path: Path, precious: Path) -> None:
    """Exchange whatever an export puts into a folder for links to what is another's, until told to stop."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    os.set_blocking(0, False)
    while not _told_to_stop():
        for name in (path.name, *(it.name for it in path.parent.glob(f".{path.name}.*"))):
            with contextlib.suppress(OSError):
                path.with_name(name).unlink(missing_ok=True)
                path.with_name(name).symlink_to(precious)


def _told_to_stop() -> bool:
    try:
        return os.read(0, 1) is not None
    except BlockingIOError:
        return False


def main(what: str, *given: str) -> None:
    """What a process of one of the two accounts does."""
    first, second = Path(given[0]), Path(given[-1])
    if what == "names":
        with open_database(first) as database:
            for kind in KINDS:
                sys.stdout.write("\t".join([kind, *names(kind, database)]) + "\n")
    elif what == "plant":
        lines = (line.rstrip("\n").split("\t") for line in sys.stdin)
        plant(first, second, {kind: rest for kind, *rest in lines})
    elif what == "export":
        export(first, second)
    elif what == "race":
        race(first, int(given[-1]))
    else:
        disturb(first, second)


if __name__ == "__main__":
    main(*sys.argv[1:])
