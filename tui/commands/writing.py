"""What helps to write Markdown. All keys work while one types; whoever's terminal keeps one finds it in the palette."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class Embolden(Command):
    """Make the selection or the word at the cursor bold; once more takes it off."""

    key = "alt+t"
    title = N_("Bold")
    priority = True


class Italicise(Command):
    """Make the selection or the word at the cursor italic; once more takes it off."""

    key = "alt+i"
    title = N_("Italic")
    priority = True


class NextHeadingLevel(Command):
    """Make the line a heading, of the next level each time, after the third none again."""

    key = "alt+h"
    title = N_("Heading")
    priority = True


class MakeLink(Command):
    """Make a link of the selection or the word at the cursor; within a link, take it off."""

    key = "alt+l"
    title = N_("Link")
    priority = True


class MoveLinesUp(Command):
    """Move the point at the cursor up with all that belongs to it; elsewhere the line, or the selected lines."""

    key = "alt+up"
    title = N_("Move up")
    priority = True


class MoveLinesDown(Command):
    """Move the point at the cursor down with all that belongs to it; elsewhere the line, or the selected lines."""

    key = "alt+down"
    title = N_("Move down")
    priority = True


class EditOutside(Command):
    """Edit the text in your own editor ($VISUAL or $EDITOR); what has changed meanwhile is merged."""

    key = "alt+e"
    title = N_("Edit in your own editor")
    priority = True


class CountWords(Command):
    """Count the words of the text, and of the selection."""

    key = "alt+z"
    title = N_("Count words")
    priority = True


class OtherPane(Command):
    """Go to the other part of the screen. In a list Tab indents instead."""

    key = "f6"
    title = N_("Other pane")
    priority = True


WRITING = (
    Embolden,
    Italicise,
    NextHeadingLevel,
    MakeLink,
    MoveLinesUp,
    MoveLinesDown,
    EditOutside,
    CountWords,
    OtherPane,
)
"""On every screen with a Markdown text."""


class FindText(Command):
    """Find and replace in the text; Enter goes on to the next place, ↑ back to the one before."""

    key = "ctrl+f"
    title = N_("Find and replace")
    hint = N_("find")
    priority = True


class UseRegex(Command):
    """Take what is sought as a regular expression, or as it stands."""

    key = "alt+x"
    title = N_("Find a regular expression")
    priority = True


class MindCase(Command):
    """Let capitals and small letters differ in what is sought, or not."""

    key = "alt+g"
    title = N_("Find with capitals")
    priority = True


class ReplaceAll(Command):
    """Replace what is sought everywhere, as one step."""

    key = "alt+v"
    title = N_("Replace all")
    priority = True


FINDING = (UseRegex, MindCase, ReplaceAll)
"""While the find bar is open."""


class WidenText(Command):
    """Give more room to the text and less to the preview; it is remembered."""

    key = "alt+right"
    title = N_("More room for the text")
    priority = True


class NarrowText(Command):
    """Give less room to the text and more to the preview; it is remembered."""

    key = "alt+left"
    title = N_("More room for the preview")
    priority = True


class PreviewDown(Command):
    """Scroll the preview down while you stay in the text."""

    key = "alt+pagedown,ctrl+pagedown"
    title = N_("Scroll the preview down")
    priority = True


class PreviewUp(Command):
    """Scroll the preview up while you stay in the text."""

    key = "alt+pageup,ctrl+pageup"
    title = N_("Scroll the preview up")
    priority = True


PANES = (WidenText, NarrowText, PreviewDown, PreviewUp)
"""Beside a preview."""
