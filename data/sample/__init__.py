"""Sample data: three mentorships of Anna Weber in different states, in German and in English, around today.

They come about by what a person would do on the screens, at pretended times, so that no rule is passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import ben, carla, emil

if TYPE_CHECKING:
    from ..store.connection import Database

__all__ = ["write"]


def write(database: Database) -> None:
    """Fill a new database."""
    for story in (emil, carla, ben):
        story.write(database)
