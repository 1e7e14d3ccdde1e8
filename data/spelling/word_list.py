"""The words of a language with how often they are used, looked up in the bytes of the list as it is shipped.

pyspellchecker's lists are gzipped JSON, sorted, with one word a line. Decoding the German one (339,000 words) as JSON
takes 250 ms in one piece, during which no key is answered, and 58 MB; a set of the words kept in a file of one's own
takes 100 ms and as much memory. Left as the bytes they are, with an index of every 2,000th byte, the lists are there
after 40 ms (German) and 20 ms (English), nearly all of it in zlib, which lets other threads go on. They take 7 and 3
MB, and a look-up takes 1 µs. So there is no file to be built, kept and found broken.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from bisect import bisect_right
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from ..errors import BadInput, reason
from ..i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEP = 2_000
"""Bytes from one entry of the index to the next."""

_SLICE = 64
"""Entries of the index that are searched at a time: some milliseconds, then others may have their turn."""

_HEAD = 50_000
"""Bytes by which the form of a list is told."""

_ENTRY = re.compile(rb'"([^"\\]+)": ?(\d+)')


class WordList:
    """The known words of one language, in lower case."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._firsts: list[bytes] = []
        self._starts: list[int] = []
        if not _is_plain(data) or not self._index():
            self._data = _plain(data)
            if not self._index():
                raise ValueError("no words")

    def _index(self) -> bool:
        """Note where every block begins, and with which word; tells whether they are sorted."""
        self._firsts.clear()
        self._starts.clear()
        data, place = self._data, self._data.find(b"\n") + 1
        while 0 < place < len(data):
            if (end := data.find(b'"', place + 1)) < 0:
                break
            self._firsts.append(data[place + 1 : end])
            self._starts.append(place)
            place = data.find(b"\n", place + _STEP) + 1
        self._starts.append(len(data))
        return bool(self._firsts) and all(one < other for one, other in pairwise(self._firsts))

    def __contains__(self, word: str) -> bool:
        return self._place(word) >= 0

    def frequency(self, word: str) -> int:
        """How often a word is used, compared with others; 0 for one that is not known."""
        place = self._place(word)
        found = _ENTRY.match(self._data, place) if place >= 0 else None
        return int(found[2]) if found else 0

    def _place(self, word: str) -> int:
        """Where the entry of a word begins, -1 where there is none."""
        key = word.encode("utf-8", "replace")
        block = bisect_right(self._firsts, key) - 1
        if block < 0 or b'"' in key:
            return -1
        return self._data.find(b'"%b":' % key, self._starts[block], self._starts[block + 1])

    def matching(self, pattern: str) -> Iterator[str]:
        """All words that a regular expression matches from their first to their last letter."""
        expression = re.compile(f'^"((?:{pattern}))":'.encode(), re.MULTILINE)
        for first in range(0, len(self._starts) - 1, _SLICE):
            last = min(first + _SLICE, len(self._starts) - 1)
            for word in expression.findall(self._data, self._starts[first], self._starts[last]):
                yield word.decode("utf-8", "replace")


def _is_plain(data: bytes) -> bool:
    """Whether a list is as we know it, as far as its beginning shows: a word a line, no letter written as an escape."""
    head = data[:_HEAD]
    return head.startswith(b"{\n") and b"\\" not in head and head.count(b"\n") >= head.count(b":") > 0


def _plain(data: bytes) -> bytes:
    """The same words in the form that is searched, should a later pyspellchecker write another one."""
    words = {str(word).lower(): int(count) for word, count in json.loads(data).items()}
    lines = (b'"%b": %d' % (word.encode(), words[word]) for word in sorted(words) if not set(word) & {'"', "\\", "\n"})
    return b"{\n" + b",\n".join(lines) + b"\n}\n"


_LISTS: dict[str, WordList] = {}
_LOADING = Lock()


def read_list(language: str) -> WordList:
    """The list of a language, read once; made to be called in a thread. Raises `BadInput` where it cannot be read."""
    with _LOADING:
        if language not in _LISTS:
            _LISTS[language] = _read(language)
        return _LISTS[language]


def _read(language: str) -> WordList:
    try:
        package = find_spec("spellchecker")
        if package is None or package.origin is None:
            raise FileNotFoundError("pyspellchecker")
        path = Path(package.origin).parent / "resources" / f"{language}.json.gz"
        return WordList(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, ValueError, TypeError, AttributeError, zlib.error) as error:
        raise BadInput(
            _("Spelling is not checked: the word list of pyspellchecker cannot be read ({reason}).").format(
                reason=_("it is not installed") if isinstance(error, FileNotFoundError) else reason(error)
            )
        ) from error
