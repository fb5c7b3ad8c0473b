"""What the law asks of facilities by their kind, loaded again and again to one end."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from facilities.models import ObligationRule
from regulations.reference import Counts, sync

DATA = Path(__file__).parent / "data" / "obligations.csv"


@transaction.atomic
def load(*, at: datetime) -> Counts:
    """Load the rules; per table: created, updated, unchanged."""
    return {"obligation_rules": sync(ObligationRule, ("code", "valid_from"), _rows())}


def _rows() -> Iterator[dict[str, Any]]:
    with DATA.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "code": row["code"],
                "kind": row["kind"],
                "facility_kinds": row["facility_kinds"].split("|"),
                "text_vi": row["text_vi"],
                "text_en": row["text_en"],
                "basis": row["basis"],
                "is_yearly": row["is_yearly"] == "yes",
                "valid_from": _day(row["valid_from"]),
                "valid_to": _day(row["valid_to"]),
                "confidence": row["confidence"],
                "confidence_note": row["confidence_note"],
            }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
