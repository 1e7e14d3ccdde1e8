"""A copy as plain text, for reading and for paper: what it shows are the words, what is signed is the Markdown copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..i18n import _, using
from .copy_parts import parts_of
from .plain import COLUMNS, RULE, plain
from .signatures import signature_block, standing
from .width import wrapped

if TYPE_CHECKING:
    from .record import CopyRecord


def copy_plain(copy: str, record: CopyRecord, frame: str) -> str:
    """The plain text of a copy whose frame is in a language; DRAFT stands on it as it stands on the copy."""
    parts = parts_of(copy, record)
    rule = RULE.center(COLUMNS).rstrip()
    with using(frame):
        sentence = _(
            "This text was set for reading and for paper. What the signatures stand under is the Markdown copy: the "
            "SHA-256 above are those of its texts."
        )
        blocks = [plain(parts.above), plain(parts.agreement), f"{rule}\n", plain(parts.between), plain(parts.annex)]
        blocks += [f"{rule}\n", plain(f"{signature_block(record)}\n{standing(record)}")]
        blocks.append("\n".join(wrapped(sentence, COLUMNS)) + "\n")
    return "\n".join(block for block in blocks if block.strip())
