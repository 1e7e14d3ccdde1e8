"""The formats in which documents leave the app: Markdown, one HTML page that stands for itself, plain text."""

from __future__ import annotations

from pathlib import PurePath

from ..model.format import Format

_ENDINGS = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".txt": Format.TEXT,
}


def format_of(path: PurePath) -> Format | None:
    """The format that the ending of a name asks for; None where it asks for none of ours."""
    return _ENDINGS.get(path.suffix.lower())


def with_ending(file_name: str, form: Format) -> str:
    """The name of a Markdown document, for another format."""
    return file_name.removesuffix(Format.MARKDOWN.ending) + form.ending


def rendered(markdown: str, form: Format, language: str) -> str:
    """A Markdown document that the app has written, in a format; a copy of an agreement is more than that."""
    if form is Format.HTML:
        from .html import document

        return document(markdown, language)
    if form is Format.TEXT:
        from .plain import plain

        return plain(markdown)
    return markdown
