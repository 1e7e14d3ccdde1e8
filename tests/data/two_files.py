"""A mentorship in two own files and the one between them, in one process: the second account is only said to be one."""

from __future__ import annotations

import grp
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from data import identity
from data.model.mentorship import Party
from data.sharing import exchange, membership, records
from data.sharing.exchange import Met
from data.sharing.kinds import KINDS
from data.store import versions
from data.store.connection import Database

GROUP = grp.getgrgid(os.getgid()).gr_name
BEN = 4_711
"""The number of Ben's account."""


@dataclass
class Two:
    """Anna's own file and Ben's, with one mentorship that they share."""

    anna: Database
    ben: Database
    mid: str
    path: Path
    """The file between them."""
    monkeypatch: pytest.MonkeyPatch

    @contextmanager
    def as_ben(self) -> Iterator[None]:
        """What is done in here is done by Ben's account."""
        with self.monkeypatch.context() as patch:
            patch.setattr(identity, "number", lambda: BEN)
            patch.setattr(identity, "user", lambda: "ben")
            yield

    def meet(self) -> tuple[Met, Met]:
        """Both look until neither has news."""
        hers, his = Met(), Met()
        for _round in range(4):
            for total, own in ((hers, self.anna), (his, self.ben)):
                met = exchange.of(own, self.mid).meet()
                total.has_news |= met.has_news
                total.clashes += met.clashes
                total.warnings += met.warnings
        return hers, his

    def require_equal(self) -> None:
        """Both own files and the shared one hold the same records, both own files the same texts."""
        for kind in KINDS:
            both = [records.read(own, kind, self.mid) for own in (self.anna, self.ben)]
            assert both[0] == both[1], kind.name
        drafts = [versions.draft_text(own, self.mid) for own in (self.anna, self.ben)]
        assert drafts[0] == drafts[1]

    def shell(self) -> sqlite3.Connection:
        """The shared file in the hands of somebody with SQLite."""
        return sqlite3.connect(self.path)


def joined(anna: Database, ben: Database, mid: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Two:
    """A mentorship of Anna's, which she shares and Ben joins."""
    two = Two(anna, ben, mid, membership.share(anna, mid, folder, GROUP), monkeypatch)
    with two.as_ben():
        found = membership.join(ben, two.path)
    assert (found.id, found.me) == (mid, Party.MENTEE)
    return two
