"""Copies with SSH signatures: made by real keys, checked by us, and by `sed` and `ssh-keygen` alone."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data import ssh
from data.documents import copy, verify
from data.documents.record import TextRecord, copy_end
from data.errors import BadInput, Refused
from data.model.agreement import Method, Version, VersionState
from data.model.format import Format
from data.model.mentorship import Mentorship, Party
from data.store import versions
from data.store.doctor import Severity, doctor

from ..golden_files import FOLDER as GOLDEN
from ..ssh_keys import make_key, needs_openssh
from .document_cases import HOSTILE, MEETING_DAY, account, at, begin, settle_annex

if TYPE_CHECKING:
    from data.model.ssh_signature import SshSignature
    from data.store.connection import Database

pytestmark = [pytest.mark.usefixtures("known"), needs_openssh]

DAY = date(2026, 12, 1)
ACCOUNTS = {Party.MENTOR: "anna", Party.MENTEE: "ben"}
SIGNED = (GOLDEN / "copy-signed-with-ssh-en.md").read_text(encoding="utf-8")
"""Made once with two keys that are gone: what is in use must be checked for good."""
BEFORE = (GOLDEN / "copy-of-0.1-in-force-en.md").read_text(encoding="utf-8")
"""A copy as it was written before there were SSH signatures. It is never written anew."""


def by_key(
    database: Database, version: Version, party: Party, name: str, key: ssh.Key, day: date = DAY
) -> SshSignature:
    """What a key has signed for a party."""
    return ssh.sign(key, versions.statement(database, version.id, party, name, day))


@pytest.fixture
def keys() -> list[ssh.Key]:
    """Anna's key and Ben's."""
    for name in ("anna", "ben"):
        make_key(Path.home() / ".ssh" / name)
    return ssh.usable_keys()


def signed_by_keys(
    database: Database,
    keys: list[ssh.Key],
    monkeypatch: pytest.MonkeyPatch,
    mentee: str = "Ben Okafor",
    language: str = "en",
) -> Mentorship:
    """An agreement that both have signed with their keys, each from an own account."""
    it = begin(database, mentee=mentee, language=language)
    with at(MEETING_DAY):
        settle_annex(database, it)
        version = versions.propose(database, it.id)
        for party, key in zip(Party, keys, strict=True):
            with account(monkeypatch, ACCOUNTS[party]):
                name = it.name_of(party)
                made = by_key(database, version, party, name, key)
                versions.sign(database, version.id, party, name, DAY, Method.OWN_LOGIN, made)
    return it


# -- storing -----------------------------------------------------------------------------------------------------------


def test_what_a_key_has_signed_is_stored_with_the_key(
    database: Database, keys: list[ssh.Key], monkeypatch: pytest.MonkeyPatch
) -> None:
    it = signed_by_keys(database, keys, monkeypatch)
    [version] = versions.of(database, it.id)
    assert version.state is VersionState.IN_FORCE
    for signature, key in zip(version.signatures, keys, strict=True):
        assert signature.ssh is not None
        assert signature.ssh.public_key == key.public
        assert signature.ssh.fingerprint == key.fingerprint


def test_an_invalid_signature_stores_nothing_and_says_why(database: Database, keys: list[ssh.Key]) -> None:
    it = begin(database)
    with at(MEETING_DAY):
        version = versions.propose(database, it.id)
        made = by_key(database, version, Party.MENTOR, "Anna Weber", keys[0])
        for party, name, day in (
            (Party.MENTOR, "Anna Webber", DAY),
            (Party.MENTEE, "Anna Weber", DAY),
        ):
            with pytest.raises(Refused, match="does not fit this text, name and date"):
                versions.sign(database, version.id, party, name, day, Method.OWN_LOGIN, made)
        with pytest.raises(BadInput, match="beside an own login"):
            versions.sign(database, version.id, Party.MENTOR, "Anna Weber", DAY, Method.IN_PERSON, made)
        monkey = pytest.MonkeyPatch()
        with monkey.context() as patch:
            patch.setenv("PATH", "/nonexistent")
            with pytest.raises(Refused, match="could not check the SSH signature"):
                versions.sign(database, version.id, Party.MENTOR, "Anna Weber", DAY, Method.OWN_LOGIN, made)
        assert versions.get(database, version.id).signatures == ()


def test_one_key_signs_for_one_party(database: Database, keys: list[ssh.Key], monkeypatch: pytest.MonkeyPatch) -> None:
    it = begin(database)
    with at(MEETING_DAY):
        version = versions.propose(database, it.id)
        made = by_key(database, version, Party.MENTOR, "Anna Weber", keys[0])
        versions.sign(database, version.id, Party.MENTOR, "Anna Weber", DAY, Method.OWN_LOGIN, made)
        with account(monkeypatch, "ben"):
            again = by_key(database, version, Party.MENTEE, "Ben Okafor", keys[0])
            with pytest.raises(Refused, match="This SSH key has signed for Anna Weber"):
                versions.sign(database, version.id, Party.MENTEE, "Ben Okafor", DAY, Method.OWN_LOGIN, again)
    assert len(versions.get(database, version.id).signatures) == 1


def test_nobody_types_a_passphrase_in_vain(database: Database) -> None:
    it = begin(database)
    with at(MEETING_DAY):
        version = versions.propose(database, it.id)
        versions.sign(database, version.id, Party.MENTOR, "Anna Weber", DAY, Method.OWN_LOGIN)
        for party, name, day, method in (
            (Party.MENTOR, "Anna Weber", DAY, Method.OWN_LOGIN),
            (Party.MENTEE, "Ben Okafor", DAY, Method.OWN_LOGIN),
            (Party.MENTEE, " ", DAY, Method.OWN_LOGIN),
            (Party.MENTEE, "Ben Okafor", date(2026, 12, 2), Method.OWN_LOGIN),
            (Party.MENTEE, "Ben Okafor", DAY, Method.IN_PERSON),
        ):
            with pytest.raises((BadInput, Refused)):
                versions.statement(database, version.id, party, name, day, method)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ("'in person', 'key', 'signature', 'ben'", "beside an own login"),
        ("'own login', 'key', '', 'ben'", "beside an own login"),
        ("'own login', '', 'signature', 'ben'", "beside an own login"),
        ("'own login', ssh_public_key, ssh_signature, 'ben'", "one SSH key signs for one party"),
        ("'own login', '', '', os_user", "one account signs for one party"),
    ],
)
def test_the_schema_itself_refuses(database: Database, keys: list[ssh.Key], columns: str, sentence: str) -> None:
    it = begin(database)
    with at(MEETING_DAY):
        version = versions.propose(database, it.id)
        made = by_key(database, version, Party.MENTOR, "Anna Weber", keys[0])
        versions.sign(database, version.id, Party.MENTOR, "Anna Weber", DAY, Method.OWN_LOGIN, made)
    with pytest.raises(Exception, match=sentence):
        database.connection.execute(
            "INSERT INTO signatures (id, version_id, party, name, signed_on, at, sha256, method, ssh_public_key, "
            f"ssh_signature, os_user) SELECT 'x', version_id, 'mentee', name, signed_on, at, sha256, {columns} "
            "FROM signatures"
        )


def test_the_doctor_finds_a_name_that_was_changed_past_every_guard(
    database: Database, keys: list[ssh.Key], monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_by_keys(database, keys, monkeypatch)
    assert not [it for it in doctor(database.path) if it.severity is Severity.ERROR]
    guard = database.value("SELECT sql FROM sqlite_master WHERE name = 'signatures_refuse_update'")
    database.connection.execute("DROP TRIGGER signatures_refuse_update")
    database.connection.execute("UPDATE signatures SET name = 'Ken Okafor' WHERE party = 'mentee'")
    database.connection.execute(guard)
    found = [it.sentence for it in doctor(database.path) if it.severity is Severity.ERROR]
    assert "The SSH signature of Ken Okafor under version 1 is not valid: something was changed." in found
    assert len(found) == 2
    assert "consent that entry" in found[1]


# -- copies ------------------------------------------------------------------------------------------------------------


def test_a_copy_shows_both_keys_and_its_own_commands_check_them(
    database: Database, keys: list[ssh.Key], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    it = signed_by_keys(database, keys, monkeypatch, mentee=HOSTILE)
    text = copy.copy_of(database, it.id, 1)
    found = verify.verify(text)
    assert found.whole
    assert found.holds
    assert [(it.party, it.ssh, it.fingerprint) for it in found.signatures if it.kind.value == "agreement"] == [
        (party, ssh.Check.VALID, key.fingerprint) for party, key in zip(Party, keys, strict=True)
    ]
    for key in keys:
        assert any("is valid" in sentence and key.fingerprint in sentence for sentence in found.sentences)
        assert text.count(key.fingerprint) == 2
    sha256 = versions.of(database, it.id)[0].sha256
    assert _said_by_the_commands_in(text, tmp_path, "FILE") == [sha256, "Good mentor", "Good mentee"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_commands_work_in_each_language(
    database: Database, keys: list[ssh.Key], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str
) -> None:
    it = signed_by_keys(database, keys, monkeypatch, language=language)
    text = copy.copy_of(database, it.id, 1)
    [place] = set(re.findall(r"^    sed -n '[0-9,]+p' (\S+)", text, re.MULTILINE))
    assert _said_by_the_commands_in(text, tmp_path, place)[1:] == ["Good mentor", "Good mentee"]


def _said_by_the_commands_in(text: str, folder: Path, place: str) -> list[str]:
    """What the commands print that a copy shows, its name put in."""
    (folder / "copy.md").write_text(text, encoding="utf-8")
    shown = [line[4:] for line in text.split("\n") if re.match("    (sed|ssh-keygen) ", line)]
    script = "\n".join(line.replace(f" {place}", " copy.md") for line in shown)
    done = subprocess.run(["sh", "-euc", script], cwd=folder, capture_output=True, text=True, check=True, timeout=30)
    return [re.sub(r' with .*|  -$|"handschlag" signature for ', "", line) for line in done.stdout.splitlines()]


def test_a_page_of_a_copy_is_checked_as_well(
    database: Database, keys: list[ssh.Key], monkeypatch: pytest.MonkeyPatch
) -> None:
    it = signed_by_keys(database, keys, monkeypatch)
    page = copy.copy_of(database, it.id, 1, Format.HTML)
    found = verify.verify(page)
    assert found.holds
    assert [it.ssh for it in found.signatures][:2] == [ssh.Check.VALID, ssh.Check.VALID]
    for key in keys:
        assert key.fingerprint in copy.copy_of(database, it.id, 1, Format.TEXT).replace("\n", "").replace(" ", "")


def test_changed_words_are_found_by_the_commands_too(tmp_path: Path) -> None:
    forged = SIGNED.replace("name: Ben Okafor", "name: Ken Okafor")
    with pytest.raises(subprocess.CalledProcessError):
        _said_by_the_commands_in(forged, tmp_path, "FILE")


def test_only_one_has_a_key(database: Database, keys: list[ssh.Key]) -> None:
    it = begin(database)
    with at(MEETING_DAY):
        version = versions.propose(database, it.id)
        made = by_key(database, version, Party.MENTOR, "Anna Weber", keys[0])
        versions.sign(database, version.id, Party.MENTOR, "Anna Weber", DAY, Method.OWN_LOGIN, made)
        versions.sign(database, version.id, Party.MENTEE, "Ben Okafor", DAY, Method.IN_PERSON)
    found = verify.verify(copy.copy_of(database, it.id, 1))
    assert [it.ssh for it in found.signatures] == [ssh.Check.VALID, None]
    assert "Both entries were made from one and the same account." in found.sentences


# -- reading back ------------------------------------------------------------------------------------------------------


def test_a_copy_from_before_is_whole_as_it_ever_was() -> None:
    found = verify.verify(BEFORE)
    assert found.whole
    assert found.holds
    assert found.record is not None
    assert found.record.to_json() in BEFORE, "and is written the same way"
    assert all(it.ssh is None for it in found.signatures)
    assert not any("SSH" in sentence for sentence in found.sentences)


def test_a_copy_with_keys_is_checked_for_good_and_written_the_same_way(database: Database) -> None:
    found = verify.verify(SIGNED)
    assert found.whole
    assert [it.ssh for it in found.signatures][:2] == [ssh.Check.VALID, ssh.Check.VALID]
    assert found.record is not None
    agreement, annex = _version(found.record.agreement, SIGNED), _version(found.record.annex, SIGNED)
    assert copy.agreement_copy(begin(database), agreement, annex) == SIGNED


def _version(it: TextRecord, text: str) -> Version | str:
    """A text of a copy as it was in the database that the copy was written from."""
    below = text.split(f"sha256 {it.sha256} -->\n", 1)[1].split("\n")
    words = "".join(f"{line}\n" for line in below[: it.lines])
    if it.version is None or it.state is None or it.frozen_at is None:
        return words
    return Version(
        "",
        "",
        it.kind,
        it.version,
        words,
        it.sha256,
        it.previous_sha256,
        "en",
        it.frozen_at,
        it.frozen_by,
        it.signatures,
        it.state,
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"name": "Anna Weber"', '"name": "Anna Webber"'),
        ('"signed_on": "2026-12-01"', '"signed_on": "2026-12-02"'),
    ],
)
def test_a_forger_who_mends_every_fingerprint_cannot_mend_the_signature(old: str, new: str) -> None:
    above = SIGNED[: SIGNED.index("<!-- handschlag copy ends")].replace(old, new, 1)
    found = verify.verify(above + copy_end(above) + "\n")
    assert found.whole, "each line is as the forger wrote it"
    assert not found.holds
    assert "The SSH signature of Anna Weber is NOT valid" in found.sentences[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"method": "own login"', '"method": "in person"'),
        ('"os_user": "ben"', '"os_user": "anna"'),
        ('"public_key": "ssh-ed25519 ', '"public_key": "ssh-ed25519  '),
        ('"public_key": "ssh-ed25519 ', '"public_key": "* ssh-ed25519 '),
        ("BEGIN SSH SIGNATURE", "BEGIN SSH SIGNATUR"),
        ('"armour": "', '"armour": 7, "x": "'),
        ('"ssh": {', '"ssh": null, "x": {'),
        ('"previous_sha256": ""', f'"previous_sha256": "{"a" * 64}"'),
    ],
)
def test_a_record_with_keys_that_contradicts_itself_is_not_believed(old: str, new: str) -> None:
    above = SIGNED[: SIGNED.index("<!-- handschlag copy ends")]
    begins = above.index("<!-- handschlag record")
    assert old in above[begins:]
    above = above[:begins] + above[begins:].replace(old, new, 1)
    assert not verify.verify(above + copy_end(above) + "\n").same_words


def test_without_ssh_keygen_a_signature_is_told_as_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    found = verify.verify(SIGNED)
    assert found.whole
    assert found.holds
    assert any("was not checked: ssh-keygen" in sentence for sentence in found.sentences)
    assert not any("is valid" in sentence for sentence in found.sentences)


def test_nothing_more_is_promised_than_holds() -> None:
    found = verify.verify(SIGNED)
    assert (
        "Its signatures are simple electronic ones, and it is tamper-evident: whoever changes it gets other SHA-256s "
        "than the other party's copy has. It proves no more than that."
    ) in found.sentences
