"""Visits are opened from an item of a plan, or ad hoc with their ground."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies import numbers
from agencies.models import User
from facilities.models import Facility
from inspections.models import (
    ChecklistVersion,
    Inspection,
    PlanItem,
    TeamMember,
)
from inspections.services.funnel import (
    StepNotOpen,
    ask,
    require_text,
    store,
    store_item,
    take,
    trace,
)
from inspections.services.inputs import TeamInput, VisitInput
from inspections.services.members import check_member
from inspections.services.plan_items import check_content, check_mode
from inspections.services.yearly import hold_to_once_a_year
from inspections.states import (
    AD_HOC_GROUNDS,
    Ground,
    ItemState,
    Mode,
    PlanKind,
    VisitState,
)
from kernel.clock import local_day
from kernel.errors import Blocker, Refused
from kernel.folding import nfc

# One register for the whole installation: KT-2026-0312.
REGISTER = "KT"


@transaction.atomic
def open_visit_from_item(
    *, item: PlanItem, visit: VisitInput, by: User, at: datetime
) -> Inspection:
    """Open the visit of a plan item; kind, mode and content are the plan's.

    Without a team in `visit`, the item's lead goes, if it names one.

    Raises NotPermitted, StepNotOpen (plan not published, visit open already),
    OnceAYear (another visit of the business came between), Refused.
    """
    item = PlanItem.objects.locked(item.pk)
    ask(by, "visit.create", item, at)
    _require_free(item)
    if visit.scheduled_on.year != item.plan.year:
        text = gettext("This plan is for the year %(year)s.")
        raise Refused(errors={"scheduled_on": [text % {"year": item.plan.year}]})
    opened = unsaved(visit, item.facility, by=by, at=at)
    opened.agency = item.lead_agency
    opened.plan_item = item
    opened.year = item.plan.year
    opened.ground = Ground.PLAN
    opened.kind = item.plan.kind
    opened.mode = item.mode
    opened.content = item.content
    if not item.is_exception:
        hold(opened, visit, by=by, at=at)
    team = visit.team
    if team is None and item.team_lead is not None:
        team = TeamInput(lead=item.team_lead)
    return save_opened(opened, team, by=by, at=at)


@transaction.atomic
def open_ad_hoc_visit(
    *,
    facility: Facility,
    ground: str,
    ground_text: str,
    content: tuple[str, ...],
    visit: VisitInput,
    kind: str = PlanKind.CHECK,
    mode: str = Mode.ON_SITE,
    by: User,
    at: datetime,
) -> Inspection:
    """Open an unplanned visit of the officer's agency, with its ground in words.

    On clear signs of a violation the once-a-year rule does not stop it; what it
    clashes with is noted. A remote look is held to the rule when its decision is
    signed. Raises NotPermitted, OnceAYear, Refused.
    """
    ask(by, "visit.create", None, at)
    require_text(ground_text=ground_text)
    if ground not in AD_HOC_GROUNDS:
        raise Refused(errors={"ground": [_("Choose the ground of the visit.")]})
    if kind not in PlanKind.values:
        raise Refused(errors={"kind": [_("Choose inspection or check.")]})
    opened = unsaved(visit, facility, by=by, at=at)
    opened.agency = by.agency
    opened.year = visit.scheduled_on.year
    opened.ground = ground
    opened.ground_text = ground_text.strip()
    opened.kind = kind
    opened.mode = check_mode(mode)
    opened.content = check_content(content)
    if opened.mode == Mode.ON_SITE:
        hold(opened, visit, by=by, at=at)
    return save_opened(opened, visit.team, by=by, at=at)


@transaction.atomic
def assign_team(
    *, visit: Inspection, version: int, team: TeamInput, by: User, at: datetime
) -> Inspection:
    """Name the team anew, until the record is locked.

    Raises NotPermitted, StepNotOpen, MovedOn, Refused (`lead`, `members`).
    """
    visit = Inspection.objects.locked(visit.pk, version=version)
    ask(by, "visit.assign", visit, at)
    _require_open(visit)
    before = _team(visit)
    TeamMember.objects.filter(inspection=visit).delete()
    _name_team(visit, team, at=at)
    visit = Inspection.objects.locked(visit.pk)
    store(visit, at=at)
    trace("visit.assign", visit, by=by, at=at, before=before, after=_team(visit))
    return visit


@transaction.atomic
def reschedule_visit(
    *, visit: Inspection, version: int, scheduled_on: date, by: User, at: datetime
) -> Inspection:
    """Move a visit that has not begun to another day of its year."""
    visit = Inspection.objects.locked(visit.pk, version=version)
    ask(by, "visit.assign", visit, at)
    if visit.state not in {VisitState.PLANNED, VisitState.DECIDED}:
        raise StepNotOpen(_("The visit has begun already."))
    if scheduled_on.year != visit.year:
        text = gettext("The visit counts for the year %(year)s.")
        raise Refused(errors={"scheduled_on": [text % {"year": visit.year}]})
    before = visit.scheduled_on
    visit.scheduled_on = scheduled_on
    store(visit, at=at)
    trace(
        "visit.reschedule",
        visit,
        by=by,
        at=at,
        before={"scheduled_on": before.isoformat()},
        after={"scheduled_on": scheduled_on.isoformat()},
    )
    return visit


@transaction.atomic
def cancel_visit(
    *, visit: Inspection, version: int, reason: str, by: User, at: datetime
) -> Inspection:
    """Call a visit off before it begins; its plan item is free again."""
    visit = Inspection.objects.locked(visit.pk, version=version)
    before = visit.state
    take(visit.cancel, by=by, at=at)
    require_text(reason=reason)
    visit.cancel_reason = reason.strip()
    store(visit, at=at)
    item = visit.plan_item_id and PlanItem.objects.locked(visit.plan_item_id)
    if item and item.state == ItemState.DECIDED:
        take(item.release, by=by, at=at)
        store_item(item)
    trace(
        "visit.cancel",
        visit,
        by=by,
        at=at,
        reason=visit.cancel_reason,
        before={"state": before},
        after={"state": visit.state},
    )
    return visit


def newest_checklist(facility: Facility, day: date) -> ChecklistVersion | None:
    """The checklist for the facility's kinds that is in use on a day."""
    versions = ChecklistVersion.objects.for_visits().newest_for(facility.kinds, day)
    return versions.select_related("checklist").first()


def unsaved(
    visit: VisitInput, facility: Facility, *, by: User, at: datetime
) -> Inspection:
    """A visit as it is typed; the caller says whose it is, and why it is made."""
    version = visit.checklist_version or newest_checklist(facility, visit.scheduled_on)
    if version is not None and version.published_on is None:
        raise Refused(errors={"checklist_version": [_("It is not published yet.")]})
    subject = visit.subject or (version.checklist.subject_vi if version else "")
    opened: Inspection = Inspection(
        facility=facility,
        checklist_version=version,
        scheduled_on=visit.scheduled_on,
        subject=nfc(subject),
        place=nfc(visit.place) or str(facility.main_address or ""),
        ward=visit.ward or facility.ward,
        opened_by=by,
        created_at=at,
        updated_at=at,
    )
    return opened


def hold(opened: Inspection, visit: VisitInput, *, by: User, at: datetime) -> None:
    """Hold an unsaved visit to the once-a-year rule; Raises OnceAYear, NotPermitted."""
    opened.number = gettext("this visit")
    hold_to_once_a_year(
        opened,
        year=opened.year,
        reason=visit.exception_reason,
        evidence=visit.exception_evidence,
        by=by,
        at=at,
    )


def save_opened(
    opened: Inspection, team: TeamInput | None, *, by: User, at: datetime
) -> Inspection:
    """Give the number, name the team, and leave a trace."""
    year = local_day(at).year
    sequence = numbers.take(owner=numbers.INSTALLATION, register=REGISTER, year=year)
    opened.number = f"{REGISTER}-{year}-{sequence:04d}"
    opened.save(force_insert=True)
    if team is not None:
        _name_team(opened, team, at=at)
    trace("visit.open", opened, by=by, at=at, after=_opened(opened))
    return opened


def _name_team(visit: Inspection, team: TeamInput, *, at: datetime) -> None:
    day = local_day(at)
    people = [team.lead, *team.members]
    if team.secretary is not None:
        people.append(team.secretary)
    officers = {officer.pk: officer for officer in people}
    for field, group in (("lead", [team.lead]), ("members", list(officers.values()))):
        for officer in group:
            check_member(officer, day, field)
    TeamMember.objects.bulk_create(
        TeamMember(
            inspection=visit,
            officer=officer,
            agency=officer.agency,
            title=officer.title,
            is_lead=officer.pk == team.lead.pk,
            is_secretary=bool(team.secretary and officer.pk == team.secretary.pk),
            position=position,
        )
        for position, officer in enumerate(officers.values(), start=1)
    )


def _require_free(item: PlanItem) -> None:
    """The plan is running, the item is to come, and nobody has opened its visit."""
    if not item.plan.is_running:
        raise StepNotOpen(_("The plan has not been published yet."))
    standing = item.visit
    if standing is not None:
        text = gettext("Visit %(number)s is open for this facility already.")
        found = text % {"number": standing.number}
        raise StepNotOpen(found, blockers=[Blocker("visit_open", found, "items")])
    if item.state != ItemState.PLANNED:
        text = gettext("This facility of the plan is “%(state)s”.")
        raise StepNotOpen(text % {"state": item.get_state_display()})


def _require_open(visit: Inspection) -> None:
    if not visit.is_open:
        text = gettext("The visit is “%(state)s”.")
        raise StepNotOpen(text % {"state": visit.get_state_display()})


def _team(visit: Inspection) -> dict[str, Any]:
    return {"team": [member.officer.username for member in visit.team.all()]}


def _opened(visit: Inspection) -> dict[str, Any]:
    return {
        "state": visit.state,
        "facility": visit.facility.code,
        "ground": visit.ground,
        "ground_text": visit.ground_text,
        "kind": visit.kind,
        "mode": visit.mode,
        "content": sorted(visit.content),
        "scheduled_on": visit.scheduled_on.isoformat(),
        "exception_reason": visit.exception_reason,
        "clashes_with": visit.clashes_with,
        **_team(visit),
    }
