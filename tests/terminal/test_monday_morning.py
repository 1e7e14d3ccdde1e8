"""A mentor with five mentorships on a Monday morning, in a real terminal: how many keys from home to each thing.

`pytest tests/terminal/test_monday_morning.py -s -n 0` prints them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data import clock, i18n, mentorships, open_database, sessions
from data.i18n import _
from data.model.mentorship import Mentorship, Party
from data.model.session import SessionKind, SessionState
from data.store.connection import Database

from ..data.mentoring import agreed, proposed
from .person import ENTER, ESCAPE, F5, RIGHT, TAB, Person, ctrl

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 30, 8, 30, tzinfo=BERLIN)
MENTEES = ("Ben Okafor", "Carla Diaz", "Dora Lind", "Emil Roth", "Fay Wong")
MOST = 3
"""Keys from home to anything of a Monday morning."""


def begun(database: Database, mentee: str, days_in_force: int) -> Mentorship:
    """A mentorship whose agreement has been in force for some days."""
    with clock.pretending(MONDAY - timedelta(days=days_in_force)):
        it = mentorships.create(
            database, mentor="Anna Weber", mentee=mentee, language="en", zone="Europe/Berlin", me=Party.MENTOR
        )
        agreed(database, proposed(database, it))
    return it


@pytest.fixture
def monday(tmp_path: Path) -> dict[str, str]:
    """The database, and the ids of Ben's session today, Carla's tomorrow, and Dora's review of yesterday."""
    path = tmp_path / "handschlag.db"
    with open_database(path) as database:
        days = {"Dora Lind": 31}
        of = {mentee: begun(database, mentee, days.get(mentee, 7)) for mentee in MENTEES}
        with clock.pretending(MONDAY - timedelta(days=3)):
            today, tomorrow = (
                sessions.plan(database, of[mentee].id, kind=SessionKind.REGULAR, starts=starts, minutes=45)
                for mentee, starts in (
                    ("Ben Okafor", datetime(2026, 11, 30, 10, 0)),
                    ("Carla Diaz", datetime(2026, 12, 1, 14, 0)),
                )
            )
        review = sessions.next_review(database, of["Dora Lind"].id)
        assert review is not None
    return {"path": str(path), "ben": today.id, "carla": tomorrow.id, "dora": review.id}


@pytest.mark.parametrize(("language", "columns", "rows"), [("en", 80, 24), ("de", 120, 40)])
def test_everything_of_a_monday_morning_is_three_keys_away(
    monday: dict[str, str], tmp_path: Path, language: str, columns: int, rows: int
) -> None:
    i18n.use(language)
    person = Person(Path(monday["path"]), language, columns, rows)
    counts: dict[str, int] = {}

    def reach(what: str, *keys: str) -> None:
        counts[what] = len(keys)
        person.press(*keys)

    with person.at(MONDAY.isoformat()):
        person.sees("Ben Okafor", "Carla Diaz", "Fay Wong", _("Due"))
        reach("find what is due")
        person.sees("10:00", "Dora Lind")

        reach("move a session", F5, "m")
        person.sees(_("New day"))
        person.press(ENTER)
        person.type("11:00")
        person.press(ctrl("s"))
        person.sees("11:00–11:45")
        person.press(ESCAPE)
        person.sees(_("Due"))

        reach("cancel another", F5, RIGHT, "x")
        person.sees(_("Who cancels"))
        person.press(ctrl("s"))
        person.sees(_("Message to {name}").format(name="Carla Diaz"))
        person.press(ESCAPE, ESCAPE)
        person.sees(_("Due"))

        reach("hold a review", TAB, ENTER)
        person.sees(_("{name} answers now.").format(name="Anna Weber"))
        person.press("r")
        person.sees(_("reveal"))
        person.press(ESCAPE, ESCAPE, ESCAPE)
        person.sees(_("Due"))

        reach("export the minutes", F5, ENTER, ctrl("g"))
        person.sees(_("Minutes"))
        person.press("w", ctrl("u"))
        person.type(str(tmp_path / "minutes.md"))
        person.press(ENTER)
        person.sees(max(_("Written to {path}.").split(), key=len))
        person.press(ESCAPE, ESCAPE, ESCAPE)
        person.quits()

    with open_database(Path(monday["path"])) as database:
        assert sessions.get(database, monday["ben"]).starts == datetime(2026, 11, 30, 11, 0)
        assert sessions.get(database, monday["carla"]).state is SessionState.CANCELLED
    assert "Ben Okafor" in (tmp_path / "minutes.md").read_text(encoding="utf-8")
    print("\nKeys from home: " + ", ".join(f"{what} {count}" for what, count in counts.items()))  # noqa: T201
    assert max(counts.values()) <= MOST
