"""Bytes of a terminal as keys and pastes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data import clean
from tui.terminal.incoming import PASTE_BEGIN, PASTE_END, PASTE_PATIENCE, Incoming, Keys, Pasted

PIECES = st.sampled_from(
    ["a", "ä日", "\r", "\x1b", "\x1b[A", "\x1b[2", "\x1b[200", "\x07", "\x9b", "[201~", "0~", "\n"]
)


def told(chunks: list[bytes]) -> list[Keys | Pasted]:
    """All that some reads bring, keys joined."""
    incoming = Incoming()
    items = [item for chunk in chunks for item in incoming.feed(chunk)] + incoming.waited(PASTE_PATIENCE)
    joined: list[Keys | Pasted] = []
    for item in items:
        if isinstance(item, Keys) and joined and isinstance(joined[-1], Keys):
            joined[-1] = Keys(joined[-1].text + item.text)
        else:
            joined.append(item)
    return joined


@given(st.lists(PIECES), st.lists(PIECES), st.lists(PIECES), st.lists(st.integers(1, 5), min_size=1))
def test_a_paste_is_one_harmless_text_however_the_reads_cut_it(
    before: list[str], inside: list[str], after: list[str], sizes: list[int]
) -> None:
    head, body, tail = ("".join(pieces).replace(PASTE_END, "") for pieces in (before, inside, after))
    if any(mark in text for text in (head + "|", body, tail) for mark in (PASTE_BEGIN, PASTE_END)):
        return
    data = f"{head}|{PASTE_BEGIN}{body}{PASTE_END}{tail}".encode()
    chunks: list[bytes] = []
    while data:
        size = sizes[len(chunks) % len(sizes)]
        chunks.append(data[:size])
        data = data[size:]
    expected: list[Keys | Pasted] = [Keys(head + "|"), Pasted(clean.text(body))]
    assert told(chunks) == expected + ([Keys(tail)] if tail else [])


def test_bytes_that_are_no_utf8_become_visible() -> None:
    assert told([b"\xe9a"]) == [Keys("\ufffda")]


def test_much_at_once_is_a_paste_unless_it_is_one_key_held_down_or_a_sequence() -> None:
    text = "pasted into an old terminal\r" * 5
    assert told([text.encode()]) == [Pasted(text.replace("\r", "\n"), is_whole=False)]
    assert told([b"j" * 500]) == [Keys("j" * 500)]
    assert told([text.encode() + b"\x1b[A"]) == [Keys(text + "\x1b[A")]


def test_what_follows_at_once_is_more_of_the_same_paste_however_little_it_is() -> None:
    incoming = Incoming()
    text = "pasted into an old terminal\r" * 5
    assert incoming.feed(text.encode()) == [Pasted(text.replace("\r", "\n"), is_whole=False)]
    assert incoming.feed(b"- a\r", 0.01) == [Pasted("- a\n", is_whole=False)]
    assert incoming.feed(b"\x1b[A", 0.01) == [Keys("\x1b[A")]
    assert incoming.feed(b"\r", 0.01) == [Keys("\r")]
    incoming.feed(text.encode())
    assert incoming.feed(b"\r", 0.2) == [Keys("\r")]


def test_joiners_are_text_between_keys() -> None:
    assert told(["\u200d".encode()]) == [Pasted("\u200d")]
    assert told(["a👩\u200d🚀b\r".encode()]) == [Keys("a👩"), Pasted("\u200d"), Keys("🚀b\r")]


def test_escape_is_held_back_for_a_moment_only() -> None:
    incoming = Incoming()
    assert incoming.feed(b"\x1b") == []
    assert incoming.patience is not None
    assert incoming.waited(0.0) == []
    assert incoming.waited(incoming.patience) == [Keys("\x1b")]
    assert incoming.patience is None


def test_a_paste_whose_end_never_comes_is_over_after_a_while() -> None:
    incoming = Incoming()
    assert incoming.feed(b"\x1b[200~abc\x1b[2") == []
    assert incoming.waited(1.0) == []
    assert incoming.waited(PASTE_PATIENCE) == [Pasted("abc\ufffd[2")]
    assert incoming.feed(b"d") == [Keys("d")]
