"""Reopening a case that had ended: proposed by one officer, signed by another."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case, Reopening
from cases.services.clocks import sanctioning
from cases.services.funnel import conclude, legal_day, locked, permit, take
from cases.services.proposals import propose, settle_proposal
from cases.services.revising import end_decision
from cases.states import CaseState, Family, ProposalKind, ReopenGround, RevisionGround
from kernel.errors import Refused
from regulations.rules import RuleBook
from regulations.working_days import load_calendar


@transaction.atomic
def propose_reopen(
    *,
    case: Case,
    version: int,
    ground: str,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Case:
    """Propose to reopen the case; the competent person decides."""
    case = locked(case, version=version)
    permit("case.propose_reopen", case, by=by, at=at)
    if ground not in ReopenGround.values:
        raise Refused(errors={"ground": [_("Choose the ground of reopening.")]})
    propose(
        case,
        ProposalKind.REOPEN,
        ground=ground,
        reason=reason,
        by=by,
        at=at,
        occurred_on=occurred_on,
    )
    return case


@transaction.atomic
def reopen(
    *,
    case: Case,
    version: int,
    by: User,
    at: datetime,
    respondent_known_on: date | None = None,
    note: str = "",
) -> Reopening:
    """Follow the proposal: back to intake, to the record, or to before the record.

    Limits count on from their first start and are looked at again
    (`warnings_on_reopening`). Where no record was made and the respondent has become
    known, the time for the record (D-RECORD) runs from `respondent_known_on`. A
    decision still in force goes out of force with the reopening. Raises NotPermitted,
    StepNotOpen, CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    before, on = take(case.reopen, by=by, at=at)
    proposal = settle_proposal(case, ProposalKind.REOPEN, at=at)
    ground = ReopenGround(proposal.ground)
    if ground == ReopenGround.RESPONDENT_KNOWN:
        if respondent_known_on is None:
            text = _("Say on which day the respondent became known.")
            raise Refused(errors={"respondent_known_on": [text]})
        case.respondent_known_on = legal_day(
            respondent_known_on,
            at=at,
            not_before=case.detected_on,
            field="respondent_known_on",
        )
        case.is_respondent_unknown = False
    details: dict[str, Any] = {"ground": str(ground)}
    if case.decision is not None:
        _revision, ended = end_decision(
            case,
            case.decision,
            ground=(
                RevisionGround.COMPLAINT
                if ground == ReopenGround.COMPLAINT_RESULT
                else RevisionGround.OWN_INITIATIVE
            ),
            reason=note.strip() or proposal.reason,
            by=by,
            at=at,
            on=on,
        )
        details |= ended
    reopening = Reopening.objects.create(
        case=case,
        ground=ground,
        reason=note.strip() or proposal.reason,
        reopened_by=by,
        reopened_on=on,
        reopened_at=at,
    )
    case.drafts.filter(is_current=True).update(is_current=False)
    case.draft = case.no_sanction_decision = None
    case.executed_on = None
    conclude(
        case,
        "reopen",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=reopening.reason,
        details=details,
    )
    return reopening


def warnings_on_reopening(case: Case, *, on: date) -> list[str]:
    """Which limits have passed on the day of reopening, in words."""
    if case.state not in {CaseState.ANNULLED, CaseState.CLOSED, CaseState.DISMISSED}:
        return []
    texts = {
        Family.LIMITATION: _(
            "The limitation of sanctioning ended on %(day)s; no fine is possible."
        ),
        Family.DECISION: _(
            "The time to decide ended on %(day)s; only a decision without sanction "
            "will be possible."
        ),
    }
    book, calendar = RuleBook.load(), load_calendar()
    warnings = []
    for limit in sanctioning.limits(case, book):
        text = texts.get(Family(limit.family))
        if text is None:
            continue
        rule = book.rule_for(limit.rule, limit.start_on)
        last_day = rule.due_on(limit.start_on, calendar=calendar).last_day
        if on > last_day:
            warnings.append(text % {"day": date_format(last_day, "SHORT_DATE_FORMAT")})
    return warnings
