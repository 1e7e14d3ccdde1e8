"""The path of a mentorship by keys: its checklist, the next thing to do, its beginning and its end."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path as FilePath

import pytest
import time_machine

from data import clock, events, meetings, mentorships, prose, questions, sessions, versions
from data.model.mentorship import Mentorship, MentorshipState, Party
from data.model.session import SessionKind
from data.store.connection import Database
from tui.dialogs.document import DocumentDialog
from tui.dialogs.party import PartyDialog
from tui.place import Name, Place

from ..data.mentoring import active, ended, planned, write_draft
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, fill, press, settled, until
from .seeing import footer, header, mended, part, seen, told

pytestmark = pytest.mark.usefixtures("december")


def at(mentorship: Mentorship) -> Place:
    return Place(Name.PATH, mentorship.id)


@BOTH_SIZES
async def test_a_new_mentorship_shows_all_eight_steps_and_the_first_thing_to_do(
    open_app: OpenApp, ben: Mentorship, size: tuple[int, int]
) -> None:
    app = open_app(at(ben))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert header(app) == "Anna Weber → Ben Okafor agreement: draft"
        steps = part(app, "#steps")
        assert steps.startswith("● First meeting not planned yet ○ Questions 0 asked, 0 skipped, 17 open")
        assert "○ Agreement no points yet ○ Logistics 0 of 6 settled ○ Signatures – ○ Copies – ○ Sessions –" in steps
        assert steps.endswith("○ Review 30 days after the agreement comes into force")
        assert part(app, "#next") == "Next: plan the first meeting Space goes there"


@pytest.mark.parametrize(
    ("downs", "name"),
    [
        (1, Name.QUESTIONS),
        (2, Name.AGREEMENT),
        (3, Name.LOGISTICS),
        (4, Name.VERSIONS),
        (5, Name.VERSIONS),
        (6, Name.CALENDAR),
        (7, Name.REVIEW),
    ],
)
async def test_enter_on_a_step_opens_where_it_is_done(
    open_app: OpenApp, ben: Mentorship, downs: int, name: Name
) -> None:
    app = open_app(at(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *["j"] * downs, "enter")
        assert app.base_screen.place == Place(name, ben.id)


async def test_the_function_keys_lead_to_every_other_screen_and_back(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(at(ben))
    async with app.run_test(size=SMALL) as pilot:
        for key, name in {
            "f3": Name.QUESTIONS,
            "f4": Name.AGREEMENT,
            "f5": Name.CALENDAR,
            "f8": Name.REVIEW,
            "f9": Name.MEETING,
            "f2": Name.PATH,
            "l": Name.LOGISTICS,
        }.items():
            await press(pilot, key)
            assert app.base_screen.place == Place(name, ben.id)
        await press(pilot, "escape", "v")
        assert app.base_screen.place == Place(Name.VERSIONS, ben.id)


# -- the first meeting -------------------------------------------------------------------------------------------------


async def test_the_first_meeting_is_planned_with_60_minutes_and_its_invitation_is_shown(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    app = open_app(at(ben))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "space")
        await fill(pilot, "day", "2026-12-08")
        await fill(pilot, "time", "10:00")
        await fill(pilot, "place", "room 2.14")
        await press(pilot, "ctrl+s")
        [first] = sessions.of(database, ben.id)
        assert (first.kind, first.starts, first.minutes) == (SessionKind.FIRST, datetime(2026, 12, 8, 10), 60)
        assert isinstance(app.screen, DocumentDialog)
        assert "Invitation to the first meeting" in seen(app)
        await press(pilot, "escape")
        assert "First meeting Tue 8 Dec 2026, 10:00, room 2.14" in part(app, "#steps")
        assert "invitation sent" not in part(app, "#steps")
        assert part(app, "#next").startswith("Next: send the invitation")


@pytest.fixture
def invited(database: Database, ben: Mentorship) -> Mentorship:
    """Ben, whose first meeting is planned."""
    planned(database, ben, "2026-12-08T10:00", SessionKind.FIRST, minutes=60)
    return ben


async def test_the_invitation_is_written_as_a_file_and_an_icalendar_file_beside_it(
    open_app: OpenApp, database: Database, invited: Mentorship, tmp_path: FilePath
) -> None:
    app = open_app(at(invited))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "i", "w")
        await fill(pilot, "path", str(tmp_path / "invitation.md"))
        await press(pilot, "ctrl+s")
        assert "Ben Okafor" in (tmp_path / "invitation.md").read_text()
        [calendar] = tmp_path.glob("*.ics")
        assert b"DTSTART;TZID=Europe/Berlin:20261208T100000" in calendar.read_bytes()
        assert calendar.stat().st_mode & 0o777 == 0o600
        await press(pilot, "escape")
        assert "invitation sent" in part(app, "#steps")
        assert [it.kind for it in events.of(database, invited.id)].count("invitation") == 1


async def test_an_invitation_that_was_only_read_was_not_sent(
    open_app: OpenApp, database: Database, invited: Mentorship
) -> None:
    app = open_app(at(invited))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "i", "down", "escape")
        assert "invitation sent" not in part(app, "#steps")
        assert "invitation" not in [it.kind for it in events.of(database, invited.id)]


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "Type the name of the file."), ("/nowhere/at/all.md", "There is no folder")]
)
async def test_a_file_that_cannot_be_written_is_told_and_the_path_stays(
    open_app: OpenApp, invited: Mentorship, typed: str, sentence: str
) -> None:
    app = open_app(at(invited))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "i", "w")
        await fill(pilot, "path", typed)
        await press(pilot, "ctrl+s")
        assert mended(app).startswith(sentence)
        assert typed in part(app, "#path")


async def test_a_home_of_nobody_is_a_sentence_and_not_the_end(open_app: OpenApp, invited: Mentorship) -> None:
    app = open_app(at(invited))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "i", "w")
        await fill(pilot, "path", "~nobody-of-this-name/a.md")
        await press(pilot, "ctrl+s")
        assert mended(app)


@BOTH_SIZES
async def test_the_first_meeting_is_moved_on_the_path_until_it_is_held(
    open_app: OpenApp, database: Database, invited: Mentorship, size: tuple[int, int]
) -> None:
    first = sessions.first_meeting(database, invited.id)
    assert first is not None
    app = open_app(at(invited))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "m move" in footer(app)
        await press(pilot, "m")
        await fill(pilot, "day", "10.12.2026")
        await fill(pilot, "time", "14:30")
        await press(pilot, "ctrl+s")
        assert told(app) == ["The first meeting is on Thu 10 Dec 2026, 14:30 now. i shows its new invitation."]
        assert "Thu 10 Dec 2026, 14:30" in part(app, "#steps")
        assert sessions.get(database, first.id).starts == datetime(2026, 12, 10, 14, 30)
        sessions.hold(database, first.id, early=True)
        app.base_screen.reload()
        await press(pilot, "m")
        assert app.screen is app.base_screen
        assert "m move" not in footer(app)


async def test_a_first_meeting_that_is_not_planned_is_not_moved(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(at(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "m")
        assert app.screen is app.base_screen


async def test_while_the_first_meeting_goes_on_the_next_thing_is_to_go_on(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    first = planned(database, ben, "2026-12-01T12:00", SessionKind.FIRST)
    meetings.open(database, first.id)
    app = open_app(at(ben))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert part(app, "#next").startswith("Next: go on with the meeting")
        await press(pilot, "space")
        assert app.base_screen.place == Place(Name.MEETING, ben.id)


# -- the mentorship itself ---------------------------------------------------------------------------------------------


async def test_names_addresses_and_zone_are_corrected(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    app = open_app(at(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "e")
        await fill(pilot, "mentee", "Benedikt Okafor")
        await fill(pilot, "zone", "Europe/Lisbon")
        await press(pilot, "ctrl+s")
        changed = mentorships.get(database, ben.id)
        assert (changed.mentee, changed.zone) == ("Benedikt Okafor", "Europe/Lisbon")
        assert "Benedikt Okafor" in header(app)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("zone", "Mars/Olympus", "“Mars/Olympus” is no time zone. Type a name such as Europe/Berlin."),
        ("mentee_email", "ben@", "“ben@” is no e-mail address. Correct it, or leave it empty."),
        ("mentor", "", "Type the name of the mentor."),
    ],
)
async def test_a_wrong_correction_is_told_and_changes_nothing(
    open_app: OpenApp, database: Database, ben: Mentorship, field: str, typed: str, sentence: str
) -> None:
    app = open_app(at(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "e")
        await fill(pilot, field, typed)
        await press(pilot, "ctrl+s")
        assert mended(app) == sentence
        assert mentorships.get(database, ben.id) == ben


async def test_a_correction_that_somebody_else_has_made_meanwhile_is_not_overwritten(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    app = open_app(at(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "e")
        mentorships.change(
            database,
            ben.id,
            mentor="Anna Weber",
            mentee="Ben O. Okafor",
            mentor_email="",
            mentee_email="",
            zone=ben.zone,
            row_version=ben.row_version,
        )
        await fill(pilot, "mentee", "Benno")
        await press(pilot, "ctrl+s")
        assert mended(app).startswith("Somebody else has changed this mentorship.")
        assert mentorships.get(database, ben.id).mentee == "Ben O. Okafor"


async def test_only_what_is_in_force_is_paused_and_p_takes_it_up_again(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    agreed = active(database, mentee="Carla Diaz")
    app = open_app(at(agreed))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "p")
        assert mentorships.get(database, agreed.id).state is MentorshipState.PAUSED
        assert header(app).endswith("paused")
        assert "This mentorship is paused. Press p to take it up again." in part(app, "#next")
        await press(pilot, "p")
        assert mentorships.get(database, agreed.id).state is MentorshipState.ACTIVE
    app = open_app(at(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "p")
        assert mentorships.get(database, ben.id).state is MentorshipState.PREPARING


async def test_it_is_complete_when_both_have_confirmed(open_app: OpenApp, database: Database) -> None:
    agreed = active(database, mentee="Carla Diaz")
    app = open_app(at(agreed))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "c", "down", "enter")
        assert told(app)[-1] == "Noted. It is complete when Carla Diaz confirms it too."
        assert mentorships.get(database, agreed.id).state is MentorshipState.ACTIVE
        await press(pilot, "c", "down", "down", "enter")
        assert mentorships.get(database, agreed.id).state is MentorshipState.COMPLETED
        assert header(app).endswith("completed")


@pytest.mark.parametrize("downs", [1, 2], ids=["mentor", "mentee"])
@BOTH_SIZES
async def test_either_side_ends_it_at_once_and_is_asked_for_nothing_but_who(
    open_app: OpenApp, database: Database, ben: Mentorship, downs: int, size: tuple[int, int]
) -> None:
    app = open_app(at(ben))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "x")
        assert "for any reason or none" in seen(app)
        assert not app.screen.query("Input, TextArea")
        await press(pilot, *["down"] * downs, "enter")
        it = mentorships.get(database, ben.id)
        assert it.state is MentorshipState.ENDED
        who = [event.detail for event in events.of(database, ben.id) if event.kind == "ended"]
        assert len(who) == 1
        assert app.screen is app.base_screen
        assert "This mentorship has ended." in part(app, "#next")
        assert "n continue anew" in footer(app)


async def test_after_the_end_what_was_in_force_is_in_force_no_more(open_app: OpenApp, database: Database) -> None:
    over = ended(database, active(database, mentee="Carla Diaz"))
    app = open_app(at(over))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "Signatures version 1 was in force" in part(app, "#steps")


@pytest.mark.parametrize("keys", [("enter",), ("escape",), ("space",)], ids=str)
async def test_no_slip_ends_a_mentorship(
    open_app: OpenApp, database: Database, ben: Mentorship, keys: tuple[str, ...]
) -> None:
    app = open_app(at(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "x")
        assert isinstance(app.screen, PartyDialog)
        await press(pilot, *keys)
        assert mentorships.get(database, ben.id).state is MentorshipState.PREPARING


# -- afterwards --------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_an_ended_mentorship_offers_only_reading_continuing_and_its_dossier(
    open_app: OpenApp, database: Database, ben: Mentorship, size: tuple[int, int], tmp_path: FilePath
) -> None:
    ended(database, ben)
    app = open_app(at(ben))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert header(app).endswith("ended")
        for word in ("edit", "invitation", "next step"):
            assert word not in footer(app)
        await press(pilot, "e", "i", "p", "c", "x", "space")
        assert app.screen is app.base_screen
        assert mentorships.get(database, ben.id).state is MentorshipState.ENDED
        await press(pilot, "o", "w")
        await fill(pilot, "path", str(tmp_path / "dossier.md"))
        await press(pilot, "ctrl+s")
        assert "Ben Okafor" in (tmp_path / "dossier.md").read_text()


async def test_an_ended_mentorship_is_continued_as_a_new_one_with_its_last_agreement(
    open_app: OpenApp, database: Database
) -> None:
    over = ended(database, active(database, "# Ours\n\n- one\n", mentee="Carla Diaz"))
    app = open_app(at(over))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n", "escape")
        assert len(mentorships.every(database)) == 1
        await press(pilot, "n", "enter")
        new, old = mentorships.every(database)
        assert app.base_screen.place == at(new)
        assert (new.continues, old.state) == (over.id, MentorshipState.ENDED)
        assert versions.draft_text(database, new.id) == "# Ours\n\n- one\n"


async def test_what_goes_on_cannot_be_continued(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    app = open_app(at(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n", "y")
        assert len(mentorships.every(database)) == 1


@BOTH_SIZES
async def test_an_overdue_review_comes_before_everything_else(
    open_app: OpenApp, database: Database, size: tuple[int, int]
) -> None:
    with clock.pretending(clock.now() - timedelta(days=31)):
        agreed = active(database, mentee="Carla Diaz")
    app = open_app(at(agreed))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert part(app, "#next") == "Next: hold the review Space goes there"
        assert "Review Mon 30 Nov 2026 · overdue" in part(app, "#steps")
        await press(pilot, "space")
        assert app.base_screen.place == Place(Name.REVIEW, agreed.id)


async def test_the_draft_step_counts_what_both_have_understood(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    from data import points

    write_draft(database, ben, "## Mentor's responsibilities\n\n- listens\n- asks\n")
    [first, _second] = points.of(database, ben.id)
    for party in Party:
        points.mark(database, ben.id, first.key, first.wording, party)
    app = open_app(at(ben))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "Agreement 1 of 2 points understood by both" in part(app, "#steps")


async def test_midnight_turns_the_date_of_the_header_over(
    open_app: OpenApp, ben: Mentorship, december: time_machine.Traveller
) -> None:
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "Tue 1 Dec 2026" in header(app)
        december.shift(timedelta(hours=13))
        await until(pilot, lambda: "Wed 2 Dec 2026" in header(app))


async def test_a_removed_question_is_not_counted(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    first, *_others = questions.of(database, ben.id)
    questions.remove(database, first.id)
    prose.write(database, questions.answer_key(first), "kept")
    app = open_app(at(ben))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "16 open" in part(app, "#steps")
