"""Prose: what is typed is stored at once, merged, and undone by its own author only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.prose import Edit, Key, Prose, read, write
from data.prose.marks import mark_at, place_of
from data.store.connection import Database, open_database

KEY = Key("m", "draft")


@pytest.fixture
def mentorship(database: Database) -> Database:
    """A database with one mentorship, `m`."""
    add_mentorship(database)
    return database


def add_mentorship(database: Database) -> None:
    with database.write():
        database.table("mentorships").insert(
            {"id": "m", "number": 1, "mentor": "Anna", "mentee": "Ben", "me": "mentor", "language": "de"}
            | {"zone": "UTC", "created_at": "2026-01-01T00:00:00+00:00"}
        )


def applied(text: str, edits: list[Edit]) -> str:
    """A text after edits, as a widget makes them."""
    data = text.encode("utf-8")
    for edit in edits:
        data = data[: edit.start] + edit.inserted.encode("utf-8") + data[edit.end :]
    return data.decode("utf-8")


def typed(prose: Prose, text: str) -> None:
    """Type at the end, key by key."""
    for character in text:
        at = len(prose.text.encode("utf-8"))
        prose.replace(at, at, character)


def test_a_key_is_in_the_file_when_replace_returns(mentorship: Database) -> None:
    prose = Prose.open(mentorship, KEY)
    prose.replace(0, 0, "ä")
    with open_database(mentorship.path) as second:
        assert read(second, KEY) == "ä"


def test_a_text_nobody_wrote_is_empty(mentorship: Database) -> None:
    assert read(mentorship, Key("m", "notes", "s1")) == ""


def test_offsets_are_utf8_bytes(mentorship: Database) -> None:
    prose = Prose.open(mentorship, KEY)
    prose.replace(0, 0, "Grüße 😀!")
    prose.replace(2, 4, "ue")
    assert prose.text == "Grueße 😀!"


def test_undo_takes_back_a_word_and_redo_brings_it_back(mentorship: Database) -> None:
    prose = Prose.open(mentorship, KEY)
    typed(prose, "one two")
    before = prose.text
    edits = prose.undo()
    assert prose.text == "one"
    assert applied(before, edits) == "one"
    assert read(mentorship, KEY) == "one"
    prose.redo()
    assert prose.text == "one two"


def test_nothing_to_undo_after_opening(mentorship: Database) -> None:
    write(mentorship, KEY, "template")
    prose = Prose.open(mentorship, KEY)
    assert not prose.can_undo
    assert prose.undo() == []


def test_two_connections_see_each_other_and_undo_only_their_own(mentorship: Database) -> None:
    with open_database(mentorship.path) as other_database:
        mine, theirs = Prose.open(mentorship, KEY), Prose.open(other_database, KEY)
        mine.replace(0, 0, "mine ")
        before = theirs.text
        edits = theirs.catch_up()
        assert applied(before, edits) == theirs.text == "mine "
        theirs.replace(5, 5, "theirs")
        mine.catch_up()
        mine.undo()
        theirs.catch_up()
        assert mine.text == theirs.text == "theirs"


def test_the_plain_mirror_holds_the_text_once_settled(mentorship: Database) -> None:
    prose = Prose.open(mentorship, KEY)
    prose.replace(0, 0, "settled")
    prose.settle()
    assert mentorship.value("SELECT body FROM texts") == "settled"


def test_a_mirror_behind_the_log_is_never_read_alone(mentorship: Database) -> None:
    prose = Prose.open(mentorship, KEY)
    prose.replace(0, 0, "a")
    prose.settle()
    prose.replace(1, 1, "b")
    assert mentorship.value("SELECT body FROM texts") == "a"
    assert read(mentorship, KEY) == "ab"


def test_a_mirror_is_not_written_over_edits_that_were_not_merged(mentorship: Database) -> None:
    with open_database(mentorship.path) as other_database:
        mine, theirs = Prose.open(mentorship, KEY), Prose.open(other_database, KEY)
        theirs.replace(0, 0, "theirs")
        mine.replace(0, 0, "mine")
        mine.settle()
        assert mentorship.value("SELECT body FROM texts") == read(mentorship, KEY)
        assert sorted(mentorship.value("SELECT body FROM texts")) == sorted("theirsmine")
        before = mine.text
        assert applied(before, mine.catch_up()) == mine.text == read(mentorship, KEY)


def test_what_was_settled_is_not_read_again(mentorship: Database) -> None:
    prose = Prose.open(mentorship, KEY)
    queries: list[str] = []
    typed(prose, "x" * 50)
    prose.settle()
    last = mentorship.value("SELECT max(seq) FROM text_updates")
    prose.replace(0, 0, "y")
    mentorship.connection.set_trace_callback(queries.append)
    prose.settle()
    mentorship.connection.set_trace_callback(None)
    assert any(f"seq > {last}" in query for query in queries), queries


def test_a_long_history_opens_from_its_snapshot(mentorship: Database) -> None:
    prose = Prose.open(mentorship, KEY)
    typed(prose, "x" * 320)
    prose.close()
    assert mentorship.value("SELECT snapshot_seq FROM texts") >= 320
    again = Prose.open(mentorship, KEY)
    typed(again, "y")
    assert read(mentorship, KEY) == "x" * 320 + "y"


@pytest.mark.parametrize(("offset", "place"), [(0, 4), (2, 6), (5, 9)])
def test_a_mark_stays_with_its_words_at_the_end_as_well(mentorship: Database, offset: int, place: int) -> None:
    prose = Prose.open(mentorship, KEY)
    prose.replace(0, 0, "Gruss")
    mark = prose.sticky(offset)
    assert prose.place_of(mark) == offset
    prose.replace(0, 0, "Viel")
    assert prose.place_of(mark) == place


@given(st.text("Grüße an 日本😀\n-", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_mark_stays_with_its_words_whatever_letters_there_are(text: str, place: int, before: int) -> None:
    place, before = min(place, len(text)), min(before, place, len(text))
    mark = mark_at(text, len(text[:place].encode()))
    later = f"{text[:before]}ÄÖÜ und noch viel mehr, was davor steht. {text[before:]}"
    found = place_of(later, mark)
    assert found is not None
    # The same words may stand there more than once: then it is before the same ones, the nearest.
    assert later.encode()[found:].decode("utf-8").startswith(text[place : place + 3])


def test_a_mark_at_the_end_of_a_text_stays_there(mentorship: Database) -> None:
    prose = Prose.open(mentorship, KEY)
    mark = prose.sticky(0)
    prose.replace(0, 0, "Grüße")
    assert prose.place_of(mark) == 7
    mark = prose.sticky(7)
    prose.replace(7, 7, ", Anna")
    assert prose.place_of(mark) == len("Grüße, Anna".encode())


def test_one_comes_back_to_the_words_that_one_was_at(mentorship: Database) -> None:
    prose = Prose.open(mentorship, KEY)
    prose.replace(0, 0, "Grüße an Anna")
    assert prose.remembered_place() is None
    prose.remember_place(prose.sticky(7))
    prose.replace(0, 0, "Viele ")
    assert Prose.open(mentorship, KEY).remembered_place() == 13
    assert Prose.open(mentorship, Key("m", "draft", "other")).remembered_place() is None


@pytest.mark.parametrize("record", [{}, {"mark": 7}, {"mark": "\ud800"}, {"mark": "[7]"}, {"row": 1, "column": 2}])
def test_a_memory_that_says_nothing_is_none(mentorship: Database, record: dict[str, object]) -> None:
    prose = Prose.open(mentorship, KEY)
    prose.remember_place(prose.sticky(0))
    with mentorship.write():
        mentorship.connection.execute("UPDATE places SET value = ?", (json.dumps(record),))
    assert prose.remembered_place() is None


@given(st.binary(max_size=40))
def test_bytes_that_are_no_mark_are_nowhere_or_within_the_text(data: bytes) -> None:
    assert place_of("Grüße", data) in (None, 0, 1, 2, 4, 6, 7)


def test_an_edit_that_could_not_be_stored_is_stored_with_the_next(mentorship: Database) -> None:
    from data.errors import Unusable

    prose = Prose.open(mentorship, KEY)
    mentorship.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(Unusable):
        prose.replace(0, 0, "kept")
    assert not prose.is_stored
    mentorship.connection.execute("PRAGMA query_only = OFF")
    prose.replace(4, 4, "!")
    assert prose.is_stored
    assert read(mentorship, KEY) == "kept!"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.text(max_size=5)), max_size=25))
def test_any_edits_are_replayed_exactly(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[float, float, str]]
) -> None:
    path: Path = tmp_path_factory.mktemp("prose") / "h.db"
    with open_database(path) as database:
        add_mentorship(database)
        prose = Prose.open(database, KEY)
        expected = ""
        for first, second, inserted in edits:
            inserted = inserted.encode("utf-8", "replace").decode("utf-8")
            start, end = sorted((int(first * len(expected)), int(second * len(expected))))
            prose.replace(len(expected[:start].encode("utf-8")), len(expected[:end].encode("utf-8")), inserted)
            expected = expected[:start] + inserted + expected[end:]
        assert prose.text == expected
        assert read(database, KEY) == expected
        while prose.can_undo:
            prose.undo()
        assert prose.text == read(database, KEY) == ""


def test_a_text_that_nobody_has_written_is_opened_without_writing(mentorship: Database) -> None:
    one, other = Prose.open(mentorship, KEY), Prose.open(mentorship, KEY)
    assert mentorship.value("SELECT count(*) FROM texts") == 0
    one.replace(0, 0, "first")
    other.catch_up()
    other.replace(5, 5, " second")
    one.catch_up()
    assert one.text == other.text == read(mentorship, KEY) == "first second"


@pytest.mark.parametrize(
    "data",
    [b"[" * 100_000, b'[1e400, "", "x"]', b'["1", "", "x"]', b'[-5, "", "x"]', b"[0, 1, 2]", b"{}", b"null", b"[1]"],
    ids=range(8),
)
def test_what_somebody_else_wrote_as_a_mark_does_no_harm(data: bytes) -> None:
    assert place_of("Grüße", data) in (None, 0)
