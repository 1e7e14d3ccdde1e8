"""What leaves the app, compared byte by byte with `tests/golden`.

The files are written anew with `WRITE_GOLDEN=1 pytest …`, and read before they are committed.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"
"""Where the files lie."""


def golden(name: str, content: str | bytes) -> None:
    """The content is, byte for byte, the golden file of this name."""
    path = FOLDER / name
    found = content.encode("utf-8") if isinstance(content, str) else content
    if os.environ.get("WRITE_GOLDEN"):
        path.write_bytes(found)
    assert found == path.read_bytes(), f"{name} differs"
