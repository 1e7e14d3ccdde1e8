"""Tampering with a database, by somebody who may write to its file: what is refused, what shows by what, what does not.

The table is the one of what each safeguard can show (facts on reliability, section 5). Every attack is done to a real
file: one whose consents are typed names only, and one whose consents were made with SSH keys as well.
"""

from __future__ import annotations

import sqlite3 as bundled_sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from data.store import entries

from ...ssh_keys import needs_openssh
from ...torture import Tried
from .attacks import NEED_KEYS, REFUSED, TABLE, wrong_namespace
from .tampered import Ground, Keys, Tampering, seen_by_the_log, seen_with_a_receipt, seen_with_known_keys, taken

pytestmark = needs_openssh


@pytest.mark.torture
@pytest.mark.parametrize("attack", REFUSED, ids=lambda it: it.__name__)
def test_the_guards_refuse(attack: Callable[[Tampering], None], plain: Ground, keys: Keys, tmp_path: Path) -> None:
    it = taken(plain, tmp_path / "plain", keys)
    with pytest.raises(bundled_sqlite3.IntegrityError):
        attack(it)
    assert not seen_by_the_log(it)
    assert not seen_with_a_receipt(it)


@pytest.mark.torture
def test_each_tampering_is_answered_as_the_table_says(
    plain: Ground, keyed: Ground, keys: Keys, tmp_path: Path, tried: Tried
) -> None:
    wrong = []
    for attack, by_log, by_receipt, by_keys in TABLE:
        signed = taken(keyed, tmp_path / f"{attack.__name__}-keyed", keys)
        attack(signed)
        typed = signed
        if attack not in NEED_KEYS:
            typed = taken(plain, tmp_path / f"{attack.__name__}-plain", keys)
            attack(typed)
        log, receipt = seen_by_the_log(typed), seen_with_a_receipt(typed)
        if attack is wrong_namespace:
            # No log shows that. A signature by a key is checked wherever there is one, so that it shows all the same.
            assert (log, receipt) == (True, True)
            log = receipt = False
        with_keys = seen_by_the_log(signed) or seen_with_known_keys(signed)
        if (log, receipt, with_keys) != (by_log, by_receipt, by_keys):
            wrong.append((attack.__name__, (log, receipt, with_keys)))
    assert wrong == []
    count = len(TABLE) + len(REFUSED)
    tried("tamperings with a database, each answered as the table says", count, "0 wrong answers")


def test_untouched_nothing_is_seen(plain: Ground, keyed: Ground, keys: Keys, tmp_path: Path) -> None:
    for number, base in enumerate((plain, keyed)):
        it = taken(base, tmp_path / str(number), keys)
        assert not seen_by_the_log(it)
        assert not seen_with_a_receipt(it)
        assert seen_with_known_keys(it) is (base is plain)


def test_a_log_made_while_bringing_a_file_up_holds(plain: Ground, keys: Keys, tmp_path: Path) -> None:
    it = taken(plain, tmp_path / "old", keys)
    with it.unguarded() as shell:
        told = {tuple(row) for row in shell.execute("SELECT kind, subject FROM entries")}
        shell.execute("DELETE FROM entries")
        entries.fill(shell)
        assert {tuple(row) for row in shell.execute("SELECT kind, subject FROM entries")} == told
        shell.execute("UPDATE copies SET entry_number = 0, entry_sha256 = ''")
    assert not seen_by_the_log(it)
