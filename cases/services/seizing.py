"""Seizure of goods: the draft, the decision, its extension, unclaimed goods.

Điều 125, 126 Luật XLVPHC; how it ends stands in `services.releasing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies import numbers
from agencies.models import User
from cases import conditions
from cases.models import Case, CaseEvent, SeizedItem, Seizure, SeizureExtension
from cases.services.funnel import conclude, legal_day, locked, permit
from cases.services.holding import begun, closed, of_case, period_of
from cases.services.linking import keep_cases
from cases.states import OPEN_SEIZURES, Family, SeizureGround, SeizureState
from evidence import services as evidence
from evidence.models import EvidenceItem
from evidence.services import GoodsInput
from kernel.errors import Blocker, Refused
from kernel.folding import nfc
from kernel.reasons import given

# The register counts; the sign is what stands after the number.
SEIZURE_REGISTER = "QĐ-TGTV"
SEIZURE_SIGN = "QĐ-TGTVPTGPCC"
EXTENSION_REGISTER = "QĐ-KDTG"
EXTENSION_SIGN = "QĐ-KDTHTG"
EXTENSIONS = ("D-SEIZE-10WD", "D-SEIZE-1M", "D-SEIZE-2M")


@dataclass(frozen=True, slots=True)
class SeizureInput:
    """What the minutes of the seizure say; `from_party` hands over, `keeper` keeps."""

    ground: str
    reason: str
    minutes_no: str
    place: str
    from_party: str
    keeper: str
    goods: tuple[GoodsInput, ...] = ()
    # Goods of the case that came back from the proceedings, held once more.
    again: tuple[UUID, ...] = ()


@transaction.atomic
def draft_seizure(
    *,
    case: Case,
    version: int | None,
    content: SeizureInput,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Seizure:
    """List the goods taken on `occurred_on` and draft the seizure decision.

    The period runs from the actual seizure, signed or not. Raises NotPermitted,
    StepNotOpen, CaseMovedOn, Refused naming the field.
    """
    case = locked(case, version=version)
    permit("seizure.draft", case, by=by, at=at)
    on = legal_day(occurred_on, at=at, not_before=case.detected_on)
    _check(content)
    seizure: Seizure = Seizure.objects.create(
        case=case,
        ground=content.ground,
        reason=nfc(content.reason),
        seized_on=on,
        minutes_no=nfc(content.minutes_no),
        place=nfc(content.place),
        keeper=nfc(content.keeper),
        drafted_by=by,
        drafted_at=at,
    )
    for goods in content.goods:
        _put_in(seizure, goods, from_party=content.from_party, by=by, at=at)
    for item in _given_back(case, content.again):
        SeizedItem.objects.create(seizure=seizure, item=item)
    keep_cases([case.pk], at=at)
    conclude(
        case,
        "draft_seizure",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=seizure.reason,
        details={"seizure": str(seizure.pk), "goods": seizure.seized_items.count()},
    )
    return seizure


@transaction.atomic
def add_goods(
    *,
    case: Case,
    version: int | None,
    seizure: Seizure,
    goods: GoodsInput,
    from_party: str,
    by: User,
    at: datetime,
) -> EvidenceItem:
    """Add an item to the list of a seizure that is not signed yet.

    Raises as `draft_seizure`; StepNotOpen once the decision is signed.
    """
    case = locked(case, version=version)
    permit("seizure.draft", case, by=by, at=at)
    seizure = of_case(case, seizure)
    if seizure.state != SeizureState.DRAFT:
        raise closed(
            Blocker(
                "seizure_signed",
                _("The list is part of the decision that was signed."),
                "goods",
            )
        )
    item = _put_in(seizure, goods, from_party=from_party, by=by, at=at)
    keep_cases([case.pk], at=at)
    conclude(
        case,
        "add_goods",
        by=by,
        at=at,
        on=seizure.seized_on,
        before=str(case.state),
        details={"seizure": str(seizure.pk), "item": str(item)},
    )
    return item


@transaction.atomic
def decide_seizure(
    *, seizure: Seizure, version: int | None, by: User, at: datetime
) -> Seizure:
    """Sign the seizure decision on the day of `at`; the number is taken here.

    Điều 125.3, 125.5: with minutes, an itemised list and the place of custody, by a
    competent person, not past the period. Raises NotPermitted, StepNotOpen,
    CaseMovedOn.
    """
    case, seizure, _was, on = begun(seizure, version, "decide", by=by, at=at)
    if not seizure.seized_items.exists():
        raise closed(Blocker("has_goods", _("The list of goods is empty."), "goods"))
    if not seizure.minutes_no:
        raise closed(
            Blocker("has_minutes", _("The number of the minutes is missing."), "goods")
        )
    capacity = conditions.capacity_of(by, case, on)
    number = _take_number(case, SEIZURE_REGISTER, on)
    seizure.agency = case.lead_agency
    seizure.number, seizure.year = number, on.year
    seizure.number_text = f"{number:02d}/{SEIZURE_SIGN}"
    seizure.signed_by, seizure.signed_on, seizure.signed_at = by, on, at
    seizure.delegation = capacity.delegation if capacity is not None else None
    _finish(
        case,
        seizure,
        "decide_seizure",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=seizure.reason,
        details={"number": seizure.number_text},
    )
    return seizure


@transaction.atomic
def extend_seizure(
    *,
    seizure: Seizure,
    version: int | None,
    limit_rule: str,
    reason: str,
    by: User,
    at: datetime,
) -> SeizureExtension:
    """Extend the period by a new written act, counted from the actual seizure.

    Điều 125.8: ten working days only where the file goes to another competent person;
    one month needs an explanation or a verification; two months an exceptionally
    complex matter, approved in writing. Never beyond the time to decide, unless held to
    secure execution. Raises NotPermitted, StepNotOpen once the period has passed,
    CaseMovedOn, Refused (`limit_rule`, `reason`).
    """
    case, seizure, _was, on = begun(seizure, version, "extend", by=by, at=at)
    reason = given(reason)
    _check_extension(case, seizure, limit_rule, on=on)
    number = _take_number(case, EXTENSION_REGISTER, on)
    extension = SeizureExtension.objects.create(
        seizure=seizure,
        limit_rule=limit_rule,
        reason=reason,
        agency=case.lead_agency,
        number=number,
        year=on.year,
        number_text=f"{number:02d}/{EXTENSION_SIGN}",
        signed_by=by,
        signed_on=on,
        signed_at=at,
    )
    seizure.limit_rule = limit_rule
    _finish(
        case,
        seizure,
        "extend_seizure",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=extension.reason,
        details={
            "number": extension.number_text,
            "rule": limit_rule,
            "until": period_of(seizure).last_day.isoformat(),
        },
    )
    return extension


@transaction.atomic
def declare_unclaimed(
    *,
    seizure: Seizure,
    version: int | None,
    first_notice_on: date,
    second_notice_on: date,
    reason: str,
    by: User,
    at: datetime,
) -> Seizure:
    """Note the two public notices; the owner has a year from the second one.

    Điều 126.4 Luật XLVPHC (D-UNCLAIMED). Raises NotPermitted, StepNotOpen,
    CaseMovedOn, Refused (`first_notice_on`, `second_notice_on`, `reason`).
    """
    case, seizure, _was, on = begun(seizure, version, "declare_unclaimed", by=by, at=at)
    reason = given(reason)
    legal_day(
        first_notice_on,
        at=at,
        not_before=seizure.seized_on,
        field="first_notice_on",
    )
    legal_day(second_notice_on, at=at, field="second_notice_on")
    if second_notice_on <= first_notice_on:
        text = _("The second notice follows the first.")
        raise Refused(errors={"second_notice_on": [text]})
    seizure.first_notice_on = first_notice_on
    seizure.second_notice_on = second_notice_on
    _finish(
        case,
        seizure,
        "declare_unclaimed",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason,
        details={
            "first_notice_on": first_notice_on.isoformat(),
            "second_notice_on": second_notice_on.isoformat(),
        },
    )
    return seizure


def _check(content: SeizureInput) -> None:
    errors = {}
    if content.ground not in SeizureGround.values:
        errors["ground"] = [_("Choose a ground of Điều 125.")]
    for field, text in (
        ("reason", _("A reason is required.")),
        ("place", _("Enter where the goods are kept.")),
        ("keeper", _("Name who keeps the goods.")),
        ("from_party", _("Name who hands the goods over.")),
        ("minutes_no", _("Enter the number of the minutes of the seizure.")),
    ):
        if not getattr(content, field).strip():
            errors[field] = [text]
    if errors:
        raise Refused(errors=errors)


def free_goods(case: Case) -> list[EvidenceItem]:
    """Goods of the case that are held without a seizure: taken back (Điều 63)."""
    own = EvidenceItem.objects.filter(seized_items__seizure__case=case)
    bound = SeizedItem.objects.filter(
        seizure__case=case,
        seizure__state__in=OPEN_SEIZURES | {SeizureState.CONFISCATED},
    )
    rows = own.exclude(pk__in=bound.values("item")).distinct()
    return [item for item in rows.prefetch_related("custody_lines") if item.held > 0]


def _given_back(case: Case, ids: Sequence[UUID]) -> list[EvidenceItem]:
    found = [item for item in free_goods(case) if item.pk in set(ids)] if ids else []
    if len(found) != len(set(ids)):
        raise Refused(errors={"again": [_("These goods are not free to be seized.")]})
    return found


def _put_in(
    seizure: Seizure, goods: GoodsInput, *, from_party: str, by: User, at: datetime
) -> EvidenceItem:
    item = evidence.list_goods(
        goods=goods,
        from_party=from_party,
        to_party=seizure.keeper,
        place=seizure.place,
        on=seizure.seized_on,
        by=by,
        at=at,
    )
    SeizedItem.objects.create(seizure=seizure, item=item)
    return item


def _finish(
    case: Case,
    seizure: Seizure,
    act: str,
    *,
    details: dict[str, Any],
    **traced: Any,
) -> CaseEvent:
    seizure.save()
    return conclude(
        case, act, details={"seizure": str(seizure.pk), **details}, **traced
    )


def _check_extension(
    case: Case, seizure: Seizure, limit_rule: str, *, on: date
) -> None:
    if limit_rule not in EXTENSIONS:
        raise _refused_limit(_("Choose one of the limits of Điều 125.8."))
    period = period_of(seizure, limit_rule)
    if period.last_day <= period_of(seizure).last_day:
        raise _refused_limit(_("This limit is not longer than the present one."))
    against = _why_not(case, limit_rule)
    if against is not None:
        raise _refused_limit(against)
    clock = case.clock(Family.DECISION)
    if (
        clock is not None
        and clock.is_running
        and seizure.is_bound_to_decision
        and period.last_day > clock.last_day
    ):
        text = _(
            "Goods are not held longer than the time to decide, which ends on %(day)s, "
            "except to secure execution (Điều 125.8)."
        )
        raise _refused_limit(
            text % {"day": date_format(clock.last_day, "SHORT_DATE_FORMAT")}
        )


def _why_not(case: Case, limit_rule: str) -> str | None:
    """The fact that a limit needs and the case lacks (Điều 125.8 Luật XLVPHC)."""
    verifies = case.explanation is not None or case.verification_on is not None
    match limit_rule:
        case "D-SEIZE-10WD" if case.competent_authority_id == case.lead_agency_id:
            return _(
                "Ten working days are for a file that goes to another competent person."
            )
        case "D-SEIZE-1M" if not verifies:
            return _("A month needs an explanation, a verification or an expert.")
        case "D-SEIZE-2M" if not (verifies and case.two_months_approval):
            return _(
                "Two months need an exceptionally complex matter, approved in writing."
            )
    return None


def _take_number(case: Case, register: str, on: date) -> int:
    return numbers.take(owner=case.lead_agency_id, register=register, year=on.year)


def _refused_limit(text: str) -> Refused:
    return Refused(errors={"limit_rule": [text]}, code="seizure_limit_refused")
