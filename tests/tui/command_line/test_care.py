"""`backup`, `restore`, `doctor`."""

from __future__ import annotations

from pathlib import Path

from data import daily

from ..calling import call, refused


def test_a_backup_opens_like_the_database_and_is_never_written_over(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "backup.db"
    printed = call("backup", str(path))
    assert printed.code == 0
    assert printed.out.startswith(f"3 mentorships are in {path}, ")
    assert call("--db", str(path), "list").raw == call("list").raw
    before = path.read_bytes()
    assert str(path) in refused(call("backup", str(path)), 2)
    assert path.read_bytes() == before


def test_the_doctor_finds_nothing_wrong_with_what_is_well(file: Path) -> None:
    printed = call("doctor")
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith(f"Nothing is wrong with {file}.\nThere is no daily backup yet.")
    assert call("doctor", "--json").json == {"database": str(file), "findings": [], "newest_backup": None}


def test_the_doctor_tells_how_old_the_newest_backup_is_and_mends_with_it(file: Path) -> None:
    place = daily.Place.of(file)
    made = daily.make(place)
    assert made is not None
    assert f"The newest daily backup is {made}, made today." in call("doctor").out
    old = made.with_name(f"{file.stem}-2020-01-01.db")
    made.rename(old)
    assert f"The newest daily backup is {old}, " in call("doctor").out
    assert call("doctor", "--json").json["newest_backup"] == {"file": str(old), "day": "2020-01-01"}
    file.write_bytes(b"damaged" * 1000)
    assert f"handschlag --db {old} backup {file}" in call("doctor").out


def test_a_backup_is_restored_into_a_new_file_only(file: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    assert call("backup", str(backup)).code == 0
    before = backup.read_bytes()
    for name in ("restored", "restored-2"):
        restored = file.with_name(f"{file.stem}-{name}.db")
        printed = call("restore", str(backup))
        assert (printed.code, printed.out.splitlines()[-1]) == (0, f"    handschlag --db {restored}")
        assert call("--db", str(restored), "list").out == call("list").out
    refused(call("restore", str(backup), "--to", str(file)), 2)
    (tmp_path / "letter").write_text("Dear Anna")
    assert "is no database" in refused(call("restore", str(tmp_path / "letter")), 1)
    refused(call("restore", str(tmp_path / "none.db")), 1)
    assert backup.read_bytes() == before


def test_the_doctor_says_what_is_wrong_and_the_remedy(file: Path) -> None:
    file.chmod(0o644)
    printed = call("doctor")
    assert printed.code == 1
    assert f"    chmod 600 {file}" in printed.out.splitlines()
    (finding,) = call("doctor", "--json").json["findings"]
    assert (finding["severity"], finding["remedy"]) == ("warning", f"chmod 600 {file}")


def test_the_doctor_never_makes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    printed = call("--db", str(path), "doctor")
    assert (printed.code, printed.err) == (1, "")
    assert str(path) in printed.out
    assert list(tmp_path.glob("none*")) == []


def test_a_note_alone_is_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch(0o600)
    printed = call("--db", str(path), "doctor")
    assert (printed.code, call("--db", str(path), "doctor", "--json").json["findings"][0]["severity"]) == (0, "note")
