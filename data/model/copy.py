"""A copy: a file handed to a party, with the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .mentorship import Party


@dataclass(frozen=True, slots=True)
class Copy:
    """Who received which file, when and how."""

    id: str
    mentorship_id: str
    version_id: str | None
    """The version it carries; None for a draft."""
    annex_version_id: str | None
    """The version of the annex it carries; None for one that was not frozen."""
    party: Party
    at: datetime
    how: str
    """`file`, `clipboard`, `e-mail`, `paper`, `output`."""
    place: str
    """A path or an address, as it was typed; may be empty."""
    sha256: str
    """Over the bytes of the whole file."""
    os_user: str
    """The account that recorded it."""
    entry_number: int = 0
    """Of the newest entry of the log then; 0 where there was none."""
    entry_sha256: str = ""
    """Of that entry."""
