"""The register, doubtful duplicates, links and print jobs of a facility as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from agencies.kinds import SubjectKind
from cases.services.linking import End, links_at
from cases.services.risk import shown_to
from facilities import policies
from facilities.models import Facility, PrintJob
from facilities.print_alarms import PrintAlarm, alarms_of
from facilities.states import FacilityKind, FacilityStatus, LinkSource, NumberKind
from kernel.errors import NotPermitted
from regulations import indicators
from web.errors import require
from web.identity import proposed_to
from web.listings.base import Found, Listing, in_chunks
from web.paging import ordered
from web.views.facilities import facility_of
from web.views.facility_list import asked_facilities
from web.views.identity import BY_SCORE, MERGE


def _facilities(request: HttpRequest, now: datetime) -> Found:
    if not policies.sees_facilities(request.user, now):
        raise NotPermitted
    rows, order, form, _asked = asked_facilities(request, now=now)
    rows = rows.select_related("ward").prefetch_related(
        "addresses", "people__protected_numbers", "protected_numbers"
    )

    def told(part: list[Facility]) -> Iterator[tuple[Facility, int | None]]:
        """Each with its score as the officer may see it; ranked rows bring theirs."""
        if hasattr(part[0], "risk_seen"):
            yield from ((row, row.risk_seen) for row in part)
            return
        scores = shown_to(request.user, [row.pk for row in part], at=now)
        for row in part:
            yield row, scores[row.pk].score if row.pk in scores else None

    return Found(in_chunks(ordered(rows, order), told), form=form)


def _address(facility: Facility) -> str:
    address = facility.main_address
    return address.text if address else ""


def _person(facility: Facility) -> Any:
    people = (item for item in facility.people.all() if item.ended_on is None)
    return next(people, None)


def _phones(facility: Facility) -> str:
    person = _person(facility)
    return "; ".join(
        number.masked
        for number in (person.protected_numbers.all() if person else ())
        if number.ended_on is None and number.kind == NumberKind.PHONE
    )


def _name_of_person(facility: Facility) -> str:
    person = _person(facility)
    return person.name if person else ""


FACILITIES = Listing(
    name="facilities",
    file_name="co-so",
    columns=(
        (_("Code of the facility"), lambda row: row[0].code),
        (_("Name of the facility"), lambda row: row[0].name),
        (_("Trade name"), lambda row: row[0].trade_name),
        (
            _("Activities"),
            lambda row: "; ".join(
                str(FacilityKind(kind).label) for kind in row[0].kinds
            ),
        ),
        (_("Kind of business"), lambda row: SubjectKind(row[0].subject_kind).label),
        (_("Tax code"), lambda row: row[0].tax_code_shown),
        (_("Address"), lambda row: _address(row[0])),
        (_("Commune"), lambda row: row[0].ward.name if row[0].ward else ""),
        (
            _("Business registration number"),
            lambda row: row[0].business_registration_no,
        ),
        (_("Business registration date"), lambda row: row[0].business_registration_on),
        (_("Representative"), lambda row: _name_of_person(row[0])),
        (_("Phone"), lambda row: _phones(row[0])),
        (_("Status"), lambda row: FacilityStatus(row[0].status).label),
        (_("Status since"), lambda row: row[0].status_since),
        (_("Risk"), lambda row: row[1]),
    ),
    find=_facilities,
)


def _doubles(request: HttpRequest, now: datetime) -> Found:
    require(request.user, MERGE, None, now)
    return Found(in_chunks(ordered(proposed_to(request.user, now), BY_SCORE)))


def _ward(facility: Facility) -> str:
    return facility.ward.name if facility.ward else ""


DOUBLES = Listing(
    name="doubles",
    file_name="nghi-trung",
    columns=(
        (_("One record"), lambda pair: pair.one.name),
        (_("Code"), lambda pair: pair.one.code),
        (_("Commune"), lambda pair: _ward(pair.one)),
        (_("The other record"), lambda pair: pair.other.name),
        (_("Code"), lambda pair: pair.other.code),
        (_("Commune"), lambda pair: _ward(pair.other)),
        (
            _("Why"),
            lambda pair: "; ".join(
                f"{reason.text} ({reason.points:+d})" for reason in pair.explained
            ),
        ),
        (_("Points"), lambda pair: pair.score),
    ),
    find=_doubles,
)


def _links(request: HttpRequest, now: datetime, code: str) -> Found:
    found = facility_of(request, code, now=now)
    return Found(links_at(request.user, found, at=now), found)


def _source(end: End) -> str:
    match end.source:
        case LinkSource.CASE:
            return _now("Case")
        case LinkSource.VISIT:
            return _now("Visit")
    return _now("In the register")


LINKS = Listing(
    name="facility_links",
    file_name="lien-ket",
    columns=(
        (_("What they share"), lambda tie: tie.link.shown),
        (_("Kind"), lambda tie: tie.link.get_kind_display()),
        (_("Here"), lambda tie: _source(tie.mine)),
        (_("Number"), lambda tie: tie.mine.record.number if tie.mine.record else ""),
        (_("There"), lambda tie: tie.other.facility.name if tie.other.facility else ""),
        (
            _("Code of the facility"),
            lambda tie: tie.other.facility.code if tie.other.facility else "",
        ),
        (_("Where it is written"), lambda tie: _source(tie.other)),
        (_("Number"), lambda tie: tie.other.record.number if tie.other.record else ""),
        (_("State"), lambda tie: tie.link.get_state_display()),
        (_("Reason"), lambda tie: tie.link.reason),
    ),
    find=_links,
)


def _print_jobs(request: HttpRequest, now: datetime, code: str) -> Found:
    found = facility_of(request, code, now=now)
    copies = indicators.of_copies()

    def told(part: list[PrintJob]) -> Iterable[tuple[PrintJob, list[PrintAlarm]]]:
        return [(job, alarms_of(job, copies)) for job in part]

    rows = ordered(found.print_jobs.all(), ("-printed_on", "-id"))
    return Found(in_chunks(rows, told), found)


def _alarm(alarm: PrintAlarm) -> str:
    if alarm.indicator is not None:
        return _now("Sign of a crime %(code)s: above %(limit)s copies") % {
            "code": alarm.code,
            "limit": alarm.limit,
        }
    if alarm.limit:
        return _now("Printed more than licensed")
    return _now("No decision to publish")


PRINT_JOBS = Listing(
    name="facility_print_jobs",
    file_name="so-cong-viec-in",
    columns=(
        (_("Title"), lambda row: row[0].title),
        (_("Printed on"), lambda row: row[0].printed_on),
        (_("Kind of product"), lambda row: row[0].get_product_display()),
        (_("Publisher"), lambda row: row[0].publisher),
        (
            _("For a foreign customer"),
            lambda row: _now("Yes") if row[0].is_foreign else _now("No"),
        ),
        (_("Decision"), lambda row: row[0].decision_no),
        (_("Decision of"), lambda row: row[0].decision_on),
        (_("Registration number"), lambda row: row[0].registration_no),
        (_("Licensed"), lambda row: row[0].licensed_copies),
        (_("Printed"), lambda row: row[0].printed_copies),
        (_("Delivered"), lambda row: row[0].delivered_copies),
        (_("To look at"), lambda row: "; ".join(map(_alarm, row[1]))),
        (_("Struck on"), lambda row: row[0].ended_on),
    ),
    find=_print_jobs,
)

LISTINGS = (FACILITIES, DOUBLES, LINKS, PRINT_JOBS)
