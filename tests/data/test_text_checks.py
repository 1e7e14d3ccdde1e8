"""What is looked at after each start: every text against its check sum, a little at a time."""

from __future__ import annotations

import pytest

from data import i18n, prose, versions
from data.model.mentorship import Mentorship
from data.store import text_checks
from data.store.connection import Database
from data.store.doctor import doctor
from data.store.text_checks import look_through

from .mentoring import active, write_draft

DRAFT = "(SELECT id FROM texts WHERE kind = 'draft')"


@pytest.fixture
def made(database: Database) -> Mentorship:
    """A mentorship whose draft has an end that is in no mirror yet."""
    it = active(database)
    write_draft(database, it, "settled ")
    prose.Prose.open(database, versions.draft_key(it.id)).replace(0, 0, "typed last ")
    return it


def told(database: Database) -> list[str]:
    return [it for it in look_through(database) if it]


LAST = "UPDATE text_updates SET payload = x'00' WHERE seq = (SELECT max(seq) FROM text_updates)"
FIRST = f"WHERE seq = (SELECT min(seq) FROM text_updates WHERE text_id = {DRAFT})"


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("SELECT 1", ""),
        ("UPDATE texts SET body = 'other' WHERE kind = 'draft'", "damaged in its copy, but its history is whole"),
        (LAST, "What was typed last into a text (draft, Anna Weber → Ben Okafor) is damaged"),
        (f"UPDATE text_updates SET payload = x'00' {FIRST}", "is damaged; the text itself is whole."),
        (f"UPDATE text_updates SET digest = 'x' {FIRST}", "The history of a text"),
        ("DROP TRIGGER versions_refuse_update; UPDATE versions SET text = 'other'", "The frozen text of version 1"),
    ],
    ids=["whole", "mirror", "end", "begin", "digest", "version"],
)
def test_what_differs_is_told_at_the_start_and_by_the_doctor(database: Database, statement: str, sentence: str) -> None:
    with database.write():
        for single in statement.split("; "):
            database.connection.execute(single)
    found = told(database)
    assert len(found) == (sentence != "")
    assert all(sentence in it for it in found)
    if sentence:
        assert [it.sentence for it in doctor(database.path)].count(found[0]) == 1
        with i18n.using("de"):
            assert told(database) != found


def test_a_large_file_is_looked_through_in_pieces(
    database: Database, made: Mentorship, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_checks, "SMALL", 1)
    monkeypatch.setattr(text_checks, "_AT_ONCE", 2)
    assert told(database) == []
    draft = prose.Prose.open(database, versions.draft_key(made.id))
    for _number in range(20):
        draft.replace(0, 0, "x")
    assert len(list(look_through(database))) > 20
    with database.write():
        database.connection.execute("PRAGMA writable_schema = ON")
        database.connection.execute(
            "UPDATE sqlite_master SET sql = 'CREATE INDEX questions_by_mentorship ON questions(topic, wording)' "
            "WHERE name = 'questions_by_mentorship'"
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.store.connection.SMALL", 1)
        from data.store.connection import open_database

        with open_database(database.path) as opened:
            assert "is damaged" in told(opened)[0]


@pytest.mark.parametrize("statement", ["DROP TABLE busy_times", "ALTER TABLE mentorships DROP COLUMN review_days"])
def test_a_table_or_column_that_is_gone_is_found_by_the_doctor(database: Database, statement: str) -> None:
    with database.write():
        database.connection.execute(statement)
    (finding,) = [it for it in doctor(database.path) if it.severity.value == "error"]
    assert "is missing" in finding.sentence
