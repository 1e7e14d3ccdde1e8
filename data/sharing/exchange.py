"""Bringing the own file and the shared one together: what is new here goes there, what is new there comes here.

Both are written in one go: the shared file is committed first and the own one right after it, so that a kill between
the two leaves work that is merely done again. Nothing waits for the shared file but what both must see as one
(`together`); everybody else tries again at the next look.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from ..errors import HandschlagError, NotFound, Unusable
from ..i18n import _
from ..model.mentorship import Party
from ..store import entries, shares
from ..store.connection import Database, explained
from ..store.mentorship_rows import get
from . import clashes, progress, records, shared_file, shared_texts
from .kinds import KINDS, MENTORSHIP, Kind
from .merging import merged
from .records import Record

if TYPE_CHECKING:
    from ..store.shares import Share

PATIENCE = 2_000
"""Milliseconds that what both must see as one waits for the shared file."""

_OPEN: dict[Database, dict[str, Exchange]] = {}
"""The exchanges of own files that are open, by mentorship."""


@dataclass(slots=True)
class Met:
    """What came of bringing the two together."""

    has_news: bool = False
    """Whether something of the other's came into the own file."""
    clashes: int = 0
    """How many columns both have changed."""
    warnings: list[str] = field(default_factory=list)
    """What stands in the shared file and was not taken over, as sentences."""
    waiting: str = ""
    """Why a shared file cannot be used just now, as a sentence; empty where all can."""


def of(database: Database, mentorship_id: str) -> Exchange:
    """The exchange of a shared mentorship, one for as long as its own file is open. Raises `NotFound` for no share."""
    exchanges = _OPEN.get(database)
    if exchanges is None:
        exchanges = _OPEN[database] = {}
        database.on_close(partial(_let_go, database))
    if mentorship_id not in exchanges:
        if shares.of(database, mentorship_id) is None:
            raise NotFound(_("This mentorship is not shared."))
        exchanges[mentorship_id] = Exchange(database, mentorship_id)
    return exchanges[mentorship_id]


def _let_go(database: Database) -> None:
    for exchange in _OPEN.pop(database).values():
        exchange.close()


def meet_all(database: Database) -> Met:
    """Bring every shared mentorship together; one whose shared file cannot be used says so, and the others go on."""
    met = Met()
    for share in shares.every(database):
        try:
            one = of(database, share.mentorship_id).meet()
        except Unusable as error:
            met.waiting = str(error)
            continue
        met.has_news |= one.has_news
        met.clashes += one.clashes
        met.warnings += one.warnings
    return met


class Exchange:
    """An own file and the shared one of a mentorship."""

    def __init__(self, own: Database, mentorship_id: str) -> None:
        self._own = own
        self._mentorship_id = mentorship_id
        self._shared: Database | None = None
        self._met = Met()
        self._seen: tuple[int, ...] = ()
        self._records_seen: tuple[int, ...] = ()
        self._looks_again = False
        self._is_compared = False

    def close(self) -> None:
        """Let go of the shared file."""
        if self._shared is not None:
            self._shared.close()
            self._shared = None

    @property
    def shared(self) -> Database:
        """The shared file, opened when it is first needed, and again where another one lies in its place.

        Raises `Unusable` where it is not there or is none of this mentorship.
        """
        if self._shared is not None and not self._shared.is_there:
            self.close()
        if self._shared is None:
            self._shared = shared_file.opened(self.share)
            self._seen = ()
            self._is_compared = False
        return self._shared

    @property
    def share(self) -> Share:
        """How far the two files have come together."""
        share = shares.of(self._own, self._mentorship_id)
        if share is None:
            raise NotFound(_("This mentorship is not shared."))
        return share

    @property
    def me(self) -> Party:
        """Whose the own file is."""
        return get(self._own, self._mentorship_id).me

    # -- coming together -------------------------------------------------------------------------------------------

    def meet(self) -> Met:
        """Take over what is new on either side; cheap where nothing is. Never waits.

        Raises `Unusable` where the shared file cannot be used just now: everything stays as it is, for the next time.
        """
        self._come_together()
        met, self._met = self._met, Met()
        return met

    def _come_together(self) -> None:
        shared = self.shared
        if self._state(shared) != self._seen:
            self._looks_again = False
            changed = self._records_changed()
            with self._own.write(durable=False):
                if changed or shared_texts.has_unwritten(self._own, self.share, self.me):
                    with shared.write(durable=changed):
                        self._read(shared)
                        if changed:
                            self._write_records(shared)
                        self._write_texts(shared)
                else:
                    with shared.reading():
                        self._read(shared)
            self._seen = () if self._looks_again else self._state(shared)
        if self._seen and not self._is_compared:
            self._compare(shared)

    def _compare(self, shared: Database) -> None:
        """Once for each opening: whether the log of what was frozen and signed there continues the own one."""
        self._is_compared = True
        with shared_file.as_written_by_the_app(shared):
            ours, theirs = (entries.of(database, self._mentorship_id) for database in (self._own, shared))
        self._met.warnings += entries.differences(ours, theirs, self._own.path, shared.path)

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """A transaction on both files: what the other has done is here before it, what it does is there after it.

        Raises `Unusable` where the shared file cannot be written within `PATIENCE`; nothing is done then.
        """
        with contextlib.ExitStack() as stack:
            stack.enter_context(self._own.write())
            shared = self.shared
            with shared_file.patiently(shared, PATIENCE):
                stack.enter_context(shared.write())
            self._read(shared)
            yield
            self._write_records(shared)
            self._write_texts(shared)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """A transaction on the own file that nothing of the other's can block; told to the other when that is possible.

        As part of a larger transaction it is told with the whole of it.
        """
        is_part = self._own.is_writing
        if not is_part:
            with contextlib.suppress(Unusable):
                self._come_together()
        with self._own.write():
            yield
        if not is_part:
            with contextlib.suppress(Unusable):
                self._come_together()

    def carry_into(self, shared: Database) -> None:
        """Write everything of the own file into a new shared one, within a transaction of the own file."""
        with shared.write():
            self._write_records(shared)
            self._write_texts(shared)

    def begin_again(self) -> Met:
        """Meet after the shared file was named, for the first time or in another place."""
        self.close()
        self._seen = self._records_seen = ()
        return self.meet()

    def _state(self, shared: Database) -> tuple[int, ...]:
        """Numbers that are others when something may be new on either side."""
        return self._own.data_version(), self._own.changes, shared.data_version()

    def _records_changed(self) -> bool:
        """Whether records of the own file may have changed: typing alone changes none."""
        now = self._own.data_version(), self._own.durable_writes
        if now == self._records_seen:
            return False
        changed = any(records.changed(self._own, kind, self._mentorship_id) for kind in KINDS)
        if not changed:
            self._records_seen = now
        return changed

    # -- reading ---------------------------------------------------------------------------------------------------

    def _read(self, shared: Database) -> None:
        with shared_file.as_written_by_the_app(shared):
            self._take_over(shared)

    def _take_over(self, shared: Database) -> None:
        share = self.share
        if progress.is_replaced(shared, share):
            self._met.warnings.append(
                _(
                    "{path} was replaced by a former copy of it. What it lacks is written into it again from your own "
                    "file."
                ).format(path=share.path)
            )
            self._begin_anew(shared)
            self._look_again()
            share = self.share
        self._read_records(shared, share)
        self._read_texts(shared, share)
        progress.note_read(self._own, shared, share)

    def _look_again(self) -> None:
        """There may be more to write after this, although nobody here has changed anything."""
        self._looks_again = True
        self._records_seen = ()

    def _begin_anew(self, shared: Database) -> None:
        """Compare everything once more: what both have stands as it does in the own file."""
        new = []
        for kind in KINDS:
            mine = records.read(self._own, kind, self._mentorship_id)
            records.forget(self._own, kind, self._mentorship_id)
            for key, row in records.read(shared, kind, self._mentorship_id).items():
                if key in mine:
                    records.agree(self._own, kind, self._mentorship_id, key, row)
                else:
                    new.append(Record(kind, key, row))
        self._take_new(new)
        shared_texts.carry_all_again(self._own, self.share)
        progress.begin_anew(self._own, shared, self.share)

    def _read_records(self, shared: Database, share: Share) -> None:
        changed = progress.unread_records(shared, share)
        new: list[Record] = []
        for kind in KINDS:
            if keys := changed.get(kind.name):
                new += self._merge_kind(shared, kind, keys)
        self._take_new(new, joins=not share.changes_read)
        if keys := changed.get(MENTORSHIP.name):
            # Once more, last: under an ended mentorship no signature is taken any more.
            self._merge_kind(shared, MENTORSHIP, keys)
        if changed:
            self._met.has_news = True
            # What the other is done with may let go what was kept back here.
            self._look_again()

    def _merge_kind(self, shared: Database, kind: Kind, keys: set[str]) -> list[Record]:
        """Merge the changed records that both have; return those that are new here."""
        theirs = records.read(shared, kind, self._mentorship_id)
        mine = records.read(self._own, kind, self._mentorship_id)
        before = records.before(self._own, kind, self._mentorship_id)
        new = []
        for key in sorted(keys):
            row, own, common = theirs.get(key), mine.get(key), before.get(key)
            if row == own:
                records.agree(self._own, kind, self._mentorship_id, key, row)
            elif row is None:
                if own == common and not kind.only_added:
                    records.remove(self._own, kind, key, self._mentorship_id)
                    records.agree(self._own, kind, self._mentorship_id, key, None)
            elif own is None:
                if common != row:
                    new.append(Record(kind, key, row))
            elif kind.only_added:
                self._met.warnings.append(
                    _("{path} holds other words than were frozen. Your own file keeps those that were.").format(
                        path=self.share.path
                    )
                )
            else:
                self._merge(Record(kind, key, row), own, common)
        return new

    def _merge(self, theirs: Record, own: str, common: str | None) -> None:
        before = {} if common is None else json.loads(common)
        result = merged(before, json.loads(own), theirs.values)
        with self._tolerant():
            if result.changes:
                records.change(self._own, theirs.kind, theirs.key, self._mentorship_id, result.changes)
            for name, mine, other in result.clashes:
                clashes.keep(self._own, self._mentorship_id, theirs.kind.name, theirs.key, name, mine, other)
            records.agree(self._own, theirs.kind, self._mentorship_id, theirs.key, theirs.row)
        self._met.clashes += len(result.clashes)

    def _take_new(self, new: list[Record], *, joins: bool = False) -> None:
        """Take records that are new here. Whoever `joins` takes what was signed before, on paper or in person."""
        for record in records.in_order(self._own, new):
            if not joins and record.kind.name == "signatures" and record.values["party"] == self.me.value:
                self._met.warnings.append(
                    _(
                        "A signature in your name stands in {path} that is not in your own file. It was not taken over."
                    ).format(path=self.share.path)
                )
                continue
            with self._tolerant():
                records.add(self._own, record)
                records.agree(self._own, record.kind, self._mentorship_id, record.key, record.row)

    @contextlib.contextmanager
    def _tolerant(self) -> Iterator[None]:
        """What the own file refuses stays out of it, and nothing else waits for it."""
        self._own.connection.execute("SAVEPOINT taken")
        try:
            with explained(self._own.path):
                yield
        except HandschlagError as error:
            self._own.connection.execute("ROLLBACK TO taken")
            self._met.warnings.append(
                _("{path} holds a record that cannot be taken over: {reason}").format(
                    path=self.share.path, reason=error
                )
            )
        finally:
            self._own.connection.execute("RELEASE taken")

    def _read_texts(self, shared: Database, share: Share) -> None:
        rows = [
            row
            for row in shared_texts.unread(shared, share)
            if row["replica"] != share.replica or not shared_texts.has(self._own, self._mentorship_id, row)
        ]
        taken = [row for row in rows if shared_texts.is_taken(row, self.me)]
        if len(taken) < len(rows):
            self._met.warnings.append(
                _("{path} holds words that cannot be taken over; they stay out of your file.").format(path=share.path)
            )
        shared_texts.carry(self._own, self._mentorship_id, taken, share.replica)
        self._met.has_news |= bool(taken)

    # -- writing ---------------------------------------------------------------------------------------------------

    def _write_records(self, shared: Database) -> None:
        share = self.share
        changed = {kind: records.changed(self._own, kind, self._mentorship_id) for kind in KINDS}
        there = {kind: records.read(shared, kind, self._mentorship_id) for kind, keys in changed.items() if keys}
        new = [
            Record(kind, key, row)
            for kind, keys in changed.items()
            for key, row in keys.items()
            if row is not None and key not in there[kind]
        ]
        for record in records.in_order(shared, new):
            records.add(shared, record)
        # The mentorship itself last: under an ended one no signature is taken any more.
        for kind in (*KINDS[1:], MENTORSHIP):
            for key, row in changed[kind].items():
                records.follow(shared, kind, key, self._mentorship_id, row)
                progress.tell(shared, share, kind.name, key)
                records.agree(self._own, kind, self._mentorship_id, key, row)
        progress.note_read(self._own, shared, share)

    def _write_texts(self, shared: Database) -> None:
        share = self.share
        rows = shared_texts.unwritten(self._own, share)
        opened = shared_texts.opened(self._own, share, self.me)
        shared_texts.carry(shared, self._mentorship_id, rows + opened, share.replica)
        shared_texts.mark_opened(self._own, opened, share.replica)
        progress.note_written(self._own, shared, share, rows[-1]["seq"] if rows else share.texts_written)
