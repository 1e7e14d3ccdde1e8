"""One flipped bit in a database file: in a text it is always found, and what is read is always what was typed."""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from data import prose, reading
from data.errors import Unusable
from data.prose import Key
from data.store.connection import Database, open_database
from data.store.doctor import Severity, doctor
from data.store.text_checks import look_through

from .. import released
from ..torture import Tried, rounds

TEXTS = {"texts": "body", "versions": "text", "text_updates": "payload"}
"""Where words stand."""

Values = dict[tuple[str, int], bytes]
"""What stands in these columns, by table and row."""


def words(path: Path) -> Values | None:
    """The bytes of every text in a file; None where SQLite cannot read them."""
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    with contextlib.closing(connection):
        try:
            return {
                (table, row[0]): bytes(row[1] or b"")
                for table, column in TEXTS.items()
                for row in connection.execute(f"SELECT rowid, CAST({column} AS BLOB) FROM {table}").fetchall()
            }
        except (sqlite3.Error, UnicodeDecodeError):
            return None


def read(database: Database) -> dict[Key, str | None]:
    """Every text as the app reads it; None where it says that it is damaged."""
    found: dict[Key, str | None] = {}
    for row in database.rows("SELECT mentorship_id, kind, subject, party FROM texts"):
        key = Key(*row)
        try:
            found[key] = prose.read(database, key)
        except Unusable:
            found[key] = None
    return found


def mirrors(database: Database) -> dict[Key, str]:
    """Every text as its mirror has it."""
    rows = database.rows("SELECT mentorship_id, kind, subject, party, body FROM texts")
    return {Key(*row[:4]): row[4] for row in map(tuple, rows)}


def found_at_start(path: Path) -> tuple[bool, dict[Key, str | None]]:
    """Whether opening a file, or looking through it afterwards, says that it is damaged; and what is read then."""
    try:
        with open_database(path) as database:
            return any(list(look_through(database))), read(database)
    except Unusable:
        return True, read_all_the_same(path)


def read_all_the_same(path: Path) -> dict[Key, str | None]:
    """What can be read of a file that cannot be opened."""
    try:
        with reading.open_to_read(path) as database:
            return read(database)
    except Unusable:
        return {}


def flipped(content: bytes) -> Iterator[bytes]:
    """The file with one bit changed, again and again, somewhere else each time."""
    while True:
        damaged = bytearray(content)
        damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
        yield bytes(damaged)


def sample(path: Path, *, old: bool) -> Path:
    """A file of the present code, with a text that is in no mirror yet; or one that an earlier release has written."""
    if old:
        released.unpack("m005_the_rhythm_of_reviews", path)
        open_database(path).close()
    else:
        released.write(path)
        open_database(path).close()
    return path


@pytest.mark.torture
@pytest.mark.parametrize("old", [False, True], ids=["new", "brought up"])
def test_a_flipped_bit_in_a_text_is_found_at_the_start_and_by_the_doctor(
    tmp_path: Path, tried: Tried, old: bool
) -> None:
    random.seed(3)
    path = sample(tmp_path / "sample.db", old=old)
    content, whole = path.read_bytes(), words(path)
    assert whole is not None
    with open_database(path) as database:
        typed, kept = read(database), mirrors(database)
        assert list(filter(None, look_through(database))) == []
    damaged = tmp_path / "damaged.db"
    count, other = rounds(8, 200), Counter[str]()
    where, missed = Counter[str](), []
    for flip in flipped(content):
        damaged.write_bytes(flip)
        there = words(damaged)
        in_text = there is not None and there.keys() == whole.keys() and there != whole
        if (where if in_text else other).total() == count:
            continue
        errors = [it for it in doctor(damaged) if it.severity is Severity.ERROR]
        at_start, texts = found_at_start(damaged)
        for key, text in texts.items():
            assert key not in typed or text in (typed[key], kept[key], None), key
        if in_text:
            assert there is not None
            (place,) = [name for name, value in there.items() if value != whole[name]]
            where[place[0]] += 1
            if not (errors and at_start):
                missed.append((place, at_start, errors))
        else:
            other["found" if errors or at_start else "not found"] += 1
        if where.total() == other.total() == count:
            break
    kind = "an older file" if old else "a file"
    tried(f"one flipped bit in a text of {kind}", count, f"{count - len(missed)} found at the start and by the doctor")
    tried(f"one flipped bit elsewhere in {kind}", other.total(), f"{other['found']} found, 0 other words read")
    assert missed == []
    assert set(where) == set(TEXTS) or count < 100


@pytest.mark.torture
def test_of_a_torn_file_what_is_left_is_read(tmp_path: Path, tried: Tried) -> None:
    random.seed(6)
    path = sample(tmp_path / "sample.db", old=False)
    content = path.read_bytes()
    with open_database(path) as database:
        typed, kept = read(database), mirrors(database)
    torn = tmp_path / "torn.db"
    count, left = rounds(6, 100), 0
    for number in range(count):
        torn.write_bytes(content[: random.randrange(1, len(content)) & (-4096 if number % 2 else -1)])
        before = torn.read_bytes()
        if before:
            with pytest.raises(Unusable, match=r"damaged|no Handschlag database"):
                open_database(torn)
            assert [it for it in doctor(torn) if it.severity is Severity.ERROR]
        texts = read_all_the_same(torn)
        assert all(text in (typed[key], kept[key], None) for key, text in texts.items() if key in typed)
        left += sum(text == typed[key] for key, text in texts.items() if key in typed)
        assert torn.read_bytes() == before
    tried(
        "a torn file",
        count,
        f"told each time; {100 * left // (count * len(typed))} % of the texts still read, 0 others",
    )
    assert left
