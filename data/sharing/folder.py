"""The folder in which a shared file lies: who may enter, and on what disk. Each rule refuses with what mends it.

The group is the folder's (setgid, 2770), so that SQLite's files beside the database belong to it as well; the file is
0660 by fchmod, because a umask takes away what open(2) gives. Whoever else can write in the folder could put another
file in its place.
"""

from __future__ import annotations

import grp
import os
import shlex
import stat
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from .. import identity
from ..errors import BadInput, Refused, Unusable, about, reason
from ..i18n import _
from ..store.file_systems import file_system, is_network
from ..store.surroundings import has_the_fix

FOLDER_MODE = 0o2770
FILE_MODE = 0o660


def made(folder: Path, group: str) -> Path:
    """The folder, made where there was none, with the group in it. Raises `BadInput` and `Refused` as its rules say."""
    number = group_number(group)
    require_good_sqlite()
    if not folder.exists():
        require_safe_above(folder)
        require_local_disk(folder.parent)
        _make(folder, number)
    require_safe(folder)
    if (found := folder.stat()).st_gid != number or not found.st_mode & stat.S_ISGID or not found.st_mode & 0o020:
        raise Refused(
            _("{folder} is no folder of the group {group}. This makes it one: {command}").format(
                folder=folder, group=group, command=_mending(folder, group)
            )
        )
    return folder


def group_number(group: str) -> int:
    """The number of a group that the account at work is in. Raises `BadInput` for one that is not there."""
    with about("group"):
        try:
            number = grp.getgrnam(group).gr_gid
        except KeyError as error:
            raise BadInput(
                _("There is no group {group} on this machine. An administrator makes it: {command}").format(
                    group=group, command=f"groupadd {shlex.quote(group)}"
                )
            ) from error
        if identity.number() and number not in {os.getgid(), *os.getgroups()}:
            raise BadInput(
                _(
                    "You are not in the group {group}. An administrator lets you in: {command}; then log in again."
                ).format(group=group, command=f"usermod -aG {shlex.quote(group)} {shlex.quote(identity.user())}")
            )
    return number


def require_safe(folder: Path) -> None:
    """Raises `Refused` for a folder in which others could change or replace the file, or that is on another machine."""
    require_local_disk(folder)
    if folder.stat().st_mode & 0o002:
        raise Refused(
            _("Everybody on this machine can write in {folder}. This ends it: {command}").format(
                folder=folder, command=f"chmod o-w {shlex.quote(str(folder))}"
            )
        )
    require_safe_above(folder)


def require_safe_above(folder: Path) -> None:
    """Raises `Refused` where others could put another folder in the place of this one."""
    for above in folder.parents:
        mode = above.stat().st_mode if above.exists() else 0
        if mode & 0o002 and not mode & stat.S_ISVTX:
            raise Refused(
                _("Everybody on this machine can replace what lies in {folder}. Choose another place.").format(
                    folder=above
                )
            )


def require_local_disk(folder: Path) -> None:
    """Raises `Refused` for a network file system."""
    if is_network(kind := file_system(folder)):
        raise Refused(
            _(
                "{folder} lies on a network file system ({kind}), where SQLite loses data. Choose a folder on a disk "
                "of this machine."
            ).format(folder=folder, kind=kind)
        )


def require_good_sqlite() -> None:
    """Raises `Unusable` for a SQLite that can damage a file which several have open."""
    if not has_the_fix(tuple(sqlite3.sqlite_version_info)):
        raise Unusable(
            _(
                "SQLite {version} can damage a database that two people have open (fixed in 3.51.3). This brings a "
                "good one: {command}"
            ).format(version=sqlite3.sqlite_version, command="python3 -m pip install --upgrade pysqlite3")
        )


def make_file(path: Path, group: int) -> None:
    """An empty file of the group. Raises `BadInput` where it cannot be made, or one of that name is there."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            os.fchown(handle, -1, group)
            os.fchmod(handle, FILE_MODE)
        finally:
            os.close(handle)
    except FileExistsError as error:
        raise BadInput(
            _("{path} exists already, and no file is ever replaced. Choose another folder.").format(path=path)
        ) from error
    except OSError as error:
        raise BadInput(_("{path} cannot be made: {reason}.").format(path=path, reason=reason(error))) from error


def _make(folder: Path, group: int) -> None:
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, -1, group)
        folder.chmod(FOLDER_MODE)
    except OSError as error:
        raise BadInput(_("{path} cannot be made: {reason}.").format(path=folder, reason=reason(error))) from error


def _mending(folder: Path, group: str) -> str:
    name = shlex.quote(str(folder))
    return f"chgrp {shlex.quote(group)} {name} && chmod 2770 {name}"
