"""The catalogue of violations, the law desk and its proposals as files."""

from __future__ import annotations

from datetime import datetime

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel.spreadsheets import Value
from regulations import desk
from regulations.catalogue import Frame
from regulations.kinds import ViolationGroup
from web.law_change_words import figure_texts
from web.law_words import citation
from web.listings.base import Found, Listing, in_chunks
from web.paging import ordered
from web.views.catalogue import Row, asked_violations
from web.views.law_desk import LATEST, asked_law, asked_proposals


def _violations(request: HttpRequest, now: datetime) -> Found:
    rows, form, day = asked_violations(request, now)
    asked = () if _chose(form, "act_on") else ((form.fields["act_on"].label, day),)
    return Found(map(Row.of, rows), form=form, asked=asked)


def _least(row: Row, frame: Frame | None) -> Value:
    return None if frame is None or _is_criminal(row) else frame.min_vnd


def _most(row: Row, frame: Frame | None) -> Value:
    return None if frame is None or _is_criminal(row) else frame.max_vnd


def _is_criminal(row: Row) -> bool:
    return row.behaviour.is_criminal_threshold


def _cited(texts: list[str]) -> str:
    return "; ".join(citation(text) for text in texts)


VIOLATIONS = Listing(
    name="violations",
    file_name="danh-muc-hanh-vi",
    columns=(
        (_("Group"), lambda row: ViolationGroup(row.behaviour.group).label),
        (_("Code"), lambda row: row.behaviour.code),
        (_("Behaviour"), lambda row: row.behaviour.title_vi),
        (_("Article"), lambda row: citation(row.behaviour.legal_basis)),
        (
            _("Organisation: least fine (đồng)"),
            lambda row: _least(row, row.organisation),
        ),
        (
            _("Organisation: highest fine (đồng)"),
            lambda row: _most(row, row.organisation),
        ),
        (_("Individual: least fine (đồng)"), lambda row: _least(row, row.individual)),
        (_("Individual: highest fine (đồng)"), lambda row: _most(row, row.individual)),
        (
            _("Additional sanctions"),
            lambda row: _cited(row.behaviour.additional_sanctions),
        ),
        (_("Remedial measures"), lambda row: _cited(row.behaviour.remedial_measures)),
    ),
    find=_violations,
)


def _law(request: HttpRequest, now: datetime) -> Found:
    rows, form = asked_law(request, now)
    usual = (form.fields["shown"].label, desk.Shown.OPEN.label)
    return Found(rows, form=form, asked=() if _chose(form, "shown") else (usual,))


def _chose(form: Form, name: str) -> bool:
    """Otherwise the page asks what it usually does, and paper says so."""
    return form.is_valid() and bool(form.cleaned_data.get(name))


LAW_DESK = Listing(
    name="law_desk",
    file_name="du-lieu-phap-luat",
    columns=(
        (_("Kind"), lambda row: row.table.kind.label),
        (_("Code"), lambda row: row.code),
        (_("Row"), lambda row: row.name),
        (_("Citation"), lambda row: citation(row.standing.citation)),
        (_("Figure"), lambda row: "; ".join(map(str, figure_texts(row)))),
        (_("Valid from"), lambda row: row.row.valid_from),
        (_("Valid to"), lambda row: row.row.valid_to),
        (_("Confidence"), lambda row: row.row.get_confidence_display()),
        (_("Uses"), lambda row: row.uses),
    ),
    find=_law,
)


def _proposals(request: HttpRequest, now: datetime) -> Found:
    rows, form = asked_proposals(request, now)
    return Found(in_chunks(ordered(rows, LATEST)), form=form)


PROPOSALS = Listing(
    name="law_proposals",
    file_name="de-xuat-phap-luat",
    columns=(
        (_("What"), lambda row: str(row.label)),
        (_("Kind"), lambda row: row.get_kind_display()),
        (_("Rows"), lambda row: row.change_count),
        (_("Proposed by"), lambda row: row.proposed_by.full_name),
        (_("Proposed"), lambda row: row.proposed_at),
        (_("State"), lambda row: row.get_state_display()),
        (
            _("Settled by"),
            lambda row: row.settled_by.full_name if row.settled_by else "",
        ),
        (_("Settled"), lambda row: row.settled_at),
    ),
    find=_proposals,
)

LISTINGS = (VIOLATIONS, LAW_DESK, PROPOSALS)
