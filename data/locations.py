"""Where Handschlag keeps its files."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_config_path, user_data_path


def database(given: str | Path | None = None) -> Path:
    """The database: the given file, else HANDSCHLAG_DB, else the user's data directory."""
    chosen = given or os.environ.get("HANDSCHLAG_DB")
    if chosen:
        return Path(chosen).expanduser()
    return user_data_path("handschlag", appauthor=False) / "handschlag.db"


def config() -> Path:
    """The user's settings, a TOML file that need not exist."""
    return user_config_path("handschlag", appauthor=False) / "config.toml"
