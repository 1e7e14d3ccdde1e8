"""Two texts compared on the screen: side by side or one below the other, by signs and weight as well as by colour."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.app import App

from data.model.diff import DiffLine, compare
from tui.widgets.diff_rows import DiffRows, DiffStyles, wrap
from tui.widgets.diff_view import DiffView

from .driving import BOTH_SIZES, LARGE, SMALL, Person, press, settled
from .editing import Alone
from .seeing import rows

OLD = "# A\n\nFirst.\n\n- gives notice a day ahead\n- listens\n- stays\n" + "\n".join(f"line {n}" for n in range(20))
NEW = OLD.replace("a day ahead", "two days ahead").replace("- listens\n", "") + "\nand one more"

PLAIN = DiffStyles(Style(), Style(), Style(strike=True), Style(underline=True), Style())


def seen(app: App[None]) -> list[str]:
    """The rows with something on them, without blanks at their ends."""
    return [row.strip(" ▁▂▃▄▅▆▇█") for row in rows(app) if row.strip(" ▁▂▃▄▅▆▇█")]


async def shown(pilot: Person, view: DiffView, old: str = OLD, new: str = NEW) -> list[str]:
    view.show(old, new)
    await settled(pilot)
    return seen(pilot.app)


# -- what is drawn -----------------------------------------------------------------------------------------------------


async def test_below_100_columns_the_older_line_stands_above_the_newer_one() -> None:
    view = DiffView()
    async with Alone(view).run_test(size=SMALL) as pilot:
        assert await shown(pilot, view) == [
            "# A",
            "First.",
            "▸ − - gives notice a day ahead",
            "+ - gives notice two days ahead",
            "− - listens",
            "- stays",
            "line 0",
            "┄┄ 17 lines unchanged ┄┄",
            "line 18",
            "line 19",
            "+ and one more",
        ]


async def test_from_100_columns_on_both_stand_side_by_side() -> None:
    view = DiffView()
    async with Alone(view).run_test(size=(100, 30)) as pilot:
        drawn = await shown(pilot, view)
        [changed] = [row for row in drawn if "notice" in row]
        assert changed.split("+") == [
            "▸ − - gives notice a day ahead".ljust(changed.index("+")),
            " - gives notice two days ahead",
        ]
        [removed] = [row for row in drawn if "listens" in row]
        assert removed == "− - listens"
        [kept] = [row for row in drawn if "stays" in row]
        assert kept.count("- stays") == 2
        [added] = [row for row in drawn if "one more" in row]
        assert added == "+ and one more"


async def test_words_are_marked_by_more_than_colour() -> None:
    view = DiffView()
    async with Alone(view).run_test(size=SMALL) as pilot:
        await shown(pilot, view)
        segments = [segment for y in range(view.size.height) for segment in view.render_line(y)]
        styles = {segment.text: segment.style for segment in segments if segment.style}
        assert styles["a day"].strike
        assert styles["a day"].bold
        assert styles["two days"].underline
        assert styles["two days"].bold
        assert not styles[" ahead"].bold
        assert not styles[" ahead"].underline


async def test_a_text_in_which_nothing_has_changed_is_there_to_be_read() -> None:
    view = DiffView()
    async with Alone(view).run_test(size=SMALL) as pilot:
        drawn = await shown(pilot, view, OLD, OLD)
        assert "- listens" in drawn
        assert (view.change_count, view.current, view.can_fold) == (0, None, False)
        assert not view.next_change()


async def test_nothing_at_all_is_drawn_as_nothing() -> None:
    view = DiffView()
    async with Alone(view).run_test(size=SMALL) as pilot:
        assert await shown(pilot, view, "", "") == []
        await press(pilot, "pagedown", "end", "home")


# -- moving ------------------------------------------------------------------------------------------------------------


def texts_far_apart() -> tuple[str, str]:
    lines = [f"line {number} of many words" for number in range(400)]
    changed = {20: "one", 200: "two", 390: "three"}
    return "\n".join(lines), "\n".join(f"{it} {changed.get(n, '')}".rstrip() for n, it in enumerate(lines))


@BOTH_SIZES
async def test_each_change_is_gone_to_and_is_in_sight(size: tuple[int, int]) -> None:
    view = DiffView(folded=False)
    async with Alone(view).run_test(size=size) as pilot:
        await shown(pilot, view, *texts_far_apart())
        visited = []
        for _turn in range(3):
            [row] = [it for it in seen(pilot.app) if it.startswith("▸")]
            visited.append((view.current, row.split()[-1]))
            view.next_change()
            await settled(pilot)
        assert [it[0] for it in visited] == [0, 1, 2]
        assert not view.next_change()
        assert view.next_change(-1)
        await settled(pilot)
        assert any("line 200" in it for it in seen(pilot.app))


async def test_from_where_one_has_scrolled_to_the_next_change_is_the_next_one_there() -> None:
    view = DiffView(folded=False)
    async with Alone(view).run_test(size=SMALL) as pilot:
        await shown(pilot, view, *texts_far_apart())
        await press(pilot, "end")
        assert view.next_change(-1)
        assert view.current == 1
        await press(pilot, "home")
        assert view.next_change()
        assert view.current == 0


async def test_unfolding_keeps_the_change_in_sight() -> None:
    view = DiffView()
    async with Alone(view).run_test(size=SMALL) as pilot:
        await shown(pilot, view, *texts_far_apart())
        view.next_change()
        await settled(pilot)
        assert sum("unchanged" in it for it in seen(pilot.app)) >= 2
        view.toggle_folds()
        await settled(pilot)
        assert not any("unchanged" in it for it in seen(pilot.app))
        assert any("two" in it for it in seen(pilot.app))
        view.toggle_folds()
        await settled(pilot)
        assert any("two" in it for it in seen(pilot.app))


async def test_another_width_lays_it_out_anew_and_keeps_the_change_in_sight() -> None:
    view = DiffView(folded=False)
    async with Alone(view).run_test(size=SMALL) as pilot:
        await shown(pilot, view, *texts_far_apart())
        view.next_change()
        await settled(pilot)
        await pilot.resize_terminal(*LARGE)
        await settled(pilot)
        [row] = [it for it in seen(pilot.app) if it.startswith("▸")]
        assert row.count("line 200") == 2


async def test_a_megabyte_is_opened_and_scrolled() -> None:
    line = "- gives notice a day ahead and says what is not the job of the mentor, plainly"
    old = "\n".join(f"{line} {number}" for number in range(12_000))
    new = "\n".join(f"{line} {number}{' so' if number % 2 else ''}" for number in range(12_000))
    assert len(old) > 1_000_000
    view = DiffView()
    async with Alone(view).run_test(size=LARGE) as pilot:
        begun = process_time()
        await shown(pilot, view, old, new)
        opened_in = process_time() - begun
        assert view.change_count == 6_000
        begun = process_time()
        await press(pilot, "end", "pageup", "pageup", "up")
        moved_in = process_time() - begun
        assert any("plainly 119" in row for row in seen(pilot.app))
    # Drawing all of its rows would be some ten seconds.
    assert opened_in < 6
    assert moved_in < 1.5


# -- wrapping ----------------------------------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("ab ß漢😀é\u0301👩\u200d👧 -"), max_size=60)


@given(WORDS, st.integers(2, 30))
def test_no_row_is_too_wide_and_no_letter_is_lost(text: str, width: int) -> None:
    found = wrap(text, width)
    assert found[0][0] == 0
    assert found[-1][1] == len(text)
    for (_start, end), (following, _end) in pairwise(found):
        assert text[end:following] in ("", " ")
    for start, end in found:
        assert cell_len(text[start:end]) <= width or len(text[start:end].strip()) <= 7


@pytest.mark.parametrize(
    ("text", "rows_of_it"),
    [
        ("", [""]),
        ("one two three", ["one two", "three"]),
        ("one  two", ["one  two"]),
        ("aaaaaaaaaaaa", ["aaaaaaaa", "aaaa"]),
        ("漢漢漢漢漢", ["漢漢漢漢", "漢"]),
        ("ein 漢漢漢 zwei", ["ein", "漢漢漢", "zwei"]),
    ],
)
def test_words_go_to_the_next_row_whole(text: str, rows_of_it: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, 8)] == rows_of_it


@given(WORDS, WORDS, st.sampled_from([40, 60, 110]), st.booleans())
def test_every_row_has_the_width_and_all_words_are_drawn(was: str, now: str, width: int, side_by_side: bool) -> None:
    drawn = DiffRows(width, side_by_side=side_by_side)
    for line in compare(was.replace("\n", " "), now.replace("\n", " ")):
        strips = [drawn.draw(line, row, PLAIN, marked=False) for row in range(drawn.height(line))]
        assert {strip.cell_length for strip in strips} == {width}
        letters = sorted("".join(strip.text for strip in strips).replace(" ", "").replace("−", "").replace("+", ""))
        expected = line.was + (line.now if side_by_side or not line.is_kept else "")
        assert letters == sorted(expected.replace(" ", ""))


def test_a_control_character_is_not_drawn() -> None:
    drawn = DiffRows(60, side_by_side=False)
    strip = drawn.draw(DiffLine(0, None, "a\x1b[2Jb\tc", ""), 0, PLAIN, marked=False)
    assert strip.text.rstrip() == "  − a�[2Jb c"
