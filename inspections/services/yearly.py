"""The once-a-year rule where visits are planned and opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import User
from facilities.models import Facility
from inspections import yearly
from inspections.models import Inspection, Passes, PlanItem, engagements_in
from kernel.errors import Blocker, NotPermitted, NotReady

if TYPE_CHECKING:
    from evidence.models import EvidenceFile

MAY_EXCEPT = "plan.adjust"


class OnceAYear(NotReady):
    """NQ 198/2025/QH15 Điều 4; the blockers name what stands against it."""

    code = "once_a_year"
    text = _("The business already has its visit of the year.")


def hold_to_once_a_year(
    record: PlanItem | Inspection,
    *,
    year: int,
    reason: str,
    evidence: EvidenceFile | None,
    by: User,
    at: datetime,
) -> None:
    """Refuse a second visit of the year, or note its exception on the unsaved record.

    The facilities of the business stay locked until commit, so that two agencies that
    plan the same one at once meet here. An exception needs a manager's reason; a visit
    on clear signs of a violation needs none, but what it clashes with is noted.
    Raises OnceAYear, NotPermitted.
    """
    clashes = clashes_of(record, year=year)
    if isinstance(record, PlanItem):
        asked = record.laid_before_heads()
        clashes = [clash for clash in clashes if clash.other.id not in asked]
    if not clashes:
        return
    record.clashes_with = [clash.text for clash in clashes]
    if isinstance(record, Inspection) and record.has_clear_signs:
        return
    if record.is_exception:
        return
    if not reason.strip():
        raise OnceAYear(
            str(clashes[0].text),
            blockers=[Blocker(clash.code, clash.text, "items") for clash in clashes],
        )
    grant_exception(record, reason=reason, evidence=evidence, by=by, at=at)


def clashes_of(record: PlanItem | Inspection, *, year: int) -> list[yearly.Clash]:
    """What counts against the record in the year, its business locked meanwhile."""
    key = record.facility.business_key
    _lock_businesses({key})
    found = engagements_in(year, {key})[key]
    item_id = record.plan_item_id if isinstance(record, Inspection) else None
    others = [other for other in found if other.id != item_id]
    own_id = item_id if isinstance(record, Inspection) else record.pk
    passes = Passes([own_id]).of(own_id) if own_id else frozenset()
    return yearly.clashes(record.engagement(), others, passes=passes)


def hold_all_to_once_a_year(items: Sequence[PlanItem], *, year: int) -> None:
    """Refuse the whole list when one of its businesses has its visit of the year.

    Raises OnceAYear, which names what stands against each.
    """
    blockers = [
        Blocker(clash.code, clash.text, "items")
        for _item, clashes in clashes_of_all(items, year=year)
        for clash in clashes
    ]
    if blockers:
        raise OnceAYear(str(blockers[0].text), blockers=blockers)


def clashes_of_all(
    items: Sequence[PlanItem], *, year: int
) -> list[tuple[PlanItem, list[yearly.Clash]]]:
    """What counts against each unsaved item, its businesses locked meanwhile.

    The items are counted against each other too.
    """
    keys = {item.facility.business_key for item in items}
    _lock_businesses(keys)
    found = engagements_in(year, keys)
    pairs = []
    for item in items:
        others = found[item.facility.business_key]
        mine = item.engagement()
        pairs.append((item, yearly.clashes(mine, others)))
        others.append(mine)
    return pairs


def grant_exception(
    record: PlanItem | Inspection,
    *,
    reason: str,
    evidence: EvidenceFile | None,
    by: User,
    at: datetime,
) -> None:
    """Note who keeps the record in spite of its clashes, and why; managers only."""
    if not access.could(by, MAY_EXCEPT, record, at):
        raise NotPermitted
    record.exception_reason = reason.strip()
    record.exception_evidence = evidence
    record.exception_by = by
    record.exception_at = at


def _lock_businesses(keys: Iterable[str]) -> None:
    """Hold every facility of the businesses until commit, always in one order."""
    rows = Facility.objects.select_for_update().filter(business_key__in=set(keys))
    list(rows.order_by("pk").values_list("pk"))
