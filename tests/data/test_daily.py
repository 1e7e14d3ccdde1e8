"""The backup of each day: only when something has changed, verified, the last seven kept, killed without harm."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data import backup, clock, config, daily, doctor, mentorships, places
from data.errors import BadInput, Refused, Unusable
from data.store import file_systems
from data.store.connection import Database, open_database

from .mentoring import active, begun, dump, proposed

MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)


def names(place: daily.Place) -> list[str]:
    return sorted(it.name for it in place.folder.iterdir())


def day(number: int) -> datetime:
    return MORNING + timedelta(days=number)


def test_todays_backup_is_the_database_for_its_owner_only(database: Database) -> None:
    active(database, "Grüße 😀\n")
    place = daily.Place.of(database.path)
    before = os.umask(0)
    try:
        with clock.pretending(MORNING):
            made = daily.make(place)
    finally:
        os.umask(before)
    assert made == database.path.parent / "backups" / "handschlag-2026-11-24.db"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
    assert names(place) == [".lock", made.name]
    with open_database(made, create=False) as copy:
        assert dump(copy) == dump(database)
    assert doctor.doctor(made) == []


def test_one_a_day_and_only_of_what_has_changed(database: Database) -> None:
    place = daily.Place.of(database.path)
    with clock.pretending(day(0)):
        assert daily.is_due(place)
        assert daily.make(place) is None, "there is nothing in it"
        begun(database)
        assert daily.make(place) is not None
        begun(database)
        assert not daily.is_due(place)
        assert daily.make(place) is None
    with clock.pretending(day(1)):
        assert daily.make(place) is not None
    with clock.pretending(day(2)):
        places.remember(database, "last place", {"screen": "home"})
        assert daily.make(place) is None, "where somebody was is no change"
        database.connection.execute("UPDATE mentorships SET mentor = 'Another' WHERE number = 1")
        assert daily.make(place) is not None
    assert [made.day.day for made in place.every()] == [26, 25, 24]


def test_the_last_seven_are_kept_and_nothing_else_is_touched(database: Database) -> None:
    place = daily.Place.of(database.path)
    place.folder.mkdir(0o700)
    strangers = ("handschlag-2026-11-01.db.txt", "other-2026-11-01.db", "handschlag-2026-99-99.db", "letter")
    for name in strangers:
        (place.folder / name).write_text("mine")
    for number in range(9):
        begun(database)
        with clock.pretending(day(number)):
            daily.make(place)
    assert [made.day.isoformat()[-5:] for made in place.every()] == [
        f"{day(number):%m-%d}" for number in range(8, 1, -1)
    ]
    assert all((place.folder / name).read_text() == "mine" for name in strangers)


def test_a_clock_that_was_ahead_costs_no_backup_of_today(database: Database) -> None:
    place = daily.Place.of(database.path)
    for number in (*range(100, 107), 0):
        begun(database)
        with clock.pretending(day(number)):
            made = daily.make(place)
    assert made is not None
    assert made.exists()
    assert len(place.every()) == daily.KEPT


def test_nothing_is_kept_of_what_is_damaged_and_no_older_one_goes(database: Database) -> None:
    place = daily.Place.of(database.path)
    proposed(database, begun(database))
    with clock.pretending(day(0)):
        daily.make(place)
    before = names(place)
    database.connection.execute("DROP TRIGGER versions_refuse_update")
    database.connection.execute("UPDATE versions SET text = 'other words'")
    with clock.pretending(day(1)), pytest.raises(Unusable, match="damaged"):
        daily.make(place)
    assert names(place) == before


def test_a_last_backup_that_cannot_be_read_is_followed_by_another(database: Database) -> None:
    place = daily.Place.of(database.path)
    begun(database)
    with clock.pretending(day(0)):
        made = daily.make(place)
    assert made is not None
    made.write_bytes(b"damaged" * 5000)
    with clock.pretending(day(1)):
        assert daily.make(place) is not None


def test_a_named_folder_serves_several_databases_of_one_name(database: Database, tmp_path: Path) -> None:
    named = str(tmp_path / "elsewhere")
    begun(database)
    other = tmp_path / "other" / database.path.name
    backup.backup(database, tmp_path / "other.db")
    other.parent.mkdir()
    shutil.move(tmp_path / "other.db", other)
    made = [daily.make(daily.Place.of(path, named)) for path in (database.path, other)]
    assert len({it for it in made if it is not None and it.parent == Path(named)}) == 2
    with pytest.raises(BadInput):
        daily.Place.of(other, "~nobody-of-this-name/x")


def test_the_settings_switch_it_off_or_name_a_folder() -> None:
    file = Path.home() / ".config" / "handschlag" / "config.toml"
    file.parent.mkdir(parents=True)
    for line, expected in (("", ""), ("backups = true", ""), ("backups = false", None), ("backups = '~/b'", "~/b")):
        file.write_text(line)
        assert config.load().backups == expected
    for line in ("backups = 7", "backups = ''", "backups = 'somewhere'"):
        file.write_text(line)
        with pytest.raises(BadInput, match="backups"):
            config.load()


# -- the process of its own --------------------------------------------------------------------------------------------


def started(place: daily.Place) -> subprocess.Popen[str]:
    return subprocess.Popen(
        daily.command(place), env=daily.environment(os.environ), cwd="/", stdout=subprocess.PIPE, text=True
    )


def large(database: Database) -> None:
    """So much that writing it down takes a while."""
    begun(database)
    with database.write():
        database.connection.execute("CREATE TABLE padding (id INTEGER PRIMARY KEY, words BLOB)")
        database.connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) "
            "INSERT INTO padding SELECT i, randomblob(10000) FROM n"
        )


def test_a_process_killed_while_it_writes_leaves_nothing_that_looks_like_a_backup(database: Database) -> None:
    large(database)
    place = daily.Place.of(database.path)
    process = started(place)
    try:
        while not any(it.stat().st_size for it in place.folder.glob(".unfinished-*")):
            assert process.poll() is None, "it was to be killed while it writes"
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert place.every() == []
    assert [name for name in names(place) if name.startswith(".unfinished-")]
    again = started(place)
    assert (again.communicate()[0], again.returncode) == ("", 0)
    (made,) = place.every()
    assert names(place) == [".lock", made.path.name]
    with open_database(made.path, create=False) as copy:
        assert copy.value("SELECT count(*) FROM padding") == 4000


def test_of_two_processes_at_once_one_makes_it(database: Database) -> None:
    large(database)
    place = daily.Place.of(database.path)
    both = [started(place), started(place)]
    assert [(it.communicate()[0], it.returncode) for it in both] == [("", 0), ("", 0)]
    (made,) = place.every()
    assert names(place) == [".lock", made.path.name]


def test_the_process_says_why_in_the_language_in_use(database: Database, tmp_path: Path) -> None:
    begun(database)
    (tmp_path / "file").write_text("no folder")
    process = started(daily.Place.of(database.path, str(tmp_path / "file")))
    assert str(tmp_path / "file") in process.communicate()[0]
    assert process.returncode == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk to fill")
def test_a_full_disk_leaves_nothing_half_and_every_older_one(database: Database, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", disk], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        place = daily.Place.of(database.path, str(disk / "backups"))
        begun(database)
        with clock.pretending(day(0)):
            daily.make(place)
        before = names(place)
        large(database)
        with clock.pretending(day(1)), pytest.raises(Unusable, match="disk is full"):
            daily.make(place)
        assert names(place) == before
        with open_database(place.every()[0].path, create=False) as older:
            assert len(mentorships.every(older)) == 1
    finally:
        subprocess.run(["umount", disk], check=True)


# -- bringing one back -------------------------------------------------------------------------------------------------


def test_what_is_restored_is_what_was_kept_and_the_backup_stays_as_it_is(database: Database, tmp_path: Path) -> None:
    active(database)
    place = daily.Place.of(database.path)
    made = daily.make(place)
    assert made is not None
    kept = made.read_bytes()
    restored = backup.restore(made, tmp_path / "restored.db")
    assert stat.S_IMODE(restored.path.stat().st_mode) == 0o600
    assert made.read_bytes() == kept
    assert names(place) == [".lock", made.name]
    with open_database(restored.path, create=False) as again:
        assert dump(again) == dump(database)


def test_a_database_on_a_network_file_system_is_refused_and_moved_by_restoring(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(database)
    table = tmp_path / "mounts"
    moved = tmp_path / "moved.db"
    for kind in ("nfs4", "cifs", "fuse.sshfs"):
        table.write_text(f"1 0 0:1 / / rw - ext4 x rw\n2 1 0:2 / {database.path.parent} rw - {kind} server:/x rw\n")
        monkeypatch.setattr(file_systems.refused, "__defaults__", (table,))
        for path in (database.path, database.path.with_name("new.db")):
            with pytest.raises(Unusable, match="network file system"):
                open_database(path)
            assert path == database.path or not path.exists()
    assert backup.restore(database.path, moved).mentorships == 1


def test_what_is_no_backup_is_refused_and_nothing_is_made(database: Database, tmp_path: Path) -> None:
    begun(database)
    saved = backup.backup(database, tmp_path / "saved.db").path
    damaged = tmp_path / "damaged.db"
    content = bytearray(saved.read_bytes())
    content[4096 * 3 : 4096 * 12] = b"\xa5" * (4096 * 9)
    damaged.write_bytes(content)
    (tmp_path / "empty.db").touch()
    (tmp_path / "letter.db").write_text("Dear Anna")
    for name in ("damaged.db", "empty.db", "letter.db", "missing.db"):
        with pytest.raises(Refused, match="Nothing was restored"):
            backup.restore(tmp_path / name, tmp_path / "restored.db")
    (tmp_path / "restored.db-wal").write_bytes(b"the log of another")
    with pytest.raises(Unusable, match=r"restored\.db-wal"):
        backup.restore(saved, tmp_path / "restored.db")
    assert not (tmp_path / "restored.db").exists()
