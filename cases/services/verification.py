"""From intake to opening: verify, dismiss, open."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case
from cases.services.entries import take_up
from cases.services.funnel import conclude, locked, take
from cases.services.proposals import settle_proposal
from cases.states import Family, ProposalKind
from regulations import catalogue


@transaction.atomic
def start_verification(
    *,
    case: Case,
    version: int,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    note: str = "",
) -> Case:
    """Begin preliminary checks; the officer takes the case up.

    Raises NotPermitted, StepNotOpen, CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    before, on = take(case.start_verification, by=by, at=at, occurred_on=occurred_on)
    take_up(case, by, at=at)
    conclude(
        case, "start_verification", by=by, at=at, on=on, before=before, reason=note
    )
    return case


@transaction.atomic
def dismiss(
    *,
    case: Case,
    version: int,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    note: str = "",
) -> Case:
    """Follow another officer's proposal to dismiss the matter."""
    case = locked(case, version=version)
    before, on = take(case.dismiss, by=by, at=at, occurred_on=occurred_on)
    proposal = settle_proposal(case, ProposalKind.DISMISS, at=at)
    conclude(
        case,
        "dismiss",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=note or proposal.reason,
        details={"ground": proposal.ground},
    )
    return case


@transaction.atomic
def open_case(
    *,
    case: Case,
    version: int,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    note: str = "",
) -> Case:
    """Thụ lý: the violation is found; the time to make the record runs from detection.

    Điều 58 Luật XLVPHC; NĐ 118/2021 Điều 12. A limitation that has passed does not
    stop it (measures may still be due): see `warnings_on_opening`.
    """
    case = locked(case, version=version)
    before, on = take(
        case.open_case,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=case.detected_on,
    )
    take_up(case, by, at=at)
    conclude(case, "open_case", by=by, at=at, on=on, before=before, reason=note)
    return case


def warnings_on_opening(case: Case, *, on: date) -> list[str]:
    """What the officer should know before opening: it warns, it does not block."""
    warnings = []
    clock = case.clock(Family.LIMITATION)
    if clock is not None and clock.has_passed_on(on):
        text = _(
            "The limitation of sanctioning ended on %(day)s: no fine is possible, only "
            "remedial measures and confiscation of banned goods."
        )
        warnings.append(text % {"day": clock.last_day.strftime("%d/%m/%Y")})
    return warnings + _replaced_behaviours(case, on=on)


def _replaced_behaviours(case: Case, *, on: date) -> list[str]:
    """An act older than the decree in force: the lighter frame applies."""
    text = _(
        "%(old)s was replaced by %(new)s after the act: compare which frame is lighter."
    )
    found = []
    for act in case.violations.all():
        if act.behaviour.is_in_force_on(on):
            continue
        newer = catalogue.successors_of(act.behaviour, day=on)
        codes = ", ".join(newer.order_by("code").values_list("code", flat=True))
        if codes:
            found.append(text % {"old": act.behaviour.code, "new": codes})
    return found
