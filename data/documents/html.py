"""Markdown as one HTML page that stands for itself: for a screen and for paper (A4), without scripts, loading nothing.

Whatever people typed is text: HTML of theirs is shown, not obeyed, and what would turn the direction of reading is
replaced. The page forbids itself everything (Content-Security-Policy) but its own style, which it names by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML

from ..clean import FORBIDDEN, REPLACEMENT
from .parsed import SOURCE, TARGET, parsed, parser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

STYLE = """
:root { color-scheme: light dark; --quiet: #5b6470; --line: #b8bfc8; --warn: #9a3412; }
@media (prefers-color-scheme: dark) { :root { --quiet: #a3adba; --line: #4b5563; --warn: #fdba74; } }
body { font: 17px/1.5 Georgia, "Liberation Serif", serif; max-width: 40em; margin: 2em auto; padding: 0 1.2em; }
h1, h2, h3, h4, h5, h6, th, summary, .mark { font-family: system-ui, "Liberation Sans", sans-serif; line-height: 1.25; }
h1 { font-size: 1.7em; } h2 { font-size: 1.3em; margin-top: 1.6em; } h3 { font-size: 1.1em; }
p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6 { unicode-bidi: plaintext; overflow-wrap: anywhere; }
li { margin: .25em 0; } li > p { margin: .25em 0; } li.task { list-style: none; }
blockquote { margin: 1em 0; padding: .1em 1em; border-left: .25em solid var(--line); }
.notice blockquote { border-color: var(--warn); color: var(--warn); }
hr { border: 0; border-top: 1px solid var(--line); margin: 2.2em 0; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { border: 1px solid var(--line); padding: .3em .6em; vertical-align: top; text-align: left; }
th.right, td.right { text-align: right; } th.center, td.center { text-align: center; }
pre, code { font: .85em/1.45 ui-monospace, "Liberation Mono", monospace; overflow-wrap: anywhere; }
pre code { font: inherit; }
pre { white-space: pre-wrap; padding: .6em .8em; border: 1px solid var(--line); }
pre[data-info]::before { content: attr(data-info); display: block; color: var(--quiet); }
.source, .target { color: var(--quiet); } .target { overflow-wrap: anywhere; }
dd, .footnote { margin-left: 1.6em; } dt { font-weight: bold; } .footnote { font-size: .9em; }
.footnote > .source + p { display: inline; }
.mark { display: none; } details { margin: 1.5em 0; } summary { cursor: pointer; }
@page { size: A4; margin: 22mm 20mm 22mm 25mm; }
@media print {
  :root { color-scheme: light; --quiet: #444; --line: #888; --warn: #000; }
  body { font-size: 11pt; max-width: none; margin: 0; padding: 0; }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; } li, tr, blockquote { break-inside: avoid; }
  p { orphans: 3; widows: 3; }
  a { color: inherit; text-decoration: none; } details, .screen { display: none; }
  .mark { display: block; position: fixed; top: 40%; left: 0; right: 0; z-index: -1; text-align: center; color: #ddd; }
  .mark { font-size: 40pt; font-weight: bold; transform: rotate(-30deg); print-color-adjust: exact; }
}
"""


class _Renderer(RendererHTML):
    """Everything typed as text; alignment as classes, for a style in an attribute is forbidden."""

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """With a box, where there is one to tick."""
        checked = tokens[idx].meta.get("checked")
        if checked is None:
            return self.renderToken(tokens, idx, options, env)
        return f'<li class="task"><span class="box">{"☑" if checked else "☐"}</span> '

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Code, with what was typed behind the fence."""
        info = tokens[idx].info.strip()
        said = f' data-info="{escapeHtml(info)}"' if info else ""
        return f"<pre{said}><code>{escapeHtml(tokens[idx].content)}</code></pre>\n"

    def source(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """What Markdown would hide. The parser of HTML drops a line end right after the tag."""
        return f'<pre class="source">\n{escapeHtml(tokens[idx].content)}</pre>\n'

    def target(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Where a link leads."""
        return f'<span class="target">{escapeHtml(tokens[idx].content)}</span>'

    def html_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """HTML of a person's is words."""
        return f'<span class="source">{escapeHtml(tokens[idx].content)}</span>'

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Never comes: it is a source by then. Should it come, it is words too."""
        return self.source(tokens, idx, options, env)

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Tells the other side nothing of this page."""
        return f'<a href="{escapeHtml(str(tokens[idx].attrs["href"]))}" rel="noreferrer noopener">'

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The label of the note."""
        return f"<sup>[{escapeHtml(tokens[idx].meta['label'])}]</sup>"

    def footnote_reference_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A note, where it was written."""
        return f'<div class="footnote"><span class="source">[{escapeHtml(tokens[idx].meta["label"])}]</span>\n'

    def footnote_reference_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Its end."""
        return "</div>\n"

    def td_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A cell."""
        side = str(tokens[idx].attrs.get("style", "")).rpartition(":")[2]
        return f'<{tokens[idx].tag} class="{escapeHtml(side)}">' if side else f"<{tokens[idx].tag}>"

    th_open = td_open


@cache
def _renderer() -> _Renderer:
    renderer = _Renderer()
    assert {SOURCE, TARGET} <= renderer.rules.keys(), "what is named in the parser has its way of being drawn"
    return renderer


def fragment(markdown: str) -> str:
    """Markdown as HTML without a page around it; whatever is in it ends with it."""
    drawn = _renderer().render(parsed(markdown), parser().options, {})
    return FORBIDDEN.sub(REPLACEMENT, drawn)


def words(text: str) -> str:
    """Words as HTML, harmless wherever they stand."""
    return FORBIDDEN.sub(REPLACEMENT, escapeHtml(text))


def page(title: str, language: str, body: str) -> str:
    """A page of its own around a body that is HTML; the title is words."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return f"""<!DOCTYPE html>
<html lang="{words(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Handschlag">
<title>{words(title)}</title>
<style>{STYLE}</style>
</head>
<body>
{body}</body>
</html>
"""


def document(markdown: str, language: str) -> str:
    """A whole Markdown document as a page, called by its first heading."""
    return page(title_of(markdown), language, fragment(markdown))


def title_of(markdown: str) -> str:
    """The words of its first heading; empty where there is none."""
    tokens = parsed(markdown)
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            return "".join(it.content for it in token.children or () if it.type in ("text", "code_inline"))
    return ""
