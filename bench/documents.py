"""The texts that the bench types into: agreements of a given size, the same on every machine."""

from __future__ import annotations

from pathlib import Path

TEMPLATE = Path(__file__).resolve().parents[1] / "data" / "texts" / "en" / "agreement.md"

_CHAPTER = """
## Part {number}

Both of us look at **what we want to learn** in part {number}, and at _how_ we will notice that it was learnt. What is
agreed here was talked through, read aloud and understood by both; see `part-{number}.md` and the
[guide](https://example.org/guide/{number}).

- gives notice of changes a day ahead, number {number}
- is open to feedback and to suggestions
  - asks back where something is unclear
  - says *when* something cannot be done
- [x] read the guide
- [ ] bring an example of part {number}

> What we tell each other stays between us, also after the mentoring has ended.

| what | who | when |
|------|-----|------|
| reading list {number} | mentor | first week |
| example | mentee | second week |

1. first we look back
2. then we look ahead
3. then we fix the next date
"""


def agreement(size: int) -> str:
    """An agreement of about `size` characters: the bundled template, then one chapter after the other."""
    text, number = TEMPLATE.read_text("utf-8"), 0
    while len(text) < size:
        number += 1
        text += _CHAPTER.format(number=number)
    return text


def one_list(size: int) -> str:
    """A list of about `size` characters without an empty line in it: one block of Markdown."""
    lines: list[str] = []
    length = 0
    while length < size:
        number = len(lines) + 1
        lines.append(f"- point {number}: gives notice of changes a day ahead, and asks back where something is unclear")
        length += len(lines[-1]) + 1
    return "\n".join(lines) + "\n"


def middle(text: str) -> int:
    """The line nearest behind the middle of a text that is the last of a paragraph or an item of a list."""
    lines = text.split("\n")
    for row in range(len(lines) // 2, len(lines)):
        if lines[row].startswith(("- gives", "- point")):
            return row
    return len(lines) - 1
