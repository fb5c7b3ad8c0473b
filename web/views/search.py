"""One box over the whole product."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from cases.models import Case
from facilities.models import Facility
from reports import search as product
from reports.search import Hit
from web import case_page, visit_page
from web.pages import page
from web.templatetags.web import day

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A hit as the page shows it."""

    address: str
    title: str | Promise
    sub: str
    chip: tuple[str, str | Promise] | None = None
    agency: Agency | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind; `all_at` is the list that shows the rest, if there is one."""

    name: str
    label: str | Promise
    icon: str
    rows: list[Row]
    has_more: bool
    all_at: str = ""


# Name, heading, symbol, list that takes the same words, column of a wide screen.
_GROUPS: tuple[tuple[str, Promise, str, str, int], ...] = (
    (product.CASES, gettext_lazy("Cases"), "case", "cases", 0),
    (product.INSPECTIONS, gettext_lazy("Inspections"), "visit", "", 0),
    (product.PLANS, gettext_lazy("Inspection plans"), "plan", "", 0),
    (product.FACILITIES, gettext_lazy("Facilities"), "shop", "facilities", 1),
    (product.PEOPLE, gettext_lazy("People"), "users", "", 1),
    (product.DOCUMENTS, gettext_lazy("Documents"), "doc", "", 1),
)


def search(request: HttpRequest) -> HttpResponse:
    """What was typed, in groups; the number of one record leads straight to it."""
    typed = typed_words(request)
    found = product.search(typed, user=request.user, at=timezone.now())
    if found.meant is not None:
        return redirect(row_of(found.meant).address)
    columns: list[list[Group]] = [[], []]
    for name, label, icon, list_name, column in _GROUPS:
        hits = found.groups[name]
        if not hits:
            continue
        all_at = ""
        if list_name and not found.is_near:
            asked = {"q": typed} | ({"view": "all"} if list_name == "cases" else {})
            all_at = f"{reverse(list_name)}?{urlencode(asked)}"
        columns[column].append(
            Group(
                name,
                label,
                icon,
                [row_of(hit) for hit in hits],
                name in found.more,
                all_at,
            )
        )
    return page(
        request,
        "search.html",
        {
            "typed": typed,
            "found": found,
            "columns": [column for column in columns if column],
        },
    )


def typed_words(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]


def row_of(hit: Hit) -> Row:
    return _ROWS[hit.kind](hit)


def _case(hit: Hit) -> Row:
    case: Case = hit.record
    title: str | Promise = hit.title or hit.number
    sub = [_("Card of the case")] if hit.is_card else [hit.number, *hit.details]
    return Row(
        reverse("case", args=[hit.number]),
        title,
        " · ".join(sub),
        case_page.chip_of(case),
        case.lead_agency,
    )


def _facility(hit: Hit) -> Row:
    facility: Facility = hit.record
    sub = [hit.number, facility.tax_code_shown, *hit.details]
    return Row(
        reverse("facility", args=[hit.number]), hit.title, " · ".join(filter(None, sub))
    )


def _person(hit: Hit) -> Row:
    if isinstance(hit.of, Case):
        address = reverse("case_parties", args=[hit.of.number])
        sub = _("Respondent in %(number)s") % {"number": hit.of.number}
        return Row(address, hit.title, sub, case_page.chip_of(hit.of))
    address = reverse("facility_contacts", args=[hit.of.code])
    role = hit.record.title or hit.record.get_role_display()
    return Row(address, hit.title, f"{role} · {hit.of.name}")


def _document(hit: Hit) -> Row:
    if hit.record.is_of_agency:
        address = reverse("paper", args=[hit.record.pk])
    else:
        name = "case_documents" if isinstance(hit.of, Case) else "inspection"
        address = reverse(name, args=[hit.of.number])
    return Row(
        address,
        hit.title,
        " · ".join([day(hit.record.issued_on), *hit.details]),
    )


def _visit(hit: Hit) -> Row:
    visit = hit.record
    return Row(
        reverse("inspection", args=[hit.number]),
        hit.title,
        " · ".join([hit.number, day(visit.scheduled_on), *hit.details]),
        (visit_page.VISIT_CHIPS[visit.state], visit.get_state_display()),
        visit.agency,
    )


def _plan(hit: Hit) -> Row:
    plan = hit.record
    sub = [hit.number, *hit.details]
    return Row(
        reverse("plan", args=[plan.pk]),
        hit.title,
        " · ".join(filter(None, sub)),
        (visit_page.PLAN_CHIPS[plan.state], plan.get_state_display()),
    )


_ROWS: dict[str, Callable[[Hit], Any]] = {
    product.CASES: _case,
    product.FACILITIES: _facility,
    product.PEOPLE: _person,
    product.DOCUMENTS: _document,
    product.INSPECTIONS: _visit,
    product.PLANS: _plan,
}
