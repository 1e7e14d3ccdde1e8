"""The words of a paragraph, a heading or a cell, each in its style. A link shows where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.style import Style

from data.clean import shown

from .block import References
from .styles import BOLD, Styles, both, foreground
from .words import Run

_ADDED = {
    "strong_open": BOLD,
    "em_open": Style(italic=True),
    "s_open": Style(strike=True),
}


def runs(markdown: MarkdownIt, content: str, references: References, styles: Styles, base: Style) -> list[Run]:
    """The words of an inline token, from the style that they have before anything is added."""
    children: list[Token] = []
    markdown.inline.parse(content, markdown, references.environment(), children)
    return list(_runs(children, styles, base))


def _runs(tokens: Sequence[Token], styles: Styles, base: Style) -> Iterator[Run]:
    stack = [base]
    links: list[tuple[Token, list[str]]] = []
    for token in tokens:
        added = _ADDED.get(token.type)
        if added is not None:
            stack.append(both(stack[-1], added))
            continue
        match token.type:
            case "softbreak":
                yield " ", stack[-1]
            case "hardbreak":
                yield "\n", stack[-1]
            case "code_inline":
                yield shown(token.content), styles.code
            case "html_inline":
                yield shown(token.content), styles.muted
            case "link_open":
                links.append((token, []))
                stack.append(both(stack[-1], foreground(styles.link)))
            case "link_close":
                stack.pop()
                opened, words = links.pop()
                yield from _target(styles, opened, "href", "".join(words))
            case "image":
                yield f"▣ {shown(token.content)}", both(stack[-1], foreground(styles.link))
                yield from _target(styles, token, "src", token.content)
            case "footnote_ref":
                yield f"[{shown(token.meta['label'])}]", styles.link
            case _ if token.nesting < 0:
                stack.pop()
            case _ if token.content:
                for _opened, words in links:
                    words.append(token.content)
                yield shown(token.content), stack[-1]


def _target(styles: Styles, token: Token, attribute: str, text: str) -> Iterator[Run]:
    """Where a link leads, in brackets behind its words; nothing when the words say it."""
    target = shown(str(token.attrs.get(attribute, "")))
    title = shown(str(token.attrs.get("title", "")))
    words = " ".join(part for part in (target, title and f'"{title}"') if part)
    if words and words not in (text, f"mailto:{text}"):
        yield f" ({words})", styles.muted
