"""The blocks of the preview: after any edits the same as if the whole text were parsed anew."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tui.widgets.preview.blocks import BlockList

from ..torture import rounds
from .block_cases import FRAGMENTS, same

LINES = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=60)
EDITS = st.lists(
    st.tuples(
        st.integers(0, 1000), st.sampled_from([0, 0, 0, 1, 3, 9]), st.lists(st.sampled_from(FRAGMENTS), max_size=5)
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=rounds(80, 400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, EDITS, st.sampled_from([1, 2, 4, 16]))
@example(["[a]: /u", '"t', "===", "foo", "foo", "foo", "foo"], [(6, 0, ['foo"'])], 2)
@example(["- [r", "  ===", "a", "a", "a", "a", "a"], [(6, 0, ["r]: /x"])], 2)
@example(["- x", "- a | b", "---|---", "", "a", "b", "c"], [(6, 0, ["d"])], 1)
@example(["- x", "- a | b", "  -|-", "  y", "a", "b", "c"], [(6, 0, ["d"])], 1)
@example(["- x", "", "- a | b", "---|---", "", "a", "b", "c"], [(7, 0, ["d"])], 1)
@example(["T", ": d", "", "U", "", "x", "", "y"], [(5, 0, [": e"]), (5, 0, ["z"])], 1)
@example(["x", "", "Term", "", "a", "a"], [(4, 0, [": def"])], 1)
@example([": a", ": b", "10. c", "7. d", ": > q", "#"], [(5, 0, ["- "])], 1)
@example(["> # h", "a", "b", "c", "d"], [(4, 0, ["***"]), (1, 0, ["> b"])], 1)
def test_after_any_edits_the_blocks_are_those_of_the_whole_text(
    lines: list[str], edits: list[tuple[int, int, list[str]]], window: int
) -> None:
    blocks = BlockList(lines, window=window)
    same(blocks, lines)
    for place, length, inserted in edits:
        top = place % len(lines)
        bottom = min(len(lines) - 1, top + length)
        inserted = inserted or [""]
        lines = lines[:top] + inserted + lines[bottom + 1 :]
        blocks.replace(lines, top, bottom, top + len(inserted) - 1)
        same(blocks, lines)
