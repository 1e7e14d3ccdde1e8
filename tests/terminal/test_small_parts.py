"""The exit filter, the clipboard and what the environment says."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tui.terminal import capabilities, clipboard
from tui.terminal.exit_filter import ExitFilter

HOSTILE = st.text(
    st.sampled_from("a日\x00\x07\x1b\x7f\x80\x9b\x9d\u202e\u2066\u2028\u200b\u2060\ufeff\n\t\U000e0041👩\u200d👧")
)


@given(st.lists(HOSTILE))
def test_nothing_forbidden_goes_out_and_nothing_moves(texts: list[str]) -> None:
    segments = [Segment(text, Style(bold=True)) for text in texts]
    out = ExitFilter().apply(segments, Color.parse("black"))
    assert not re.search(
        "[\x00-\x1f\x7f-\x9f\u200b\u2060\u202e\u2066\u2028\ufeff\U000e0041]", "".join(s.text for s in out)
    )
    assert [cell_len(s.text) for s in out] == [cell_len(text) for text in texts]
    assert [s.style for s in out] == [s.style for s in segments]


@pytest.mark.parametrize("environment", [{}, {"TMUX": "/tmp/tmux"}, {"STY": "1.screen"}])
def test_the_clipboard_sequence_carries_the_text_through_multiplexers(environment: dict[str, str]) -> None:
    text = "Grüße 😀\n\x1b]0;title\x07" + "x" * 2_000
    out = clipboard.sequence(text, environment)
    if "STY" in environment:
        chunks = re.findall("\x1bP(.*?)\x1b\\\\", out, re.DOTALL)
        assert max(len(chunk) for chunk in chunks) < 256
        out = "".join(chunks)
    if "TMUX" in environment:
        plain, wrapped, rest = re.split("\x1bPtmux;|\x1b\\\\$", out)
        assert wrapped.replace("\x1b\x1b", "\x1b") == plain
        assert not rest
        out = plain
    found = re.fullmatch("\x1b]52;c;([A-Za-z0-9+/=]*)\x07", out)
    assert found is not None
    assert base64.b64decode(found[1]).decode() == text


def test_a_long_text_does_not_fit_every_terminal() -> None:
    assert clipboard.fits("x" * 50_000)
    assert not clipboard.fits("x" * 60_000)


@pytest.mark.parametrize("term", ["", "dumb", "unknown"])
def test_a_terminal_that_can_show_nothing_is_refused_politely(term: str) -> None:
    reason = capabilities.refusal({"TERM": term}, reads_terminal=True, writes_terminal=True)
    assert reason is not None
    assert "xterm-256color" in reason


@pytest.mark.parametrize(("reads", "writes"), [(True, False), (False, True)])
def test_without_a_terminal_there_is_nothing_to_show(reads: bool, writes: bool) -> None:
    reason = capabilities.refusal({"TERM": "xterm"}, reads_terminal=reads, writes_terminal=writes)
    assert reason is not None
    assert "ssh -t" in reason


@pytest.mark.parametrize("term", ["xterm", "linux", "screen", "tmux-256color", "rxvt", "vt100", "putty-256color"])
def test_all_other_terminals_are_tried(term: str) -> None:
    assert capabilities.refusal({"TERM": term}, reads_terminal=True, writes_terminal=True) is None


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "xterm-kitty"}, "truecolor"),
        ({"TERM": "xterm-direct"}, "truecolor"),
        ({"TERM": "linux"}, "standard"),
        ({"TERM": "xterm-16color"}, "standard"),
        ({"TERM": "vt220"}, "standard"),
        ({"TERM": "screen"}, "256"),
        ({"TERM": "tmux-256color"}, "256"),
    ],
)
def test_colours_follow_the_terminal(environment: dict[str, str], expected: str) -> None:
    assert capabilities.color_system(environment) == expected


def test_only_utf8_goes_without_a_warning() -> None:
    assert capabilities.warning("UTF-8") is None
    assert capabilities.warning("utf8") is None
    for encoding in ("ISO-8859-1", "ANSI_X3.4-1968", None, "no such thing"):
        assert "UTF-8" in (capabilities.warning(encoding) or "")


def test_who_has_a_mouse() -> None:
    assert capabilities.has_mouse({"TERM": "xterm-256color"})
    assert not capabilities.has_mouse({"TERM": "linux"})
