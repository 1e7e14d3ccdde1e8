"""What Enter does in a list of Markdown: it begins the next item, or ends the list on an empty one."""

from __future__ import annotations

import re

_MARKER = re.compile(
    r"(?P<indent>[ \t]*(?:> ?)*[ \t]*)"
    r"(?:(?P<bullet>[-*+])(?P<gap>[ \t]+)(?:\[[ xX]\](?P<task>[ \t]+))?"
    r"|(?P<number>\d{1,8})(?P<point>[.)])(?P<space>[ \t]+))?"
)


def next_item(line: str) -> tuple[int, str] | None:
    """The length of the marker of a line, and what the next item begins with; None outside lists and quotes."""
    found = _MARKER.match(line)
    if found is None:
        return None
    indent = found["indent"]
    if found["bullet"]:
        box = f"[ ]{found['task']}" if found["task"] else ""
        return found.end(), f"{indent}{found['bullet']}{found['gap']}{box}"
    if found["number"]:
        return found.end(), f"{indent}{int(found['number']) + 1}{found['point']}{found['space']}"
    return (found.end(), indent) if ">" in indent else None
