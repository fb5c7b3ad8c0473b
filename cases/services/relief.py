"""Relief of a fine: deferral, reduction, waiver, instalments (Điều 76, 77, 79)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.kinds import SubjectKind
from agencies.models import User
from cases.models import Case, FineRelief, Instalment, SanctionDecision
from cases.querysets import StepNotOpen
from cases.services.execution import settle_fine
from cases.services.funnel import conclude, legal_day, locked, permit, take_in_part
from cases.services.signing import RELIEF_REGISTER, signature
from cases.states import ReliefKind, ReliefState
from kernel.errors import Refused
from kernel.reasons import given
from regulations import rules
from regulations.kinds import SettingKey
from regulations.legal_settings import LegalSettings, settings_on
from regulations.working_days import load_calendar


class BelowThreshold(Refused):
    code = "relief_below_threshold"


@dataclass(frozen=True, slots=True)
class InstalmentTerms:
    """One payment of a plan, in whole dong."""

    amount_vnd: int
    due_on: date


@dataclass(frozen=True, slots=True)
class ReliefTerms:
    """What is granted; which fields count depends on the kind asked for.

    `until`: last day of a deferral, the longest that D-DEFER allows unless told.
    `reduced_vnd`: what a reduction takes off; a waiver takes all that is unpaid.
    `in_hardship`: an organisation meets the grounds of hardship of Điều 76.
    """

    until: date | None = None
    reduced_vnd: int = 0
    in_hardship: bool = False
    instalments: tuple[InstalmentTerms, ...] = ()


@transaction.atomic
def register_relief(
    *,
    case: Case,
    version: int,
    kind: str,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> FineRelief:
    """Register the respondent's written request; a competent person decides."""
    case = locked(case, version=version)
    permit("relief.register", case, by=by, at=at)
    decision = case.decision
    if decision is None:
        raise StepNotOpen(_("No sanction decision is in force."))
    on = legal_day(occurred_on, at=at, not_before=decision.received_on)
    errors = {}
    if kind not in ReliefKind.values:
        errors["kind"] = [_("Choose which relief is asked for.")]
    if not reason.strip():
        errors["reason"] = [_("Sum up the written request.")]
    if errors:
        raise Refused(errors=errors)
    if decision.unpaid_vnd <= 0:
        raise StepNotOpen(_("The fine is paid already."))
    if case.reliefs.filter(state=ReliefState.REQUESTED).exists():
        raise StepNotOpen(_("A request for relief waits for its decision already."))
    relief: FineRelief = FineRelief.objects.create(
        case=case,
        decision=decision,
        kind=kind,
        reason=reason.strip(),
        requested_on=on,
        registered_by=by,
        registered_at=at,
    )
    conclude(
        case,
        "register_relief",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason.strip(),
        details={"kind": kind},
    )
    return relief


@transaction.atomic
def grant_relief(
    *,
    case: Case,
    version: int,
    relief_id: UUID,
    terms: ReliefTerms,
    by: User,
    at: datetime,
    note: str = "",
) -> FineRelief:
    """Sign the relief on the day of `at`; it takes effect on that day.

    Deferral: fines from 2,000,000 đ (individual), 100,000,000 đ (organisation in
    hardship). Instalments: within D-INSTAL, at most so many, the first of so many
    percent. All of them dated settings of the law. Raises NotPermitted, StepNotOpen,
    CaseMovedOn, Refused, BelowThreshold.
    """
    case = locked(case, version=version)
    relief = _of(case, relief_id)
    _before, on = take_in_part(
        relief.grant, by=by, at=at, not_before=relief.requested_on
    )
    decision = case.decision
    if decision is None or decision.pk != relief.decision_id:
        raise StepNotOpen(_("No sanction decision is in force."))
    if case.relief is not None and case.relief.holds_on(on):
        raise StepNotOpen(_("Another relief is in force; it must end first."))
    settings = settings_on(on)
    match ReliefKind(relief.kind):
        case ReliefKind.DEFER:
            relief.until = _deferred_until(case, decision, terms, settings, on=on)
        case ReliefKind.REDUCE:
            relief.reduced_vnd = _reduction(decision, terms)
        case ReliefKind.WAIVE:
            relief.reduced_vnd = decision.unpaid_vnd
        case ReliefKind.INSTALMENTS:
            relief.until = _plan_end(decision, terms.instalments, settings, on=on)
    signed = signature(case, register=RELIEF_REGISTER, by=by, at=at, on=on)
    relief.agency, relief.number = signed["agency"], signed["number"]
    relief.year, relief.number_text = signed["year"], signed["number_text"]
    relief.decided_by, relief.decided_on, relief.decided_at = by, on, at
    relief.decision_note, relief.effective_on = note.strip(), on
    relief.save()
    if relief.kind == ReliefKind.INSTALMENTS:
        Instalment.objects.bulk_create(
            Instalment(
                relief=relief,
                sequence=place,
                amount_vnd=part.amount_vnd,
                due_on=part.due_on,
            )
            for place, part in enumerate(terms.instalments, start=1)
        )
    if not decision.is_relieved:
        decision.is_relieved = True
        decision.save(update_fields=["is_relieved"])
    settle_fine(decision)
    case = Case.objects.with_file().get(pk=case.pk)
    case.relief = relief
    conclude(
        case,
        "grant_relief",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=note.strip(),
        details={
            "number": relief.number_text,
            "kind": str(relief.kind),
            "reduced_vnd": relief.reduced_vnd,
            "until": relief.until.isoformat() if relief.until else None,
        },
    )
    return relief


@transaction.atomic
def refuse_relief(
    *,
    case: Case,
    version: int,
    relief_id: UUID,
    note: str,
    by: User,
    at: datetime,
) -> FineRelief:
    """Refuse the request, with the reason."""
    case = locked(case, version=version)
    relief = _of(case, relief_id)
    _before, on = take_in_part(
        relief.refuse, by=by, at=at, not_before=relief.requested_on
    )
    note = given(note, field="note")
    relief.decided_by, relief.decided_on, relief.decided_at = by, on, at
    relief.decision_note = note
    relief.save()
    conclude(
        case,
        "refuse_relief",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=note,
        details={"kind": str(relief.kind)},
    )
    return relief


@transaction.atomic
def end_relief(
    *,
    case: Case,
    version: int,
    relief_id: UUID,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> FineRelief:
    """End a relief: its term is over, or the respondent did not keep to it.

    From the next day late interest runs again and the fine may be enforced.
    """
    case = locked(case, version=version)
    relief = _of(case, relief_id)
    _before, on = take_in_part(
        relief.end,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=relief.effective_on,
    )
    reason = given(reason)
    relief.ended_on, relief.end_reason = on, reason
    relief.save()
    if case.relief is not None and case.relief.pk == relief.pk:
        case.relief = relief
    conclude(
        case,
        "end_relief",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason,
        details={"kind": str(relief.kind), "number": relief.number_text},
    )
    return relief


def _of(case: Case, relief_id: UUID) -> FineRelief:
    relief: FineRelief | None = case.reliefs.filter(pk=relief_id).first()
    if relief is None:
        raise Refused(errors={"relief": [_("Choose a request of this case.")]})
    relief.case = case
    return relief


def _deferred_until(
    case: Case,
    decision: SanctionDecision,
    terms: ReliefTerms,
    settings: LegalSettings,
    *,
    on: date,
) -> date:
    respondent = case.respondent
    kind = respondent.subject_kind if respondent is not None else ""
    least = settings.deferral_minimum_vnd(kind)
    if decision.fine_vnd < least:
        text = _("Only a fine of %(least)s đ and more may be deferred.") % {
            "least": f"{least:,}".replace(",", ".")
        }
        raise BelowThreshold(errors={"kind": [text]})
    if kind == SubjectKind.ORGANISATION and not terms.in_hardship:
        text = _("An organisation must show the grounds of hardship of Điều 76.")
        raise Refused(errors={"in_hardship": [text]})
    longest = _last_day("D-DEFER", on)
    until = terms.until or longest
    if not on <= until <= longest:
        raise Refused(errors={"until": [_too_long(longest)]})
    return until


def _reduction(decision: SanctionDecision, terms: ReliefTerms) -> int:
    if not 0 < terms.reduced_vnd < decision.unpaid_vnd:
        text = _(
            "A reduction takes off less than the %(unpaid)s đ that are unpaid."
        ) % {"unpaid": f"{decision.unpaid_vnd:,}".replace(",", ".")}
        raise Refused(errors={"reduced_vnd": [text]})
    return terms.reduced_vnd


def _plan_end(
    decision: SanctionDecision,
    parts: Sequence[InstalmentTerms],
    settings: LegalSettings,
    *,
    on: date,
) -> date:
    """Check a plan: what it pays, how often, how soon; gives its last day."""
    most = settings.count(SettingKey.INSTALMENTS_MOST)
    percent = settings.count(SettingKey.INSTALMENTS_FIRST)
    longest = _last_day("D-INSTAL", on)
    faults: list[str] = []
    if not 2 <= len(parts) <= most:
        faults.append(_("A plan has from 2 to %(most)d payments.") % {"most": most})
    if any(part.amount_vnd <= 0 for part in parts) or (
        sum(part.amount_vnd for part in parts) != decision.unpaid_vnd
    ):
        faults.append(_("The payments together are what is unpaid of the fine."))
    if parts and parts[0].amount_vnd * 100 < decision.fine_vnd * percent:
        faults.append(
            _("The first payment is at least %(percent)d percent of the fine.")
            % {"percent": percent}
        )
    days = [part.due_on for part in parts]
    if days != sorted(set(days)) or (days and days[0] < on):
        faults.append(_("Each payment is due after the one before it."))
    if days and days[-1] > longest:
        faults.append(_too_long(longest))
    if faults:
        raise Refused(errors={"instalments": faults})
    return days[-1]


def _last_day(code: str, on: date) -> date:
    rule = rules.rule_for(code, on)
    return rule.due_on(on, calendar=load_calendar()).last_day


def _too_long(longest: date) -> str:
    return _("The last day possible is %(day)s.") % {"day": f"{longest:%d/%m/%Y}"}
