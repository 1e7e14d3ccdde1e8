"""A copy as one HTML page, and read back out of it.

The page follows from the copy alone, so that it can be checked: it shows both texts, each rendered for itself, what
stands around them, and at its end the whole Markdown text of the copy, letter by letter. Whoever takes that out has the
copy again.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from ..clean import FORBIDDEN, REPLACEMENT, shown
from ..i18n import LANGUAGES, _, using
from .copy import mark
from .copy_parts import parts_of
from .html import fragment, page, words

if TYPE_CHECKING:
    from .record import CopyRecord

_BEGINS = "<!DOCTYPE html>\n"
_LANGUAGE = re.compile(f'{re.escape(_BEGINS)}<html lang="([a-z]+)">\n')
_INSIDE = re.compile(r'<pre id="handschlag-copy">\n(.*?)</pre>', re.DOTALL)
_HIDDEN = re.compile(f"{FORBIDDEN.pattern}|[\x0b\x0c\r\u2028\u2029]")
_HIDDEN_AS_NUMBER = re.compile(f'<span data-code="([0-9A-F]{{1,6}})">{REPLACEMENT}</span>')


def copy_page(copy: str, record: CopyRecord, frame: str) -> str:
    """The page of a copy whose frame is in a language; the same copy always gives the same page."""
    parts = parts_of(copy, record)
    text_language = words(record.language)
    with using(frame):
        marked = mark(record)
        sentence = _(
            "“handschlag verify FILE” checks this page. The commands above are for the Markdown text of this copy, "
            "which stands here in full: copy all of it into a file first."
        )
        body = [f'<div class="mark" aria-hidden="true">{words(marked)}</div>' if marked else ""]
        body += [_notice(parts.above), f'<article lang="{text_language}">\n{fragment(parts.agreement)}</article>\n<hr>']
        body += [_notice(parts.between), f'<article lang="{text_language}">\n{fragment(parts.annex)}</article>\n<hr>']
        body += [f'<footer>\n{fragment(parts.below)}<p class="screen">{words(sentence)}</p>\n</footer>']
        summary = words(_("The Markdown text of this copy"))
        inside = f'<pre id="handschlag-copy">\n{_inside(copy)}</pre>'
        body += [f"<details>\n<summary>{summary}</summary>\n{inside}\n</details>"]
        return page(_title(record), frame, "\n".join(it for it in body if it) + "\n")


def _notice(markdown: str) -> str:
    return f'<div class="notice">\n{fragment(markdown)}</div>' if markdown.strip() else ""


def _title(record: CopyRecord) -> str:
    marked = mark(record)
    text = (
        _("{mark} – Mentoring agreement of {mentor} and {mentee}")
        if marked
        else _("Mentoring agreement of {mentor} and {mentee}")
    )
    return text.format(mark=marked, mentor=shown(record.mentor), mentee=shown(record.mentee))


# -- the copy within its page ------------------------------------------------------------------------------------------


def _inside(copy: str) -> str:
    """The copy as text of HTML; what a browser would change or must not show stands there as its number."""
    return _HIDDEN.sub(lambda it: f'<span data-code="{ord(it[0]):X}">{REPLACEMENT}</span>', html.escape(copy))


def is_page(text: str) -> bool:
    """Whether a file looks like the page of a copy; line ends are LF."""
    return text.startswith(_BEGINS) and _INSIDE.search(text) is not None


def copy_in(text: str) -> tuple[str, str]:
    """The copy within a page, and the language of its frame; both empty where there is none."""
    found, language = _INSIDE.search(text), _LANGUAGE.match(text)
    if found is None or language is None or language[1] not in LANGUAGES:
        return "", ""
    # Text and numbers take turns.
    parts = _HIDDEN_AS_NUMBER.split(found[1])
    parts[::2] = [html.unescape(part) for part in parts[::2]]
    parts[1::2] = [chr(min(int(part, 16), 0x10FFFF)) for part in parts[1::2]]
    return "".join(parts), language[1]
