"""The README's page on checking a copy: its commands are run as they stand there, by the real programs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data.documents.verify import verify

from ..golden_files import FOLDER as GOLDEN
from ..ssh_keys import needs_openssh
from ..terminal.pty_app import ROOT

pytestmark = needs_openssh


def commands() -> list[str]:
    """The commands of the page, in their order."""
    page = re.search(
        r"^## Checking a copy$(.*?)^## ", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert page is not None
    return [line[4:] for line in page[1].split("\n") if line.startswith("    ")]


def run(folder: Path, script: list[str]) -> subprocess.CompletedProcess[str]:
    """Run commands in a folder, `handschlag` being ours."""
    ours = f'handschlag() {{ PYTHONPATH={ROOT} {sys.executable} -m tui --lang en "$@"; }}'
    text = "\n".join([ours, *script])
    return subprocess.run(["sh", "-uc", text], cwd=folder, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("party", ["mentor", "mentee"])
def test_the_commands_check_a_copy(tmp_path: Path, party: str) -> None:
    shutil.copy(GOLDEN / "copy-signed-with-ssh-en.md", tmp_path / "copy.md")
    done = run(tmp_path, [line.replace("mentor", party) for line in commands()])
    found = verify((tmp_path / "copy.md").read_bytes())
    assert found.record is not None
    assert "This copy is whole: every line is as it was written." in done.stdout
    assert f"{found.record.agreement.sha256}  -" in done.stdout.splitlines()
    [key] = [it.fingerprint for it in found.signatures if it.party.value == party and it.ssh is not None]
    assert done.stdout.splitlines()[-1] == f'Good "handschlag" signature for {party} with ED25519 key {key}'
    assert f"sha256: {found.record.agreement.sha256}\n" in (tmp_path / "statement").read_text()
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Anna Weber", "name: Anna Webber"),
        ("date: 2026-12-01", "date: 2026-12-02"),
        ("text: agreement", "text: annex"),
    ],
)
def test_the_commands_find_a_forged_signature(tmp_path: Path, old: str, new: str) -> None:
    text = (GOLDEN / "copy-signed-with-ssh-en.md").read_text(encoding="utf-8")
    (tmp_path / "copy.md").write_text(text.replace(old, new), encoding="utf-8")
    done = run(tmp_path, commands())
    assert "Good" not in done.stdout
    assert done.returncode != 0
    assert "This copy is not whole" in done.stdout


def test_the_commands_find_a_changed_text(tmp_path: Path) -> None:
    text = (GOLDEN / "copy-signed-with-ssh-en.md").read_text(encoding="utf-8")
    (tmp_path / "copy.md").write_text(text.replace("is voluntary", "is compulsory", 1), encoding="utf-8")
    done = run(tmp_path, commands())
    [said] = re.findall(r"^([0-9a-f]{64})  -$", done.stdout, re.MULTILINE)
    assert f"sha256: {said}\n" not in (tmp_path / "statement").read_text()
