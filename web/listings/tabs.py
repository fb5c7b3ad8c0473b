"""What the tabs of a facility and of a visit list, as files: the rows of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility, Obligation
from inspections.models import Inspection
from web.facility_story import rows_of
from web.law_words import citation
from web.listings.base import Column, Found, Listing
from web.templatetags.web import place
from web.views.facilities import facility_of
from web.views.fieldwork import answers_of, questions_of
from web.views.visits import visit_of


def of_record(
    seen: Callable[..., Any],
    name: str,
    file_name: str,
    told: Callable[[Any], Iterable[Any]],
    *columns: Column,
) -> Listing:
    """A list of what `seen` finds by the address, refusing as its page does."""

    def find(request: HttpRequest, now: datetime, **named: str) -> Found:
        found = seen(request, *named.values(), now=now)
        return Found(told(found), found)

    return Listing(name=name, file_name=file_name, columns=columns, find=find)


of_facility = partial(of_record, facility_of)
of_visit = partial(of_record, visit_of)

ADDRESSES = of_facility(
    "facility_addresses",
    "dia-diem",
    lambda found: rows_of(found, "addresses"),
    (_("Place"), str),
    (_("Kind"), lambda row: row.get_kind_display()),
    (_("Address"), lambda row: row.text),
    (_("Commune"), lambda row: row.ward.name if row.ward else ""),
    (_("As it was before"), lambda row: row.legacy_address),
    (_("Latitude"), lambda row: row.latitude),
    (_("Longitude"), lambda row: row.longitude),
)
PEOPLE = of_facility(
    "facility_people",
    "nguoi-lien-quan",
    lambda found: rows_of(found, "people"),
    (_("Name"), lambda row: row.name),
    (_("Part"), lambda row: row.get_role_display()),
    (_("Position"), lambda row: row.title),
)
URLS = of_facility(
    "facility_urls",
    "dia-chi-mang",
    lambda found: rows_of(found, "urls"),
    (_("Web address"), lambda row: row.url),
    (_("Platform"), lambda row: row.get_platform_display()),
    (_("Shop"), lambda row: row.shop_id),
)


def _obligations(found: Facility) -> list[Obligation]:
    """Open ones first, as the page has them."""
    rows = Obligation.objects.of_facility(found)
    return sorted(rows, key=lambda row: not row.is_open)


OBLIGATIONS = of_facility(
    "facility_obligations",
    "nghia-vu",
    _obligations,
    (_("Obligation"), lambda row: row.text),
    (_("Kind"), lambda row: row.get_kind_display()),
    (_("Basis"), lambda row: citation(row.basis)),
    (_("Since"), lambda row: row.since),
    (_("To be done by"), lambda row: row.due_on),
    (_("State"), lambda row: row.get_state_display()),
    (_("Settled"), lambda row: row.settled_on),
    (_("Note"), lambda row: row.settled_note),
)


def _answers(found: Inspection) -> Iterator[tuple[Any, Any]]:
    """Every question with its answer; None where it is not answered."""
    answers = answers_of(found)
    for item in questions_of(found):
        yield item, answers.get(item.pk)


ANSWERS = of_visit(
    "visit_answers",
    "phieu-kiem-tra",
    _answers,
    (_("No."), lambda row: row[0].number),
    (_("Question"), lambda row: row[0].question),
    (_("Article"), lambda row: row[0].legal_ref),
    (_("Answer"), lambda row: row[1].get_result_display() if row[1] else ""),
    (_("Note"), lambda row: row[1].note if row[1] else ""),
    (_("Who"), lambda row: row[1].by.full_name if row[1] else ""),
    (_("When"), lambda row: row[1].at if row[1] else None),
)
FINDINGS = of_visit(
    "visit_findings",
    "phat-hien",
    lambda found: found.findings.select_related(
        "behaviour", "recorded_by", "ward"
    ).prefetch_related("titles", "case_findings__case"),
    (_("Description"), lambda row: row.description),
    (_("Code"), lambda row: row.behaviour.code if row.behaviour else ""),
    (_("Behaviour"), lambda row: row.behaviour.title_vi if row.behaviour else ""),
    (_("Found on"), lambda row: row.detected_on),
    (
        _("Titles"),
        lambda row: "\n".join(
            f"{title.title}: {title.found_quantity}" for title in row.titles.all()
        ),
    ),
    (_("Place"), lambda row: place(row.place, row.ward)),
    (_("Recorded by"), lambda row: row.recorded_by.full_name),
    (_("Withdrawn"), lambda row: row.withdrawn_at),
    (
        _("Cases"),
        lambda row: ", ".join(link.case.number for link in row.case_findings.all()),
    ),
)
FILES = of_visit(
    "visit_evidence",
    "tep-cuoc-kiem-tra",
    lambda found: found.evidence_links.select_related(
        "evidence_file__stored_file", "evidence_file__added_by"
    ),
    (
        _("File"),
        lambda row: row.evidence_file.caption or row.evidence_file.original_name,
    ),
    (_("Kind"), lambda row: row.evidence_file.get_kind_display()),
    (_("Received"), lambda row: row.evidence_file.received_at),
    (_("Added by"), lambda row: row.evidence_file.added_by.full_name),
    (_("Taken"), lambda row: row.evidence_file.taken_at),
    ("SHA-256", lambda row: row.evidence_file.stored_file_id),
)

LISTINGS = (ADDRESSES, PEOPLE, URLS, OBLIGATIONS, ANSWERS, FINDINGS, FILES)
