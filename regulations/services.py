"""Acts that change the law's figures: dated, reasoned, traced, never retroactive.

Open deadlines are facts of cases: `cases` calls these and recomputes.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.access import could
from audit import trail
from kernel.clock import local_day
from kernel.errors import NotPermitted, Refused
from kernel.folding import nfc
from regulations import legal_settings, policies
from regulations.calendar import ONE_DAY, SATURDAY
from regulations.kinds import Confidence, DayKind, SettingKey, Source, Unit
from regulations.models import CalendarDay, DatedRow, DeadlineRule, LegalSetting
from regulations.packaged import packaged_day
from regulations.rules import UnknownRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agencies.models import User

Row = TypeVar("Row", bound=DatedRow)
_WEEKDAY_KINDS = frozenset({DayKind.WORKING, DayKind.SWAP_OFF, DayKind.COMPENSATION})


class Retroactive(Refused):
    code = "retroactive"
    text = _("A figure of the law is never changed for days that are over.")


@transaction.atomic
def edit_calendar_day(
    *,
    day: date,
    kind: str,
    name: str,
    decision_no: str,
    confirmed: bool,
    by: User,
    at: datetime,
    reason: str,
) -> CalendarDay:
    """Say what a day is; the row then stands above the packaged calendar.

    `kind` WORKING takes a holiday away. A confirmed day names its decision. Raises
    NotPermitted, Retroactive, Refused.
    """
    _permit(by, policies.EDIT_CALENDAR, at)
    _refuse_past(day, at, field="day")
    name, decision_no, reason = nfc(name), nfc(decision_no), nfc(reason)
    _refuse_wrong_day(day, kind)
    _refuse_blank(name=name, reason=reason)
    if confirmed and not decision_no:
        raise Refused(
            _("A confirmed day names the decision that fixed it."),
            code="decision_missing",
            errors={"decision_no": [_("Give the number of the decision.")]},
        )
    found = CalendarDay.objects.select_for_update().filter(date=day).first()
    before = _day_values(found)
    edited = found or CalendarDay(date=day)
    edited.kind = kind
    edited.name = name
    edited.decision_no = decision_no
    edited.confirmed = confirmed
    edited.depends_on = ""  # an administrator's own word, whatever a setting says
    edited.source = Source.EDITED
    edited.save()
    trail.record(
        action="calendar.edit",
        record=edited,
        at=at,
        by=by,
        reason=reason,
        before=before,
        after=_day_values(edited),
        label=f"{day:%d/%m/%Y}",
    )
    return edited


@transaction.atomic
def restore_calendar_day(
    *, day: date, by: User, at: datetime, reason: str
) -> CalendarDay | None:
    """Give up an edited day: back to the packaged calendar, None for an ordinary day.

    Raises NotPermitted, Retroactive, Refused.
    """
    _permit(by, policies.EDIT_CALENDAR, at)
    _refuse_past(day, at, field="day")
    reason = nfc(reason)
    _refuse_blank(reason=reason)
    edited = (
        CalendarDay.objects.select_for_update()
        .filter(date=day, source=Source.EDITED)
        .first()
    )
    if edited is None:
        raise Refused(_("This day was not edited here."), code="day_not_edited")
    before = _day_values(edited)
    values = packaged_day(day)
    if values is None:
        trace_of = CalendarDay(pk=edited.pk, date=day)
        edited.delete()
        restored = None
    else:
        for field, value in values.items():
            setattr(edited, field, value)
        edited.save()
        trace_of = restored = edited
    trail.record(
        action="calendar.restore",
        record=trace_of,
        at=at,
        by=by,
        reason=reason,
        before=before,
        after=_day_values(restored),
        label=f"{day:%d/%m/%Y}",
    )
    return restored


@transaction.atomic
def set_legal_setting(
    *,
    key: str,
    value: str,
    basis: str,
    by: User,
    at: datetime,
    reason: str,
    valid_from: date | None = None,
    confidence: str = Confidence.UNSETTLED,
    confidence_note: str = "",
) -> LegalSetting:
    """Decide an open point of the law from a day on (today when none is given).

    Raises NotPermitted, Retroactive, Refused.
    """
    _permit(by, policies.action_for_setting(key), at)
    start = valid_from or local_day(at)
    _refuse_past(start, at, field="valid_from")
    basis, reason = nfc(basis), nfc(reason)
    _refuse_blank(basis=basis, reason=reason)
    if key not in SettingKey.values or not legal_settings.is_valid(key, value):
        raise Refused(
            _("The setting does not take this value."),
            code="setting_value",
            errors={"value": [_("The setting does not take this value.")]},
        )
    rows = list(LegalSetting.objects.select_for_update().filter(key=key))
    before = {"value": legal_settings.settings_on(start).values[key]}
    row = _row_from(rows, start) or LegalSetting(key=key, valid_from=start)
    row.value = value
    row.basis = basis
    row.confidence = Confidence(confidence)
    row.confidence_note = confidence_note
    _put(row, rows, start=start)
    trail.record(
        action="legal_setting.edit",
        record=row,
        at=at,
        by=by,
        reason=reason,
        before=before,
        after={"value": value, "valid_from": start.isoformat(), "basis": basis},
        label=key,
    )
    return row


@transaction.atomic
def revise_deadline_rule(
    *,
    code: str,
    length: Decimal,
    unit: str,
    valid_from: date,
    basis: str,
    confidence: str,
    confidence_note: str,
    by: User,
    at: datetime,
    reason: str,
) -> DeadlineRule:
    """A changed law, or a figure that was missing: a new row from a day on.

    Limits that started earlier keep the row of their day. Raises NotPermitted,
    UnknownRule, Retroactive, Refused.
    """
    _permit(by, policies.EDIT_RULE, at)
    _refuse_past(valid_from, at, field="valid_from")
    basis, reason = nfc(basis), nfc(reason)
    _refuse_blank(basis=basis, reason=reason)
    if unit not in Unit.values:
        raise Refused(errors={"unit": [_("There is no such unit.")]})
    rows = list(DeadlineRule.objects.select_for_update().filter(code=code))
    if not rows:
        raise UnknownRule
    standing = max(
        (row for row in rows if row.is_in_force_on(valid_from)),
        key=lambda row: row.valid_from or date.min,
        default=rows[-1],
    )
    before = {"length": str(standing.length), "unit": standing.unit}
    row = _row_from(rows, valid_from) or DeadlineRule(
        code=code,
        valid_from=valid_from,
        name_vi=standing.name_vi,
        trigger_event=standing.trigger_event,
        owner=standing.owner,
        extension_rule=standing.extension_rule,
        consequence=standing.consequence,
    )
    row.length = length
    row.unit = unit
    row.basis = basis
    row.confidence = Confidence(confidence)
    row.confidence_note = confidence_note
    _put(row, rows, start=valid_from)
    trail.record(
        action="deadline_rule.edit",
        record=row,
        at=at,
        by=by,
        reason=reason,
        before=before,
        after={
            "length": str(length),
            "unit": unit,
            "valid_from": valid_from.isoformat(),
            "basis": basis,
        },
        label=code,
    )
    return row


def _permit(by: User, action: str, at: datetime) -> None:
    if not could(by, action, None, at):
        raise NotPermitted


def _refuse_past(day: date, at: datetime, *, field: str) -> None:
    if day < local_day(at):
        raise Retroactive(errors={field: [Retroactive.text]})


def _refuse_blank(**texts: str) -> None:
    blank = [name for name, text in texts.items() if not text]
    if blank:
        raise Refused(errors={name: [_("This cannot be empty.")] for name in blank})


def _refuse_wrong_day(day: date, kind: str) -> None:
    if kind not in DayKind.values:
        raise Refused(errors={"kind": [_("There is no such kind of day.")]})
    is_rest_day = day.weekday() >= SATURDAY
    if kind == DayKind.SWAP_WORKING and not is_rest_day:
        raise Refused(
            errors={"kind": [_("Only a Saturday or Sunday can be worked in exchange.")]}
        )
    if kind in _WEEKDAY_KINDS and is_rest_day:
        raise Refused(
            errors={"kind": [_("A Saturday or Sunday is a rest day already.")]}
        )


def _day_values(day: CalendarDay | None) -> dict[str, Any]:
    if day is None:
        return {}
    return {
        "kind": str(day.kind),
        "name": day.name,
        "decision_no": day.decision_no,
        "confirmed": day.confirmed,
    }


def _row_from(rows: Sequence[Row], start: date) -> Row | None:
    return next((row for row in rows if row.valid_from == start), None)


def _put(row: DatedRow, others: Sequence[DatedRow], *, start: date) -> None:
    """Save a dated row between its neighbours, so that each day has one."""
    for other in others:
        if other is row:
            continue
        if (other.valid_from or date.min) < start and other.is_in_force_on(start):
            other.valid_to = start - ONE_DAY
            other.source = Source.EDITED
            other.save()
    later = [other.valid_from for other in others if other.valid_from]
    row.valid_to = min((day for day in later if day > start), default=None)
    if row.valid_to is not None:
        row.valid_to -= ONE_DAY
    row.source = Source.EDITED
    row.save()
