"""Versions by keys: proposed, signed or agreed, superseded, taken up again, handed over."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from data import copies, identity, mentorships, versions
from data.model.agreement import Method, VersionState, fingerprint
from data.model.mentorship import Mentorship, MentorshipState, Party
from data.store.connection import Database, open_database
from tui.app import HandschlagApp
from tui.dialogs import ConfirmDialog
from tui.dialogs.document import DocumentDialog
from tui.dialogs.signing import ReceiptDialog, SigningDialog
from tui.place import Name, Place

from ..data.mentoring import DRAFT, active, agreed, ended, proposed, write_draft
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, fill, pick, press, settled, to_field
from .seeing import focused, footer, header, mended, part, seen, told

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def app(open_app: OpenApp, database: Database, ben: Mentorship) -> HandschlagApp:
    """The app on Ben's versions; the draft holds three points."""
    write_draft(database, ben, DRAFT)
    return open_app(Place(Name.VERSIONS, ben.id))


def states(database: Database, mentorship: Mentorship) -> list[VersionState]:
    """The states of all versions as another process reads them."""
    with open_database(database.path) as other:
        return [it.state for it in versions.of(other, mentorship.id)]


# -- proposing ---------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_before_anything_is_proposed_the_draft_is_read_and_only_proposing_is_offered(
    app: HandschlagApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert part(app, "#versions") == "Draft not proposed yet"
        assert "Press p to propose it" in part(app, "#detail")
        assert "Agreement" in part(app, "#text")
        assert header(app).endswith("none in force")
        assert footer(app).startswith("p propose  c copies  h history  Enter read")
        await press(pilot, "s", "a", "r", "m", "d")
        assert app.screen is app.base_screen
        assert told(app) == [
            "Nothing is proposed yet. p freezes the draft; then both can sign it.",
            "There is no other text yet that this one could be compared with.",
        ]


@BOTH_SIZES
async def test_a_proposal_freezes_the_draft_and_shows_the_sha_256_of_the_stored_text(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "p")
        assert isinstance(app.screen, ConfirmDialog)
        await press(pilot, "escape")
        assert states(database, ben) == []
        await press(pilot, "p", "enter")
        [version] = versions.of(database, ben.id)
        assert (version.text, version.state) == (DRAFT, VersionState.PROPOSED)
        assert version.sha256 == fingerprint(version.text)
        assert version.sha256 in part(app, "#detail").replace(" ", "")
        assert "Version 1 proposed Tue 1 Dec 2026" in part(app, "#versions")
        assert "p propose" not in footer(app)


async def test_an_empty_draft_is_not_proposed(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    write_draft(database, ben, " \n")
    app = open_app(Place(Name.VERSIONS, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "p", "enter")
        assert states(database, ben) == []
        assert told(app) == ["There is nothing in the draft yet."]


async def test_a_point_without_words_is_told_before_it_is_frozen(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    write_draft(database, ben, f"{DRAFT}-\n- more\n\n  1.\n")
    app = open_app(Place(Name.VERSIONS, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "p")
        line = DRAFT.count("\n") + 1
        assert f"2 list items without words stand in the text, the first in line {line}." in part(app, "#reminders")
        await press(pilot, "escape")
        write_draft(database, ben, DRAFT)
        app.base_screen.reload()
        await press(pilot, "p")
        assert "without words" not in part(app, "#reminders")


async def test_all_that_is_known_of_a_version_is_reached_by_key(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    version = agreed(database, proposed(database, ben))
    for place in range(6):
        copies.hand_over(database, ben.id, [Party.MENTEE], "email", f"{place}@example.org", "x", version.id)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f6")
        assert focused(app) == "detail-pane"
        shown = app.screen.query_one("#detail-pane")
        await press(pilot, "end")
        assert shown.scroll_offset.y == shown.max_scroll_y > 0
        await press(pilot, "f6")
        assert focused(app) == "text"
        await press(pilot, "escape")
        assert focused(app) == "versions"
        await press(pilot, "f6", "escape", "s", "p")
        assert focused(app) == "versions"
        assert told(app) == [
            "Both have consented to version 1 already.",
            "The draft says what version 1 says: there is nothing to propose.",
        ]
    app = HandschlagApp(database, app.config, Place(Name.VERSIONS, ben.id))
    async with app.run_test(size=(120, 50)) as pilot:
        await settled(pilot)
        await press(pilot, "f6")
        assert focused(app) == "text", "what fits is no place to stop at"


async def test_a_newer_proposal_supersedes_one_that_is_not_in_force_and_says_so_before(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    first = proposed(database, ben)
    versions.confirm(database, first.id, Party.MENTEE, date(2026, 12, 1))
    write_draft(database, ben, DRAFT + "- and more\n")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "p")
        assert "Version 1 is not in force yet. It is replaced by this one" in part(app, "#work")
        await press(pilot, "enter")
        assert states(database, ben) == [VersionState.SUPERSEDED, VersionState.PROPOSED]
        assert "Version 1 superseded" in part(app, "#versions")
        await press(pilot, "s", "enter")
        assert "Sign version 2" in seen(app)


# -- signing -----------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_both_sign_on_one_terminal_and_it_is_in_force(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    version = proposed(database, ben)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "s", "enter")
        assert isinstance(app.screen, SigningDialog)
        assert version.sha256 in part(app, "#work").replace(" ", "")
        await fill(pilot, "name", "Dr. Anna Weber")
        await press(pilot, "ctrl+s")
        assert mended(app) == (
            "This signature is for Anna Weber, and “Dr. Anna Weber” was typed. If that is right, sign again."
        )
        assert states(database, ben) == [VersionState.PROPOSED]
        await press(pilot, "ctrl+s")
        assert states(database, ben) == [VersionState.PARTLY_SIGNED]
        assert told(app) == ["Noted. Still to come: Ben Okafor."]
        assert "✓ Dr. Anna Weber mentor · Tue 1 Dec 2026 · own login" in part(app, "#detail")
        assert "○ Ben Okafor mentee · has not signed yet" in part(app, "#detail")
        await press(pilot, "s", "enter")
        await fill(pilot, "name", "Ben [x] Okafor")
        await press(pilot, "ctrl+s", "ctrl+s")
        assert states(database, ben) == [VersionState.IN_FORCE]
        assert "✓ Ben [x] Okafor mentee · Tue 1 Dec 2026 · in person at the other's terminal" in part(app, "#detail")
        assert header(app).endswith("version 1 in force")
        assert told(app)[-1] == "Version 1 is in force. Each of you leaves with a copy: press c."
        assert "s sign" not in footer(app)
        [signed] = versions.of(database, ben.id)
        assert {(it.party, it.method, it.os_user, it.sha256) for it in signed.signatures} == {
            (Party.MENTOR, Method.OWN_LOGIN, identity.user(), version.sha256),
            (Party.MENTEE, Method.IN_PERSON, identity.user(), version.sha256),
        }
        assert mentorships.get(database, ben.id).state is MentorshipState.ACTIVE


async def test_a_name_typed_at_once_chooses_nobody_else(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    proposed(database, ben)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "enter", *("space" if it == " " else it for it in "Anna Weber"), "ctrl+s")
        [version] = versions.of(database, ben.id)
        assert [(it.party, it.name) for it in version.signatures] == [(Party.MENTOR, "Anna Weber")]
        await press(pilot, "s", "enter", "up", "h", "l", "space", "ctrl+s")
        assert mended(app) == "Type the name, as a signature."


async def test_one_account_does_not_sign_for_both_as_its_own_login(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    version = proposed(database, ben)
    versions.sign(database, version.id, Party.MENTOR, "Anna Weber", date(2026, 12, 1), Method.OWN_LOGIN)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "s", "enter")
        await fill(pilot, "name", "Ben Okafor")
        await pick(pilot, "method", "own login")
        await press(pilot, "ctrl+s")
        assert mended(app) == (
            f"The account {identity.user()} has signed for Anna Weber as its own login. "
            "Choose “in person at the other's terminal” or “on paper”."
        )
        assert app.screen.query_one("#name", Input).value == "Ben Okafor"
        assert states(database, ben) == [VersionState.PARTLY_SIGNED]
        await pick(pilot, "method", "on paper")
        await press(pilot, "ctrl+s")
        assert states(database, ben) == [VersionState.IN_FORCE]


async def test_enter_and_escape_never_sign(app: HandschlagApp, database: Database, ben: Mentorship) -> None:
    proposed(database, ben)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "enter")
        await fill(pilot, "name", "Anna")
        await press(pilot, *["enter"] * 12)
        assert isinstance(app.screen, SigningDialog)
        await press(pilot, "escape")
        assert states(database, ben) == [VersionState.PROPOSED]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2026-12-02", "Wed 2 Dec 2026 has not come yet. Type the day on which it is signed."),
        ("2026-11-30", "Version 1 was proposed on Tue 1 Dec 2026. A signature under it cannot be older."),
        ("31.13.2026", None),
        ("soon", None),
    ],
)
async def test_a_date_that_cannot_be_is_told_and_what_was_typed_stays(
    app: HandschlagApp, database: Database, ben: Mentorship, typed: str, sentence: str | None
) -> None:
    proposed(database, ben)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "s", "enter")
        await fill(pilot, "name", "Anna Weber")
        await fill(pilot, "signed_on", typed)
        await press(pilot, "ctrl+s")
        assert mended(app) == sentence if sentence else mended(app)
        assert app.screen.query_one("#name", Input).value == "Anna Weber"
        assert app.screen.query_one("#signed_on", Input).value == typed
        assert states(database, ben) == [VersionState.PROPOSED]


async def test_a_signature_without_a_name_is_none(app: HandschlagApp, database: Database, ben: Mentorship) -> None:
    proposed(database, ben)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "enter")
        await to_field(pilot, "method")
        await press(pilot, "ctrl+s")
        assert mended(app) == "Type the name, as a signature."
        assert focused(app) == "name"
        assert states(database, ben) == [VersionState.PROPOSED]


@BOTH_SIZES
async def test_the_whole_dialog_is_seen(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    proposed(database, ben)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "s", "enter")
        for words in ("Sign version 1", "Who signs", "Name, typed by them", "Date", "How", "on paper", "Ctrl+S sign"):
            assert words in seen(app)


@BOTH_SIZES
async def test_both_agree_without_signing(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    proposed(database, ben)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "a", "enter", "escape")
        assert states(database, ben) == [VersionState.PROPOSED]
        await press(pilot, "a", "down", "down", "enter", "a", "down", "enter")
        assert states(database, ben) == [VersionState.IN_FORCE]
        assert part(app, "#detail").count("agreed, without a signature") == 2


async def test_who_has_agreed_already_is_marked_and_not_chosen_again(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    proposed(database, ben)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "a", "down", "enter", "a")
        assert "✓ Anna Weber noted already" in part(app, "PartyDialog KeyList")
        await press(pilot, "down", "enter")
        assert states(database, ben) == [VersionState.IN_FORCE]


# -- reading and taking up again ---------------------------------------------------------------------------------------


async def test_an_older_version_is_read_and_taken_as_the_new_draft(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    agreed(database, proposed(database, ben))
    agreed(database, proposed(database, ben, DRAFT.replace("listens", "hears")))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "j")
        assert "listens" in part(app, "#text")
        assert "hears" not in part(app, "#text")
        await press(pilot, "enter")
        assert focused(app) == "text"
        await press(pilot, "escape")
        assert focused(app) == "versions"
        await press(pilot, "m")
        assert versions.draft_text(database, ben.id) == DRAFT
        assert app.base_screen.place == Place(Name.AGREEMENT, ben.id)
        assert states(database, ben) == [VersionState.SUPERSEDED, VersionState.IN_FORCE]


async def test_a_draft_with_other_words_is_only_replaced_when_that_is_meant(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    agreed(database, proposed(database, ben))
    write_draft(database, ben, DRAFT + "- more\n")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert part(app, "#versions").startswith("Draft not proposed yet Version 1 in force")
        await press(pilot, "j", "m", "escape")
        assert versions.draft_text(database, ben.id) == DRAFT + "- more\n"
        await press(pilot, "m", "enter")
        assert versions.draft_text(database, ben.id) == DRAFT


# -- copies ------------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_a_copy_is_written_for_its_owner_only_and_its_receipt_is_noted(
    app: HandschlagApp, database: Database, ben: Mentorship, tmp_path: Path, size: tuple[int, int]
) -> None:
    agreed(database, proposed(database, ben))
    path = tmp_path / "copy.md"
    async with app.run_test(size=size) as pilot:
        await press(pilot, "c", "w")
        assert "agreement-anna-weber-ben-okafor-version-1.md" in app.screen.query_one("#path", Input).value
        await fill(pilot, "path", str(path))
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, ReceiptDialog)
        assert str(path) in app.screen.query_one("#place", Input).value
        await pick(pilot, "party", "both")
        await press(pilot, "ctrl+s")
        assert path.stat().st_mode & 0o777 == 0o600
        written = path.read_text()
        assert DRAFT in written
        assert "DRAFT" not in written.splitlines()[0]
        receipts = copies.of(database, ben.id)
        assert [(it.party, it.how, it.place, it.sha256) for it in receipts] == [
            (party, "file", str(path), fingerprint(written)) for party in Party
        ]
        await press(pilot, "escape")
        assert "Anna Weber received a copy on Tue 1 Dec 2026 (file)." in part(app, "#detail")
        assert "Ben Okafor received a copy on Tue 1 Dec 2026 (file)." in part(app, "#detail")


@pytest.mark.parametrize("keys", [("c",), ("j", "c")], ids=["draft", "proposed"])
async def test_a_copy_of_what_is_not_in_force_says_draft_in_the_file_and_in_its_name(
    app: HandschlagApp, database: Database, ben: Mentorship, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    proposed(database, ben)
    write_draft(database, ben, DRAFT + "- more\n")
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, *keys)
        assert "DRAFT: not in force" in seen(app)
        await press(pilot, "w")
        assert Path(app.screen.query_one("#path", Input).value).name.startswith("DRAFT-")
        await fill(pilot, "path", str(tmp_path / "copy.md"))
        await press(pilot, "ctrl+s")
        assert (tmp_path / "copy.md").read_text().startswith("> **DRAFT: not in force**")


async def test_a_file_that_is_there_is_replaced_only_after_a_yes(
    app: HandschlagApp, database: Database, ben: Mentorship, tmp_path: Path
) -> None:
    path = tmp_path / "copy.md"
    path.write_text("mine")
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "c", "w")
        await fill(pilot, "path", str(path))
        await press(pilot, "ctrl+s")
        assert "exists already." in part(app, "#work")
        await press(pilot, "escape")
        assert path.read_text() == "mine"
        await press(pilot, "w")
        await fill(pilot, "path", str(path))
        await press(pilot, "ctrl+s", "y")
        assert DRAFT in path.read_text()


@pytest.mark.parametrize("name", ["", "folder"])
async def test_a_name_that_is_no_file_is_told(app: HandschlagApp, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "c", "w")
        await fill(pilot, "path", str(tmp_path / name) if name else "")
        await press(pilot, "ctrl+s")
        assert told(app) or mended(app)
        assert sorted(it.name for it in tmp_path.iterdir() if it.suffix == ".md") == []


async def test_a_copy_goes_to_the_clipboard_of_the_terminal_and_its_receipt_is_noted(
    app: HandschlagApp, database: Database, ben: Mentorship, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(database, proposed(database, ben))
    async with app.run_test(size=LARGE) as pilot:
        assert app._driver is not None
        sent: list[str] = []
        monkeypatch.setattr(app._driver, "write", sent.append)
        await press(pilot, "c", "c")
        [sequence] = [it for it in sent if it.startswith("\x1b]52;c;")]
        text = base64.b64decode(sequence.removeprefix("\x1b]52;c;").removesuffix("\x07")).decode()
        assert DRAFT in text
        await press(pilot, "ctrl+s")
        [receipt] = copies.of(database, ben.id)
        assert (receipt.party, receipt.how, receipt.sha256) == (Party.MENTOR, "clipboard", fingerprint(text))
        assert isinstance(app.screen, DocumentDialog)
        assert "Sent to your terminal's clipboard." in part(app, "#note")


async def test_a_receipt_on_paper_or_by_mail_is_noted_without_a_file(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    agreed(database, proposed(database, ben))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "r")
        await pick(pilot, "party", "Ben Okafor")
        await pick(pilot, "how", "e-mail")
        await fill(pilot, "place", "ben@example.org")
        await press(pilot, "ctrl+s")
        [receipt] = copies.of(database, ben.id)
        assert (receipt.party, receipt.how, receipt.place) == (Party.MENTEE, "e-mail", "ben@example.org")
        assert told(app) == ["The receipt is noted."]
        assert "Ben Okafor received a copy on Tue 1 Dec 2026 (e-mail)." in part(app, "#detail")


async def test_a_copy_that_was_only_looked_at_has_no_receipt(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    agreed(database, proposed(database, ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "c", "down", "pagedown", "escape")
        assert copies.of(database, ben.id) == []


@BOTH_SIZES
async def test_after_the_end_versions_are_read_and_copies_still_handed_over(
    open_app: OpenApp, database: Database, tmp_path: Path, size: tuple[int, int]
) -> None:
    over = ended(database, active(database, DRAFT, mentee="Carla Diaz"))
    app = open_app(Place(Name.VERSIONS, over.id))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "Version 1 closed" in part(app, "#versions")
        for word in ("propose", "sign", "agree", "amend"):
            assert word not in footer(app)
        await press(pilot, "p", "s", "a", "m")
        assert app.screen is app.base_screen
        await press(pilot, "c", "w")
        await fill(pilot, "path", str(tmp_path / "copy.md"))
        await press(pilot, "ctrl+s", "ctrl+s")
        assert (tmp_path / "copy.md").read_text().startswith("> **NO LONGER IN FORCE**")
        assert len(copies.of(database, over.id)) == 1
