"""An open text: edits in, commits out, others' edits merged, undo of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pycrdt import Doc, Text, UndoManager

from ..errors import Unusable
from ..model.agreement import fingerprint
from ..store import places
from . import log
from .edit import Edit, edits_of
from .marks import mark_at, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..store.connection import Database

_OWN = "own"
"""The origin of edits made here: undo takes back these only."""

_GROUP = 1_000
"""Milliseconds between two undo groups as the UndoManager sees them: it is given a counter, not the time."""


def replay(database: Database, row: Any) -> tuple[Doc[Any], Text, int]:
    """The CRDT of a stored text, its text, and the last number of the log in it; an empty one where there is no row.

    A snapshot that does not give the text it was made of is passed over: the log is the truth. Raises `Unusable`
    where that is damaged itself.
    """
    if row is None:
        return _replayed(database, None, None)
    try:
        return _replayed(database, row, row["snapshot"])
    except Unusable:
        if row["snapshot"] is None:
            raise
        return _replayed(database, row, None)


def _replayed(database: Database, row: Any, snapshot: bytes | None) -> tuple[Doc[Any], Text, int]:
    document: Doc[Any] = Doc()
    text = document.get("body", type=Text)
    seq = 0
    if row is None:
        return document, text, seq
    if snapshot is not None:
        log.apply_snapshot(document, snapshot)
        seq = row["snapshot_seq"]
        _compare(row, seq, text)
    for update in log.updates_after(database, row["id"], seq):
        log.apply(document, update)
        seq = update["seq"]
        _compare(row, seq, text)
    if seq < row["body_seq"]:
        # The end of the log is not found.
        raise log.damaged()
    return document, text, seq


def _compare(row: Any, seq: int, text: Text) -> None:
    """Raises `Unusable` where the text, as its mirror was made of it, is neither the mirror nor has its SHA-256.

    Either of these two may be damaged instead: then the other one speaks for the text.
    """
    if seq == row["body_seq"] and str(text) != log.body_of(row) and fingerprint(str(text)) != row["sha256"]:
        raise log.damaged()


class Prose:
    """One text that somebody types into. All offsets are UTF-8 bytes.

    A text that nobody has written yet is made in the database with its first edit: opening one writes nothing, and so
    is possible on a full disk.
    """

    def __init__(self, database: Database, key: log.Key) -> None:
        row = log.find(database, key)
        self.key = key
        """Which text it is."""
        self._database = database
        self._id: str | None = None if row is None else row["id"]
        self._doc, self._text, self._seen = replay(database, row)
        self._snapshot_seq: int = 0 if row is None else row["snapshot_seq"]
        self._own: set[int] = set()
        self._pending: list[bytes] = []
        self._merging = False
        self._group = 0
        self._last: tuple[int, str] | None = None
        self._word = False
        self._settled = True
        self._subscription = self._doc.observe(self._note_update)
        self._undo = UndoManager(
            scopes=[self._text], capture_timeout_millis=_GROUP // 2, timestamp=lambda: self._group * _GROUP
        )
        self._undo.include_origin(_OWN)

    @classmethod
    def open(cls, database: Database, key: log.Key) -> Prose:
        """Open a text, an empty one where nobody has written it."""
        return cls(database, key)

    def _note_update(self, event: Any) -> None:
        if not self._merging:
            self._pending.append(event.update)

    @property
    def text(self) -> str:
        """The whole text; lines end with LF."""
        return str(self._text)

    @property
    def is_stored(self) -> bool:
        """Whether every edit is in the database; False only while the disk refuses."""
        return not self._pending

    @property
    def is_settled(self) -> bool:
        """Whether the last edit has been waited for on the disk."""
        return self._settled

    @property
    def can_undo(self) -> bool:
        """Whether there is an own edit to take back."""
        return self._undo.can_undo()

    @property
    def can_redo(self) -> bool:
        """Whether there is an own edit to bring back."""
        return self._undo.can_redo()

    def replace(self, start: int, end: int, inserted: str) -> None:
        """Replace the bytes `start` to `end` by a text, and commit before returning.

        Raises `Unusable` where the commit fails. The edit stands all the same, in memory: the next edit, or `store`,
        commits it together with its own.
        """
        self._begin_group(start, end, inserted)
        with self._doc.transaction(origin=_OWN):
            if end > start:
                del self._text[start:end]
            if inserted:
                self._text.insert(start, inserted)
        self.store()

    def replace_all(self, edits: Sequence[Edit]) -> list[Edit]:
        """Make several replacements, each relative to the text after the ones before it, as one step of undo and one
        commit; the edits that a widget has to make, in order.

        Raises `Unusable` where the commit fails, as `replace` does.
        """
        self._group += 1
        self._last = None
        with self._doc.transaction(origin=_OWN):
            for edit in edits:
                if edit.end > edit.start:
                    del self._text[edit.start : edit.end]
                if edit.inserted:
                    self._text.insert(edit.start, edit.inserted)
        self.store()
        return list(edits)

    def _begin_group(self, start: int, end: int, inserted: str) -> None:
        """Typing on in a word, or deleting on, is one step of undo; everything else begins a new one."""
        kind = "type" if end == start and len(inserted) == 1 else "delete" if not inserted else "replace"
        joined = (
            self._last is not None
            and self._last[1] == kind
            and kind != "replace"
            and len(inserted) <= 1
            and (start == self._last[0] or end == self._last[0])
            and not (inserted.isspace() and self._word)
        )
        if not joined:
            self._group += 1
        self._word = not inserted.isspace()
        self._last = (start + len(inserted.encode("utf-8")), kind)

    def store(self) -> None:
        """Commit whatever is not yet in the database. Raises `Unusable` where that fails."""
        if self._pending:
            if self._id is None:
                self._id = log.ensure(self._database, self.key)["id"]
            self._own.update(log.append(self._database, self._id, self._pending))
            self._pending.clear()
            self._settled = False

    def undo(self) -> list[Edit]:
        """Take back the last own step; the edits that a widget has to make, in order."""
        return self._step(self._undo.undo)

    def redo(self) -> list[Edit]:
        """Bring back the last step taken back; the edits that a widget has to make, in order."""
        return self._step(self._undo.redo)

    def _step(self, move: Any) -> list[Edit]:
        self._group += 1
        self._last = None
        with _Listening(self._text) as edits:
            move()
        self.store()
        return edits

    def catch_up(self) -> list[Edit]:
        """Merge what others have committed; the edits that a widget has to make, in order."""
        rows = self._unread()
        if not rows:
            return []
        self._merging = True
        try:
            with _Listening(self._text) as edits:
                for row in rows:
                    if row["seq"] not in self._own:
                        log.apply(self._doc, row)
        finally:
            self._merging = False
        self._seen = rows[-1]["seq"]
        self._own.clear()
        return edits

    def settle(self) -> None:
        """Wait until the disk has every edit, and bring the plain mirror up to it. Cheap when nothing was typed."""
        self.store()
        if self._settled or self._id is None:
            return
        document, text, seq = self._merged()
        due = seq - self._snapshot_seq >= log.SNAPSHOT_EVERY
        log.settle(self._database, self._id, str(text), seq, document.get_update() if due else None)
        if due:
            self._snapshot_seq = seq
        self._settled = True

    def _merged(self) -> tuple[Doc[Any], Text, int]:
        """The text with everything that the log holds, and the last number of the log in it.

        Edits of others that are still unread reach the widget by `catch_up` only: a document apart takes them.
        """
        rows = self._unread()
        if any(row["seq"] not in self._own for row in rows):
            return replay(self._database, log.find(self._database, self.key))
        if rows:
            self._seen = rows[-1]["seq"]
            self._own.clear()
        return self._doc, self._text, self._seen

    def _unread(self) -> list[Any]:
        """The rows of the log after the last one read; somebody else may have begun the text meanwhile."""
        if self._id is None and (row := log.find(self._database, self.key)) is not None:
            self._id = row["id"]
        return [] if self._id is None else log.updates_after(self._database, self._id, self._seen)

    def sticky(self, offset: int) -> bytes:
        """A mark at a byte offset that stays with its words when text before it changes."""
        return mark_at(self.text, offset)

    def place_of(self, mark: bytes) -> int | None:
        """The byte offset at which a mark is now: where its words stand, or stood when they are gone.

        None for what is no mark.
        """
        return place_of(self.text, mark)

    def remember_place(self, mark: bytes) -> None:
        """Keep where the account at work is in the text."""
        places.remember(self._database, self._place_name, {"mark": mark.decode("utf-8")})

    def remembered_place(self) -> int | None:
        """The byte offset at which the account at work was last; None for one that was never here."""
        mark = (places.recall(self._database, self._place_name) or {}).get("mark")
        return self.place_of(mark.encode("utf-8", "replace")) if isinstance(mark, str) else None

    @property
    def _place_name(self) -> str:
        key = self.key
        return f"text {key.kind} {key.mentorship_id} {key.subject} {key.party}"

    def close(self) -> None:
        """Settle and let go."""
        self.settle()
        self._doc.unobserve(self._subscription)


class _Listening:
    """Collects the edits that happen to a text within a `with` block."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._edits: list[Edit] = []

    def __enter__(self) -> list[Edit]:
        def collect(event: Any) -> None:
            self._edits.extend(edits_of(event.delta))

        self._subscription = self._text.observe(collect)
        return self._edits

    def __exit__(self, *_exception: object) -> None:
        self._text.unobserve(self._subscription)
