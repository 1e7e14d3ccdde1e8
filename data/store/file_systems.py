"""On what kind of file system a path lies, and whether several machines share it."""

from __future__ import annotations

from pathlib import Path

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "gpfs", "ocfs2", "beegfs"}
)
"""File systems that several machines share; WAL needs shared memory between processes and breaks there."""

_MOUNTS = Path("/proc/self/mountinfo")

_REFUSED = _NETWORK - {"9p"} | {f"fuse.{name}" for name in ("sshfs", "glusterfs", "ceph", "s3fs", "rclone", "davfs")}
"""Those of which it is sure; 9p is also what containers and virtual machines have on one machine."""


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


def refused(path: Path, mounts: Path = _MOUNTS) -> str:
    """The type of the file system that holds a path, where a database is not even opened on it; else empty.

    Asked at every start: where no such file system is mounted, which is nearly everywhere, no path is compared.
    """
    try:
        table = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    if not any(f" - {kind} " in table for kind in _REFUSED):
        return ""
    kind = file_system(path, mounts)
    return kind if kind in _REFUSED else ""
