"""The copy that each party leaves with."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data import i18n
from data.documents import copy
from data.documents.record import CopyRecord, record_of
from data.errors import NotFound
from data.model.agreement import VersionKind, VersionState, fingerprint
from data.model.mentorship import Party
from data.store import mentorships, versions

from ..golden_files import golden
from .document_cases import (
    MEETING_DAY,
    account,
    amended,
    at,
    begin,
    confirm_both,
    in_force,
    needs_german,
    settle_annex,
    sign_both,
)

if TYPE_CHECKING:
    from data.store.connection import Database

pytestmark = pytest.mark.usefixtures("known")


def test_the_copy_of_a_draft(database: Database) -> None:
    it = begin(database)
    text = copy.copy_of(database, it.id)
    assert text.startswith("> **DRAFT")
    golden("copy-draft-en.md", text)


def test_the_copy_of_a_version_in_force(database: Database) -> None:
    it = in_force(database)
    text = copy.copy_of(database, it.id, 1)
    assert "DRAFT" not in text
    assert text.startswith("<!-- handschlag agreement: version 1, ")
    golden("copy-in-force-en.md", text)


def test_the_copy_of_a_version_signed_by_one(database: Database) -> None:
    it = begin(database)
    with at(MEETING_DAY):
        version = versions.propose(database, it.id)
        versions.confirm(database, version.id, Party.MENTEE, MEETING_DAY.date())
    text = copy.copy_of(database, it.id, 1)
    assert text.startswith("> **DRAFT: not in force**")
    assert "The consent of Anna Weber is still missing." in text
    assert "Mentor: Anna Weber has not signed." in text
    golden("copy-partly-signed-en.md", text)


def test_the_copy_of_a_superseded_version(database: Database) -> None:
    it = amended(database)
    text = copy.copy_of(database, it.id, 1)
    assert text.startswith("> **NO LONGER IN FORCE**")
    assert "until a newer version replaced it" in text
    golden("copy-superseded-en.md", text)
    second = copy.copy_of(database, it.id, 2)
    assert versions.of(database, it.id)[0].sha256 in second, "the version before it is named"


def test_the_copy_of_an_agreement_without_signatures(database: Database) -> None:
    it = begin(database)
    with at(MEETING_DAY):
        confirm_both(database, versions.propose(database, it.id))
    text = copy.copy_of(database, it.id, 1)
    assert "DRAFT: not in force" not in text
    assert "DRAFT: this annex has not been agreed to by both" in text
    assert "Mentor: Anna Weber agreed on 1 December 2026, without a signature" in text
    assert "Both entries were made from one and the same account." in text
    golden("copy-agreed-en.md", text)


def test_a_proposal_that_never_came_into_force_stays_a_draft(database: Database) -> None:
    it = begin(database)
    with at(MEETING_DAY):
        versions.propose(database, it.id)
        mentorships.end(database, it.id, Party.MENTEE)
    text = copy.copy_of(database, it.id, 1)
    assert text.startswith("> **DRAFT: not in force**")
    assert copy.file_name(it, versions.newest(database, it.id)).startswith("DRAFT-")


def test_after_the_end_each_still_gets_the_agreement(database: Database) -> None:
    it = in_force(database)
    with at(MEETING_DAY):
        mentorships.end(database, it.id, Party.MENTOR)
    text = copy.copy_of(database, it.id, 1)
    assert text.startswith("> **NO LONGER IN FORCE**")
    assert "until the mentoring came to its end" in text
    assert versions.of(database, it.id)[0].text in text


@needs_german
def test_the_frame_is_in_the_language_of_the_mentorship(database: Database) -> None:
    it = begin(database, language="de")
    draft = copy.copy_of(database, it.id)
    assert draft.startswith("> **ENTWURF")
    golden("copy-draft-de.md", draft)
    with at(MEETING_DAY):
        settle_annex(database, it)
        sign_both(database, it, versions.propose(database, it.id))
        confirm_both(database, versions.propose_annex(database, it.id))
    golden("copy-in-force-de.md", copy.copy_of(database, it.id, 1))
    assert copy.file_name(it, None) == "ENTWURF-vereinbarung-anna-weber-ben-okafor.md"


def test_the_frame_does_not_follow_the_screen(database: Database) -> None:
    it = in_force(database)
    english = copy.copy_of(database, it.id, 1)
    i18n.use("de")
    assert copy.copy_of(database, it.id, 1) == english
    assert i18n.language() == "de"


def test_the_same_data_give_the_same_bytes(database: Database) -> None:
    it = in_force(database)
    with at(MEETING_DAY):
        first = copy.copy_of(database, it.id, 1)
    assert copy.copy_of(database, it.id, 1) == first


def test_the_texts_stand_in_it_as_they_were_frozen(database: Database) -> None:
    it = in_force(database)
    agreement = versions.in_force(database, it.id)
    annex = versions.in_force(database, it.id, VersionKind.ANNEX)
    assert agreement is not None
    assert annex is not None
    mentorships.change(
        database,
        it.id,
        mentor="Somebody Else",
        mentee=it.mentee,
        mentor_email="",
        mentee_email="",
        zone="UTC",
        row_version=it.row_version,
    )
    text = copy.copy_of(database, it.id, 1)
    assert f" -->\n{agreement.text}<!-- handschlag agreement ends -->\n" in text
    assert f" -->\n{annex.text}<!-- handschlag annex ends -->\n" in text
    assert "Mentor: Anna Weber signed on 1 December 2026" in text, "a signature keeps the name it was given with"


@pytest.mark.parametrize("number", [None, 1, 2])
def test_the_command_in_a_copy_gives_the_fingerprint_that_stands_in_it(
    database: Database, tmp_path: Path, number: int | None
) -> None:
    it = amended(database)
    text = copy.copy_of(database, it.id, number)
    file = tmp_path / "copy.md"
    file.write_bytes(text.encode("utf-8"))
    command = re.search(r"^    (sed -n '\d+,\d+p' FILE \| sha256sum)$", text, re.MULTILINE)
    shown = re.search(r"^- SHA-256 of the agreement: `([0-9a-f]{64})`$", text, re.MULTILINE)
    assert command is not None
    assert shown is not None
    printed = subprocess.run(
        ["/bin/sh", "-c", command[1].replace("FILE", str(file))], check=True, capture_output=True, text=True
    ).stdout
    assert printed.split()[0] == shown[1]
    frozen = versions.draft_text(database, it.id) if number is None else versions.of(database, it.id)[number - 1].text
    assert shown[1] == fingerprint(frozen)


@needs_german
def test_the_command_names_the_file_in_the_language_of_the_copy(database: Database) -> None:
    it = begin(database, language="de")
    assert re.search(r"^    sed -n '\d+,\d+p' DATEI \| sha256sum$", copy.copy_of(database, it.id), re.MULTILINE)


def test_who_signed_with_which_account_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    it = begin(database)
    with at(MEETING_DAY):
        version = versions.propose(database, it.id)
        versions.confirm(database, version.id, Party.MENTOR, MEETING_DAY.date())
        with account(monkeypatch, "ben"):
            versions.confirm(database, version.id, Party.MENTEE, MEETING_DAY.date())
    text = copy.copy_of(database, it.id, 1)
    assert "recorded by the account anna, 1 December 2026, 09:00 UTC" in text
    assert "recorded by the account ben" in text
    assert "one and the same account" not in text


def test_a_record_is_read_back_as_it_was_written(database: Database) -> None:
    it = in_force(database)
    agreement = versions.in_force(database, it.id)
    assert agreement is not None
    assert agreement.state is VersionState.IN_FORCE
    record = record_of(it, agreement, "a draft\n")
    assert CopyRecord.from_json(record.to_json()) == record
    assert record.agrees_with_itself


def test_there_is_no_copy_of_a_version_that_does_not_exist(database: Database) -> None:
    it = in_force(database)
    with pytest.raises(NotFound):
        copy.copy_of(database, it.id, 7)


def test_the_name_of_the_file_says_what_it_is(database: Database) -> None:
    it = in_force(database)
    assert copy.file_name(it, None) == "DRAFT-agreement-anna-weber-ben-okafor.md"
    version = versions.in_force(database, it.id)
    assert copy.file_name(it, version) == "agreement-anna-weber-ben-okafor-version-1.md"
