"""Signing and checking by real SSH keys: files with and without a passphrase, a real agent, what can go wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import ssh
from data.clean import FORBIDDEN
from data.errors import Refused
from data.model.mentorship import Party
from data.model.ssh_signature import SshSignature, key_comment, key_fingerprint, public_key, statement

from ..ssh_keys import PASSPHRASE, agent, make_key, needs_openssh, public_of
from ..terminal.pty_app import PtyApp

STATEMENT = statement("agreement", 2, "a" * 64, "b" * 64, Party.MENTOR, "Anna Wéber", date(2026, 12, 1))


@pytest.fixture
def folder() -> Path:
    """The `.ssh` of the test's home."""
    return Path.home() / ".ssh"


def test_the_statement_is_six_lines_for_good() -> None:
    assert (
        "handschlag signature of the mentor\n"
        "text: agreement, version 2\n"
        f"sha256: {'a' * 64}\n"
        f"previous: {'b' * 64}\n"
        "name: Anna Wéber\n"
        "date: 2026-12-01\n"
    ) == STATEMENT
    assert "previous: none\n" in statement("annex", 1, "a" * 64, "", Party.MENTEE, "Ben", date(2026, 12, 1))


# -- which keys there are ----------------------------------------------------------------------------------------------


@needs_openssh
def test_keys_are_those_with_a_private_file_beside_them(folder: Path) -> None:
    assert ssh.usable_keys() == []
    own = make_key(folder / "id_ed25519")
    make_key(folder / "work.key", "rsa")
    shutil.copy(f"{own}.pub", folder / "colleague.pub")
    (folder / "rubbish.pub").write_text("ssh-ed25519 AAAA\n")
    (folder / "rubbish").write_text("")
    (folder / "known_hosts").write_text("x")
    found = ssh.usable_keys()
    assert [(it.name, it.type, it.path) for it in found] == [
        ("id_ed25519", "Ed25519", own),
        ("work.key", "RSA", folder / "work.key"),
    ]
    listed = subprocess.run(["ssh-keygen", "-l", "-f", str(own)], capture_output=True, text=True, check=True)
    assert found[0].fingerprint == listed.stdout.split()[1]


@needs_openssh
def test_the_keys_of_an_agent_come_first_and_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = make_key(folder / "id_ed25519")
    other = make_key(folder / "id_ecdsa", "ecdsa")
    with agent(monkeypatch, own):
        assert [(it.name, it.path) for it in ssh.usable_keys()] == [("anna@laptop", None), ("id_ecdsa", other)]
    assert len(ssh.usable_keys()) == 2, "an agent that is gone hides nothing"


@needs_openssh
def test_the_comment_of_a_key_is_made_harmless(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = make_key(folder / "x", comment="\x1b[31mred\u202e [b]x[/b] " + "long " * 50)
    with agent(monkeypatch, key):
        [found] = ssh.usable_keys()
    assert FORBIDDEN.search(found.name) is None
    assert len(found.name) <= 60


@needs_openssh
def test_a_program_that_never_answers_is_no_agent(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = make_key(folder / "id_ed25519")
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "ssh-add").write_text("#!/bin/sh\nexec sleep 60\n")
    (programs / "ssh-add").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "agent"))
    monkeypatch.setattr(ssh, "LIST_SECONDS", 0.1)
    assert [it.path for it in ssh.usable_keys()] == [own]


def test_without_openssh_there_are_no_keys_and_nothing_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setenv("SSH_AUTH_SOCK", "/nonexistent/agent")
    assert ssh.usable_keys() == []
    with pytest.raises(Refused, match="is not installed here"):
        ssh.sign(ssh.Key(ED25519, "x", Path("/x")), STATEMENT)
    well_formed = SshSignature(ED25519, "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n")
    assert ssh.check(STATEMENT, Party.MENTOR, well_formed) is ssh.Check.UNCHECKED


# -- signing and checking ----------------------------------------------------------------------------------------------


@needs_openssh
@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa"])
def test_a_key_signs_and_is_checked_at_once(folder: Path, kind: str) -> None:
    make_key(folder / "key", kind)
    [key] = ssh.usable_keys()
    assert not ssh.needs_terminal(key)
    signed = ssh.sign(key, STATEMENT)
    assert signed.public_key == public_of(folder / "key")
    assert signed.is_well_formed
    assert ssh.check(STATEMENT, Party.MENTOR, signed) is ssh.Check.VALID
    assert sorted(it.name for it in folder.iterdir()) == ["key", "key.pub"], "nothing is left behind"


@needs_openssh
def test_a_signature_fits_nothing_else(folder: Path) -> None:
    make_key(folder / "key")
    make_key(folder / "other")
    key, other = ssh.usable_keys()
    signed = ssh.sign(key, STATEMENT)
    for changed in (
        STATEMENT.replace("Anna", "Anne"),
        STATEMENT.replace("mentor", "mentee"),
        STATEMENT.replace("version 2", "version 3"),
        STATEMENT.replace("2026-12-01", "2026-12-02"),
        STATEMENT.replace("aaa", "aab", 1),
        STATEMENT + "\n",
        "",
    ):
        assert ssh.check(changed, Party.MENTOR, signed) is ssh.Check.INVALID
    stolen = SshSignature(other.public, signed.armour)
    assert ssh.check(STATEMENT, Party.MENTOR, stolen) is ssh.Check.INVALID


@needs_openssh
def test_a_signature_for_another_purpose_is_none(folder: Path, tmp_path: Path) -> None:
    key = make_key(folder / "key")
    file = tmp_path / "statement"
    file.write_text(STATEMENT)
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", str(key), str(file)], check=True)
    signed = SshSignature(public_of(key), file.with_suffix(".sig").read_text())
    assert signed.is_well_formed
    assert ssh.check(STATEMENT, Party.MENTOR, signed) is ssh.Check.INVALID


@needs_openssh
def test_an_agent_signs_without_any_file(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = make_key(tmp_path / "elsewhere" / "key")
    with agent(monkeypatch, key):
        [found] = ssh.usable_keys()
        shutil.rmtree(key.parent)
        assert found.path is None
        assert not ssh.needs_terminal(found)
        assert ssh.check(STATEMENT, Party.MENTOR, ssh.sign(found, STATEMENT)) is ssh.Check.VALID


@needs_openssh
def test_a_locked_agent_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    key = make_key(tmp_path / "key")
    answers = tmp_path / "answers"
    answers.write_text("#!/bin/sh\necho word\n")
    answers.chmod(0o700)
    with agent(monkeypatch, key):
        [found] = ssh.usable_keys()
        asked = {**os.environ, "SSH_ASKPASS": str(answers), "SSH_ASKPASS_REQUIRE": "force"}
        subprocess.run(["ssh-add", "-x"], check=True, env=asked, timeout=10, capture_output=True)
        with pytest.raises(Refused, match=r"does not give the key anna@laptop: it is locked"):
            ssh.sign(found, STATEMENT)
        assert ssh.usable_keys() == []


@needs_openssh
def test_an_agent_that_refuses_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    key = make_key(tmp_path / "key")
    monkeypatch.setenv("SSH_ASKPASS", "/bin/false")
    monkeypatch.setenv("DISPLAY", ":0")
    with agent(monkeypatch):
        subprocess.run(["ssh-add", "-q", "-c", str(key)], check=True, timeout=10)
        [found] = ssh.usable_keys()
        with pytest.raises(Refused, match="The SSH agent has refused to sign"):
            ssh.sign(found, STATEMENT)


@needs_openssh
def test_a_key_with_a_passphrase_needs_the_terminal_and_asks_nobody_else(folder: Path) -> None:
    make_key(folder / "key", passphrase=PASSPHRASE)
    [key] = ssh.usable_keys()
    assert ssh.needs_terminal(key)
    with pytest.raises(Refused, match="not the passphrase of the key key"):
        ssh.sign(key, STATEMENT)


@needs_openssh
def test_a_key_that_others_may_read_is_told_with_the_remedy(folder: Path) -> None:
    key = make_key(folder / "key")
    key.chmod(0o644)
    [found] = ssh.usable_keys()
    with pytest.raises(Refused, match=f"chmod 600 {key}"):
        ssh.sign(found, STATEMENT)


@needs_openssh
def test_a_key_that_is_gone_is_told(folder: Path) -> None:
    key = make_key(folder / "key")
    [found] = ssh.usable_keys()
    key.unlink()
    with pytest.raises(Refused, match="Nothing is signed"):
        ssh.sign(found, STATEMENT)


AT_A_TERMINAL = """
import sys
from data import ssh
from data.errors import Refused
from data.model.mentorship import Party
[key] = ssh.usable_keys()
try:
    signed = ssh.sign(key, "statement\\n", at_terminal=True)
    print("came to", ssh.check("statement\\n", Party.MENTOR, signed).value)
except Refused as error:
    print("refused:", error)
"""


@needs_openssh
@pytest.mark.parametrize(
    ("typed", "answer"),
    [(PASSPHRASE, "came to valid"), ("wrong", "refused: That was not the passphrase of the key key.")],
)
@pytest.mark.parametrize("display", ["", ":0"])
def test_the_passphrase_is_typed_at_the_terminal(folder: Path, typed: str, answer: str, display: str) -> None:
    make_key(folder / "key", passphrase=PASSPHRASE)
    with PtyApp([sys.executable, "-c", AT_A_TERMINAL], environment={"DISPLAY": display}) as app:
        app.wait_for("nter passphrase")
        app.send(f"{typed}\r")
        app.wait_for(answer)
        assert typed not in app.text().replace(answer, ""), "it is not echoed"


# -- forms -------------------------------------------------------------------------------------------------------------

ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIN5EdglIBG6GWAzoY14spd2t9JImPD4TE3zQs/mbDRMA"


def test_a_line_of_a_key_is_read() -> None:
    assert public_key(f"{ED25519} anna @ laptop\n") == ED25519
    assert key_comment(f"{ED25519} anna @ laptop\n") == "anna @ laptop"
    assert key_comment(ED25519) == ""
    assert key_fingerprint(ED25519) == "SHA256:5q9JMBcVwaRxwl27heiL/gsbSa4DIAgVdXygTMy3HtQ"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "ssh-ed25519",
        "ssh-ed25519 AAAA",
        ED25519.replace("ssh-ed25519 ", "ssh-rsa "),
        ED25519.replace("ssh-ed25519 ", "ssh-ed25519-cert-v01@openssh.com "),
        f'namespaces="git" {ED25519}',
        f"{ED25519}\n{ED25519}"[: len(ED25519) + 3].replace(" ", "\n"),
        "ssh-ed25519 " + "A" * 10_000,
        "The agent has no identities.",
    ],
)
def test_what_is_no_key_that_can_sign_is_none(line: str) -> None:
    assert public_key(line) is None


@given(st.text())
def test_any_text_as_a_key_is_answered(text: str) -> None:
    public_key(text)
    public_key(f"ssh-ed25519 {text}")
    assert key_fingerprint(f"x {text}") in ("", key_fingerprint(f"y {text}"))
    key_comment(text)


@given(st.text(), st.text())
def test_what_is_not_of_the_form_reaches_no_program(key: str, armour: str) -> None:
    assert ssh.check(STATEMENT, Party.MENTOR, SshSignature(key, armour)) is ssh.Check.INVALID


def test_a_key_cannot_bring_lines_of_its_own() -> None:
    armour = "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"
    assert SshSignature(ED25519, armour).is_well_formed
    for key in (f"{ED25519}\n* ssh-rsa AAAA", f"{ED25519} comment", f" {ED25519}", f"{ED25519}\n"):
        assert not SshSignature(key, armour).is_well_formed
    for other in (armour + armour, armour.rstrip("\n"), armour.replace("AAAA", "\x1b[2J"), f"x\n{armour}"):
        assert not SshSignature(ED25519, other).is_well_formed
