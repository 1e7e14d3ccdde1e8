"""The month: which days it shows, how it is walked through, what stands on a day, and what is repainted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from data import i18n
from data.model.dates import EARLIEST, LATEST
from tui.themes import DARK
from tui.widgets.day_grid import DayMark
from tui.widgets.month_grid import MonthGrid

AIRY, NARROW = (48, 13), (42, 8)
ANY_DAY = st.dates(min_value=EARLIEST, max_value=LATEST)


class GridApp(App[None]):
    """The grid alone, and what it tells."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self.start = day
        self.told: list[date] = []

    def compose(self) -> ComposeResult:
        """Just the grid."""
        yield MonthGrid(self.start)

    def on_mount(self) -> None:
        """With the real colours."""
        self.register_theme(DARK)
        self.theme = DARK.name

    @property
    def grid(self) -> MonthGrid:
        """The grid."""
        return self.query_one(MonthGrid)

    def on_day_grid_day_highlighted(self, event: MonthGrid.DayHighlighted) -> None:
        """Keep what was told."""
        self.told.append(event.day)


def lines(app: GridApp) -> list[str]:
    """What can be read, without colours."""
    return [app.grid.render_line(y).text.rstrip() for y in range(app.grid.size.height)]


def style_at(app: GridApp, text: str, y: int) -> str:
    """The style in which a piece of a line is drawn."""
    return next(str(segment.style) for segment in app.grid.render_line(y) if segment.text == text)


async def test_a_month_as_it_is_read() -> None:
    app = GridApp(date(2026, 12, 1))
    async with app.run_test(size=NARROW):
        app.grid.marks = {
            date(2026, 12, 3): frozenset({DayMark.COMMITMENT}),
            date(2026, 12, 15): frozenset({DayMark.SESSION}),
            date(2026, 12, 31): frozenset({DayMark.REVIEW}),
        }
        assert lines(app) == [
            "Wk  Mon  Tue  Wed  Thu  Fri  Sat  Sun",
            "49   30    1    2    3◆   4    5    6",
            "50    7    8    9   10   11   12   13",
            "51   14   15●  16   17   18   19   20",
            "52   21   22   23   24   25   26   27",
            "53   28   29   30   31◇   1    2    3",
            " 1    4    5    6    7    8    9   10",
            "",
        ]


async def test_with_room_the_weeks_have_air_between_them() -> None:
    app = GridApp(date(2026, 12, 1))
    async with app.run_test(size=AIRY):
        shown = lines(app)
        assert shown[0] == "Wk  Mon   Tue   Wed   Thu   Fri   Sat   Sun"
        assert [bool(line) for line in shown] == [True, False] * 6 + [True]


async def test_a_full_day_shows_the_shapes_that_fit() -> None:
    everything = {date(2026, 12, 15): frozenset(DayMark)}
    for size, cell in ((NARROW, "15◇● "), (AIRY, "15◇●◆ ")):
        app = GridApp(date(2026, 12, 1))
        async with app.run_test(size=size):
            app.grid.marks = everything
            assert any(cell in line for line in lines(app))


async def test_the_days_are_named_in_the_language_in_use() -> None:
    i18n.use("de")
    app = GridApp(date(2026, 12, 1))
    async with app.run_test(size=NARROW):
        assert lines(app)[0].split()[1:] == ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]


async def test_today_the_chosen_day_and_other_months_look_different_without_colours_too() -> None:
    app = GridApp(date(2026, 12, 15))
    async with app.run_test(size=NARROW):
        app.grid.today = date(2026, 12, 9)
        assert "underline" in style_at(app, " 9", 2)
        assert "bold" in style_at(app, "15", 3)
        assert style_at(app, "30", 1) != style_at(app, "30", 5)
        app.grid.today = date(2026, 12, 15)
        assert "underline" in style_at(app, "15", 3)
        assert "underline" not in style_at(app, " 9", 2)


async def test_the_chosen_day_stands_out_less_while_the_focus_is_elsewhere() -> None:
    app = GridApp(date(2026, 12, 15))
    async with app.run_test(size=NARROW) as pilot:
        focused = style_at(app, "15", 3)
        app.set_focus(None)
        await pilot.pause()
        assert style_at(app, "15", 3) != focused


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (["right"], date(2026, 12, 2)),
        (["left"], date(2026, 11, 30)),
        (["down"], date(2026, 12, 8)),
        (["j"], date(2026, 12, 8)),
        (["j", "k", "k"], date(2026, 11, 24)),
        (["down", "up"], date(2026, 12, 1)),
        (["right", "end"], date(2026, 12, 31)),
        (["j", "home"], date(2026, 12, 1)),
    ],
)
async def test_keys_move_by_day_week_and_to_both_ends_of_the_month(keys: list[str], day: date) -> None:
    app = GridApp(date(2026, 12, 1))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press(*keys)
        assert app.grid.day == day
        assert app.told[-1] == day


async def test_the_letters_of_the_calendar_are_left_to_it() -> None:
    bound = set(MonthGrid()._bindings.key_to_bindings)
    assert bound == {"left", "right", "up", "down", "j", "k", "home", "end"}


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2000, 1, 15), -1, EARLIEST),
        (date(2199, 12, 2), 1, LATEST),
    ],
)
async def test_steps_by_months_end_on_a_day_that_exists(start: date, months: int, end: date) -> None:
    grid = MonthGrid(start)
    grid.step_months(months)
    assert grid.day == end


async def test_a_year_on_from_29_february_is_the_28th() -> None:
    grid = MonthGrid(date(2028, 2, 29))
    grid.step_years(1)
    assert grid.day == date(2029, 2, 28)


@given(day=ANY_DAY, months=st.integers(-30_000, 30_000))
def test_no_step_leaves_the_calendar(day: date, months: int) -> None:
    grid = MonthGrid(day)
    grid.step_months(months)
    assert EARLIEST <= grid.day <= LATEST


@given(day=ANY_DAY)
def test_six_weeks_hold_every_month(day: date) -> None:
    grid = MonthGrid(day)
    following = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    assert grid.first_shown.weekday() == 0
    assert grid.last_shown.weekday() == 6
    assert (grid.last_shown - grid.first_shown).days == 41
    assert grid.first_shown <= day.replace(day=1)
    assert grid.last_shown >= following - timedelta(days=1)


@pytest.mark.parametrize("day", [EARLIEST, LATEST])
async def test_the_ends_of_the_calendar_are_drawn_and_held(day: date) -> None:
    app = GridApp(day)
    async with app.run_test(size=AIRY) as pilot:
        assert f"{day.day:>2}" in "".join(lines(app))
        await pilot.press("left", "up") if day == EARLIEST else await pilot.press("right", "down")
        assert app.grid.day == day
        assert app.told == []


@pytest.mark.parametrize("size", [AIRY, NARROW])
async def test_a_click_chooses_the_day_under_it(size: tuple[int, int]) -> None:
    app = GridApp(date(2026, 12, 1))
    async with app.run_test(size=size) as pilot:
        y = next(y for y, line in enumerate(lines(app)) if "16" in line)
        x = lines(app)[y].index("16")
        await pilot.click(MonthGrid, offset=(x, y))
        assert app.grid.day == date(2026, 12, 16)
        await pilot.click(MonthGrid, offset=(x, 0))
        await pilot.click(MonthGrid, offset=(1, y))
        assert app.told == [date(2026, 12, 16)]


async def test_nothing_is_told_while_the_day_stays() -> None:
    app = GridApp(date(2026, 12, 1))
    async with app.run_test(size=NARROW) as pilot:
        app.grid.go_to(date(2026, 12, 1))
        await pilot.pause()
        assert app.told == []


async def test_a_step_within_the_month_repaints_two_weeks_only(monkeypatch: pytest.MonkeyPatch) -> None:
    app = GridApp(date(2026, 12, 1))
    drawn: set[int] = set()
    real = MonthGrid.render_line

    def noted(grid: MonthGrid, y: int) -> object:
        drawn.add(y)
        return real(grid, y)

    async with app.run_test(size=AIRY) as pilot:
        await pilot.pause()
        monkeypatch.setattr(MonthGrid, "render_line", noted)
        await pilot.press("down")
        await pilot.pause()
        assert drawn == {2, 4}
        drawn.clear()
        app.grid.marks = {date(2026, 12, 31): frozenset({DayMark.REVIEW})}
        await pilot.pause()
        assert drawn == {10}
