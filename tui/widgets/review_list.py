"""What is seen of a review: how far it is, and its questions with one's own answers or with both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message

from data.clean import shown
from data.i18n import _, ngettext
from data.model.mentorship import Party
from data.model.review import Outcome, Review, ReviewAnswer, ReviewItem, differences_first, outcome_of

from .. import wording
from .list import KeyList
from .list_item import ListItem
from .side_by_side import SideBySide

if TYPE_CHECKING:
    from data.model.mentorship import Mentorship

DIGITS = ("1", "2", "3", "4", "5")

LONGEST_LEAD = 24
"""Cells of a name beside an answer: the words have to have room."""


class ReviewList(KeyList):
    """The questions of a review."""

    @dataclass
    class Given(Message):
        """A digit was pressed on a question: a score, or a wish how to go on."""

        question: str
        digit: int

    def on_key(self, event: events.Key) -> None:
        """A digit is for the chosen question."""
        if event.key in DIGITS and self.chosen is not None:
            event.stop()
            self.post_message(self.Given(self.chosen, int(event.key)))

    def show_own(self, items: Iterable[ReviewItem], answers: Iterable[ReviewAnswer]) -> None:
        """Each question, and whether it is answered by the one who sits here."""
        given = {it.question: it for it in answers}
        self.fill((item.key, _own(item, given.get(item.key))) for item in items)

    def show_both(
        self, items: Sequence[ReviewItem], answers: Sequence[ReviewAnswer], mentorship: Mentorship, *, beside: bool
    ) -> None:
        """Both answers at each question, those that differ most first: in two columns, or one below the other."""
        given = {(it.question, it.party): it for it in answers}
        draw = _beside if beside else _below
        self.fill(
            (item.key, draw(item, [(mentorship.name_of(party), given.get((item.key, party))) for party in Party]))
            for item in differences_first(items, answers)
        )


def _own(item: ReviewItem, answer: ReviewAnswer | None) -> ListItem:
    is_given = answer is not None and not answer.is_empty
    mark = _mark(item, answer)
    return ListItem.of(
        ("✓ " if is_given else "○ ", "$text-success" if is_given else "$accent"),
        item.wording,
        (f"  {mark}" if mark else "", "$accent"),
    )


def _beside(item: ReviewItem, answers: Iterable[tuple[str, ReviewAnswer | None]]) -> SideBySide:
    """Names with scores or wishes in the first row, the words below them."""
    (left, right), (left_words, right_words) = zip(
        *((_head(name, item, answer), _words(item, answer)) for name, answer in answers), strict=True
    )
    pairs = [(left, right)]
    if left_words or right_words:
        pairs.append((Content(left_words), Content(right_words)))
    return SideBySide(Content.styled(shown(item.wording), "bold"), *pairs)


def _head(name: str, item: ReviewItem, answer: ReviewAnswer | None) -> Content:
    mark = _mark(item, answer)
    return Content.assemble(_name(name), (f": {mark}", "$accent") if mark else "")


def _below(item: ReviewItem, answers: Iterable[tuple[str, ReviewAnswer | None]]) -> ListItem:
    question = Content(""), Content.styled(shown(item.wording), "bold")
    return ListItem(question, *(_said(name, item, answer) for name, answer in answers), (Content(""), Content(" ")))


def _said(name: str, item: ReviewItem, answer: ReviewAnswer | None) -> tuple[Content, Content]:
    """A party's name, and beside it what it answered."""
    mark = _mark(item, answer)
    return (
        Content.assemble("  ", _name(name), (": ", "$secondary")),
        Content.assemble((f"{mark} " if mark else "", "$accent"), _words(item, answer)),
    )


def _name(name: str) -> Content:
    return Content(shown(name)).truncate(LONGEST_LEAD, ellipsis=True).stylize("$secondary")


def _words(item: ReviewItem, answer: ReviewAnswer | None) -> str:
    """What was written, on one line; a sign for nothing at all."""
    words = " ".join(answer.text.split()) if answer else ""
    return shown(words) or ("" if _mark(item, answer) else "–")


def _mark(item: ReviewItem, answer: ReviewAnswer | None) -> str:
    """The score or the wish beside the words, where the question asks for one."""
    if item.scale:
        return _scale(answer.score if answer else None)
    if item.choice and answer is not None and answer.wish is not None:
        return wording.outcome(answer.wish)
    return ""


def _scale(score: int | None) -> str:
    """`●●●○○ 3`: a score by shape and figure."""
    return "○○○○○" if score is None else f"{'●' * score}{'○' * (5 - score)} {score}"


# -- how far it is ---------------------------------------------------------------------------------------------------


def without_review(mentorship: Mentorship, *, cancelled: bool) -> Content:
    """Why there is nothing to answer."""
    if mentorship.state.is_closed:
        return Content(_("The mentoring has ended, and no review was held."))
    if cancelled:
        return Content(_("This review was cancelled. Plan another one in the calendar."))
    return Content(_("The review comes 30 days after the agreement has come into force. None is planned yet."))


def before_reveal(review: Review, mentorship: Mentorship, answering: Party | None) -> Content:
    """Who answers, or who has to be asked to."""
    if answering is not None:
        return Content.assemble(
            (_("{name} answers now.").format(name=shown(mentorship.name_of(answering))), "bold $accent"),
            " ",
            _("{name} sees nothing of it until both are done. f: done. w: hand over.").format(
                name=shown(mentorship.name_of(answering.other))
            ),
        )
    waiting = [shown(mentorship.name_of(party)) for party in Party if party not in review.done_by]
    if waiting:
        return Content.assemble(
            (_("Hand over the keyboard to {name}.").format(name=waiting[0]), "bold $accent"),
            " ",
            _("Nothing of the other's answers is on the screen. w begins."),
        )
    return Content.styled(_("Both are done. r reveals both answers."), "bold $accent")


def after_reveal(review: Review, mentorship: Mentorship, answers: Iterable[ReviewAnswer], flagged: int) -> Content:
    """What it has come to, or what to do with both answers; how many points are flagged as to be changed."""
    if review.outcome is not None:
        words = {
            Outcome.CONTINUE: _("Held. You go on with the agreement as it is."),
            Outcome.AMEND: _("Held. You amend the agreement."),
            Outcome.END: _("Held. The mentoring has ended."),
        }
        return Content(words[review.outcome])
    if mentorship.state.is_closed:
        return Content(_("Both answers, those that differ most first. The mentoring has ended."))
    return Content.assemble(
        _("Both answers, those that differ most first. Then choose: continue, amend or end."),
        (f" {_proposal(answers)}", "bold $accent"),
        f" {_flagged(flagged)}",
    )


def awaited(mentorship: Mentorship, answers: Iterable[ReviewAnswer]) -> str:
    """That the other party's answers are still on their way from its own file; empty where some are here."""
    other = mentorship.me.other
    if any(it.party is other and (it.text or it.score or it.wish) for it in answers):
        return ""
    return _("The answers of {name} come from their own database as soon as Handschlag is open there.").format(
        name=shown(mentorship.name_of(other))
    )


def _flagged(count: int) -> str:
    if not count:
        return _("p flags points to be changed.")
    return ngettext("{count} point is to be changed (p).", "{count} points are to be changed (p).", count).format(
        count=count
    )


def _proposal(answers: Iterable[ReviewAnswer]) -> str:
    """What both wishes come to: a proposal, never an act."""
    proposed = outcome_of(answers)
    sentences = {
        Outcome.CONTINUE: _("Both wish to continue: c."),
        Outcome.AMEND: _("There is a wish to amend: m."),
        Outcome.END: _("There is a wish to end: x."),
    }
    return "" if proposed is None else sentences[proposed]
