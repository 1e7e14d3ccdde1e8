"""Every screen on the sample data as a picture: small and in German, whose words are longer, and large and in English.

A picture that has changed fails the test. Look at it, then write it anew: `pytest tests/snapshots --snapshot-update`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from data import clock, i18n, identity, mentorships, open_database, sample, sessions
from data.config import Config
from tui.app import HandschlagApp
from tui.place import Name, Place

MOMENT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LOOKS = {"narrow-de": ((80, 24), "de"), "wide-en": ((120, 40), "en")}

CASES: dict[str, tuple[Name, str, Sequence[str]]] = {
    "home": (Name.HOME, "", ()),
    "search": (Name.HOME, "", ("/", "c", "a", "r")),
    "new": (Name.HOME, "", ("n",)),
    "path": (Name.PATH, "Ben", ()),
    "path of an active one": (Name.PATH, "Carla", ()),
    "path of an ended one": (Name.PATH, "Emil", ()),
    "questions": (Name.QUESTIONS, "Ben", ()),
    "meeting": (Name.MEETING, "Ben", ()),
    "agreement": (Name.AGREEMENT, "Ben", ()),
    "outline": (Name.AGREEMENT, "Ben", ("ctrl+o",)),
    "walk": (Name.AGREEMENT, "Ben", ("alt+n",)),
    "ready clauses": (Name.AGREEMENT, "Ben", ("alt+k",)),
    "logistics": (Name.LOGISTICS, "Ben", ()),
    "draft": (Name.VERSIONS, "Ben", ()),
    "versions": (Name.VERSIONS, "Carla", ()),
    "history": (Name.VERSIONS, "Carla", ("h",)),
    "copy": (Name.VERSIONS, "Carla", ("c",)),
    "calendar": (Name.CALENDAR, "Carla", ()),
    "calendar of all": (Name.CALENDAR, "", ()),
    "week": (Name.CALENDAR, "", ("2",)),
    "year": (Name.CALENDAR, "", ("5",)),
    "plan": (Name.CALENDAR, "Ben", ("n",)),
    "session": (Name.SESSION, "Ben", ()),
    "review": (Name.REVIEW, "Carla", ()),
    "review held": (Name.REVIEW, "Emil", ()),
    "help": (Name.MEETING, "Ben", ("f1",)),
    "palette": (Name.AGREEMENT, "Ben", ("ctrl+p",)),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample data, written once."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    with clock.pretending(MOMENT), open_database(path) as database:
        sample.write(database)
    return path


@pytest.fixture
def app_at(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Place], HandschlagApp]]:
    """The app on a copy of the sample data, at a moment that stands still, under an account of everybody's."""
    monkeypatch.setattr(identity, "user", lambda: "anna")
    path = tmp_path / "sample.db"
    path.write_bytes(written.read_bytes())
    with clock.pretending(MOMENT), open_database(path) as database:

        def at(place: Place) -> HandschlagApp:
            mid = mentorships.find(database, place.mentorship_id).id if place.mentorship_id else ""
            detail = sessions.of(database, mid)[-1].id if place.name is Name.SESSION else ""
            return HandschlagApp(database, Config(), Place(place.name, mid, detail))

        yield at


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("case", CASES)
def test_a_screen_looks_as_it_did(
    case: str, look: str, app_at: Callable[[Place], HandschlagApp], snap_compare: Any
) -> None:
    size, language = LOOKS[look]
    i18n.use(language)
    name, partner, keys = CASES[case]

    async def before(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()

    assert snap_compare(app_at(Place(name, partner)), terminal_size=size, run_before=before)
