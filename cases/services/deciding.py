"""Submission, signature, and the decision without sanction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies import numbers
from agencies.models import User
from cases import conditions
from cases.models import (
    AuthorityConfirmation,
    Case,
    DecisionDraft,
    DecisionItem,
    DraftAct,
    NoSanctionDecision,
    SanctionDecision,
    SanctionedAct,
)
from cases.models.people import Respondent
from cases.querysets import StepNotOpen
from cases.services.funnel import conclude, locked, permit, take
from cases.states import (
    Family,
    ItemKind,
    MainSanction,
    NoSanctionGround,
)
from kernel.clock import local_day
from kernel.errors import Blocker, Refused
from kernel.reasons import given
from regulations import catalogue

DECISION_REGISTER = "QĐ-XPHC"
REMEDY_REGISTER = "QĐ-KPHQ"


@dataclass(frozen=True, slots=True)
class ActTerms:
    """The fine for one act, in whole dong; `respondent_id` None = the only one."""

    violation_id: UUID
    fine_vnd: int
    respondent_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MeasureTerms:
    """An additional sanction or remedial measure; terms run from receipt."""

    kind: str
    description: str
    term_days: int | None = None
    term_months: int | None = None


@dataclass(frozen=True, slots=True)
class DecisionTerms:
    """What the draft proposes."""

    acts: tuple[ActTerms, ...] = ()
    main_sanction: str = MainSanction.FINE
    measures: tuple[MeasureTerms, ...] = ()
    aggravating: str = ""
    mitigating: str = ""
    proposed_by_title: str = ""
    note: str = ""


@transaction.atomic
def submit_decision(
    *,
    case: Case,
    version: int,
    terms: DecisionTerms,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> DecisionDraft:
    """Submit the draft to the competent person; every fine lies inside its frame.

    A frame that is not loaded lets a typed fine pass only with a legal officer's
    confirmation on file. Raises NotPermitted, StepNotOpen, CaseMovedOn, Refused
    (`fine_vnd`, `acts`, `measures`).
    """
    case = locked(case, version=version)
    record = case.violation_record
    before, on = take(
        case.submit_decision,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=record.made_on if record is not None else None,
    )
    lines = act_lines(case, terms)
    if terms.main_sanction not in MainSanction.values:
        raise Refused(errors={"main_sanction": [_("Choose a main sanction.")]})
    check_measures(terms.measures)
    draft = DecisionDraft.objects.create(
        case=case,
        sequence=case.drafts.count() + 1,
        main_sanction=terms.main_sanction,
        fine_vnd=sum(line.fine_vnd for line in lines),
        aggravating=terms.aggravating.strip(),
        mitigating=terms.mitigating.strip(),
        proposed_by_title=terms.proposed_by_title.strip(),
        measures=[as_json(measure) for measure in terms.measures],
        note=terms.note.strip(),
        drafted_by=by,
        submitted_at=at,
        submitted_on=on,
    )
    for line in lines:
        line.draft = draft
    DraftAct.objects.bulk_create(lines)
    case.draft = draft
    conclude(
        case,
        "submit_decision",
        by=by,
        at=at,
        on=on,
        before=before,
        details={"fine_vnd": draft.fine_vnd, "sequence": draft.sequence},
    )
    return draft


@transaction.atomic
def send_back(
    *,
    case: Case,
    version: int,
    comment: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Case:
    """Return the draft for changes, with a comment; the clock keeps running."""
    case = locked(case, version=version)
    before, on = take(case.send_back, by=by, at=at, occurred_on=occurred_on)
    if not comment.strip():
        raise Refused(errors={"comment": [_("Say what is to be changed.")]})
    draft = case.draft
    if draft is not None:
        draft.is_current = False
        draft.returned_at, draft.returned_by = at, by
        draft.return_comment = comment.strip()
        draft.save()
    case.draft = None
    conclude(
        case,
        "send_back",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=comment.strip(),
    )
    return case


@transaction.atomic
def confirm_authority(
    *,
    case: Case,
    version: int,
    reason: str,
    source: str,
    by: User,
    at: datetime,
) -> AuthorityConfirmation:
    """A legal officer confirms authority where a frame or ceiling is not configured."""
    case = locked(case, version=version)
    permit("case.confirm_authority", case, by=by, at=at)
    errors = {}
    if not reason.strip():
        errors["reason"] = [_("A reason is required.")]
    if not source.strip():
        errors["source"] = [_("Name the source: article and text of the law.")]
    if errors:
        raise Refused(errors=errors)
    on = local_day(at)
    confirmation = AuthorityConfirmation.objects.create(
        case=case,
        reason=reason.strip(),
        source=source.strip(),
        confirmed_by=by,
        confirmed_on=on,
        confirmed_at=at,
    )
    case.confirmation = confirmation
    conclude(
        case,
        "confirm_authority",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason.strip(),
        details={"source": source.strip()},
    )
    return confirmation


@transaction.atomic
def sign_decision(
    *, case: Case, version: int, by: User, at: datetime
) -> SanctionDecision:
    """Sign the sanction decision on the day of `at`; the number is taken here.

    Điều 66, 67, 68 Luật XLVPHC. A signature is never back-dated: numbers rise in the
    order of signing (INV-2). Raises NotPermitted (below the frame's maximum, drafter,
    maker of the record where the agency so sets), StepNotOpen (limits), CaseMovedOn.
    """
    case = locked(case, version=version)
    before, on = take(case.sign_decision, by=by, at=at)
    capacity = conditions.capacity_of(by, case, on)
    if capacity is None or case.draft is None:
        raise StepNotOpen
    if not capacity.is_configured and case.confirmation is None:
        text = _(
            "The ceiling of this title is not configured: a legal officer must "
            "confirm the authority first."
        )
        raise StepNotOpen(
            text, blockers=(Blocker("authority_not_configured", text, "documents"),)
        )
    draft = case.draft
    number = numbers.take(
        owner=case.competent_authority_id, register=DECISION_REGISTER, year=on.year
    )
    decision = SanctionDecision(
        case=case,
        draft=draft,
        agency=case.competent_authority,
        number=number,
        year=on.year,
        number_text=f"{number:02d}/{DECISION_REGISTER}",
        signed_by=by,
        delegation=capacity.delegation,
        signed_on=on,
        signed_at=at,
        main_sanction=draft.main_sanction,
        fine_vnd=draft.fine_vnd,
        aggravating=draft.aggravating,
        mitigating=draft.mitigating,
        proposed_by_title=draft.proposed_by_title,
    )
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
            _sanction_acts(decision, draft)
    except IntegrityError as doubled:  # INV-1, held by the database
        raise StepNotOpen(
            _("A decision for one of these acts is already in force.")
        ) from doubled
    _order_items(decision, draft)
    case.decision = decision
    conclude(
        case,
        "sign_decision",
        by=by,
        at=at,
        on=on,
        before=before,
        details={"number": decision.number_text, "fine_vnd": decision.fine_vnd},
    )
    return decision


@transaction.atomic
def decide_no_sanction(
    *,
    case: Case,
    version: int,
    ground: str,
    reason: str,
    by: User,
    at: datetime,
    measures: Sequence[MeasureTerms] = (),
) -> NoSanctionDecision:
    """Decide without sanction on a ground of Điều 65 Luật XLVPHC (as amended 2020).

    Remedial measures and confiscation of banned goods may be ordered with it; then a
    number is taken. Raises NotPermitted, StepNotOpen, CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    before, on = take(case.decide_no_sanction, by=by, at=at)
    _check_ground(case, ground, on=on)
    reason = given(reason)
    check_measures(measures)
    capacity = conditions.capacity_of(by, case, on)
    number = (
        numbers.take(
            owner=case.competent_authority_id, register=REMEDY_REGISTER, year=on.year
        )
        if measures
        else None
    )
    decided = NoSanctionDecision.objects.create(
        case=case,
        ground=ground,
        reason=reason,
        agency=case.competent_authority,
        number=number,
        year=on.year,
        number_text=f"{number:02d}/{REMEDY_REGISTER}" if number else "",
        signed_by=by,
        delegation=capacity.delegation if capacity is not None else None,
        signed_on=on,
        signed_at=at,
    )
    DecisionItem.objects.bulk_create(
        DecisionItem(no_sanction=decided, **as_item(as_json(measure)))
        for measure in measures
    )
    case.no_sanction_decision = decided
    case.draft = None
    conclude(
        case,
        "decide_no_sanction",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=reason,
        details={"ground": ground, "number": decided.number_text},
    )
    return decided


def proposed_fines(case: Case) -> list[tuple[Any, Respondent, catalogue.Frame | None]]:
    """Each act of each respondent with its frame, as a form offers the midpoint."""
    return [
        (
            violation,
            respondent,
            catalogue.frame_for(violation.behaviour, respondent.subject_kind),
        )
        for respondent in case.respondents.all()
        for violation in case.violations.all()
        if violation.is_of(respondent)
    ]


def act_lines(case: Case, terms: DecisionTerms) -> list[DraftAct]:
    """One line for each act of each respondent; refuses what is missing or outside."""
    typed = {
        (act.violation_id, respondent.pk): act.fine_vnd
        for act in terms.acts
        for respondent in case.respondents.all()
        if act.respondent_id in {None, respondent.pk}
    }
    is_warning = terms.main_sanction == MainSanction.WARNING
    lines = []
    for violation, respondent, frame in proposed_fines(case):
        fine = typed.pop((violation.pk, respondent.pk), 0 if is_warning else None)
        if fine is None:
            raise Refused(
                errors={
                    "fine_vnd": [
                        _("Enter the fine for “%(act)s”.")
                        % {"act": violation.behaviour.code}
                    ]
                }
            )
        _check_fine(fine, frame, is_warning=is_warning)
        lines.append(
            DraftAct(
                respondent=respondent,
                violation=violation,
                frame_min_vnd=frame.min_vnd if frame else None,
                frame_max_vnd=frame.max_vnd if frame else None,
                fine_vnd=fine,
            )
        )
    known = {violation.pk for violation in case.violations.all()}
    if any(violation_id not in known for violation_id, _respondent in typed):
        raise Refused(errors={"acts": [_("An act does not belong to this case.")]})
    return lines


def _check_fine(fine: int, frame: catalogue.Frame | None, *, is_warning: bool) -> None:
    if is_warning:
        if fine:
            raise Refused(errors={"fine_vnd": [_("A warning carries no fine.")]})
        return
    if fine <= 0:
        raise Refused(errors={"fine_vnd": [_("Enter a fine in whole dong.")]})
    if frame is not None and not frame.holds(fine):
        text = _("The fine must lie between %(low)s and %(high)s đ.") % {
            "low": f"{frame.min_vnd:,}".replace(",", "."),
            "high": f"{frame.max_vnd:,}".replace(",", "."),
        }
        raise Refused(errors={"fine_vnd": [text]}, code="fine_outside_frame")


def check_measures(measures: Sequence[MeasureTerms]) -> None:
    for measure in measures:
        if measure.kind not in ItemKind.values or measure.kind == ItemKind.FINE:
            raise Refused(errors={"measures": [_("Choose a kind of measure.")]})
        if not measure.description.strip():
            raise Refused(errors={"measures": [_("Describe each measure.")]})


def _check_ground(case: Case, ground: str, *, on: date) -> None:
    if ground not in NoSanctionGround.values:
        raise Refused(errors={"ground": [_("Choose a ground of Điều 65.")]})
    passed = {
        NoSanctionGround.LIMITATION_PASSED: Family.LIMITATION,
        NoSanctionGround.DECISION_TIME_PASSED: Family.DECISION,
    }.get(NoSanctionGround(ground))
    if passed is not None:
        clock = case.clock(passed)
        if clock is None or not clock.has_passed_on(on):
            raise Refused(errors={"ground": [_("That time has not passed yet.")]})
    if ground == NoSanctionGround.UNKNOWN_RESPONDENT and not case.is_respondent_unknown:
        raise Refused(errors={"ground": [_("The respondent of this case is known.")]})


def as_json(measure: MeasureTerms) -> dict[str, Any]:
    return {
        "kind": measure.kind,
        "description": measure.description.strip(),
        "term_days": measure.term_days,
        "term_months": measure.term_months,
    }


def as_item(measure: dict[str, Any]) -> dict[str, Any]:
    return {
        name: measure.get(name)
        for name in ("kind", "description", "term_days", "term_months")
    }


def _sanction_acts(decision: SanctionDecision, draft: DecisionDraft) -> None:
    SanctionedAct.objects.bulk_create(
        SanctionedAct(
            decision=decision,
            respondent_id=line.respondent_id,
            violation_id=line.violation_id,
            frame_min_vnd=line.frame_min_vnd,
            frame_max_vnd=line.frame_max_vnd,
            fine_vnd=line.fine_vnd,
        )
        for line in draft.acts.all()
    )


def _order_items(decision: SanctionDecision, draft: DecisionDraft) -> None:
    items = [
        DecisionItem(decision=decision, **as_item(measure))
        for measure in draft.measures
    ]
    if decision.fine_vnd:
        items.insert(
            0,
            DecisionItem(
                decision=decision,
                kind=ItemKind.FINE,
                description="",
                amount_vnd=decision.fine_vnd,
            ),
        )
    DecisionItem.objects.bulk_create(items)
