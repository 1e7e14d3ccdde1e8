"""Templates that others might bring along: built as real ones are, in words of our own.

What each is built after, of the kinds of mentoring agreements that are published as Markdown or as pages of the web:

- `wiki-page.md`: the page of a research group's wiki. YAML front matter, one numbered list of questions with hints and
  nested questions, a quote at the end, no line end after it.
- `numbered-contract.md`: a training centre's contract. Windows line ends, numbers that go on over several headings,
  rules right below an item, blanks at the ends of lines, lines to sign on.
- `expectations-table.md`: the plan sheet of a journal article. A byte order mark, underlined headings, tables with
  empty, missing and surplus cells, footnotes, link references.
- `issue-form.md`: the form of an issue in an open source project. Front matter with lists, HTML comments, boxes to
  tick, tabs, HTML, code.
- `vereinsformular.md`: the form of a German association. A byte order mark, Windows line ends, paragraphs with §,
  letters in composed and in decomposed form, lines to fill in, definition lists, blank lines at the end.
- `group-compact.md`: the compact of a group at a university. Headings of the second level before the first, paragraphs
  between the items of a list, definition lists, a comment that nobody closed.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "templates"
"""Where they lie."""

NAMES = sorted(it.name for it in FOLDER.glob("*.md"))
"""Their files."""
