"""Journals of records, and what a search found, as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from agencies.models import Ward
from audit.models import Entry
from facilities import services
from reports import search as product
from web import trail_words
from web.listings.base import Column, Found, Listing, in_chunks
from web.paging import ordered
from web.views.case_tabs import entries_of
from web.views.facilities import facility_of
from web.views.search import row_of, typed_words

# So many hits of a group go out; who needs more types another word.
MOST_HITS = 1_000


def _journal(entries: QuerySet[Entry], about: Model) -> Found:
    wards = dict(Ward.objects.values_list("code", "name"))

    def told(part: list[Entry]) -> Iterator[tuple[Entry, str]]:
        for entry in part:
            read = trail_words.read(entry.changes, wards)
            yield entry, "\n".join(_change(*line) for line in read)

    return Found(in_chunks(ordered(entries, ("-seq",)), told), about)


def _change(name: str, old: str, new: str) -> str:
    return f"{name}: {old} → {new or '–'}" if old else f"{name}: {new or '–'}"


def _of_facility(request: HttpRequest, now: datetime, code: str) -> Found:
    found = facility_of(request, code, now=now)
    return _journal(services.history(found), found)


def _of_case(request: HttpRequest, now: datetime, number: str) -> Found:
    _now, found, entries = entries_of(request, number)
    return _journal(entries, found)


_JOURNAL: tuple[Column, ...] = (
    (_("When"), lambda row: row[0].at),
    (_("Who"), lambda row: row[0].actor_label),
    (_("For"), lambda row: row[0].acting_for),
    (_("What"), lambda row: trail_words.act_name(row[0].action)),
    (_("About"), lambda row: row[0].object_label),
    (_("Reason"), lambda row: row[0].reason),
    (_("Changes"), lambda row: row[1]),
)
FACILITY_TRAIL = Listing(
    name="facility_trail",
    file_name="nhat-ky-co-so",
    columns=_JOURNAL,
    find=_of_facility,
)
CASE_TRAIL = Listing(
    name="case_trail",
    file_name="nhat-ky-vu-viec",
    columns=_JOURNAL,
    find=_of_case,
)


def _hits(request: HttpRequest, now: datetime, group: str) -> Found:
    if group not in product.GROUPS:
        raise Http404
    typed = typed_words(request)
    found = product.search(typed, user=request.user, at=now, most=MOST_HITS)
    asked = ((_("Searched for"), f"“{typed}”"),) if typed else ()
    return Found(map(row_of, found.groups[group]), asked=asked)


_chip: Callable[[Any], Any] = lambda row: row.chip[1] if row.chip else ""  # noqa: E731
SEARCH = Listing(
    name="search",
    file_name="ket-qua-tim",
    columns=(
        (_("Found"), lambda row: row.title),
        (_("Details"), lambda row: row.sub),
        (_("State"), _chip),
        (_("Agency"), lambda row: row.agency.name if row.agency else ""),
    ),
    find=_hits,
)

LISTINGS = (FACILITY_TRAIL, CASE_TRAIL, SEARCH)
