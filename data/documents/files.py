"""Writing a file for a person: complete or not there, readable by its owner only, never through a link."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from ..clean import shown
from ..errors import BadInput, reason
from ..i18n import _


class FileThere(BadInput):
    """A file of this name exists already and nobody has said that it may be replaced."""


def write_file(path: Path, text: str | bytes, *, overwrite: bool = False, mode: int = 0o600) -> None:
    """Write a text (as UTF-8) or bytes to a file, all or nothing.

    The content goes to a new file beside it, to the disk, and only then under the name: an existing file stays whole
    whatever happens, and a link of that name is replaced, never followed. Raises `FileThere` for a name that is taken
    (unless `overwrite`), and `BadInput` for a folder, a device, a missing folder, a full disk.
    """
    try:
        content = text if isinstance(text, bytes) else text.encode("utf-8")
        _refuse_what_is_no_file(path, overwrite=overwrite)
        beside = path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}")
        _write_new(beside, content, mode)
        try:
            _give_name(beside, path, overwrite=overwrite)
        finally:
            with contextlib.suppress(FileNotFoundError):
                beside.unlink()
        _sync_folder(path.parent)
    except (OSError, ValueError) as error:
        raise BadInput(_reason(path, error)) from error


def write_files(contents: Mapping[Path, str | bytes], *, overwrite: bool = False) -> None:
    """Write several files that belong together; where one may not be written, none is. Raises as `write_file`."""
    for path in contents:
        try:
            _refuse_what_is_no_file(path, overwrite=overwrite)
        except (OSError, ValueError) as error:
            raise BadInput(_reason(path, error)) from error
    for path, content in contents.items():
        write_file(path, content, overwrite=overwrite)


def _refuse_what_is_no_file(path: Path, *, overwrite: bool) -> None:
    try:
        kind = path.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(kind):
        raise BadInput(_("{path} is a folder. Type the name of a file in it.").format(path=shown(str(path))))
    if not (stat.S_ISREG(kind) or stat.S_ISLNK(kind)):
        raise BadInput(_("{path} is not an ordinary file. Type another name.").format(path=shown(str(path))))
    if not overwrite:
        raise _there(path)


def _there(path: Path) -> FileThere:
    return FileThere(_("{path} exists already.").format(path=shown(str(path))))


def _write_new(path: Path, content: bytes, mode: int) -> None:
    """A file that was not there before (O_EXCL follows no link), on the disk when this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink()
        raise


def _give_name(beside: Path, path: Path, *, overwrite: bool) -> None:
    """Put the new file under its name. A name taken in the meantime is noticed: a hard link never replaces."""
    if overwrite:
        beside.replace(path)
        return
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise _there(path) from None
    except OSError:
        # A file system without hard links: what is left is to look once more.
        if os.path.lexists(path):
            raise _there(path) from None
        beside.replace(path)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the file system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(path: Path, error: OSError | ValueError) -> str:
    code = error.errno if isinstance(error, OSError) else errno.EINVAL
    name = shown(str(path))
    if code in (errno.ENOENT, errno.ENOTDIR):
        return _("There is no folder {folder}. Make it, or type another name.").format(folder=shown(str(path.parent)))
    if code in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("You may not write in {folder}. Type another name.").format(folder=shown(str(path.parent)))
    if code in (errno.ENOSPC, errno.EDQUOT):
        return _("The disk is full. {path} was not written; free some space and try again.").format(path=name)
    if code == errno.ENAMETOOLONG:
        return _("The name {path} is too long. Type a shorter one.").format(path=name)
    return _("{path} cannot be written: {reason}.").format(path=name, reason=shown(reason(error)))
