"""A disk that is full and has room again, a real one: nothing typed is lost, nothing is half done."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from data import prose, versions
from data.errors import Unusable
from data.model.agreement import VersionKind
from data.store.connection import open_database
from data.store.doctor import Severity, doctor

from ..terminal.bad_input import SmallDisk, small_disk
from ..torture import Tried, rounds
from .mentoring import begun


def errors(path: Path) -> list[str]:
    return [it.sentence for it in doctor(path) if it.severity is Severity.ERROR]


def typed_on_a_full_disk(path: Path, disk: SmallDisk) -> int:
    """Type and propose while the disk fills up at some time and has room again; how often it refused."""
    refused = 0
    with open_database(path) as database:
        made = begun(database, template="")
        opened = prose.Prose.open(database, versions.draft_key(made.id))
        expected, frozen = "", 0
        full = random.randrange(30)
        for number in range(60):
            if number == full:
                disk.fill()
            if number == full + 15:
                disk.free()
            words = random.choice(["x", "word ", "Grüße 日本 " * 30, "y" * 4_000])
            expected = words + expected
            try:
                opened.replace(0, 0, words)
                opened.settle()
                if number % 7 == 0:
                    frozen = versions.propose(database, made.id).number
            except Unusable as error:
                refused += "disk is full" in str(error)
            assert opened.text == expected, "what was typed stands"
        opened.close()
        assert prose.read(database, versions.draft_key(made.id)) == expected
        found = versions.of(database, made.id, VersionKind.AGREEMENT)
        assert [it.number for it in found] == list(range(1, frozen + 1))
    with open_database(path) as database:
        assert prose.read(database, versions.draft_key(made.id)) == expected
    assert errors(path) == []
    return refused


@pytest.mark.torture
def test_what_is_typed_on_a_full_disk_is_stored_once_there_is_room(tmp_path: Path, tried: Tried) -> None:
    random.seed(5)
    count, refused = rounds(3, 100), 0
    for number in range(count):
        with small_disk(tmp_path / f"disk-{number}", 8_000) as disk:
            refused += typed_on_a_full_disk(disk.path / "handschlag.db", disk)
    tried("typed on a disk that is full and has room again", count, f"refused {refused} times, 0 lost")
    assert refused > count


@pytest.mark.torture
def test_a_start_without_a_free_byte_is_refused_and_the_next_one_works(tmp_path: Path, tried: Tried) -> None:
    count = rounds(3, 50)
    with small_disk(tmp_path / "disk", 1_500) as disk:
        path = disk.path / "handschlag.db"
        with open_database(path) as database:
            begun(database)
        for number in range(count):
            disk.fill()
            content = path.read_bytes()
            with pytest.raises(Unusable, match="disk is full"):
                open_database(path)
            assert path.read_bytes() == content
            with pytest.raises(Unusable, match="disk is full"):
                open_database(disk.path / f"new-{number}.db")
            disk.free()
            with open_database(path) as database:
                assert database.value("SELECT count(*) FROM mentorships") == 1
            with open_database(disk.path / f"new-{number}.db") as database:
                begun(database)
            (disk.path / f"new-{number}.db").unlink()
    tried("started without a free byte", count, "told each time, 0 overwritten")
