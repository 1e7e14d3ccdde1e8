"""What stands around a database file: permissions, the write-ahead log, the file system, the SQLite in use."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from ..i18n import _
from .soundness import Finding, Severity

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "gpfs", "ocfs2", "beegfs"}
)
"""File systems that several machines share; WAL needs shared memory between processes and breaks there."""

_MOUNTS = Path("/proc/self/mountinfo")

_FIXED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""The SQLite releases that fix the WAL-reset bug (sqlite.org/wal.html#walresetbug), one for each maintained line."""


def file_system(path: Path, mounts: Path = _MOUNTS) -> str:
    """The type of the file system that holds a path (`ext4`, `nfs4`, `fuse.sshfs`); empty where it cannot be told.

    Read from the mount table of this process (proc(5), mountinfo): of all mount points above the path the last
    mounted of the deepest ones.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    real = path.resolve()
    best, kind = -1, ""
    for line in lines:
        before, _dash, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = Path(_unescaped(fields[4]))
        if real.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), after.split(" ")[0]
    return kind


def _unescaped(field: str) -> str:
    """Blanks, tabs, line ends and backslashes stand in the table as octal numbers."""
    for code in ("\\040", "\\011", "\\012", "\\134"):
        field = field.replace(code, chr(int(code[1:], 8)))
    return field


def is_network(kind: str) -> bool:
    """Whether a type of file system is one that several machines share, or may be: what FUSE mounts is not known."""
    return kind in _NETWORK or (kind.startswith("fuse.") and kind != "fuse.fuseblk")


def has_the_fix(version: tuple[int, ...]) -> bool:
    """Whether a SQLite carries the fix of the WAL-reset bug: by a back-port to its line, or by being newer."""
    return version >= _FIXED[-1] or any(version[:2] == fixed[:2] and version >= fixed for fixed in _FIXED)


def surroundings(path: Path) -> Iterator[Finding]:
    """Everything around a file that is not as it should be."""
    yield from _permissions(path)
    yield from _write_ahead_log(path)
    yield from _file_system(path)
    yield from _sqlite()


def _permissions(path: Path) -> Iterator[Finding]:
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        if file.exists() and file.stat().st_mode & 0o077:
            yield Finding(
                Severity.WARNING,
                _("Others on this machine may read or change {path}.").format(path=file),
                f"chmod 600 {shlex.quote(str(file))}",
            )
    mode = path.parent.stat().st_mode
    if mode & 0o022 and not mode & stat.S_ISVTX:
        yield Finding(
            Severity.WARNING,
            _("Others on this machine may replace the files in {folder}.").format(folder=path.parent),
            f"chmod go-w {shlex.quote(str(path.parent))}",
        )
    missing = [file for file in (path, path.parent) if not os.access(file, os.W_OK)]
    if missing:
        yield Finding(
            Severity.WARNING,
            _("{path} cannot be written by you: the app shows nothing without that.").format(path=missing[0]),
            f"chmod u+w {shlex.quote(str(missing[0]))}",
        )


def _write_ahead_log(path: Path) -> Iterator[Finding]:
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size:
        copy = path.with_name(f"{path.stem}-copy{path.suffix}")
        yield Finding(
            Severity.NOTE,
            _("The newest changes stand in {path}. Never copy the database without it; a backup has both.").format(
                path=log
            ),
            f"handschlag --db {shlex.quote(str(path))} backup {shlex.quote(str(copy))}",
        )


def _file_system(path: Path) -> Iterator[Finding]:
    kind = file_system(path)
    if is_network(kind):
        inner = Path.home() / "handschlag.db"
        yield Finding(
            Severity.ERROR,
            _(
                "{path} lies on a network file system ({kind}), where SQLite loses data. Move it to a disk of this "
                "machine, and name it with --db or HANDSCHLAG_DB."
            ).format(path=path, kind=kind),
            f"handschlag --db {shlex.quote(str(path))} backup {shlex.quote(str(inner))}",
        )


def _sqlite() -> Iterator[Finding]:
    if not has_the_fix(tuple(sqlite3.sqlite_version_info)):
        yield Finding(
            Severity.WARNING,
            _("SQLite {version} can damage a database that several processes have open (fixed in 3.51.3).").format(
                version=sqlite3.sqlite_version
            ),
            "python3 -m pip install --upgrade pysqlite3",
        )
