"""Issued papers, drafts and arrivals as files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from web.forms.papers import PaperFilter
from web.listings.base import Found, Listing, in_chunks
from web.paging import ordered
from web.views.delegations import NEWEST, asked_delegations, scope_of
from web.views.papers import ORDERS, asked_papers


def _of(view: str) -> Callable[[HttpRequest, datetime], Found]:
    def find(request: HttpRequest, now: datetime) -> Found:
        asked = asked_papers(request, now, view)
        return Found(
            in_chunks(ordered(asked.rows, ORDERS[view])),
            form=asked.form,
            asked=_own_agency(asked.form, request) if view == "issued" else (),
        )

    return find


def _own_agency(form: PaperFilter, request: HttpRequest) -> tuple[tuple[Any, Any], ...]:
    """Papers of the own agency are listed where no other was chosen."""
    if form.is_valid() and form.cleaned_data.get("agency"):
        return ()
    return ((_("Agency"), request.user.agency.short_name),)


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
        (
            _("SHA-256 of the scan"),
            lambda row: row.file.stored_file_id if row.file else "",
        ),
    ),
    find=_of("incoming"),
)


def _delegations(request: HttpRequest, now: datetime) -> Found:
    return Found(in_chunks(ordered(asked_delegations(request, now), NEWEST)))


def _papers_of(row: Any) -> str:
    return "; ".join(paper.verification_code for paper in row.documents.all())


DELEGATIONS = Listing(
    name="delegations",
    file_name="giao-quyen-xu-phat",
    columns=(
        (_("Number"), lambda row: row.document_no),
        (_("Who lends it"), lambda row: row.delegator.full_name),
        (_("Deputy"), lambda row: row.delegate.full_name),
        (_("Scope"), scope_of),
        (_("First day"), lambda row: row.valid_from),
        (_("Last day"), lambda row: row.valid_to),
        (_("Ended on"), lambda row: row.revoked_on),
        (_("Check code"), _papers_of),
    ),
    find=_delegations,
)
LISTINGS = (DOCUMENTS, DRAFTS, INCOMING, DELEGATIONS)
