"""What is kept outside of the file: a receipt, a copy, a file of keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import log_verdict, pinned_keys
from data.documents import copy
from data.documents.verify import verify
from data.errors import BadInput
from data.store.connection import open_database
from data.store.log_checks import Answer

from ...ssh_keys import needs_openssh
from .tampered import Ground, Keys, taken

pytestmark = needs_openssh


def test_a_receipt_that_was_written_down_is_found_or_missed(plain: Ground, tmp_path: Path, keys: Keys) -> None:
    it = taken(plain, tmp_path / "typed", keys)
    receipt = plain.copy.receipt
    assert receipt is not None
    with open_database(it.path) as database:
        for typed in (receipt.short, receipt.short.upper().replace("-", " "), f"8 {receipt.sha256}"):
            assert log_verdict.of_log(database, plain.mentorship_id, typed).answer is Answer.IN_LOG
        other = f"8-{'0000-' * 5}".rstrip("-")
        found = log_verdict.of_log(database, plain.mentorship_id, other)
        assert (found.holds, found.answer) == (False, Answer.REWRITTEN)
        found = log_verdict.of_log(database, plain.mentorship_id, receipt.short.replace("8-", "9-", 1))
        assert (found.holds, found.answer) == (False, Answer.CUT)
        for typed in ("", "8", "8-7f3a", "-8-" + "a" * 20, "8-" + "g" * 20, "8-" + "a" * 65, "\x1b[31m8"):
            with pytest.raises(BadInput):
                log_verdict.of_log(database, plain.mentorship_id, typed)


def test_a_copy_whose_receipt_was_changed_is_not_whole(plain: Ground, tmp_path: Path, keys: Keys) -> None:
    it = taken(plain, tmp_path / "copy", keys)
    receipt = plain.copy.receipt
    assert receipt is not None
    with open_database(it.path) as database:
        text = copy.copy_of(database, plain.mentorship_id, 2)
    assert verify(text).whole
    assert not verify(text.replace(receipt.sha256, "0" * 64)).same_words
    assert not verify(text.replace(receipt.short, "8-0000")).same_words
    assert not verify(text.replace('"number": 8', '"number": "8"')).same_words


def test_a_copy_is_checked_beside_any_file_that_is_taken_for_the_database(plain: Ground, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with open_database(other):
        pass
    assert log_verdict.of_copy(other, plain.copy) is None
    assert log_verdict.of_copy(tmp_path / "none.db", plain.copy) is None
    other.write_text("no database")
    found = log_verdict.of_copy(other, plain.copy)
    assert found is not None
    assert found.holds
    assert "compared with nothing" in found.sentences[0]


def test_a_file_of_keys_that_names_nobody_is_refused(plain: Ground, tmp_path: Path) -> None:
    path = tmp_path / "allowed_signers"
    path.write_text("# mentor ssh-ed25519 AAAA\n\nanna@example.org ssh-ed25519 AAAA\n")
    with pytest.raises(BadInput, match="no line that begins with"):
        pinned_keys.pinned(path, (plain.copy.agreement,))
