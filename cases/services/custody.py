"""The custody book of a case's goods: lines, what is held where, what runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case, Seizure
from cases.services.funnel import conclude, legal_day, locked, permit
from cases.states import Family, SeizureState
from evidence import custody
from evidence import services as evidence
from evidence.kinds import OUTGOING, CustodyLineKind
from evidence.models import CustodyLine, EvidenceItem
from evidence.services import LineInput
from kernel.errors import Refused
from regulations.calendar import WorkingCalendar
from regulations.working_days import load_calendar

# The signed acts on a seizure write these.
BY_A_SIGNED_ACT = OUTGOING | {CustodyLineKind.CONFISCATED}
ALARM_WORKING_DAYS = 2


@transaction.atomic
def record_custody(
    *,
    case: Case,
    version: int | None,
    item: UUID,
    line: LineInput,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> CustodyLine:
    """Write a line of the custody book: a count, a seal, a move, a receipt.

    Goods leave custody by the signed acts on their seizure; what is confiscated is
    handed on here. Raises NotPermitted, StepNotOpen, CaseMovedOn, Refused naming the
    field (both parties, totals that do not balance).
    """
    case = locked(case, version=version)
    permit("custody.record", case, by=by, at=at)
    on = legal_day(occurred_on, at=at)
    goods = EvidenceItem.objects.filter(seized_items__seizure__case=case, pk=item)
    found = goods.distinct().first()
    if found is None:
        raise Refused(errors={"item": [_("The case has no such goods.")]})
    _check_way_out(found, line)
    written: CustodyLine = evidence.write_line(
        item=found, line=line, on=on, by=by, at=at
    )
    conclude(
        case,
        "record_custody",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=written.note,
        details={
            "item": str(found),
            "kind": written.kind,
            "quantity": str(written.quantity),
            "held_after": str(written.held_after),
            "from_party": written.from_party,
            "to_party": written.to_party,
            "seal_no": written.seal_no,
            "receipt_no": written.receipt_no,
        },
    )
    return written


@dataclass(frozen=True, slots=True)
class GoodsAtHand:
    """An item as the custody book tells it now."""

    item: EvidenceItem
    seizure: Seizure
    lines: tuple[CustodyLine, ...]
    balance: custody.Balance
    seals: tuple[str, ...]
    place: str
    open_lines: tuple[custody.Line, ...]

    @property
    def is_held(self) -> bool:
        return self.balance.held > 0


def goods_of(case: Case) -> list[GoodsAtHand]:
    """The goods of a case in the order of their taking, each with its book.

    Goods that were seized twice stand with their last seizure.
    """
    items: dict[UUID, tuple[EvidenceItem, Seizure]] = {}
    for seizure in case.seizures.prefetch_related("seized_items__item__custody_lines"):
        for row in seizure.seized_items.all():
            items[row.item_id] = (row.item, seizure)
    return [_at_hand(item, seizure) for item, seizure in items.values()]


@dataclass(frozen=True, slots=True)
class SeizureAlarm:
    """A seizure whose period is about to end, or has, and the goods it still holds."""

    seizure: Seizure
    last_day: date
    # From when it is raised: two working days before the end.
    from_day: date
    has_passed: bool
    goods: tuple[EvidenceItem, ...]


def alarms(case: Case, *, on: date) -> list[SeizureAlarm]:
    """Seizures of which the end is near on a day, or passed without a settlement.

    On expiry the goods are returned or a decision must exist (Điều 125.8 Luật XLVPHC).
    The end is that of the period, or of the time to decide where that comes first and
    the goods do not secure execution.
    """
    running = {
        clock.about: clock
        for clock in case.deadlines.all()
        if clock.family == Family.SEIZURE and clock.is_running
    }
    if not running:
        return []
    calendar = load_calendar()
    decision = case.clock(Family.DECISION)
    found = []
    for seizure in case.seizures.prefetch_related("seized_items__item__custody_lines"):
        clock = running.get(str(seizure.pk))
        if clock is None:
            continue
        strict, last = clock.strict_due, clock.last_day
        if (
            decision is not None
            and decision.is_running
            and seizure.is_bound_to_decision
        ):
            strict = min(strict, decision.strict_due)
            last = min(last, decision.last_day)
        from_day = alarm_day(strict, calendar=calendar)
        if on >= from_day:
            found.append(
                SeizureAlarm(
                    seizure=seizure,
                    last_day=last,
                    from_day=from_day,
                    has_passed=on > last,
                    goods=tuple(
                        row.item
                        for row in seizure.seized_items.all()
                        if row.item.held > 0
                    ),
                )
            )
    return sorted(found, key=lambda alarm: (alarm.last_day, alarm.seizure.pk))


def alarm_day(strict_due: date, *, calendar: WorkingCalendar) -> date:
    """Two working days before the end of a seizure's period."""
    return calendar.working_days_from(strict_due, -ALARM_WORKING_DAYS)[-1]


def _check_way_out(item: EvidenceItem, line: LineInput) -> None:
    if line.kind not in BY_A_SIGNED_ACT:
        return
    is_confiscated = item.seized_items.filter(
        seizure__state=SeizureState.CONFISCATED
    ).exists()
    if line.kind == CustodyLineKind.HANDED_OVER and is_confiscated:
        return
    text = _("Goods leave custody by a signed act on their seizure.")
    raise Refused(errors={"kind": [text]}, code="needs_signed_act")


def _at_hand(item: EvidenceItem, seizure: Seizure) -> GoodsAtHand:
    lines = tuple(sorted(item.custody_lines.all(), key=lambda line: line.sequence))
    places = [line.place for line in lines if line.place]
    return GoodsAtHand(
        item=item,
        seizure=seizure,
        lines=lines,
        balance=custody.balance(lines),
        seals=tuple(custody.seals_on(lines)),
        place=places[-1] if places else "",
        open_lines=tuple(custody.unsettled(lines)),
    )
