"""Small modal screens that return typed results: one key accepts, Escape cancels."""

from __future__ import annotations

from ..widgets.choice import Choice
from .base import Dialog
from .confirm import ConfirmDialog
from .fields import ChoiceField, DateField, Field
from .form import FormDialog

__all__ = ["Choice", "ChoiceField", "ConfirmDialog", "DateField", "Dialog", "Field", "FormDialog"]
