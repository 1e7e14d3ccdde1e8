"""What somebody may type, paste, import or write into the database: texts that want to be more than text.

`texts` makes any number of them, each with a mark by which it is found again; `forbidden` says what of an output a
terminal would have acted on that is not ours.
"""

from __future__ import annotations

import random
import re

from data.clean import FORBIDDEN

CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
"""C0, DEL, C1."""

TURNING = list("\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069")
"""What turns the writing round, breaks the line, or is not seen."""

INVISIBLE = ["\ufeff", "\ufff9", "\ufffb", "\U000e0001", "\U000e0041", "\u206a", "\u00ad"]

SEQUENCES = [
    "\x1b[2J", "\x1b[53;53m", "\x1b]0;title\x07", "\x1b]52;c;SGFja2Vk\x07", "\x1b]8;;https://evil.example\x1b\\",
    "\x1bP+q544e\x1b\\", "\x9b2J", "\x9d52;c;SGFja2Vk\x9c", "\x1bc", "\x1b[6n", "\x1b[>c", "\x1b[?1049l",
    "\x1b_Ga=T\x1b\\", "\x1b^x\x1b\\", "\x1b[201~", "\x1b[200~", "\x1b[99;9;9;9;9;9;9;9;9;9;9;9;9;9;9;9;9u\ry",
    "\x1b]1337;File=:QQ==\x07", "\x1b[3;1;1t", "\x1b%G", "\x1b(0", "\x90q\x9c", "\x85", "\r\n\x1b[A", "\x1b[8m", "\x0e",
    "\x05", "\b\b\b\b",
]  # fmt: skip

MARKUP = [
    "[@click=app.hostile]ring[/]", "[@click=app.hostile('x')]ring", "[@click=hostile]x[/]", "[@click=app.quit]q[/]",
    "[@click=screen.hostile]s[/]", '[@click="app.simulate_key(\'y\')"]k[/]', "[@click=app.bell]b[/]", "[/]", "[/foo]",
    "[bold]B[/bold]", "[red", "a [ b ] [[c", "[link=https://evil.example]l[/link]", "[$primary]p[/]", "[not bold]",
    "[@mouse.up=app.hostile]m[/]", "[on red]", "\\[", "\\", "[]", "[x]", "[1]", "[auto]",
]  # fmt: skip

CODE = [
    "{braces}", "{0.__class__}", "{name!r:>99999}", "{", "}", "%s %d %(x)s", "%", "$(id)", "`id`", "${HOME}", ":smile:",
    "' OR 1=1 --", '"; DROP TABLE', "<b>w</b>", "<script>", "&amp;", "&#27;", "../../etc/passwd", "-rf", "--help",
    "# x", "**y**", "[a](javascript:b)", "![](file:///etc/passwd)", "<https://evil.example>", "[a](../../.ssh/id_rsa)",
    "| a | b |", "- [ ] x", "```", "<!-- handschlag -->", "[^1]", "\\x1b[2J", "&#x1b;[2J", "[a](https://x/\x1b[2J)",
]  # fmt: skip

HARMLESS = [
    "👩‍👩‍👧‍👦", "✌🏽", "❤️", "Zoë", "n̈", "שלום", "سلام", "می‌خواهم", "日本", "กำ", "é", "Ǆ", "🏳️‍🌈",
]  # fmt: skip
"""What has to be left as it is: emoji with their joiners, combining characters, letters of every script."""

MARK = re.compile("Q[0-9]{4}q")
"""The mark of a text."""


def texts(seed: int, count: int, begin: int = 0) -> list[str]:
    """So many texts, marked from a number on."""
    chance = random.Random(seed)
    kinds = (CONTROLS, TURNING, INVISIBLE, SEQUENCES, SEQUENCES, MARKUP, MARKUP, CODE, HARMLESS)
    made = []
    for number in range(begin, begin + count):
        pieces = [chance.choice(chance.choice(kinds)) for _piece in range(chance.randint(2, 5))]
        made.append(f"Q{number % 10_000:04}q{''.join(pieces)}z")
    return made


# -- what a terminal gets ----------------------------------------------------------------------------------------------

_OURS = re.compile(
    r"\x1b\[[0-9;]*m"  # colours
    r"|\n?\x1b\[[0-9]+;[0-9]+H"  # the cursor; Textual ends a line before
    r"|\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]"  # modes
    r"|\x1b\[\?(?:2026|2048)\$p|\x1b\[[<>=][0-9;]*u|\x1b\[>1u"  # questions about modes, kitty's keys
    r"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"  # what a person has sent to the clipboard
    r"|\x1b\]22;[a-z-]+\x07"  # the shape of the pointer
)
"""The sequences that the app sends itself; each of ours is unlike those in `SEQUENCES`."""

_THEIRS = ("\x1b[53;53m", "\x1b]52;c;SGFja2Vk\x07")
"""What would be allowed as ours by its form."""

_ACTED_ON = re.compile(f"{FORBIDDEN.pattern}|[\t-\r\u2028\u2029]")


def forbidden(output: str) -> list[str]:
    """What a terminal would act on that the app has not sent of its own accord, each with what stands around it."""
    return _found(_OURS.sub(lambda found: found.group() if found.group() in _THEIRS else "", output))


def forbidden_in_lines(printed: str) -> list[str]:
    """What a terminal would act on in what a command prints: lines, and no sequence at all."""
    return _found(printed.replace("\r\n", "").replace("\n", ""))


def _found(rest: str) -> list[str]:
    return [ascii(rest[max(0, it.start() - 30) : it.end() + 10]) for it in _ACTED_ON.finditer(rest)]
