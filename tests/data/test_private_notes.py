"""Private notes: whose they are, where they are refused, and that no document can hold them."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import data.documents
from data import i18n, prose
from data.errors import Refused
from data.model.format import Format
from data.model.mentorship import Mentorship, Party
from data.store import copies, mentorships, private_notes, reviews, sessions, versions
from data.store.connection import Database

from .document_cases import begin, worked_through
from .private_cases import MARKER, note_in_private, tables_that_tell, tells

pytestmark = pytest.mark.usefixtures("known")


def writers() -> list[Callable[..., Any]]:
    """Every public function of the documents that is given a database: what it gives may leave the app."""
    found = []
    for it in pkgutil.iter_modules(data.documents.__path__):
        module = importlib.import_module(f"data.documents.{it.name}")
        for name, function in vars(module).items():
            own = inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
            if own and any("Database" in str(p.annotation) for p in inspect.signature(function).parameters.values()):
                found.append(function)
    return found


def choices(database: Database, it: Mentorship, folder: Path) -> dict[str, list[Any]]:
    """What can be given for a parameter, by its name."""
    held = sessions.of(database, it.id)
    numbers = [version.number for version in versions.of(database, it.id)]
    found = [reviews.get(database, session.id) for session in held]
    return {
        "database": [database],
        "db": [database],
        "mentorship_id": [it.id],
        "mid": [it.id],
        "mentorship": [it],
        "session": held,
        "session_id": [session.id for session in held],
        "cancelled": [held],
        "review": [review for review in found if review is not None],
        "number": [None, *numbers],
        "form": list(Format),
        "frame": [None, *i18n.LANGUAGES],
        "level": [2],
        "folder": [folder],
    }


@pytest.mark.parametrize("write", writers(), ids=lambda it: f"{it.__module__.rpartition('.')[2]}.{it.__name__}")
def test_no_document_holds_private_notes(database: Database, tmp_path: Path, write: Callable[..., Any]) -> None:
    it = worked_through(database)
    note_in_private(database, it, [session.id for session in sessions.of(database, it.id)])
    folder = tmp_path / "out"
    given = choices(database, it, folder)
    names = list(inspect.signature(write).parameters)
    assert set(names) <= given.keys(), "say in `choices` what a new parameter can be"
    calls = 0
    for values in product(*(given[name] for name in names)):
        made = _called(write, dict(zip(names, values, strict=True)))
        if made is not None:
            calls += 1
            assert not tells(made)
    assert calls, "each was written at least once"
    assert not any(tells(path.read_bytes()) for path in folder.rglob("*") if path.is_file())


def _called(write: Callable[..., Any], values: dict[str, Any]) -> str | bytes | None:
    """What it gives, as one; None where a rule forbids to write that."""
    positional = {
        name: value
        for name, value in values.items()
        if inspect.signature(write).parameters[name].kind is not inspect.Parameter.KEYWORD_ONLY
    }
    try:
        made = write(*positional.values(), **{name: value for name, value in values.items() if name not in positional})
    except Refused:
        return None
    if isinstance(made, str | bytes):
        return made
    return "\n".join(map(str, made)) if isinstance(made, Iterable) else str(made)


def test_there_is_a_document_for_each_export() -> None:
    """The list is not empty by a slip: what the app is known to write is in it."""
    assert {"copy_of", "dossier", "rendered", "calendar_of", "cancellation", "minutes", "write_folder"} <= {
        it.__name__ for it in writers()
    }


def test_they_stand_in_the_texts_alone_and_in_no_place_that_is_read_for_something_else(database: Database) -> None:
    it = worked_through(database)
    note_in_private(database, it, [])
    mentorships.pause(database, it.id, Party.MENTOR)
    copies.record(database, it.id, Party.MENTOR, "file", "", "0" * 64, None)
    assert tables_that_tell(database) == {"texts", "text_updates"}
    with_them = {row["kind"] for row in database.rows("SELECT kind FROM texts WHERE body LIKE ?", (f"%{MARKER}%",))}
    assert with_them == {private_notes.KIND}


def test_a_mentorship_that_is_continued_takes_no_notes_along(database: Database) -> None:
    it = begin(database)
    note_in_private(database, it, [])
    mentorships.end(database, it.id, Party.MENTOR)
    new = mentorships.continue_from(database, it.id)
    assert prose.read(database, private_notes.key(new)) == ""
    assert prose.read_all(database, new.id, private_notes.KIND) == {}


@pytest.mark.parametrize("me", Party)
def test_they_are_those_of_the_owner_of_the_database_by_session(database: Database, me: Party) -> None:
    it = begin(database, me=me)
    with_session = private_notes.open_for(database, it, "a session")
    with_session.replace(0, 0, "on the session")
    with_session.close()
    whole = private_notes.open_for(database, it)
    assert whole.text == ""
    whole.replace(0, 0, "on the whole")
    whole.close()
    assert prose.read_all(database, it.id, private_notes.KIND) == {
        ("", me.value): "on the whole",
        ("a session", me.value): "on the session",
    }
    assert private_notes.open_for(database, it, "a session").text == "on the session"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o660])
def test_what_others_may_open_is_no_place_for_them(database: Database, mode: int) -> None:
    it = begin(database)
    note_in_private(database, it, [])
    database.path.chmod(mode)
    with pytest.raises(Refused, match=r"handschlag doctor"):
        private_notes.open_for(database, it)
    database.path.chmod(0o600)
    assert MARKER in private_notes.open_for(database, it).text, "nothing of them was lost"


def test_a_file_of_somebody_else_is_no_place_for_them(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    it = begin(database)
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    with pytest.raises(Refused):
        private_notes.open_for(database, it)
