"""A review as part of a document: both answers side by side and the outcome, and nothing before the reveal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..i18n import _
from ..model.review import Outcome
from .markdown import escaped, typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.mentorship import Mentorship
    from ..model.review import Review, ReviewAnswer
    from ..store.connection import Database


def review_blocks(database: Database, mentorship: Mentorship, review: Review, *, level: int) -> Iterator[str]:
    """The questions with both answers, the points that were flagged, then the outcome.

    `level` is that of the questions' headings. Of a review that was not revealed only that is said.
    """
    from ..store import flags, reviews

    if not review.is_revealed:
        yield _("The answers have not been revealed yet.")
        return
    answers = reviews.answers(database, review, party=None)
    for item in review.questions:
        yield f"{'#' * level} {escaped(item.wording)}"
        given = [answer for answer in answers if answer.question == item.key]
        if all(answer.is_empty for answer in given):
            yield _("Both have left this open.")
            continue
        for answer in given:
            yield from _answer(mentorship, answer)
    if flagged := flags.of_review(database, review):
        yield _("To be changed in the agreement:")
        yield "\n".join(
            _("- {name}: {what}").format(name=escaped(mentorship.name_of(it.party)), what=escaped(it.wording))
            for it in flagged
        )
    yield _outcome(review.outcome)


def _answer(mentorship: Mentorship, answer: ReviewAnswer) -> Iterator[str]:
    name = escaped(mentorship.name_of(answer.party))
    if answer.is_empty:
        yield _("{name} has left this open.").format(name=name)
        return
    if answer.wish is not None:
        text = {
            Outcome.CONTINUE: _("**{name}** would like to continue."),
            Outcome.AMEND: _("**{name}** would like to amend the agreement."),
            Outcome.END: _("**{name}** would like to end the mentoring."),
        }[answer.wish]
    elif answer.score is not None:
        text = _("**{name}**: {score} of 5")
    else:
        text = "**{name}**"
    yield text.format(name=name, score=answer.score)
    if words := typed(answer.text):
        yield words


def _outcome(outcome: Outcome | None) -> str:
    if outcome is None:
        return _("No outcome has been chosen yet.")
    return {
        Outcome.CONTINUE: _("Outcome: the mentoring continues as agreed."),
        Outcome.AMEND: _("Outcome: the agreement is to be amended."),
        Outcome.END: _("Outcome: the mentoring ends."),
    }[outcome]
