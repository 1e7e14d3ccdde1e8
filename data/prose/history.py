"""How a text came about: its log read back as steps, and the text as it stood after each.

The log is never shortened (`log`), so every key that was ever typed is there. For people the keys are put together to
steps: what somebody typed without a pause, at most for some minutes or on a day. A text of the past is replayed from
the nearest checkpoint before it, so that a step costs the same in a history of 100 keys and of 100,000.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .. import clock
from ..errors import Unusable
from ..model.diff import edits
from ..model.past import Pace, Step
from . import log
from .edit import Edit

if TYPE_CHECKING:
    from ..store.connection import Database

_CHECKPOINTS = 16
"""How many states are kept at most, spread over the log."""

_CHECKPOINT_EVERY = 500
"""Updates between two of them at least; replaying as many takes 3 ms."""

_KEPT_TEXTS = 8
"""Texts that are kept as they were read."""

_LARGE = 1_000
"""Bytes of an update that is a step of its own: a template, an import, a page that was pasted."""

_TURN = timedelta(seconds=5)
"""Two who type at the same time make one step together; after a pause as long as this the other one's is another."""

_MOST_EDITS = 1_000
"""Replacements that leave alone what lies between them; where there are more, the text is replaced as a whole."""


_PAUSE = {Pace.CLOSE: timedelta(seconds=10), Pace.USUAL: timedelta(minutes=3), Pace.DAYS: timedelta(days=2)}
"""A step ends with a pause as long as this."""

_LONGEST = {Pace.CLOSE: timedelta(minutes=1), Pace.USUAL: timedelta(minutes=10), Pace.DAYS: timedelta(days=2)}
"""And it is never longer than this."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    """One update of the log without what it says."""

    seq: int
    at: datetime
    by: str
    size: int


class History:
    """The past of one text, as far as it had come when it was last looked at (`refresh`)."""

    def __init__(self, database: Database, key: log.Key) -> None:
        self._database, self._key = database, key
        self._stamps: list[_Stamp] = []
        self._checkpoints: list[tuple[int, bytes]] = []
        self._id: str | None = None
        self._here: tuple[int, Any] | None = None
        self.text_at = lru_cache(_KEPT_TEXTS)(self._text_at)
        """The text as the update with this number of the log left it; 0 for the empty text before all."""
        self.refresh()

    @property
    def last(self) -> int:
        """The number of the last update; 0 where nobody has written anything."""
        return self._stamps[-1].seq if self._stamps else 0

    def refresh(self) -> bool:
        """Read what has come since; return whether anything has."""
        row = log.find(self._database, self._key)
        if row is None:
            return False
        if self._id is None:
            self._id = row["id"]
            if row["snapshot"] is not None:
                self._checkpoints.append((row["snapshot_seq"], row["snapshot"]))
        rows = log.stamps_after(self._database, row["id"], self.last)
        self._stamps += [_Stamp(it["seq"], clock.from_stamp(it["at"]), it["os_user"], it["size"]) for it in rows]
        return bool(rows)

    def steps(self, pace: Pace = Pace.USUAL, zone: str = "UTC", cuts: Collection[int] = ()) -> list[Step]:
        """The steps, the oldest first. A day ends in `zone`; after the numbers in `cuts` another step begins."""
        steps: list[list[_Stamp]] = []
        days: dict[datetime, object] = {}
        info = clock.zone_info(zone)
        for stamp in self._stamps:
            if stamp.at not in days:
                days[stamp.at] = stamp.at.astimezone(info).date()
            before = steps[-1] if steps else []
            if (
                not before
                or before[-1].seq in cuts
                or days[before[-1].at] != days[stamp.at]
                or _is_another(before, stamp, pace)
            ):
                steps.append([stamp])
            else:
                before.append(stamp)
        return [_step(stamps) for stamps in steps]

    def before(self, moment: datetime) -> int:
        """The number of the last update that was made until then; 0 for none."""
        return max((it.seq for it in self._stamps if it.at <= moment), default=0)

    # -- texts of the past -----------------------------------------------------------------------------------------

    def _text_at(self, seq: int) -> str:
        if seq <= 0 or self._id is None:
            return ""
        from pycrdt import Text

        try:
            return str(self._document_at(seq).get("body", type=Text))
        except Unusable:
            self._here = None
            raise

    def _document_at(self, seq: int) -> Any:
        """The CRDT as it was: from where it was read last when that is not behind, else from a checkpoint."""
        from pycrdt import Doc

        index = bisect_right(self._checkpoints, seq, key=lambda it: it[0])
        at, content = self._checkpoints[index - 1] if index else (0, None)
        if self._here is not None and at <= self._here[0] <= seq:
            at, document = self._here
        else:
            document = Doc()
            if content is not None:
                log.apply_snapshot(document, content)
        every = max(_CHECKPOINT_EVERY, len(self._stamps) // _CHECKPOINTS)
        assert self._id is not None
        for count, row in enumerate(log.updates_between(self._database, self._id, at, seq), 1):
            log.apply(document, row)
            if count % every == 0:
                self._keep(row["seq"], document)
        self._here = seq, document
        return document

    def _keep(self, seq: int, document: Any) -> None:
        index = bisect_right(self._checkpoints, seq, key=lambda it: it[0])
        self._checkpoints.insert(index, (seq, document.get_update()))


def _is_another(before: Sequence[_Stamp], stamp: _Stamp, pace: Pace) -> bool:
    """Whether an update begins another step than the ones before it, on the same day."""
    if pace is Pace.DAYS:
        return False
    last = before[-1]
    return (
        stamp.at - last.at >= _PAUSE[pace]
        or stamp.at - before[0].at >= _LONGEST[pace]
        or (stamp.by != last.by and stamp.at - last.at >= _TURN)
        or stamp.size >= _LARGE
        or last.size >= _LARGE
    )


def _step(stamps: Sequence[_Stamp]) -> Step:
    by = tuple(dict.fromkeys(it.by for it in stamps))
    return Step(stamps[-1].seq, stamps[0].at, stamps[-1].at, by, len(stamps))


def turn_into(database: Database, key: log.Key, text: str) -> tuple[int, int]:
    """Make a text of the past, or another one, the present one, leaving alone the words that both have.

    Marks stay with their words, and what somebody else types at the same time stays too. Returns the last numbers of
    the log before and after it; they are the same where the words were.
    """
    from .prose import Prose

    with database.write():
        prose = Prose.open(database, key)
        before = log.last_number(database, key)
        replacements = edits(prose.text, text)
        if len(replacements) > _MOST_EDITS:
            replacements = [(0, len(prose.text.encode("utf-8")), text)]
        prose.replace_all([Edit(*it) for it in replacements])
        prose.close()
        return before, log.last_number(database, key)
