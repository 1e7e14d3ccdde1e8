"""The live preview of a Markdown text."""

from .preview import Preview

__all__ = ["Preview"]
