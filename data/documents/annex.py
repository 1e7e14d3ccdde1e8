"""The annex as one Markdown text: six logistics fields, each settled, not agreed or still open."""

from __future__ import annotations

from collections.abc import Sequence

from .. import texts
from ..i18n import _, using
from ..model.agreement import AnnexEntry, AnnexState
from .markdown import typed


def annex_text(entries: Sequence[AnnexEntry], language: str) -> str:
    """The text that is frozen as a version of the annex; it ends with a line end.

    What people wrote stands as they wrote it, blank lines around it apart.
    """
    titles = {field.key: field.title for field in texts.annex_fields(language)}
    with using(language):
        blocks = [f"# {_('Annex: logistics')}"]
        for entry in entries:
            blocks.append(f"## {titles[entry.field]}")
            if entry.state is AnnexState.NOT_AGREED:
                blocks.append(f"*{_('Expressly not agreed.')}*")
            elif entry.state is AnnexState.OPEN:
                blocks.append(f"*{_('Still open.')}*")
            if words := typed(entry.text):
                blocks.append(words)
    return "\n\n".join(blocks) + "\n"
