"""Candidates of a plan and the month of visits as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility
from facilities.risk_words import text_of
from facilities.states import FacilityKind
from inspections.month import Entry
from web.errors import require
from web.listings.base import Found, Listing, in_chunks
from web.paging import ordered
from web.templatetags.web import signed
from web.views.plan_candidates import BY_RISK, asked_candidates, rows_shown
from web.views.plans import plan_of
from web.views.visit_calendar import VIEWS, asked_month, groups_of

# A page shows a part of a crowded month; its file holds so many.
MOST_ENTRIES = 20_000


def _candidates(request: HttpRequest, now: datetime, id: UUID) -> Found:
    plan = plan_of(request, id, now=now)
    require(request.user, "plan.propose", plan, now)
    rows, form, _narrows = asked_candidates(request, plan, now)

    def told(part: list[Facility]) -> Iterable[Any]:
        return rows_shown(plan, part, request.user, now)

    return Found(in_chunks(ordered(rows, BY_RISK), told), plan, form=form)


def _reasons(row: Any) -> str:
    candidate, risk = row
    lines = (
        [f"{signed(line.weight)} {text_of(line)}" for line in risk.lines]
        if risk
        else []
    )
    return "\n".join([*lines, candidate.check_in_words])


def _taken(row: Any) -> str:
    return "\n".join(
        " · ".join(
            str(part)
            for part in (
                f"{one.kind_in_words}: {one.agency_name}",
                one.source,
                one.window,
            )
            if part
        )
        for one in row[0].taken
    )


CANDIDATES = Listing(
    name="plan_candidates",
    file_name="co-so-co-the-chon",
    columns=(
        (_("Risk"), lambda row: row[0].facility.risk_seen),
        (
            _("For those who do not see these cases and visits"),
            lambda row: row[1].shared if row[1] else None,
        ),
        (_("Facility"), lambda row: row[0].facility.name),
        (_("Code of the facility"), lambda row: row[0].facility.code),
        (
            _("Activities"),
            lambda row: "; ".join(
                str(FacilityKind(kind).label) for kind in row[0].facility.kinds
            ),
        ),
        (
            _("Commune"),
            lambda row: row[0].facility.ward.name if row[0].facility.ward else "",
        ),
        (_("Reasons"), _reasons),
        (_("This year"), _taken),
        (_("Free"), lambda row: _now("Yes") if row[0].is_free else _now("No")),
    ),
    find=_candidates,
)


def _month(request: HttpRequest, now: datetime) -> Found:
    month, form, _narrows = asked_month(request, now, most=MOST_ENTRIES)
    view = request.GET.get("by", "")
    groups = groups_of(month, view)
    return Found(
        _grouped(groups) if groups else month.entries,
        form=form,
        asked=(
            (_("Month"), f"{month.first:%m/%Y}"),
            (_("Views"), dict(VIEWS).get(view, VIEWS[0][1])),
        ),
    )


def _grouped(groups: Iterable[tuple[Any, list[Entry]]]) -> Iterator[Entry]:
    for _group, entries in groups:
        yield from entries


CALENDAR = Listing(
    name="visit_calendar",
    file_name="lich-kiem-tra",
    columns=(
        (_("Day"), lambda entry: entry.day),
        (_("Team lead"), lambda entry: entry.lead.full_name if entry.lead else ""),
        (_("Commune"), lambda entry: entry.ward.name if entry.ward else ""),
        (_("Facility"), lambda entry: entry.facility.name),
        (_("Code of the facility"), lambda entry: entry.facility.code),
        (_("Agency"), lambda entry: entry.agency.name),
        (_("Number"), lambda entry: entry.number),
        (_("State"), lambda entry: entry.state),
        (_("Manner"), lambda entry: entry.mode),
        (_("Months"), lambda entry: str(entry.window)),
        (_("Late"), lambda entry: _now("Yes") if entry.is_late else ""),
    ),
    find=_month,
)

LISTINGS = (CANDIDATES, CALENDAR)
