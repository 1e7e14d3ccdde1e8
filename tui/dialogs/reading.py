"""What the dialogs share in which a Markdown text is read: the address of a link in it can be copied."""

from __future__ import annotations

from typing import ClassVar, Generic

from textual.binding import Binding, BindingType

from ..commands.linking import CopyLink
from ..link_copying import copy_link
from ..widgets.preview import Preview
from .base import Dialog, Result


class ReadingDialog(Dialog[Result], Generic[Result]):
    """A dialog with a `Preview`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(CopyLink.key, "copy_link", CopyLink.title, id=CopyLink.id(), show=False)
    ]

    def action_copy_link(self) -> None:
        """As on the screens: the only one, or one that is chosen."""
        copy_link(self, self.query_one(Preview).blocks)
