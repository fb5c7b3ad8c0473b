"""Imports of registers, and the rows of one with what is said of them, as files."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from facilities.imports.batches import sentence
from facilities.models import ImportRow
from facilities.states import ImportChoice
from web.listings.base import Found, Listing, in_chunks
from web.paging import ordered
from web.views.imports import NEWEST, ROWS_SHOWN, asked_imports, asked_rows, batch_of


def _imports(request: HttpRequest, now: datetime) -> Found:
    return Found(in_chunks(ordered(asked_imports(request, now), NEWEST)))


IMPORTS = Listing(
    name="imports",
    file_name="cac-lan-nhap",
    columns=(
        (_("File"), lambda batch: batch.file_name),
        (_("When"), lambda batch: batch.created_at),
        (_("Who"), lambda batch: batch.by.full_name),
        (_("State"), lambda batch: batch.get_state_display()),
        (_("Rows"), lambda batch: batch.rows_count),
        (_("New facilities"), lambda batch: batch.created_count),
        (_("Changed facilities"), lambda batch: batch.updated_count),
        (_("Known already"), lambda batch: batch.unchanged_count),
    ),
    find=_imports,
)


def _rows(request: HttpRequest, now: datetime, id: UUID) -> Found:
    batch = batch_of(request, id, now)
    rows, show, _counted = asked_rows(request, batch)
    return Found(
        in_chunks(ordered(rows, ("number",))),
        batch,
        asked=((_("Rows"), ROWS_SHOWN.get(show, ROWS_SHOWN["all"])),),
    )


def _said(row: ImportRow) -> str:
    return "\n".join(
        sentence(item["cell"] or str(row.number), item["column"], item["text"])
        for item in row.remarks
    )


def _choice(row: ImportRow) -> str:
    return str(ImportChoice(row.choice).label) if row.likely else ""


ROWS = Listing(
    name="import_rows",
    file_name="cac-dong-cua-tep",
    columns=(
        (_("Row"), lambda row: row.number),
        (_("Name of the facility"), lambda row: row.label),
        (_("Check"), lambda row: row.get_verdict_display()),
        (_("Errors and remarks"), _said),
        (_("Choice"), _choice),
        (_("Result"), lambda row: row.get_outcome_display()),
        (
            _("Code of the facility"),
            lambda row: row.facility.code if row.facility else "",
        ),
    ),
    find=_rows,
)

LISTINGS = (IMPORTS, ROWS)
