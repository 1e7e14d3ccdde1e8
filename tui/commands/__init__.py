"""What can be done, one class per command: binding, footer, palette and help page all derive from it."""

from __future__ import annotations

from .base import Command, bindings, key_name

__all__ = ["Command", "bindings", "key_name"]
