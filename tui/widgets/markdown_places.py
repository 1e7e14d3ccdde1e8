"""Where in a paragraph the signs of Markdown stand.

The inline parser says what a paragraph means, but not where in it. Here its rules note from where to where they read,
so that what is coloured is what the preview takes for emphasis, code or a link, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .preview.block import References, parser

Rule = Callable[[StateInline, bool], bool]

_PLACES = "places"
"""The key in the environment under which the rules note what they read."""
_NOTED = ("backticks", "link", "image", "autolink", "html_inline", "footnote_ref", "emphasis", "strikethrough")
_SIGNS = frozenset("*_`[<~!")
"""Without one of these a paragraph has nothing to colour."""


class Place(NamedTuple):
    """What a rule read: from the character `start` to before `end`."""

    kind: str
    start: int
    end: int
    signs: tuple[Token, ...] = ()
    """One token for each sign of a run that may begin or end emphasis."""
    label_end: int = -1
    """Where the words of a link end."""
    address: str = ""
    """Where a link or a picture leads."""


class Part(NamedTuple):
    """A part of a paragraph that is to look otherwise: from the character `start` to before `end`."""

    start: int
    end: int
    kind: str
    """`strong`, `emphasis`, `strike`, `code`, `link`, `target`, `html` or `sign`."""


def inline_parser() -> MarkdownIt:
    """The parser of the preview, with rules that note where they read."""
    markdown = parser()
    ruler = markdown.inline.ruler
    for name, rule in zip(ruler.get_active_rules(), ruler.getRules(""), strict=True):
        if name in _NOTED:
            ruler.at(name, _noting(name, rule))
    return markdown


def _noting(name: str, rule: Rule) -> Rule:
    """The same rule, which notes where it read."""

    def noted(state: StateInline, silent: bool) -> bool:
        places: list[Place] = state.env[_PLACES]
        start, count, tokens = state.pos, len(places), len(state.tokens)
        if not rule(state, silent):
            return False
        if len(state.tokens) > tokens:  # Else it read in silence, or backticks that nothing closes.
            if name == "image":
                del places[count:]  # Its words were read as a text of their own, and counted from its beginning.
            places.append(_place(name, state, start, tokens))
        return True

    return noted


def _place(name: str, state: StateInline, start: int, first_token: int) -> Place:
    end = state.pos
    if name == "emphasis":
        return Place(name, start, end, tuple(state.tokens[start - end :]))
    if name == "strikethrough":
        return Place(name, start, end, tuple(state.tokens[-((end - start) // 2) :]))
    if name in ("link", "image"):
        opening = start + (name == "image")
        label_end = state.md.helpers.parseLinkLabel(state, opening, name == "link")
        return Place(name, start, end, label_end=label_end, address=_leads(state.tokens[first_token:]))
    return Place(name, start, end, address=_leads(state.tokens[first_token:]) if name == "autolink" else "")


def _leads(tokens: list[Token]) -> str:
    """Where the outermost link or picture leads that a rule has read."""
    found = next(it for it in tokens if it.type in ("link_open", "image"))
    return str(found.attrs["href" if found.type == "link_open" else "src"])


def places_of(markdown: MarkdownIt, content: str, references: References) -> list[Place]:
    """What the rules read in the words of a paragraph, the inner before the outer."""
    if _SIGNS.isdisjoint(content):
        return []
    places: list[Place] = []
    markdown.inline.parse(content, markdown, {**references.environment(), _PLACES: places}, [])
    return places


def parts_of(markdown: MarkdownIt, content: str, references: References) -> list[Part]:
    """What is to look otherwise in the words of a paragraph, the outer before the inner."""
    places = places_of(markdown, content, references)
    parts = [part for place in places for part in _parts(place)]
    parts += _pairs(places)
    return sorted(parts, key=lambda part: (part.start, -part.end, part.kind == "sign"))


def _parts(place: Place) -> Iterator[Part]:
    """The parts of what one rule read alone."""
    kind, start, end, _signs, label_end, _address = place
    match kind:
        case "backticks":
            yield Part(start, end, "code")
        case "html_inline":
            yield Part(start, end, "html")
        case "autolink" | "footnote_ref":
            yield Part(start, end, "link")
        case "link" | "image":
            yield Part(start, end, "target")
            yield Part(start + (1 if kind == "link" else 2), label_end, "link")


_PAIRED = {"strong": ("strong", 2), "em": ("emphasis", 1), "s": ("strike", 2)}


def _pairs(places: list[Place]) -> Iterator[Part]:
    """What stands between a beginning and an end of emphasis, with both signs."""
    opened: list[int] = []
    for place in sorted(places, key=lambda it: it.start):
        width = 2 if place.kind == "strikethrough" else 1
        first = place.end - width * len(place.signs)
        for index, token in enumerate(place.signs):
            name, _underline, edge = token.type.partition("_")
            if name not in _PAIRED:
                continue
            kind, length = _PAIRED[name]
            start = first + width * index
            if edge == "open":
                # Of the two signs of strong emphasis, the inner one is the beginning.
                start -= length - width
                opened.append(start)
            elif opened:
                yield Part(opened.pop(), start + length, kind)
            yield Part(start, start + length, "sign")
