"""Databases as each release wrote them, by the code of that release: what an update must bring up without a loss.

A new migration needs a new one: `python -m tests.released` writes it with the present code, and it is never written
again once it was released. Those of the past were written by running this file with the code of their time.
"""

from __future__ import annotations

import lzma
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "released"
"""One file for each release that changed the schema, named by its last migration."""

TYPED_LAST = "typed last, and in no mirror yet"
"""Stands at the beginning of a draft in each of them."""


def names() -> list[str]:
    """The last migration of each release, the oldest first."""
    return sorted(it.name.removesuffix(".db.xz") for it in FOLDER.glob("*.db.xz"))


def unpack(name: str, path: Path) -> Path:
    """Put the database of a release somewhere."""
    path.write_bytes(lzma.decompress((FOLDER / f"{name}.db.xz").read_bytes()))
    path.chmod(0o600)
    return path


def write(path: Path) -> str:
    """Write sample data, as the code at hand does, into a new database; the name of its last migration."""
    from data import backup, open_database, prose, sample, versions

    with tempfile.TemporaryDirectory() as folder, open_database(Path(folder) / "sample.db") as database:
        sample.write(database)
        mentorship_id = database.value("SELECT id FROM mentorships WHERE state = 'preparing' ORDER BY number")
        prose.Prose.open(database, versions.draft_key(mentorship_id)).replace(0, 0, TYPED_LAST)
        if database.value("SELECT 1 FROM sqlite_master WHERE name = 'busy_times'"):
            from data import busy

            now = datetime.now(UTC).replace(microsecond=0)
            busy.replace(database, [(now + timedelta(days=1), now + timedelta(days=1, hours=2))], busy.MINE)
        backup.backup(database, path)
        return str(database.value("SELECT name FROM _sqlite_migrations ORDER BY rowid DESC"))


def main() -> None:
    """Write the file of the present code, unless it is there."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.db"
        target = FOLDER / f"{write(made)}.db.xz"
        if target.exists() and "--again" not in sys.argv:
            sys.exit(f"{target} is there. Before its release, --again writes it anew; after it, never.")
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(lzma.compress(made.read_bytes(), preset=9 | lzma.PRESET_EXTREME))
        sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()
