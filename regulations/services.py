"""Acts on the working calendar: dated, reasoned, traced, never retroactive.

They apply what two persons agreed on: `proposals.approve` calls them with the second
one as `by`. Open deadlines are facts of cases: `cases` recomputes them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.access import could
from audit import trail
from kernel.clock import local_day
from kernel.errors import NotPermitted, Refused
from kernel.folding import nfc
from regulations import policies
from regulations.calendar import SATURDAY
from regulations.kinds import DayKind, Source
from regulations.models import CalendarDay
from regulations.packaged import packaged_day

if TYPE_CHECKING:
    from agencies.models import User

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
    _permit(by, at)
    name, decision_no, reason = nfc(name), nfc(decision_no), nfc(reason)
    refuse_impossible_day(
        day=day,
        kind=kind,
        name=name,
        decision_no=decision_no,
        confirmed=confirmed,
        reason=reason,
        at=at,
    )
    found = CalendarDay.objects.select_for_update().filter(date=day).first()
    before = day_values(found)
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
        after=day_values(edited),
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
    _permit(by, at)
    _refuse_past(day, at)
    reason = nfc(reason)
    _refuse_blank(reason=reason)
    edited = (
        CalendarDay.objects.select_for_update()
        .filter(date=day, source=Source.EDITED)
        .first()
    )
    if edited is None:
        raise Refused(_("This day was not edited here."), code="day_not_edited")
    before = day_values(edited)
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
        after=day_values(restored),
        label=f"{day:%d/%m/%Y}",
    )
    return restored


def refuse_impossible_day(
    *,
    day: date,
    kind: str,
    name: str,
    decision_no: str,
    confirmed: bool,
    reason: str,
    at: datetime,
) -> None:
    """What nobody may propose or apply; raises Retroactive, Refused."""
    _refuse_past(day, at)
    _refuse_wrong_day(day, kind)
    _refuse_blank(name=name, reason=reason)
    if confirmed and not decision_no:
        raise Refused(
            _("A confirmed day names the decision that fixed it."),
            code="decision_missing",
            errors={"decision_no": [_("Give the number of the decision.")]},
        )


def day_values(day: CalendarDay | None) -> dict[str, Any]:
    """What is said of a day; {} where no row says anything."""
    if day is None:
        return {}
    return {
        "kind": str(day.kind),
        "name": day.name,
        "decision_no": day.decision_no,
        "confirmed": day.confirmed,
    }


def _permit(by: User, at: datetime) -> None:
    """The second person need not be an administrator: see `policies.may_settle`."""
    actions = (policies.EDIT_CALENDAR, policies.APPROVE)
    if not any(could(by, action, None, at) for action in actions):
        raise NotPermitted


def _refuse_past(day: date, at: datetime) -> None:
    if day < local_day(at):
        raise Retroactive(errors={"day": [Retroactive.text]})


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
