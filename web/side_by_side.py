"""Two records of the register side by side, line by line, as the officer decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from facilities.models import Facility
from facilities.services import TAKEABLE
from facilities.states import FacilityKind, NumberKind
from web.templatetags.web import day

TAKEABLE_LABELS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "trade_name": gettext_lazy("Trade name"),
    "kinds": gettext_lazy("Activities"),
    "subject_kind": gettext_lazy("Kind of subject"),
    "tax_code": gettext_lazy("Tax code"),
    "party": gettext_lazy("Owner"),
    "business_registration": gettext_lazy("Business registration"),
    "status": gettext_lazy("Status"),
    "uses_it": gettext_lazy("Uses information technology"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """`name` is what a merge may take over; empty for rows that stay where they are."""

    label: str | Promise
    one: str
    other: str
    name: str = ""

    @property
    def differs(self) -> bool:
        return self.one != self.other


def lines_of(one: Facility, other: Facility) -> list[Line]:
    """Both need their parts prefetched (`with_parts`)."""
    shown = [_shown(one), _shown(other)]
    lines = [
        Line(TAKEABLE_LABELS[name], *(_text(side, name) for side in (one, other)), name)
        for name in TAKEABLE
    ]
    lines += [
        Line(label, text, shown[1][place][1])
        for place, (label, text) in enumerate(shown[0])
    ]
    return lines


def takeable(lines: Sequence[Line]) -> list[tuple[str, str | Promise]]:
    """Choices of what the kept record may take over: where the two differ."""
    return [(line.name, line.label) for line in lines if line.name and line.differs]


def _text(facility: Facility, name: str) -> str:
    match name:
        case "kinds":
            return ", ".join(
                str(FacilityKind(kind).label) for kind in sorted(facility.kinds)
            )
        case "subject_kind":
            return str(facility.get_subject_kind_display())
        case "tax_code":
            return facility.tax_code_shown
        case "party":
            return str(facility.party or _("not known"))
        case "business_registration":
            on = facility.business_registration_on
            parts = (
                facility.business_registration_no,
                day(on) if on else "",
                facility.business_registration_issuer,
            )
            return " · ".join(filter(None, parts))
        case "status":
            since = day(facility.status_since)
            return f"{facility.get_status_display()} · {since}"
        case "uses_it":
            words = {True: _("Yes"), False: _("No"), None: ""}
            return words[facility.uses_it]
    return str(getattr(facility, name))


def _shown(facility: Facility) -> list[tuple[str, str]]:
    def current(rows: Any) -> list[Any]:
        return [row for row in rows.all() if row.ended_on is None]

    people = current(facility.people)
    phones = [
        number.masked
        for person in people
        for number in person.protected_numbers.all()
        if number.kind == NumberKind.PHONE and number.ended_on is None
    ]
    former = [name.name for name in facility.former_names.all()]
    return [
        (_("Former names"), "; ".join(former)),
        (_("Places"), "; ".join(str(place) for place in facility.current_addresses)),
        (_("Phone"), ", ".join(sorted(phones))),
        (_("People"), ", ".join(person.name for person in people)),
        (_("Web addresses"), ", ".join(u.url for u in current(facility.urls))),
        (_("Licences, registrations"), ", ".join(map(str, current(facility.licences)))),
        (_("Equipment"), ", ".join(map(str, current(facility.equipment)))),
    ]
