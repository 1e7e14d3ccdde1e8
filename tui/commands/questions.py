"""What can be done on the list of questions."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class AnswerQuestion(Command):
    """Type the answer to the chosen question; Escape leads back to the list."""

    key = "enter"
    title = N_("Type the answer")
    hint = N_("answer")


class AddQuestion(Command):
    """Add a question of your own."""

    key = "n"
    title = N_("New question")
    hint = N_("new")


class RewordQuestion(Command):
    """Change the words of the chosen question."""

    key = "e"
    title = N_("Change the words")
    hint = N_("reword")


class SkipQuestion(Command):
    """Skip the chosen question, or open it again."""

    key = "s"
    title = N_("Skip or open again")
    hint = N_("skip")


class MarkAsked(Command):
    """Mark the chosen question as asked, or open it again."""

    key = "a"
    title = N_("Asked or open again")
    hint = N_("asked")


class MoveQuestionUp(Command):
    """Move the chosen question up."""

    key = "shift+up,K"
    title = N_("Move up")


class MoveQuestionDown(Command):
    """Move the chosen question down."""

    key = "shift+down,J"
    title = N_("Move down")
    hint = N_("move")


class RemoveQuestion(Command):
    """Take the chosen question off the list; u brings it back."""

    key = "x,delete"
    title = N_("Remove")
    hint = N_("remove")


class UndoChange(Command):
    """Take back the last change of the list; after that, bring back what was removed earlier."""

    key = "u"
    title = N_("Take back the last change of the list")
    hint = N_("undo")


class SwitchAnswer(Command):
    """Switch between what is said in the meeting and what the mentee wrote beforehand."""

    key = "ctrl+t"
    title = N_("Beforehand or in the meeting")
    hint = N_("beforehand")
    priority = True


class AddFromCatalogue(Command):
    """Choose more questions from a catalogue: a bundled one, one of your own or of your programme."""

    key = "c"
    title = N_("Add from a catalogue")
    hint = N_("catalogue")


class FilterQuestions(Command):
    """Show only the questions that contain what is typed."""

    key = "slash"
    title = N_("Search")
    hint = N_("search")


class MakeClause(Command):
    """Turn the answer into a clause of the draft, at the section of its topic."""

    key = "ctrl+g"
    title = N_("Make a clause of the answer")
    hint = N_("clause")
    priority = True


class ExportQuestions(Command):
    """Read, copy or write the list with room to write."""

    key = "o"
    title = N_("Export the list")
