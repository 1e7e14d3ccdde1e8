"""What is seen on the screen of the app that a test drives."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.widget import Widget
from textual.widgets import Static


def rows(app: App[Any]) -> list[str]:
    """The screen as it is drawn, row by row, dialogs and notices included."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def seen(app: App[Any]) -> str:
    """The whole screen as one text."""
    return "\n".join(rows(app))


def part(app: App[Any], where: str | Widget) -> str:
    """What is drawn of a widget, wrapped words joined again by single blanks."""
    widget = app.screen.query_one(where) if isinstance(where, str) else where
    region = widget.region
    strips = app.screen._compositor.render_strips()[region.y : region.bottom]
    return " ".join(" ".join(strip.crop(region.x, region.right).text for strip in strips).split())


def footer(app: App[Any]) -> str:
    """The footer line."""
    return rows(app)[-1].strip()


def header(app: App[Any]) -> str:
    """The header line, runs of blanks as one."""
    return " ".join(rows(app)[0].split())


def told(app: App[Any]) -> list[str]:
    """The sentences that the app has told and not taken away yet, the oldest first."""
    return [notice.message for notice in app._notifications]


def mended(app: App[Any]) -> str:
    """The sentence below the fields of the dialog that is open; empty where none is shown."""
    place = app.screen.query_one("#error", Static)
    return part(app, place) if place.has_class("-shown") else ""


def focused(app: App[Any]) -> str:
    """The id of the widget that takes the keys; empty for none."""
    return "" if app.focused is None else app.focused.id or type(app.focused).__name__
