"""Sharing from the path, by keys: what shares it, what tells how, and what both have changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from data import clock, i18n, prose, reviews, sessions, shares, versions
from data.model.agreement import Method
from data.model.mentorship import Mentorship, Party
from data.model.session import SessionKind
from data.prose import Prose
from data.sharing import clashes, exchange, membership, presence
from data.store.connection import Database, open_database
from tui.keeping_together import KeepingTogether
from tui.place import Name, Place

from ..data.two_files import GROUP, Two, joined
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, fill, press, settled
from .seeing import footer, mended, part, seen, told

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def two(database: Database, ben: Mentorship, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Two]:
    """The mentorship of the test's database, shared and joined."""
    with open_database(tmp_path / "ben.db") as his:
        yield joined(database, his, ben.id, tmp_path / "ours", monkeypatch)


def path_of(mentorship: Mentorship) -> Place:
    return Place(Name.PATH, mentorship.id)


@BOTH_SIZES
async def test_it_is_shared_by_key_and_then_told_how_to_join(
    open_app: OpenApp, database: Database, ben: Mentorship, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = open_app(path_of(ben))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert not app.screen.query_one("#shared").has_class("-shown")
        await press(pilot, "s", "ctrl+s")
        assert mended(app) == "Type the name of a folder."
        await fill(pilot, "folder", str(tmp_path / "ours"))
        await fill(pilot, "group", "nosuchgroup")
        await press(pilot, "ctrl+s")
        assert mended(app).startswith("There is no group nosuchgroup on this machine.")
        await fill(pilot, "group", GROUP)
        await press(pilot, "ctrl+s")
        share = shares.of(database, ben.id)
        assert share is not None
        assert "Ben Okafor has not joined yet, and types once: handschlag join" in part(app, "#how")
        await press(pilot, "escape")
        assert part(app, "#shared") == "⇄ Shared; Ben Okafor has not joined yet."


async def test_who_the_other_one_is_stands_on_the_path(open_app: OpenApp, two: Two, ben: Mentorship) -> None:
    app = open_app(path_of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert part(app, "#shared") == "⇄ Shared with Ben Okafor (ben)."
        await press(pilot, "s")
        assert "Ben Okafor works from the account ben." in part(app, "#how")


@pytest.mark.parametrize("language", ["en", "de"])
async def test_what_both_have_changed_is_shown_and_settled(
    open_app: OpenApp, two: Two, ben: Mentorship, language: str
) -> None:
    i18n.use(language)
    session = sessions.plan(two.anna, two.mid, kind=SessionKind.REGULAR, starts=datetime(2026, 12, 3, 10), minutes=45)
    two.meet()
    sessions.change(two.ben, session.id, place="Room 3", row_version=sessions.get(two.ben, session.id).row_version)
    sessions.move(two.ben, session.id, datetime(2026, 12, 3, 12))
    exchange.of(two.ben, two.mid).meet()
    sessions.change(two.anna, session.id, place="Room 2", row_version=session.row_version)
    sessions.move(two.anna, session.id, datetime(2026, 12, 3, 11))
    two.meet()
    app = open_app(path_of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "2" in part(app, "#shared")
        await press(pilot, "s")
        words = seen(app)
        assert "Room 2" in words
        assert "Room 3" in words
        assert {"en": "Thu 3 Dec 2026, 12:00", "de": "Do 3. Dez. 2026, 12:00"}[language] in words
        await press(pilot, "m")
        await press(pilot, "t")
        assert clashes.of(two.anna, two.mid) == []
        await press(pilot, "escape")
    found = sessions.get(two.anna, session.id)
    assert {found.place, found.starts.hour} in ({"Room 2", 12}, {"Room 3", 11})


async def test_the_other_ones_words_and_cursor_are_on_the_screen(open_app: OpenApp, two: Two, ben: Mentorship) -> None:
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+home")
        keeping = app._together
        assert isinstance(keeping, KeepingTogether)
        keeping.look()
        his = Prose.open(two.ben, versions.draft_key(two.mid))
        his.replace(0, 0, "Ben's words. ")
        exchange.of(two.ben, two.mid).meet()
        presence.tell(two.ben, versions.draft_key(two.mid), his.sticky(4))
        keeping.look()
        await settled(pilot)
        assert "Ben's words." in part(app, "#draft")
        assert "Ben Okafor in line 1" in footer(app)
        mine = presence.other(two.ben, two.mid)
        assert mine is not None
        assert (mine.party, mine.key) == (Party.MENTOR, versions.draft_key(two.mid))
        presence.leave(two.ben, two.mid)
        keeping.look()
        await settled(pilot)
        assert "in line" not in footer(app)
        his.close()


async def test_answers_that_are_still_on_their_way_are_waited_for(open_app: OpenApp, two: Two, ben: Mentorship) -> None:
    session = sessions.plan(two.anna, two.mid, kind=SessionKind.REVIEW, starts=datetime(2026, 12, 1, 10), minutes=30)
    review = reviews.open(two.anna, session.id)
    two.meet()
    prose.write(two.ben, reviews.answer_key(review, review.questions[0].key, Party.MENTEE), "His words.")
    reviews.reveal(two.anna, session.id, meeting_open=True)
    app = open_app(Place(Name.REVIEW, ben.id, session.id))
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        assert "The answers of Ben Okafor come from their own database" in part(app, "#who")
        two.meet()
        await press(pilot, "f2")
        await press(pilot, "f8")
        assert "His words." in seen(app)
        assert "Both answers" in part(app, "#who")


async def test_nobody_signs_for_the_other_by_key(open_app: OpenApp, two: Two, ben: Mentorship) -> None:
    version = versions.propose(two.anna, two.mid)
    versions.sign(two.anna, version.id, Party.MENTOR, "Anna Weber", clock.today("Europe/Berlin"), Method.OWN_LOGIN)
    app = open_app(Place(Name.VERSIONS, ben.id))
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, "s")
        await settled(pilot)
        words = seen(app) + "\n".join(told(app))
        assert "their own account" in words


async def test_the_partner_is_known_without_the_file(two: Two, ben: Mentorship) -> None:
    exchange.of(two.anna, two.mid).close()
    two.path.unlink()
    assert membership.partner(two.anna, ben.id) is None
