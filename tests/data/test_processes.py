"""Real second processes: writing while we read, holding the file, and accounts that may not write."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import mentorships, prose, versions
from data.errors import Unusable
from data.store import connection
from data.store.connection import Database, open_database

from .mentoring import begun, planned
from .processes import UNPRIVILEGED, hand_over, heard, output, process, tell

# -- two at once -------------------------------------------------------------------------------------------------------


def test_what_another_process_commits_is_noticed_and_read(database: Database) -> None:
    made = begun(database)
    with process(
        database.path,
        """
        with open_database(path) as database:
            it = mentorships.every(database)[0]
            opened = prose.Prose.open(database, versions.draft_key(it.id))
            say("open"); wait()
            opened.replace(0, 0, "Grüße! ")
            say("typed"); wait()
            with database.write():
                sessions.plan(database, it.id, kind=SessionKind.REGULAR, starts=datetime(2030, 12, 1, 10))
                say("within"); wait()
            say("planned"); wait()
        """,
    ) as other:
        assert heard(other) == "open"
        before = database.data_version()
        assert database.data_version() == before
        tell(other)
        assert heard(other) == "typed"
        after_typing = database.data_version()
        assert after_typing != before
        assert versions.draft_text(database, made.id).startswith("Grüße! ")
        tell(other)
        assert heard(other) == "within"
        assert database.data_version() == after_typing, "not committed yet"
        assert database.value("SELECT count(*) FROM sessions") == 0
        tell(other)
        assert heard(other) == "planned"
        assert database.data_version() != after_typing
        assert database.value("SELECT count(*) FROM sessions") == 1


def test_a_write_waits_for_the_other_one(database: Database) -> None:
    """BEGIN IMMEDIATE: the second waits for its turn and then sees what the first has written."""
    begun(database)
    with process(
        database.path,
        """
        with open_database(path) as database:
            with database.write():
                number = database.value("SELECT max(number) FROM mentorships")
                say("within"); wait()
                mentorships.create(database, mentor="C", mentee="D", language="en", zone="UTC")
            say("done")
        """,
    ) as other:
        assert heard(other) == "within"
        tell(other)
        assert begun(database).number == 3
        assert heard(other) == "done"
    assert sorted(it.number for it in mentorships.every(database)) == [1, 2, 3]


def test_a_held_file_is_told_and_readable(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    made = begun(database)
    database.connection.execute("PRAGMA busy_timeout = 50")
    with process(
        database.path,
        """
        with open_database(path) as database, database.write():
            database.connection.execute("UPDATE mentorships SET mentor = 'never'")
            say("within"); wait()
        """,
    ) as other:
        assert heard(other) == "within"
        with pytest.raises(Unusable, match="held by another process"):
            planned(database, made, "2030-12-01T10:00")
        assert mentorships.get(database, made.id) == made
        monkeypatch.setattr(connection, "BUSY_MILLISECONDS", 50)
        with open_database(database.path) as third:
            assert mentorships.get(third, made.id) == made
    assert planned(database, made, "2030-12-01T10:00").place == "", "the killed one holds nothing"
    assert mentorships.get(database, made.id).mentor == "Anna Weber"


def test_a_file_that_is_locked_whole_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(database)
    database.close()
    monkeypatch.setattr(connection, "BUSY_MILLISECONDS", 50)
    with process(
        database.path,
        """
        import sqlite3
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE mentorships SET mentor = 'x'")
        say("locked"); wait()
        """,
    ) as other:
        assert heard(other) == "locked"
        with pytest.raises(Unusable, match="held by another process"):
            open_database(database.path)


def test_two_processes_lose_no_word_and_give_no_number_twice(database: Database) -> None:
    begun(database)
    script = """
        with open_database(path) as database:
            it = mentorships.every(database)[-1]
            opened = prose.Prose.open(database, versions.draft_key(it.id))
            say("open"); wait()
            for number in range(100):
                opened.replace(0, 0, f"<{sys.argv[1][-1:]}{os.getpid()}:{number}>")
                if number % 20 == 0:
                    mentorships.create(database, mentor="C", mentee="D", language="en", zone="UTC", template="x")
            opened.close()
            say("done")
    """
    with process(database.path, script) as one, process(database.path, script) as two:
        assert (heard(one), heard(two)) == ("open", "open")
        tell(one)
        tell(two)
        assert (heard(one), heard(two)) == ("done", "done")
        text = prose.read(database, versions.draft_key(mentorships.every(database)[-1].id))
        for it in (one, two):
            assert all(f"{it.pid}:{number}>" in text for number in range(100))
    assert sorted(it.number for it in mentorships.every(database)) == list(range(1, 12))


def test_one_signature_of_two_at_the_same_time(database: Database) -> None:
    """Both processes sign for the same party as soon as they may; one is told, by its own rule."""
    made = begun(database, template="words\n")
    version = versions.propose(database, made.id)
    script = f"""
        with open_database(path) as database:
            say("open"); wait()
            try:
                versions.confirm(database, "{version.id}", Party.MENTOR, clock.today("Europe/Berlin"))
                say("signed")
            except HandschlagError as error:
                say(error)
    """
    with process(database.path, script) as one, process(database.path, script) as two:
        assert (heard(one), heard(two)) == ("open", "open")
        tell(one)
        tell(two)
        said = sorted([heard(one), heard(two)])
    assert said == ["Anna Weber has consented to version 1 already.", "signed"]
    assert len(versions.get(database, version.id).signatures) == 1


# -- accounts that may not ---------------------------------------------------------------------------------------------


def test_a_folder_in_which_one_may_not_write_is_told(folder: Path) -> None:
    hand_over(folder)
    folder.chmod(0o555)
    said = output(
        folder / "new.db",
        UNPRIVILEGED
        + """
try:
    open_database(path)
except HandschlagError as error:
    say(type(error).__name__, error)
say(list(path.parent.iterdir()))
""",
    )
    folder.chmod(0o755)
    assert said.startswith("Unusable")
    assert "cannot be made: it is not allowed" in said
    assert said.endswith("[]")


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o400, 0o755), (0o400, 0o555), (0o600, 0o555), (0o000, 0o755)])
def test_a_file_that_one_may_not_write_is_told_and_left(folder: Path, file_mode: int, folder_mode: int) -> None:
    path = folder / "handschlag.db"
    with open_database(path) as database:
        begun(database)
    content = path.read_bytes()
    hand_over(folder, path)
    path.chmod(file_mode)
    folder.chmod(folder_mode)
    said = output(
        path,
        UNPRIVILEGED
        + """
try:
    open_database(path)
    say("opened")
except HandschlagError as error:
    say(type(error).__name__, error)
found = doctor.doctor(path)
say(len(found), *(it.severity for it in found))
""",
    )
    folder.chmod(0o755)
    assert said.startswith("Unusable"), said
    assert str(path) in said
    assert ("may not read" if file_mode == 0 else "cannot be written") in said
    assert int(said.split("\n")[1].split()[0]) >= 1
    assert path.read_bytes() == content
