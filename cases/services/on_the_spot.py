"""Sanction without a violation record: a warning or a small fine, at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies import numbers
from agencies.models import User
from cases import conditions
from cases.models import (
    Case,
    DecisionItem,
    Delivery,
    DraftAct,
    SanctionDecision,
    SanctionedAct,
)
from cases.querysets import StepNotOpen
from cases.services.deciding import (
    DECISION_REGISTER,
    DecisionTerms,
    act_lines,
    as_item,
    as_json,
    check_measures,
)
from cases.services.funnel import conclude, follow, locked, take
from cases.states import DeliveryMethod, ItemKind, MainSanction
from kernel.errors import NotPermitted, Refused
from kernel.folding import nfc
from regulations import legal_settings


class AboveTheSpot(Refused):
    code = "fine_needs_a_record"


@transaction.atomic
def sanction_without_record(
    *,
    case: Case,
    version: int,
    terms: DecisionTerms,
    by_technical_equipment: bool,
    by: User,
    at: datetime,
    is_handed_over: bool = False,
    receiver: str = "",
) -> SanctionDecision:
    """Sign a sanction on the spot on the day of `at`; no draft, no record precedes it.

    Điều 56 Luật XLVPHC as amended 2025: a warning, or a fine within the limit in force
    on that day (a setting of the law: 500,000 đ, an organisation 1,000,000 đ), and only
    for an act that no technical equipment detected. `is_handed_over` confirms delivery
    in the same act. Raises NotPermitted, StepNotOpen, CaseMovedOn, Refused
    (`fine_vnd`, `by_technical_equipment`), AboveTheSpot.
    """
    case = locked(case, version=version)
    before, on = take(case.sanction_without_record, by=by, at=at)
    if by_technical_equipment:
        text = _(
            "An act that technical equipment detected needs a violation record "
            "(Điều 56)."
        )
        raise Refused(errors={"by_technical_equipment": [text]})
    if terms.main_sanction not in MainSanction.values:
        raise Refused(errors={"main_sanction": [_("Choose a main sanction.")]})
    _check_limit(case, terms, on=on)
    lines = act_lines(case, terms)
    check_measures(terms.measures)
    capacity = conditions.capacity_of(by, case, on)
    if capacity is None:
        raise NotPermitted
    number = numbers.take(
        owner=case.competent_authority_id, register=DECISION_REGISTER, year=on.year
    )
    decision = SanctionDecision(
        case=case,
        agency=case.competent_authority,
        number=number,
        year=on.year,
        number_text=f"{number:02d}/{DECISION_REGISTER}",
        signed_by=by,
        delegation=capacity.delegation,
        signed_on=on,
        signed_at=at,
        main_sanction=terms.main_sanction,
        fine_vnd=sum(line.fine_vnd for line in lines),
        aggravating=terms.aggravating.strip(),
        mitigating=terms.mitigating.strip(),
        proposed_by_title=terms.proposed_by_title.strip(),
        by_technical_equipment=False,
    )
    _write(decision, lines, terms)
    case.decision = decision
    conclude(
        case,
        "sanction_without_record",
        by=by,
        at=at,
        on=on,
        before=before,
        details={
            "number": decision.number_text,
            "fine_vnd": decision.fine_vnd,
            "by_technical_equipment": False,
        },
    )
    if is_handed_over:
        _hand_over(case, decision, receiver=receiver, by=by, at=at, on=on)
    return decision


def _check_limit(case: Case, terms: DecisionTerms, *, on: date) -> None:
    """The fine of each respondent within the limit of Điều 56 in force on that day."""
    if terms.main_sanction == MainSanction.WARNING:
        return
    typed: dict[UUID, int] = defaultdict(int)
    for act in terms.acts:
        for respondent in case.respondents.all():
            if act.respondent_id in {None, respondent.pk}:
                typed[respondent.pk] += act.fine_vnd
    settings = legal_settings.settings_on(on)
    for respondent in case.respondents.all():
        most = settings.on_the_spot_limit_vnd(respondent.subject_kind)
        if typed[respondent.pk] > most:
            text = _("Without a violation record the fine is at most %(most)s đ.") % {
                "most": f"{most:,}".replace(",", ".")
            }
            raise AboveTheSpot(errors={"fine_vnd": [text]})


def _write(
    decision: SanctionDecision, lines: Iterable[DraftAct], terms: DecisionTerms
) -> None:
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
            SanctionedAct.objects.bulk_create(
                SanctionedAct(
                    decision=decision,
                    respondent=line.respondent,
                    violation=line.violation,
                    frame_min_vnd=line.frame_min_vnd,
                    frame_max_vnd=line.frame_max_vnd,
                    fine_vnd=line.fine_vnd,
                )
                for line in lines
            )
    except IntegrityError as doubled:  # INV-1, held by the database
        raise StepNotOpen(
            _("A decision for one of these acts is already in force.")
        ) from doubled
    items = [
        DecisionItem(decision=decision, **as_item(as_json(measure)))
        for measure in terms.measures
    ]
    if decision.fine_vnd:
        fine = DecisionItem(
            decision=decision, kind=ItemKind.FINE, amount_vnd=decision.fine_vnd
        )
        items.insert(0, fine)
    DecisionItem.objects.bulk_create(items)


def _hand_over(
    case: Case,
    decision: SanctionDecision,
    *,
    receiver: str,
    by: User,
    at: datetime,
    on: date,
) -> None:
    """The copy goes to the respondent at the moment of signing."""
    before = follow(case.confirm_delivery, by=by, at=at, on=on)
    Delivery.objects.create(
        decision=decision,
        method=DeliveryMethod.DIRECT,
        sent_on=on,
        received_on=on,
        receiver=nfc(receiver),
        recorded_by=by,
        recorded_at=at,
    )
    conclude(
        case,
        "confirm_delivery",
        by=by,
        at=at,
        on=on,
        before=before,
        details={"method": str(DeliveryMethod.DIRECT)},
    )
