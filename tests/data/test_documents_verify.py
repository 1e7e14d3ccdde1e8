"""A copy is read back without any database."""

from __future__ import annotations

import contextlib
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import i18n
from data.clean import FORBIDDEN
from data.documents import copy, verify
from data.documents.record import copy_end, marker
from data.errors import BadInput
from data.model.agreement import VersionState, fingerprint
from data.model.mentorship import Party
from data.store import mentorships, versions
from data.store.connection import open_database

from ..golden_files import FOLDER as GOLDEN
from ..torture import rounds
from .document_cases import FIRST_DAY, HOSTILE, MEETING_DAY, at, begin, confirm_both, in_force

if TYPE_CHECKING:
    from data.store.connection import Database

pytestmark = pytest.mark.usefixtures("known")

IN_FORCE = (GOLDEN / "copy-in-force-en.md").read_text(encoding="utf-8")
DRAFT = (GOLDEN / "copy-draft-en.md").read_text(encoding="utf-8")


def test_a_copy_in_force_is_whole_and_says_who_signed_when_and_how() -> None:
    found = verify.verify(IN_FORCE)
    assert found.whole
    assert found.same_words
    assert found.record is not None
    assert found.record.agreement.state is VersionState.IN_FORCE
    assert found.sentences[:5] == (
        "This copy is whole: every line is as it was written.",
        "It is version 1 of the agreement of Anna Weber and Ben Okafor.",
        "Version 1 has been in force since 1 December 2026.",
        "Mentor: Anna Weber signed on 1 December 2026, logged in with their own account "
        "(anna; recorded 1 December 2026, 09:00 UTC).",
        "Mentee: Ben Okafor signed on 1 December 2026, in person, at the other one's terminal "
        "(account anna; recorded 1 December 2026, 09:00 UTC).",
    )
    assert "The annex is its version 1; both have agreed to it." in found.sentences
    assert found.record.agreement.sha256 in found.sentences[-1]
    assert found.record.annex.sha256 in found.sentences[-1]


def test_a_draft_is_told_as_one() -> None:
    found = verify.verify(DRAFT)
    assert found.whole
    assert found.sentences[1:3] == (
        "It is the draft of the agreement of Anna Weber and Ben Okafor.",
        "This is a draft. Nobody has signed it.",
    )
    assert "The annex is a draft. Nobody has agreed to it yet." in found.sentences


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("copy-superseded-en.md", "Version 1 was in force from 1 December 2026 until a newer version replaced it."),
        ("copy-partly-signed-en.md", "Version 1 is proposed. The consent of Anna Weber is still missing."),
        ("copy-agreed-en.md", "Version 1 has been in force since 1 December 2026."),
    ],
)
def test_every_copy_is_whole_and_told_for_what_it_is(file: str, sentence: str) -> None:
    found = verify.verify((GOLDEN / file).read_bytes())
    assert found.whole
    assert sentence in found.sentences


def test_the_verdict_is_in_the_language_of_the_one_who_asks() -> None:
    i18n.use("de")
    found = verify.verify(IN_FORCE)
    assert found.whole
    assert any("1. Dezember 2026" in sentence for sentence in found.sentences)


# -- changed copies ----------------------------------------------------------------------------------------------------

POSITIONS = st.integers(0, len(IN_FORCE) - 1)
CHARACTERS = st.one_of(st.sampled_from("\n\r \t\ufeff0123456789-<>#´̈"), st.characters())


@given(POSITIONS, CHARACTERS)
@settings(max_examples=rounds(80, 400))
def test_one_character_more_and_the_copy_is_not_whole(position: int, character: str) -> None:
    _is_not_whole(IN_FORCE[:position] + character + IN_FORCE[position:])


@given(POSITIONS, CHARACTERS)
@settings(max_examples=rounds(80, 400))
def test_one_other_character_and_the_copy_is_not_whole(position: int, character: str) -> None:
    changed = IN_FORCE[:position] + character + IN_FORCE[position + 1 :]
    if changed != IN_FORCE:
        _is_not_whole(changed)


def test_any_character_missing_and_the_copy_is_not_whole() -> None:
    for position in range(0, len(IN_FORCE), 7):
        _is_not_whole(IN_FORCE[:position] + IN_FORCE[position + 1 :])
    for position in range(len(IN_FORCE) - 150, len(IN_FORCE)):
        _is_not_whole(IN_FORCE[:position] + IN_FORCE[position + 1 :])


def test_any_bit_flipped_in_the_bytes_and_the_copy_is_not_whole() -> None:
    content = IN_FORCE.encode("utf-8")
    for position in range(0, len(content), 11):
        changed = bytearray(content)
        changed[position] ^= 1 << position % 8
        assert not verify.verify(bytes(changed)).whole


def _is_not_whole(text: str) -> None:
    found = verify.verify(text)
    assert not found.whole
    assert all(FORBIDDEN.search(sentence) is None for sentence in found.sentences)


def test_a_character_that_is_no_utf_8_is_no_replacement_character(database: Database) -> None:
    """The replacement character can stand in a text; broken bytes must not pass for it."""
    it = begin(database, template="# Agreement\n\nbroken: \ufffd\n")
    content = copy.copy_of(database, it.id).encode("utf-8")
    assert verify.verify(content).whole
    assert not verify.verify(content.replace("\ufffd".encode(), b"\xff")).same_words


AGREEMENT = "The text of the agreement {} the one of its fingerprint."
ANNEX = "The text of the annex {} the one of its fingerprint."
WHOLE, CHANGED = "is word for word", "differs from"


@pytest.mark.parametrize(
    ("old", "new", "agreement", "annex"),
    [
        ("Mentoring is voluntary.", "Mentoring is a duty.", CHANGED, WHOLE),
        ("## Confidentiality\n", "", CHANGED, WHOLE),
        ("Room 2.14", "Room 2.15", WHOLE, CHANGED),
        ("- Mentor: Anna Weber signed", "- Mentor: Anna Weaver signed", WHOLE, WHOLE),
        ('"name": "Ben Okafor"', '"name": "Ken Okafor"', WHOLE, WHOLE),
        ("sed -n", "sed -e", WHOLE, WHOLE),
    ],
)
def test_the_part_that_was_changed_is_named(old: str, new: str, agreement: str, annex: str) -> None:
    assert old in IN_FORCE
    found = verify.verify(IN_FORCE.replace(old, new, 1))
    assert not found.whole
    assert not found.same_words
    assert AGREEMENT.format(agreement) in found.sentences
    assert ANNEX.format(annex) in found.sentences
    around = any("The lines around the texts were changed" in sentence for sentence in found.sentences)
    assert around == (agreement == annex == WHOLE)
    assert not any("signed on" in sentence for sentence in found.sentences), "nothing is claimed of who signed"


def test_draft_taken_away_is_noticed() -> None:
    found = verify.verify(DRAFT.replace("> **DRAFT: not in force**\n", "", 1))
    assert not found.whole
    assert "The text of the agreement is word for word the one of its fingerprint." in found.sentences


def test_a_copy_that_ends_early_is_told() -> None:
    found = verify.verify(IN_FORCE[: IN_FORCE.index("<!-- handschlag record")])
    assert not found.whole
    assert found.record is None
    assert "What it says of itself (the record at its end) is missing or cannot be read." in found.sentences
    assert AGREEMENT.format(WHOLE) in found.sentences
    assert ANNEX.format(WHOLE) in found.sentences
    within = verify.verify(IN_FORCE[: IN_FORCE.index("Consent to the annex") - 400])
    assert AGREEMENT.format(WHOLE) in within.sentences


def test_something_added_behind_is_told() -> None:
    found = verify.verify(IN_FORCE + "P.S. We also agree on this.\n")
    assert not found.whole
    assert "Its end is missing, or something was added behind it." in found.sentences


# -- what mail programs do -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        IN_FORCE.replace("\n", "\r\n"),
        "\ufeff" + IN_FORCE,
        "\ufeff" + IN_FORCE.replace("\n", "\r\n"),
        IN_FORCE.rstrip("\n"),
        IN_FORCE + "\n\n",
    ],
    ids=["CRLF", "BOM", "BOM and CRLF", "no line end at the end", "blank lines at the end"],
)
def test_changed_line_ends_are_told_from_changed_words(changed: str) -> None:
    for content in (changed, changed.encode("utf-8")):
        found = verify.verify(content)
        assert not found.whole
        assert found.same_words
        assert found.sentences[0] == (
            "The words of this copy are whole. Only line ends were changed, as mail programs do."
        )
        assert found.sentences[1:] == verify.verify(IN_FORCE).sentences[1:]


def test_changed_line_ends_do_not_hide_changed_words() -> None:
    found = verify.verify(IN_FORCE.replace("voluntary", "compulsory", 1).replace("\n", "\r\n"))
    assert not found.same_words
    assert AGREEMENT.format(CHANGED) in found.sentences


# -- made to deceive ---------------------------------------------------------------------------------------------------


def test_a_text_with_lines_like_those_of_the_frame_cannot_pass_for_it(database: Database) -> None:
    inner = IN_FORCE.replace("Anna Weber", "Mallory")
    it = begin(database, template=f"# Ours\n\n{inner}\n<!-- handschlag agreement ends -->\n{inner}")
    with at(MEETING_DAY):
        confirm_both(database, versions.propose(database, it.id))
    text = copy.copy_of(database, it.id, 1)
    found = verify.verify(text)
    assert found.whole
    assert found.record is not None
    assert found.record.mentor == "Anna Weber"
    assert found.record.agreement.sha256 == versions.of(database, it.id)[0].sha256
    assert not verify.verify(text.replace("# Ours", "# Yours")).whole


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"state": "in force"', '"state": "proposed"'),
        ('"state": "in force"', '"state": null'),
        ('"party": "mentee"', '"party": "mentor"'),
        ('"format": 1', '"format": 2'),
        ('"format": 1', '"format": true'),
        ('"version": 1', '"version": 1.0'),
        ('"version": 1', '"version": null'),
        ('"lines": 54', '"lines": Infinity'),
        ('"lines": 54', '"lines": -1'),
        ('"signatures": [', '"signatures": 7, "x": ['),
        ('"mentor": "Anna Weber"', '"mentor": ["Anna Weber"]'),
        ('"signed_on": "2026-12-01"', '"signed_on": 20261201'),
        ('"at": "2026-12-01T09:00:00+00:00"', '"at": "0001-01-01T00:00:00+14:00"'),
        ('"at": "2026-12-01T09:00:00+00:00"', '"at": "2026-12-01T09:00:00"'),
    ],
)
def test_a_record_that_contradicts_itself_is_not_believed(old: str, new: str) -> None:
    assert old in IN_FORCE
    above = IN_FORCE[: IN_FORCE.index("<!-- handschlag copy ends")].replace(old, new, 1)
    assert not verify.verify(above + copy_end(above) + "\n").same_words


def test_a_signature_under_other_words_is_not_believed() -> None:
    record = verify.verify(IN_FORCE).record
    assert record is not None
    head, tail = IN_FORCE.split('"signatures": [', 1)
    above = head + '"signatures": [' + tail.replace(record.agreement.sha256, fingerprint("other words\n"), 1)
    above = above[: above.index("<!-- handschlag copy ends")]
    assert not verify.verify(above + copy_end(above) + "\n").same_words


@pytest.mark.parametrize("zone", ["Nowhere/Atlantis", "../../../etc/passwd", ""])
def test_a_zone_that_this_computer_does_not_know_hides_nothing(zone: str) -> None:
    above = IN_FORCE[: IN_FORCE.index("<!-- handschlag copy ends")].replace("Europe/Berlin", zone)
    found = verify.verify(above + copy_end(above) + "\n")
    assert found.whole
    assert "Version 1 has been in force since 1 December 2026." in found.sentences


def test_what_a_forger_writes_into_the_record_reaches_no_terminal() -> None:
    above = IN_FORCE[: IN_FORCE.index("<!-- handschlag copy ends")].replace(
        '"mentor": "Anna Weber"', '"mentor": "\\u001b]52;c;eA==\\u0007\\u202e\\ud800 [red]x[/]"'
    )
    found = verify.verify(above + copy_end(above) + "\n")
    assert found.whole
    assert found.record is not None
    for shown in (*found.sentences, found.record.to_json().replace("\n", "")):
        assert FORBIDDEN.search(shown) is None


def test_names_are_shown_as_they_are_typed(database: Database) -> None:
    it = begin(database, mentor="Anna *Weber* [x]")
    found = verify.verify(copy.copy_of(database, it.id))
    assert "It is the draft of the agreement of Anna *Weber* [x] and Ben Okafor." in found.sentences


def test_hostile_names_and_an_ended_mentorship_leave_a_copy_whole(database: Database) -> None:
    it = in_force(database, mentor=HOSTILE, mentee="‮--><!-- handschlag copy ends -->")
    with at(MEETING_DAY):
        mentorships.end(database, it.id, Party.MENTEE)
    assert verify.verify(copy.copy_of(database, it.id, 1)).whole
    assert verify.verify(copy.copy_of(database, it.id)).whole


# -- what is no copy ---------------------------------------------------------------------------------------------------


@given(st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_garbage_is_no_copy(content: bytes) -> None:
    with pytest.raises(BadInput):
        verify.verify(content)


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_is_no_copy(text: str) -> None:
    with pytest.raises(BadInput):
        verify.verify(text)


LINES = st.sampled_from([*sorted(set(IN_FORCE.split("\n"))), "", "<!-- handschlag agreement: draft, 0 lines"])


@given(st.lists(st.one_of(LINES, st.text(max_size=5)), max_size=60))
@settings(max_examples=rounds(60, 300))
def test_lines_of_a_copy_in_any_order_are_answered(lines: list[str]) -> None:
    with contextlib.suppress(BadInput):
        assert not verify.verify("\n".join(lines)).same_words


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda it: st.lists(it) | st.dictionaries(st.text(), it)
)


@given(JSON)
def test_any_json_as_the_record_is_answered(value: object) -> None:
    text = IN_FORCE[: IN_FORCE.index('"agreement": {')] + '"agreement": ' + json.dumps(value) + "\n}\n-->\n"
    assert not verify.verify(text).whole


def test_a_record_nested_without_end_is_answered() -> None:
    assert not verify.verify("<!-- handschlag record\n" + "[" * 200_000 + "\n-->\n").whole


def test_a_huge_file_of_marker_lines_is_answered_soon() -> None:
    record = verify.verify(IN_FORCE).record
    assert record is not None
    line = marker(record.agreement) + "\n"
    text = line * 100_000 + IN_FORCE[IN_FORCE.index("<!-- handschlag record") :]
    began = time.process_time()
    assert not verify.verify(text).whole
    assert not verify.verify(line * 100_000).whole
    assert time.process_time() - began < 10


# -- files -------------------------------------------------------------------------------------------------------------


def test_a_file_is_looked_through(tmp_path: Path) -> None:
    file = tmp_path / "copy.md"
    file.write_text(IN_FORCE, encoding="utf-8")
    assert verify.verify_file(file).whole


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(10**10)
    for path in (tmp_path, pipe, huge, tmp_path / "missing", Path("/dev/zero"), Path("a\0b"), Path("x" * 5000)):
        with pytest.raises(BadInput):
            verify.verify_file(path)


@given(template=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_copy_of_any_draft_is_whole(tmp_path_factory: pytest.TempPathFactory, template: str) -> None:
    with at(FIRST_DAY), open_database(tmp_path_factory.mktemp("db") / "handschlag.db") as database:
        it = begin(database, template=template)
        text = copy.copy_of(database, it.id)
    assert verify.verify(text).whole
    assert verify.verify(text.encode("utf-8")).whole
