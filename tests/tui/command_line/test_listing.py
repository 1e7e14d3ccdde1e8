"""`list`, `due`, how a mentorship is named, and names that a terminal would obey."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from data import Database, commitments
from data.model.mentorship import Mentorship, Party

from ..calling import Printed, call, refused
from ..conftest import NOW


def test_list_shows_all_with_their_state_and_the_next_thing(file: Path) -> None:
    printed = call("list")
    assert printed.code == 0
    assert [re.sub("  +", " | ", line.strip()) for line in printed.out.splitlines()] == [
        "3 | Anna Weber → Ben Okafor | de | 5 of 9 | clarify 3 points",
        "2 | Anna Weber → Carla Diaz | en | in force | hold the review",
        "1 | Emil Roth → Anna Weber | de | ended Thu 3 Sep 2026",
    ]


def test_list_is_aligned_by_cells_not_by_letters(tmp_path: Path) -> None:
    path = str(tmp_path / "wide.db")
    for mentor, mentee in (("山田太郎", "Zoë"), ("Al", "Bo")):
        call("--db", path, "new", mentor, mentee, "--language", "en")
    narrow, wide = call("--db", path, "list").out.splitlines()
    assert narrow.index("  en  ") == wide.index("  en  ") + 4


def test_list_for_scripts_is_the_same_in_every_language(file: Path) -> None:
    english, german = call("list", "--json"), call("--lang", "de", "list", "--json")
    assert english.raw == german.raw
    by_number = {it["number"]: it for it in english.json}
    assert sorted(by_number) == [1, 2, 3]
    carla = by_number[2]
    assert (carla["mentee"], carla["me"], carla["state"], carla["next"]) == (
        "Carla Diaz",
        "mentor",
        "active",
        "hold review",
    )
    assert carla["version_in_force"] == 1
    assert date.fromisoformat(carla["review_due"]) < NOW.date()
    assert datetime.fromisoformat(carla["active_since"]) < NOW
    assert (by_number[1]["state"], by_number[1]["next"]) == ("ended", None)


def test_an_empty_database_lists_nothing(database: Database) -> None:
    assert call("--db", str(database.path), "list") == Printed(0, b"", "")
    assert call("--db", str(database.path), "list", "--json").json == []


def test_due_looks_as_far_ahead_as_it_is_told(begun: tuple[Database, Mentorship]) -> None:
    database, it = begun
    for days, what in ((-1, "send the list"), (0, "call back"), (7, "read chapter one"), (8, "read chapter two")):
        commitments.make(database, it.id, Party.MENTEE, what, due=NOW.date() + timedelta(days=days))
    assert [line.split("  ")[-1].strip() for line in call("due").out.splitlines()] == [
        "Ben Okafor: send the list",
        "Ben Okafor: call back",
        "Ben Okafor: read chapter one",
    ]
    assert len(call("due", "--days", "0").out.splitlines()) == 2
    found = call("due", "--days", "8", "--json").json
    assert [(each["day"], each["overdue"]) for each in found] == [
        ("2026-11-23", True),
        ("2026-11-24", False),
        ("2026-12-01", False),
        ("2026-12-02", False),
    ]
    assert found[0] | {"who": "Ben Okafor", "text": "send the list", "mentorship": 1} == found[0]


def test_due_says_nothing_where_nothing_is_and_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert call("--db", str(path), "due") == Printed(0, b"", "")
    assert call("--db", str(path), "due", "--json").json == []
    assert not path.exists()


# -- which mentorship --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["carla", "DIAZ", "a D", "2"])
def test_a_mentorship_is_named_by_a_part_of_a_name_or_its_number(file: Path, name: str) -> None:
    assert "Carla Diaz" in call("export", "questions", name).out


def test_a_name_that_fits_several_lists_them(file: Path) -> None:
    line = refused(call("export", "agreement", "anna"), 2)
    for candidate in ("1: Emil Roth → Anna Weber", "2: Anna Weber → Carla Diaz", "3: Anna Weber → Ben Okafor"):
        assert candidate in line


@pytest.mark.parametrize("name", ["nobody", "", " ", "7", "%"])
def test_a_name_that_fits_none_is_wrong_use(file: Path, name: str) -> None:
    assert "handschlag list" in refused(call("export", "agreement", name), 2)


# -- what people typed -------------------------------------------------------------------------------------------------


HOSTILE = "\x1b]0;owned\x07\x9b31m\u202e\u2028\x7f"


@pytest.fixture
def hostile(begun: tuple[Database, Mentorship]) -> tuple[Database, Mentorship]:
    """Names and commitments that came in past every entrance, by the `sqlite3` shell."""
    database, it = begun
    commitments.make(database, it.id, Party.MENTEE, "read", due=NOW.date())
    database.connection.execute("UPDATE mentorships SET mentor = ?", (f"Anna{HOSTILE}\nWeber",))
    database.connection.execute("UPDATE commitments SET what = ?", (f"read{HOSTILE}\nit",))
    return database, it


def test_no_escape_sequence_comes_out_of_a_name(hostile: tuple[Database, Mentorship]) -> None:
    for arguments in (("list",), ("due",), ("list", "--json"), ("due", "--json"), ("export", "minutes", "1")):
        printed = call(*arguments)
        assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]", printed.out + printed.err) is None, arguments
    assert len(call("list").out.splitlines()) == len(call("due").out.splitlines()) == 1
    assert len(call("export", "minutes", "1").err.splitlines()) == 1


def test_a_script_gets_back_what_was_stored(hostile: tuple[Database, Mentorship]) -> None:
    assert call("list", "--json").json[0]["mentor"] == f"Anna{HOSTILE}\nWeber"
    assert call("due", "--json").json[0]["text"] == f"read{HOSTILE}\nit"
