"""What facilities are held to do: added, met with a proof, or waived with a reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import User
from facilities.models import Facility, FacilityFile, Obligation, ObligationRule
from facilities.services import checks
from facilities.services.inputs import ObligationInput
from facilities.services.writing import (
    close,
    opened,
    opened_with_rows,
    refusing_doubles,
)
from facilities.states import ObligationKind, ObligationState
from kernel.clock import local_day
from kernel.errors import NotReady
from regulations.arithmetic import add_months

_TOLD = ("kind", "text", "basis", "since", "due_on", "is_yearly")


class ObligationSettled(NotReady):
    code = "obligation_settled"
    text = gettext_lazy("This obligation was met or waived already.")


@transaction.atomic
def add_obligation(
    *, facility: Facility, data: ObligationInput, by: User, at: datetime
) -> Obligation:
    """Raises NotPermitted or Refused (its rule is of another kind, or kept already)."""
    facility = opened(facility, by=by, at=at)
    data = checks.clean(data)
    _faults(data, facility).raise_if_any()
    with refusing_doubles():
        made = _inserted(facility, data, at=at)
    _trace(facility, made, "facility.add_obligation", by=by, at=at, after=_told(made))
    return made


@transaction.atomic
def meet_obligation(
    *,
    obligation: Obligation,
    version: int,
    met_on: date,
    note: str = "",
    proof: FacilityFile | None = None,
    by: User,
    at: datetime,
) -> Obligation:
    """It was done; one of every year opens its next year, twelve months on.

    `version` is the facility's. Raises NotPermitted, MovedOn, Refused or
    ObligationSettled.
    """
    facility, obligation = _opened(obligation, version=version, by=by, at=at)
    faults = _settling(obligation, met_on, note, today=local_day(at))
    if proof is not None and _standing(proof.facility) != _standing(facility):
        faults.add("proof", _("This file belongs to another facility."))
    faults.raise_if_any()
    obligation.proof = proof.file if proof is not None else None
    _settle(obligation, ObligationState.MET, met_on, note, by=by, at=at)
    after: dict[str, Any] = {"settled_on": met_on, "how": note}
    if proof is not None:
        after["sha256"] = proof.file.stored_file_id
    if obligation.is_yearly and obligation.due_on is not None:
        following = _following(obligation, obligation.due_on, at=at)
        after["due_on"] = following.due_on
    _trace(facility, obligation, "facility.meet_obligation", by=by, at=at, after=after)
    return obligation


@transaction.atomic
def waive_obligation(
    *,
    obligation: Obligation,
    version: int,
    reason: str,
    by: User,
    at: datetime,
) -> Obligation:
    """It no longer binds, or never did. `version` is the facility's.

    Raises NotPermitted, MovedOn, Refused without a reason, or ObligationSettled.
    """
    facility, obligation = _opened(obligation, version=version, by=by, at=at)
    today = local_day(at)
    faults = checks.Faults()
    faults.not_empty("reason", reason.strip(), _("Give the reason."))
    if len(reason.strip()) > 500:
        faults.add("reason", _("At most 500 characters."))
    faults.raise_if_any()
    reason = reason.strip()
    _settle(obligation, ObligationState.WAIVED, today, reason, by=by, at=at)
    _trace(
        facility,
        obligation,
        "facility.waive_obligation",
        by=by,
        at=at,
        after={"settled_on": today},
        reason=reason,
    )
    return obligation


def asked_by_law(facility: Facility, on: date) -> list[ObligationRule]:
    """What the law asks of its kinds on a day, and nobody keeps at it; two queries.

    What was waived is not asked again.
    """
    kept = Obligation.objects.of_facility(facility).order_by()
    known = kept.filter(rule__isnull=False).values_list("rule__code", flat=True)
    return list(
        ObligationRule.objects.in_force_on(on)
        .filter(facility_kinds__overlap=list(facility.kinds))
        .exclude(code__in=list(known))
    )


def _faults(data: ObligationInput, facility: Facility) -> checks.Faults:
    faults = checks.Faults()
    faults.one_of("kind", data.kind, ObligationKind)
    faults.not_empty("text", data.text, _("Type what is to be done."))
    faults.not_empty("basis", data.basis, _("Type what it is founded on."))
    if data.due_on is not None and data.due_on < data.since:
        faults.add("due_on", _("It would be due before it begins: check both dates."))
    if data.is_yearly and data.due_on is None:
        faults.add("due_on", _("What recurs every year has a day: type the first one."))
    if data.rule is not None and not data.rule.is_about(facility.kinds):
        faults.add("rule", _("The law asks this of another kind of facility."))
    faults.fits(Obligation, checks.columns(data, "text", "basis"))
    return faults


def _settling(
    obligation: Obligation, on: date, note: str, *, today: date
) -> checks.Faults:
    faults = checks.Faults()
    faults.not_after("met_on", on, today)
    if on < obligation.since:
        faults.add("met_on", _("It was met before it began: check the day."))
    if len(note) > 500:
        faults.add("note", _("At most 500 characters."))
    return faults


def _inserted(facility: Facility, data: ObligationInput, *, at: datetime) -> Obligation:
    made: Obligation = Obligation.objects.create(
        facility=facility,
        **checks.columns(data, *_TOLD, "rule"),
        created_at=at,
    )
    return made


def _following(obligation: Obligation, due_on: date, *, at: datetime) -> Obligation:
    made: Obligation = Obligation.objects.create(
        facility_id=obligation.facility_id,
        rule=obligation.rule,
        kind=obligation.kind,
        text=obligation.text,
        basis=obligation.basis,
        since=obligation.since,
        due_on=add_months(due_on, 12),
        is_yearly=True,
        created_at=at,
    )
    return made


def _opened(
    obligation: Obligation, *, version: int, by: User, at: datetime
) -> tuple[Facility, Obligation]:
    """The locked facility of an open obligation, and the row under the lock."""
    facility = opened_with_rows(obligation.facility, by=by, at=at, version=version)
    row: Obligation = Obligation.objects.select_related("rule").get(pk=obligation.pk)
    if not row.is_open:
        raise ObligationSettled
    return facility, row


def _settle(
    obligation: Obligation, state: str, on: date, note: str, *, by: User, at: datetime
) -> None:
    obligation.state, obligation.settled_on = state, on
    obligation.settled_at, obligation.settled_by = at, by
    obligation.settled_note = note
    obligation.save()


def _standing(facility: Facility) -> Any:
    """The id of the record at which it is read."""
    return facility.merged_into_id or facility.pk


def _told(obligation: Obligation) -> dict[str, Any]:
    return {name: getattr(obligation, name) for name in _TOLD}


def _trace(
    facility: Facility,
    obligation: Obligation,
    action: str,
    *,
    by: User,
    at: datetime,
    after: dict[str, Any],
    reason: str = "",
) -> None:
    close(
        facility,
        action=action,
        by=by,
        at=at,
        before={},
        after={"obligation": after},
        part=obligation,
        reason=reason,
    )
    obligation.facility = facility
