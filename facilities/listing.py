"""The list of facilities as a table of plain values: what exports write."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.kinds import SubjectKind
from facilities.models import Facility
from facilities.states import FacilityKind, FacilityStatus
from kernel.spreadsheets import Value

_AT_A_TIME = 1_000


def headers() -> list[str]:
    return [
        _("Code of the facility"),
        _("Name of the facility"),
        _("Trade name"),
        _("Activities"),
        _("Kind of business"),
        _("Tax code"),
        _("Address"),
        _("Commune"),
        _("Business registration number"),
        _("Business registration date"),
        _("Representative"),
        _("Phone"),
        _("Status"),
        _("Status since"),
    ]


def rows_of(facilities: QuerySet[Facility]) -> Iterator[list[Value]]:
    """A row for each, in chunks of some queries; numbers of persons by their end."""
    rows = facilities.select_related("ward").prefetch_related(
        "addresses", "people__protected_numbers", "protected_numbers"
    )
    for facility in rows.iterator(chunk_size=_AT_A_TIME):
        address = facility.main_address
        people = [item for item in facility.people.all() if item.ended_on is None]
        person = people[0] if people else None
        phones = [
            number.masked
            for number in (person.protected_numbers.all() if person else ())
            if number.ended_on is None and number.kind == "PHONE"
        ]
        yield [
            facility.code,
            facility.name,
            facility.trade_name,
            "; ".join(str(FacilityKind(kind).label) for kind in facility.kinds),
            str(SubjectKind(facility.subject_kind).label),
            facility.tax_code_shown,
            address.text if address else "",
            facility.ward.name if facility.ward else "",
            facility.business_registration_no,
            facility.business_registration_on,
            person.name if person else "",
            "; ".join(phones),
            str(FacilityStatus(facility.status).label),
            facility.status_since,
        ]
