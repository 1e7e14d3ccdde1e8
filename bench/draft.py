"""A text as a file, and as the draft of an agreement in a database."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from data import Prose, marks, mentorships, open_database, versions

from .documents import middle

ROOT = Path(__file__).resolve().parents[1]
"""The checkout."""


class Draft:
    """A text with the cursor in its middle, at the end of a line, for either program."""

    def __init__(self, folder: Path, name: str, text: str) -> None:
        self.name = name
        """What it is called in the table."""
        self.database = folder / f"{name}.db"
        """The database of which it is the draft."""
        self._file = folder / f"{name}.md"
        self._file.write_text(text, "utf-8")
        self._row = middle(text)
        with open_database(self.database) as database:
            mentorship = mentorships.create(
                database, mentor="Anna Weber", mentee="Ben Okafor", language="en", zone="Europe/Berlin"
            )
            prose = Prose.open(database, versions.draft_key(mentorship.id))
            prose.replace(0, len(prose.text.encode()), text)
            # A text opens where one was in it, so that both panes show its middle.
            above = "\n".join(text.split("\n")[: self._row + 1])
            prose.remember_place(marks.mark_at(prose.text, len(above.encode("utf-8"))))
            prose.close()

    def stock(self) -> list[str]:
        """The command that shows it in Textual's own text area."""
        return [sys.executable, "bench/stock.py", str(self._file), str(self._row)]

    def own(self) -> list[str]:
        """The command that opens a copy of it in the app."""
        words = [sys.executable, "-m", "tui", "--db", "copy.db", "--lang", "en", "open", "Ben", "agreement"]
        copying = f'cp {shlex.quote(str(self.database))} "$HOME/copy.db"'
        start = shlex.join(words).replace("copy.db", '"$HOME/copy.db"')
        return ["sh", "-c", f"{copying} && exec {start}"]
