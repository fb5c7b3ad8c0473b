"""Visits, plans, overlaps, tip-offs and records from the field as files."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kernel.clock import local_day
from web.listings.base import Found, Listing, in_chunks
from web.paging import ordered
from web.templatetags.web import content_names, place
from web.views.field_records import NEWEST as LATEST_RECORD
from web.views.field_records import asked_records, asked_view
from web.views.overlaps import NEWEST, asked_overlaps
from web.views.plans import asked_plans, items_of, plan_of
from web.views.tip_offs import LATEST, VIEWS, asked_tip_offs
from web.views.visit_list import BY_DAY, asked_visits

_RECORDS = {"settle": _("To settle"), "incomplete": _("Not whole yet")}


def _ward(facility: Any) -> str:
    return facility.ward.name if facility is not None and facility.ward else ""


def _visits(request: HttpRequest, now: datetime) -> Found:
    rows, form, _asked = asked_visits(request, now)
    return Found(in_chunks(ordered(rows, BY_DAY)), form=form)


INSPECTIONS = Listing(
    name="inspections",
    file_name="kiem-tra",
    columns=(
        (_("Number"), lambda visit: visit.number),
        (_("Facility"), lambda visit: visit.facility.name),
        (_("Code of the facility"), lambda visit: visit.facility.code),
        (_("Commune"), lambda visit: _ward(visit.facility)),
        (_("Agency"), lambda visit: visit.agency.name),
        (
            _("Team lead"),
            lambda visit: visit.lead.officer.full_name if visit.lead else "",
        ),
        (
            _("Joint team"),
            lambda visit: _now("Yes") if visit.is_joint else _now("No"),
        ),
        (_("Ground"), lambda visit: visit.get_ground_display()),
        (_("Kind"), lambda visit: visit.get_kind_display()),
        (_("Manner"), lambda visit: visit.get_mode_display()),
        (_("State"), lambda visit: visit.get_state_display()),
        (_("Day"), lambda visit: visit.scheduled_on),
    ),
    find=_visits,
)


def _plans(request: HttpRequest, now: datetime) -> Found:
    rows, form, _asked = asked_plans(request, now)
    return Found(in_chunks(rows), form=form)


PLANS = Listing(
    name="plans",
    file_name="ke-hoach-kiem-tra",
    columns=(
        (_("Plan"), lambda plan: plan.title),
        (_("Number"), lambda plan: plan.code),
        (_("Kind"), lambda plan: plan.get_kind_display()),
        (_("Year"), lambda plan: plan.year),
        (_("Agency"), lambda plan: plan.agency.name),
        (_("State"), lambda plan: plan.get_state_display()),
        (_("Facilities"), lambda plan: plan.items_total),
        (_("Done"), lambda plan: plan.items_done),
    ),
    find=_plans,
)


def _items(request: HttpRequest, now: datetime, id: UUID) -> Found:
    found = plan_of(request, id, now=now)
    today = local_day(now)
    rows = in_chunks(items_of(found, request.user, now))
    return Found(((item, item.is_late_on(today)) for item in rows), found)


def _told(item: Any, value: Any) -> Any:
    """Day and lead are told to the agencies of the visit only."""
    return value if item.is_day_told else None


PLAN_ITEMS = Listing(
    name="plan_items",
    file_name="co-so-trong-ke-hoach",
    columns=(
        (_("No."), lambda row: row[0].position),
        (_("Facility"), lambda row: row[0].facility.name),
        (_("Code of the facility"), lambda row: row[0].facility.code),
        (_("Commune"), lambda row: _ward(row[0].facility)),
        (_("Content"), lambda row: "; ".join(content_names(row[0].content))),
        (_("Scope"), lambda row: row[0].scope),
        (_("Lead agency"), lambda row: row[0].lead_agency.name),
        (_("Months"), lambda row: str(row[0].window)),
        (_("Manner"), lambda row: row[0].get_mode_display()),
        (_("Day"), lambda row: _told(row[0], row[0].planned_on)),
        (
            _("Team lead"),
            lambda row: _told(
                row[0], row[0].team_lead.full_name if row[0].team_lead else ""
            ),
        ),
        (_("Visit"), lambda row: row[0].visit.number if row[0].visit else ""),
        (_("State"), lambda row: row[0].get_state_display()),
        (_("Late"), lambda row: _now("Yes") if row[1] else ""),
        (_("Exception with a reason"), lambda row: row[0].exception_reason),
    ),
    find=_items,
)


def _overlaps(request: HttpRequest, now: datetime) -> Found:
    rows, is_all = asked_overlaps(request, now)
    view = _("All") if is_all else _("Waiting for a decision")
    return Found(in_chunks(ordered(rows, NEWEST)), asked=((_("List"), view),))


OVERLAPS = Listing(
    name="overlaps",
    file_name="chong-cheo",
    columns=(
        (_("Facility"), lambda row: row.item.facility.name),
        (_("Code of the facility"), lambda row: row.item.facility.code),
        (_("Commune"), lambda row: _ward(row.item.facility)),
        (_("Wanted by"), lambda row: row.item.plan.agency.name),
        (_("Since"), lambda row: row.raised_at),
        (_("Against"), lambda row: row.other_agency.name),
        (_("State"), lambda row: row.get_state_display()),
        (
            _("Decision"),
            lambda row: "" if row.is_open else row.get_decision_display(),
        ),
        (_("Decided on"), lambda row: row.decided_on),
    ),
    find=_overlaps,
)


def _tip_offs(request: HttpRequest, now: datetime) -> Found:
    asked = asked_tip_offs(request, now)
    return Found(
        in_chunks(ordered(asked.rows, LATEST)),
        form=asked.form,
        asked=((_("List"), VIEWS[asked.view]),),
    )


TIP_OFFS = Listing(
    name="tip_offs",
    file_name="tin-bao",
    columns=(
        (_("Number"), lambda row: row.number),
        (_("What was reported"), lambda row: row.text),
        (_("Facility"), lambda row: row.facility.name if row.facility else ""),
        (_("Place"), lambda row: place(row.place, row.ward)),
        (_("Taken in by"), lambda row: row.taken_by_agency.name),
        (_("How it came"), lambda row: row.get_channel_display()),
        (_("Goes to"), lambda row: row.to_agency.name),
        (_("State"), lambda row: row.get_state_display()),
        (_("Day"), lambda row: row.taken_on),
    ),
    find=_tip_offs,
)


def _field_records(request: HttpRequest, now: datetime) -> Found:
    view = asked_view(request)
    rows = asked_records(request, view, now)
    # The phones are no records: their view lists all of these.
    told = _RECORDS.get(view, _("All records"))
    return Found(in_chunks(ordered(rows, LATEST_RECORD)), asked=((_("List"), told),))


FIELD_RECORDS = Listing(
    name="field_records",
    file_name="ban-ghi-hien-truong",
    columns=(
        (_("Number"), lambda row: row.code),
        (_("Place"), lambda row: row.place_name),
        (_("Visit"), lambda row: row.visit.number if row.visit else ""),
        (_("Officer"), lambda row: row.sender.full_name),
        (_("Agency"), lambda row: row.agency.name),
        (_("Received"), lambda row: row.received_at),
        (_("Last heard"), lambda row: row.last_at),
        (_("Files received"), lambda row: row.files_here),
        (_("Files"), lambda row: row.files_total),
        (_("State"), lambda row: row.get_state_display()),
        (_("What became of it"), lambda row: row.get_outcome_display()),
        (_("Reason"), lambda row: row.get_outcome_reason_display()),
    ),
    find=_field_records,
)

LISTINGS = (INSPECTIONS, PLANS, PLAN_ITEMS, OVERLAPS, TIP_OFFS, FIELD_RECORDS)
