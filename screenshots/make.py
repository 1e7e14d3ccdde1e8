"""Draws every main screen from the real app on the sample data: `python -m screenshots.make [folder]`.

The app runs in Textual's own headless driver at a fixed moment and under a fixed account, so that the same code draws
the same pictures. SVG
always; PNG as well where a Chromium is installed, which draws the letters as wide as a terminal does.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from data import clock, i18n, identity, mentorships, open_database, sample
from data.config import Config
from tui.app import HandschlagApp
from tui.place import Name, Place
from tui.themes import LIGHT

FOLDER = Path(__file__).parent
"""Where the pictures lie that the README shows."""

MOMENT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""When the pictures are taken."""

WIDE, NARROW = (120, 40), (80, 24)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: where it is taken, and which keys are pressed before."""

    name: str
    screen: Name
    partner: str = ""
    """A part of the name of the other one; empty for home and the calendar of all."""
    keys: Sequence[str] = ()
    language: str = "en"
    size: tuple[int, int] = WIDE
    theme: str | None = None


PICTURES = (
    Picture("home", Name.HOME),
    Picture("path", Name.PATH, "Ben"),
    Picture("questions", Name.QUESTIONS, "Carla"),
    Picture("meeting", Name.MEETING, "Carla"),
    Picture("agreement", Name.AGREEMENT, "Carla"),
    Picture("logistics", Name.LOGISTICS, "Carla"),
    Picture("versions", Name.VERSIONS, "Carla"),
    Picture("calendar", Name.CALENDAR),
    Picture("review", Name.REVIEW, "Carla"),
    Picture("help", Name.AGREEMENT, "Carla", ("f1",)),
    Picture("palette", Name.PATH, "Carla", ("ctrl+p",)),
    Picture("agreement-light", Name.AGREEMENT, "Carla", theme=LIGHT.name),
    Picture("home-de", Name.HOME, language="de"),
    Picture("agreement-de", Name.AGREEMENT, "Ben", language="de"),
    Picture("calendar-de", Name.CALENDAR, language="de", size=NARROW),
    Picture("meeting-de", Name.MEETING, "Ben", language="de", size=NARROW),
)


async def draw(picture: Picture, database: Path) -> str:
    """The picture as SVG."""
    i18n.use(picture.language)
    with open_database(database) as opened, clock.pretending(MOMENT):
        mentorship_id = mentorships.find(opened, picture.partner).id if picture.partner else ""
        app = HandschlagApp(opened, Config(theme=picture.theme), Place(picture.screen, mentorship_id))
        async with app.run_test(size=picture.size) as keyboard:
            await keyboard.pause()
            await keyboard.press(*picture.keys)
            await keyboard.pause()
            return without_names_of_the_day(app.export_screenshot(title="Handschlag"))


def without_names_of_the_day(svg: str) -> str:
    """Textual gives each picture's styles a number of its own: a fixed one makes equal pictures equal files."""
    return re.sub(r"terminal-\d+", "terminal", svg)


def to_png(svg: Path) -> bool:
    """A PNG beside the SVG; False where no Chromium is installed."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return False
    width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg.read_text(encoding="utf-8")).groups()  # type: ignore[union-attr]
    subprocess.run(
        [
            chromium,
            *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"),
            f"--window-size={round(float(width))},{round(float(height))}",
            f"--screenshot={svg.with_suffix('.png')}",
            svg.as_uri(),
        ],
        check=True,
        capture_output=True,
    )
    return True


def main() -> None:
    """Draw them all, or those whose names are given after the folder."""
    folder = Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[2:]
    os.environ.update({"TZ": "Europe/Berlin", "COLORTERM": "truecolor"})
    with tempfile.TemporaryDirectory() as place, mock.patch.object(identity, "user", return_value="anna"):
        os.environ.update({"HOME": place, "XDG_CONFIG_HOME": f"{place}/config"})
        database = Path(place) / "sample.db"
        with open_database(database) as opened, clock.pretending(MOMENT):
            sample.write(opened)
        for picture in PICTURES:
            if wanted and picture.name not in wanted:
                continue
            svg = folder / f"{picture.name}.svg"
            svg.write_text(asyncio.run(draw(picture, database)), encoding="utf-8")
            drawn = to_png(svg)
            sys.stdout.write(f"{svg.name}{' and its PNG' if drawn else ''}\n")


if __name__ == "__main__":
    main()
