"""`verify` with a copy: whole, changed, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import Database, copy
from data.documents.record import copy_end
from data.model.format import Format
from data.model.mentorship import Mentorship

from ...golden_files import FOLDER as GOLDEN
from ...ssh_keys import needs_openssh
from ..calling import call, refused


@needs_openssh
def test_verify_checks_ssh_signatures_and_ends_with_1_where_one_is_not_valid(tmp_path: Path) -> None:
    path = tmp_path / "copy.md"
    content = (GOLDEN / "copy-signed-with-ssh-en.md").read_text(encoding="utf-8")
    path.write_text(content, encoding="utf-8")
    whole = call("verify", str(path))
    assert whole.code == 0
    assert "The SSH signature of Anna Weber is valid: the key SHA256:" in whole.out
    signed = call("verify", str(path), "--json").json["signatures"]
    assert [(it["text"], it["party"], it["ssh"]) for it in signed] == [
        ("agreement", "mentor", "valid"),
        ("agreement", "mentee", "valid"),
        ("annex", "mentor", "none"),
        ("annex", "mentee", "none"),
    ]
    assert [(it["fingerprint"] or "")[:7] for it in signed] == ["SHA256:", "SHA256:", "", ""]

    above = content[: content.index("<!-- handschlag copy ends")].replace('"name": "Anna Weber"', '"name": "A. Weber"')
    path.write_text(f"{above}{copy_end(above)}\n", encoding="utf-8")
    forged = call("verify", str(path))
    assert forged.code == 1
    assert "The SSH signature of Anna Weber is NOT valid" in forged.out
    told = call("verify", str(path), "--json")
    assert (told.code, [it["ssh"] for it in told.json["signatures"]][:2]) == (1, ["invalid", "valid"])


def test_verify_tells_a_whole_copy_from_a_changed_one_and_from_none(
    carla: tuple[Database, Mentorship], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, it = carla
    path = tmp_path / "copy.md"
    content = copy.copy_of(database, it.id, 1)
    monkeypatch.setenv("HANDSCHLAG_DB", str(tmp_path / "no database.db"))

    path.write_text(content, encoding="utf-8")
    whole = call("verify", str(path))
    assert whole.code == 0
    assert whole.out.startswith("This copy is whole")
    told = call("verify", str(path), "--json").json
    assert (told["whole"], told["record"]["mentee"], told["record"]["agreement"]["version"]) == (True, "Carla Diaz", 1)

    page = tmp_path / "copy.html"
    page.write_text(copy.copy_of(database, it.id, 1, Format.HTML, "de"), encoding="utf-8")
    shown = call("verify", str(page))
    assert shown.code == 0
    assert shown.out == f"{whole.out}The page shows exactly this copy.\n"
    page.write_text(page.read_text(encoding="utf-8").replace("feedback", "nothing", 1), encoding="utf-8")
    assert call("verify", str(page)).code == 1

    path.write_bytes(content.replace("\n", "\r\n").encode("utf-8"))
    mailed = call("verify", str(path), "--json")
    assert mailed.code == 0
    assert (mailed.json["whole"], mailed.json["same_words"]) == (False, True)

    path.write_text(content.replace("feedback", "nothing", 1), encoding="utf-8")
    changed = call("verify", str(path))
    assert (changed.code, changed.err) == (1, "")
    assert call("verify", str(path), "--json").json["whole"] is False

    path.write_text("# A letter\n", encoding="utf-8")
    refused(call("verify", str(path)), 2)
    refused(call("verify", str(tmp_path / "none.md")), 2)
    assert not (tmp_path / "no database.db").exists()
