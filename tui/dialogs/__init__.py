"""Small modal screens that return typed results: one key accepts, Escape cancels."""

from __future__ import annotations

from .base import Dialog
from .confirm import ConfirmDialog
from .form import Choice, ChoiceField, DateField, Field, FormDialog

__all__ = ["Choice", "ChoiceField", "ConfirmDialog", "DateField", "Dialog", "Field", "FormDialog"]
