"""Is the plan or the visit ready? Each guard says in words why it is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from inspections.states import SETTLED_ITEM_STATES, ItemState, Mode
from kernel.errors import Blocker

if TYPE_CHECKING:
    from django_fsm import FSMMeta

Reasons = Callable[[Any], Sequence[Blocker]]


class Guard:
    """A condition of a transition that can name what stands in its way."""

    def __init__(self, reasons: Reasons) -> None:
        self.reasons = reasons
        self.__name__ = reasons.__name__
        self.__doc__ = reasons.__doc__

    def __call__(self, record: Any) -> bool:
        return not self.reasons(record)


def blockers_of(step: Callable[[], None]) -> list[Blocker]:
    """Why a bound transition is closed now; empty when its guards are met.

    A step that the state has no edge for gives one reason that names the state.
    """
    meta: FSMMeta = step._django_fsm  # type: ignore[attr-defined]
    record = step.__self__  # type: ignore[attr-defined]
    transition = meta.get_transition(record.state)
    if transition is None:
        text = gettext("This step is not open in the state “%(state)s”.")
        return [Blocker("wrong_state", text % {"state": record.get_state_display()})]
    return [
        blocker
        for guard in transition.conditions
        if isinstance(guard, Guard)
        for blocker in guard.reasons(record)
    ]


# --- Plans


@Guard
def has_items(plan: Any) -> list[Blocker]:
    if any(item.state != ItemState.DROPPED for item in plan.items.all()):
        return []
    return [Blocker("plan_empty", _("The plan has no facilities yet."), "items")]


@Guard
def no_unsettled_clash(plan: Any) -> list[Blocker]:
    """Every clash with another visit of the year has its exception (NQ 198 Điều 4)."""
    return [
        Blocker(clash.code, clash.text, "items")
        for item, clashes in plan.unsettled_clashes()
        for clash in clashes
    ]


@Guard
def is_proposed(plan: Any) -> list[Blocker]:
    if plan.proposed_by_id:
        return []
    return [Blocker("not_proposed", _("The plan has not been proposed yet."))]


@Guard
def is_not_proposed(plan: Any) -> list[Blocker]:
    if not plan.proposed_by_id:
        return []
    return [Blocker("already_proposed", _("The plan has been proposed already."))]


@Guard
def items_are_settled(plan: Any) -> list[Blocker]:
    open_items = [
        item for item in plan.items.all() if item.state not in SETTLED_ITEM_STATES
    ]
    if not open_items:
        return []
    text = ngettext(
        "%(count)s facility of the plan is not done yet.",
        "%(count)s facilities of the plan are not done yet.",
        len(open_items),
    )
    return [Blocker("items_open", text % {"count": len(open_items)}, "items")]


@Guard
def plan_is_running(item: Any) -> list[Blocker]:
    if item.plan.is_running:
        return []
    return [Blocker("plan_not_published", _("The plan has not been published yet."))]


@Guard
def has_no_visit(item: Any) -> list[Blocker]:
    visit = item.visit
    if visit is None:
        return []
    text = gettext("Visit %(number)s of this facility is open: cancel it first.")
    return [Blocker("visit_open", text % {"number": visit.number}, "items")]


# --- Visits


@Guard
def has_lead(visit: Any) -> list[Blocker]:
    if visit.lead_id:
        return []
    return [Blocker("no_lead", _("The team has no lead yet."), "team")]


@Guard
def questions_are_answered(visit: Any) -> list[Blocker]:
    """Every question has its answer, every failure the photo and note it asks for."""
    missing = visit.unanswered_questions()
    reasons = []
    if missing:
        text = ngettext(
            "%(count)s question of the checklist is not answered: %(numbers)s.",
            "%(count)s questions of the checklist are not answered: %(numbers)s.",
            len(missing),
        )
        numbers = ", ".join(item.number for item in missing)
        reasons.append(
            Blocker(
                "questions_open",
                text % {"count": len(missing), "numbers": numbers},
                "checklist",
            )
        )
    text = gettext("Question %(number)s failed and has no photo yet.")
    reasons.extend(
        Blocker("photo_missing", text % {"number": item.number}, "checklist")
        for item in visit.failures_without_photo()
    )
    text = gettext("Question %(number)s failed and has no note yet.")
    reasons.extend(
        Blocker("note_missing", text % {"number": item.number}, "checklist")
        for item in visit.failures_without_note()
    )
    return reasons


@Guard
def double_answers_are_settled(visit: Any) -> list[Blocker]:
    """Where two officers answered differently the team leader has chosen."""
    open_ones = visit.open_conflicts()
    if not open_ones:
        return []
    text = gettext(
        "Two officers answered differently, and the team leader has still to choose:"
        " %(numbers)s."
    )
    numbers = ", ".join(conflict.item.number for conflict in open_ones)
    return [Blocker("double_answers", text % {"numbers": numbers}, "checklist")]


@Guard
def is_on_site(visit: Any) -> list[Blocker]:
    """A remote review that needs minutes becomes a visit on the spot first."""
    if visit.mode == Mode.ON_SITE:
        return []
    return [
        Blocker(
            "remote_review",
            _("A remote review has no minutes: go on site first, or finish it."),
        )
    ]


@Guard
def is_remote(visit: Any) -> list[Blocker]:
    if visit.mode == Mode.REMOTE:
        return []
    return [
        Blocker("on_site", _("Only a remote review can be finished without a visit."))
    ]


@Guard
def found_nothing(visit: Any) -> list[Blocker]:
    if not visit.has_findings():
        return []
    return [
        Blocker(
            "findings_recorded",
            _("Something was found: go on site and record it."),
            "findings",
        )
    ]


@Guard
def no_answer_is_awaited(visit: Any) -> list[Blocker]:
    """A questionnaire that was sent has its result before anything else is decided."""
    review = visit.last_review if visit.mode == Mode.REMOTE else None
    if review is None or not review.is_open:
        return []
    text = gettext(
        "The questionnaire sent on %(day)s waits for its answer: note first how it"
        " ended."
    )
    found = text % {"day": f"{review.sent_on:%d/%m/%Y}"}
    return [Blocker("answer_awaited", found, "remote")]


@Guard
def answer_satisfies(visit: Any) -> list[Blocker]:
    """Only who answered in order is spared the visit (NQ 198/2025/QH15 Điều 4)."""
    review = visit.last_review if visit.mode == Mode.REMOTE else None
    if review is None or review.is_open or review.is_satisfied:
        return []
    text = gettext("The remote review ended with “%(result)s”: go on site.")
    found = text % {"result": review.get_state_display()}
    return [Blocker("answer_not_satisfying", found, "remote")]


@Guard
def draft_was_received(visit: Any) -> list[Blocker]:
    if visit.draft_conclusion_received_on:
        return []
    return [
        Blocker(
            "no_draft_conclusion", _("The draft conclusion has not been received yet.")
        )
    ]
