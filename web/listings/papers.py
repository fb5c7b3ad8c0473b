"""Issued papers, drafts and arrivals as files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from web.listings.base import Found, Listing, in_chunks
from web.paging import ordered
from web.views.papers import ORDERS, asked_papers


def _of(view: str) -> Callable[[HttpRequest, datetime], Found]:
    def find(request: HttpRequest, now: datetime) -> Found:
        asked = asked_papers(request, now, view)
        return Found(in_chunks(ordered(asked.rows, ORDERS[view])))

    return find


def _record(row: Any) -> str:
    """A number, or the year of what the agency itself reports."""
    return str(row.record.number)


DOCUMENTS = Listing(
    name="documents",
    file_name="van-ban-da-ban-hanh",
    columns=(
        (_("Number"), lambda row: row.number_text),
        (_("Paper"), lambda row: row.template.title_vi),
        (_("Day"), lambda row: row.issued_on),
        (_("Case, visit or year"), _record),
        (_("Agency"), lambda row: row.agency.name),
        (_("Signed by"), lambda row: row.signed_by.full_name),
        (_("Check code"), lambda row: row.verification_code),
        ("SHA-256", lambda row: row.sha256),
        (
            _("What became of it"),
            lambda row: "; ".join(
                one.get_kind_display() for one in row.revised_by.all()
            ),
        ),
    ),
    find=_of("issued"),
)
DRAFTS = Listing(
    name="paper_drafts",
    file_name="du-thao-van-ban",
    columns=(
        (_("Paper"), lambda row: row.get_form_display()),
        (_("Case, visit or year"), _record),
        (_("State"), lambda row: row.get_state_display()),
        (_("Who signs"), lambda row: row.submitted_to and row.submitted_to.full_name),
        (_("Changed"), lambda row: row.updated_at),
        (_("Number"), lambda row: row.issued.number_text if row.issued else ""),
    ),
    find=_of("drafts"),
)
INCOMING = Listing(
    name="incoming_papers",
    file_name="van-ban-den",
    columns=(
        (_("Number of arrival"), lambda row: row.number),
        (_("Day of arrival"), lambda row: row.received_on),
        (_("From whom"), lambda row: row.sender),
        (_("Its own number"), lambda row: row.number_text),
        (_("Its own day"), lambda row: row.dated_on),
        (_("What it is about"), lambda row: row.title),
        (_("Case"), lambda row: row.case.number),
        (_("Entered by"), lambda row: row.registered_by.full_name),
    ),
    find=_of("incoming"),
)
LISTINGS = (DOCUMENTS, DRAFTS, INCOMING)
