"""What can go wrong, each as one sentence in the user's language that says what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from .clean import shown
from .i18n import _


class HandschlagError(Exception):
    """The base of all errors that a person is shown; `str(error)` is the translated sentence."""

    exit_code = 2
    """What the command line ends with (documented in the README)."""

    def __str__(self) -> str:
        """The sentence, harmless for a terminal: it may quote a path, a file or another program."""
        return "\n".join(map(shown, super().__str__().split("\n")))


class BadInput(HandschlagError):
    """Something typed, imported or asked for cannot be used as it is."""

    about: str = ""
    """The name of what was typed wrongly, where it is known: a dialog goes to the field of this name."""


@contextmanager
def about(name: str) -> Iterator[None]:
    """What is refused in here is what was typed as `name`."""
    try:
        yield
    except BadInput as error:
        error.about = error.about or name
        raise


class NotFound(BadInput):
    """A name or number matches nothing."""


class Ambiguous(BadInput):
    """A name matches several mentorships; the sentence lists them."""


class Refused(HandschlagError):
    """A rule of the product forbids it: a frozen version, an ended mentorship, another one's signature."""

    exit_code = 1


class Clash(HandschlagError):
    """Somebody else changed the same record since it was read; nothing was overwritten."""

    exit_code = 1


class Unusable(HandschlagError):
    """The database cannot be used: missing, damaged, read-only, full, from a newer version."""

    exit_code = 3


def reason(error: Exception) -> str:
    """Why the system refuses, to stand inside a sentence; what is not known here keeps the system's words."""
    words = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("it is not allowed"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("a part of the path is not a folder"),
        errno.ENOSPC: _("the disk is full"),
        errno.EROFS: _("it lies on a disk that is read-only"),
        errno.ENAMETOOLONG: _("the name is too long"),
    }
    if not isinstance(error, OSError):
        return str(error)
    return words.get(error.errno or 0) or error.strerror or str(error)
