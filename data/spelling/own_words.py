"""The words that a user has declared to be right: a text file beside the settings, one word a line."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
import unicodedata
from contextlib import suppress
from pathlib import Path

from .. import locations
from ..clean import shown
from ..errors import BadInput, reason
from ..i18n import _


class OwnWords:
    """The user's own words in lower case, read again when the file has changed.

    Lines that begin with `#` are remarks.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or locations.own_words()
        """The file; it need not exist."""
        self.words: frozenset[str] = frozenset()
        """As last read."""
        self._seen: tuple[int, int, int] | None = None
        self.refresh()

    def refresh(self) -> bool:
        """Look whether the file has changed, and read it then; tells whether the words are others now."""
        seen = self._stamp()
        if seen == self._seen:
            return False
        self._seen, before = seen, self.words
        try:
            lines = self._bytes().decode("utf-8-sig", "replace").splitlines()
        except OSError:
            lines = []
        self.words = frozenset(_folded(word) for line in lines if line[:1] != "#" for word in line.split())
        return self.words != before

    def add(self, word: str) -> None:
        """Keep a word, after those that are there.

        Raises `BadInput` where that cannot be done; the file is as it was then.
        """
        self.refresh()
        if _folded(word) in self.words:
            return
        try:
            text = self._bytes().decode("utf-8-sig")
            self._write(f"{text}{word}\n" if not text or text.endswith("\n") else f"{text}\n{word}\n")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(
                _("The word cannot be kept in {path} ({reason}).").format(
                    path=shown(str(self.path)), reason=reason(error)
                )
            ) from error
        self.refresh()

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _bytes(self) -> bytes:
        """What the file holds; nothing where there is none. Raises `OSError`, also for what is no ordinary file."""
        try:
            kind = self.path.stat().st_mode
        except FileNotFoundError:
            return b""
        if not stat.S_ISREG(kind):
            raise OSError(errno.EISDIR if stat.S_ISDIR(kind) else errno.EINVAL, "")
        return self.path.read_bytes()

    def _write(self, text: str) -> None:
        """All or nothing, for nobody else's eyes; a file that is a link stays one."""
        path = Path(os.path.realpath(self.path))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, beside = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).replace(path)
        except OSError:
            with suppress(OSError):
                Path(beside).unlink()
            raise


def _folded(word: str) -> str:
    """As words are compared."""
    return unicodedata.normalize("NFC", word).replace("’", "'").lower()
