"""Versions of the forms from the packaged data, loaded again to the same end."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from documents.models import FormTemplate
from regulations.kinds import Source

_FILE = Path(__file__).parent / "data" / "form_templates.csv"
Counts = dict[str, tuple[int, int, int]]


@transaction.atomic
def load(*, at: datetime) -> Counts:
    """Load the forms; per table: created, updated, unchanged.

    A version that an officer edited, or in which papers were issued, stays as it is:
    a changed wording is a new version.
    """
    known = {
        (row.form, row.agency_kind, row.valid_from): row
        for row in FormTemplate.objects.select_for_update()
    }
    created = updated = unchanged = 0
    for values in _rows():
        found = known.get((values["form"], values["agency_kind"], values["valid_from"]))
        if found is None:
            FormTemplate.objects.create(**values)
            created += 1
        elif (
            found.source == Source.EDITED
            or all(getattr(found, name) == value for name, value in values.items())
            or found.issued.exists()
        ):
            unchanged += 1
        else:
            for name, value in values.items():
                setattr(found, name, value)
            found.save()
            updated += 1
    return {"form_templates": (created, updated, unchanged)}


def _rows() -> Iterator[dict[str, Any]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "form": row["form"],
                "agency_kind": row["agency_kind"],
                "title_vi": row["title_vi"],
                "form_code": row["form_code"],
                "decree": row["decree"],
                "number_suffix": row["number_suffix"],
                "valid_from": _date(row["valid_from"]),
                "valid_to": _date(row["valid_to"]),
                "confidence": row["confidence"],
                "confidence_note": row["confidence_note"],
                "legal_bases": _lines(row["legal_bases"]),
                "recipients": _lines(row["recipients"]),
            }


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("|") if line.strip()]
