"""A screen with a Markdown text: the address of a link in it can be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..commands.linking import CopyLink
from ..link_copying import copy_link
from ..widgets.markdown_editor import MarkdownEditor
from ..widgets.preview import Preview
from ..widgets.preview.blocks import BlockList
from ..widgets.prose_editor import ProseEditor
from .base import MentorshipScreen

if TYPE_CHECKING:
    from ..commands import Command


class LinkingScreen(MentorshipScreen):
    """The command for the text that one is in, else for the one that is read here."""

    @classmethod
    def all_commands(cls) -> tuple[type[Command], ...]:
        """The commands of this screen, this one, and the others."""
        return (*cls.OFFERS, CopyLink, *super().all_commands()[len(cls.OFFERS) :])

    @property
    def _linking(self) -> ProseEditor | Preview | None:
        if isinstance(self.focused, ProseEditor | Preview):
            return self.focused
        texts = (*self.query(Preview), *self.query(ProseEditor))
        return next((it for it in texts if it.region.height), None)

    def can_copy_link(self) -> bool:
        """A text is to be seen."""
        return self._linking is not None

    def do_copy_link(self) -> None:
        """The one at the cursor, where there is a cursor."""
        text = self._linking
        if text is not None:
            place = text.cursor_location if isinstance(text, ProseEditor) and text.has_focus else None
            copy_link(self, _blocks_of(text), place)


def _blocks_of(text: ProseEditor | Preview) -> BlockList:
    """Those that it keeps; of a text without a preview they are made when they are asked for."""
    return text.blocks if isinstance(text, MarkdownEditor | Preview) else BlockList(text.document.lines)
