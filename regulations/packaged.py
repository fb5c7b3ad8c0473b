"""The packaged data files, row by row as the tables take them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from regulations.kinds import Source
from regulations.package_days import package_days

DATA = Path(__file__).parent / "data"
CALENDAR_YEARS = range(2024, 2029)
Values = dict[str, Any]


def deadline_rules() -> Iterator[Values]:
    for row in _rows("deadlines.csv"):
        yield {
            "code": row["id"],
            "name_vi": row["name_vi"],
            "trigger_event": row["trigger_event"],
            "length": Decimal(row["length"]) if row["length"] else None,
            "unit": row["unit"],
            "owner": row["owner"],
            "extension_rule": row["extension_rule"],
            "basis": row["legal_basis"],
            "consequence": row["consequence_when_missed"],
            **_dated(row),
        }


def violation_behaviours() -> Iterator[Values]:
    for row in _rows("violations.csv"):
        yield {
            "code": row["code"],
            "group": row["group"],
            "title_vi": row["title_vi"],
            "title_en": row["title_en"],
            "legal_basis": row["legal_basis"],
            "frame_subject": row["frame_subject"],
            "fine_min_individual_vnd": _vnd(row["fine_min_individual"]),
            "fine_max_individual_vnd": _vnd(row["fine_max_individual"]),
            "fine_min_organisation_vnd": _vnd(row["fine_min_organisation"]),
            "fine_max_organisation_vnd": _vnd(row["fine_max_organisation"]),
            "quantity_rule": row["quantity_rule"],
            "additional_sanctions": _list(row["additional_sanctions"]),
            "remedial_measures": _list(row["remedial_measures"]),
            "note": row["note"],
            **_dated(row),
        }


def authority_rules() -> Iterator[Values]:
    for row in _rows("authority_rules.csv"):
        yield {
            "title": row["title"],
            "field": row["field"],
            "percent": int(row["percent"]) if row["percent"] else None,
            "decree": row["decree"],
            "basis": row["legal_basis"],
            "additional_sanctions": _list(row["additional_sanctions"]),
            **_dated(row),
        }


def field_maxima() -> Iterator[Values]:
    for row in _rows("field_maxima.csv"):
        yield {
            "field": row["field"],
            "individual_vnd": int(row["individual_vnd"]),
            "organisation_vnd": int(row["organisation_vnd"]),
            "decree": row["decree"],
            "basis": row["legal_basis"],
            **_dated(row),
        }


def criminal_indicators() -> Iterator[Values]:
    for row in _rows("criminal_indicators.csv"):
        yield {
            "code": row["code"],
            "title_vi": row["title_vi"],
            "measure": row["measure"],
            "behaviours": row["behaviours"].split("|"),
            "threshold": int(row["threshold"]) if row["threshold"] else None,
            "is_exclusive": row["is_exclusive"] == "yes",
            "subject_kind": row["subject_kind"],
            "is_restricting": row["is_restricting"] == "yes",
            "basis": row["legal_basis"],
            **_dated(row),
        }


def legal_settings() -> Iterator[Values]:
    for row in _rows("legal_settings.csv"):
        yield {
            "key": row["key"],
            "value": row["value"],
            "basis": row["legal_basis"],
            **_dated(row),
        }


def calendar_days() -> Iterator[Values]:
    """The package's days of the loaded years, each replaced by our own row if any."""
    days = {
        day.date: {
            "date": day.date,
            "kind": str(day.kind),
            "name": day.name,
            "decision_no": "",
            "confirmed": day.is_confirmed,
            "note": "",
            "depends_on": str(day.depends_on),
            "source": Source.PACKAGE,
        }
        for year in CALENDAR_YEARS
        for day in package_days(year)
    }
    for day, values in _own_days().items():
        days[day] = {**days.get(day, {"depends_on": ""}), **values}
    for day in sorted(days):
        yield days[day]


def packaged_day(day: date) -> Values | None:
    """The packaged row of one day; None where it is an ordinary day of the week."""
    return next((row for row in calendar_days() if row["date"] == day), None)


@cache
def _own_days() -> dict[date, Values]:
    return {
        date.fromisoformat(row["date"]): {
            "date": date.fromisoformat(row["date"]),
            "kind": row["kind"],
            "name": row["name"],
            "decision_no": row["decision_no"],
            "confirmed": row["confirmed"] == "yes",
            "note": row["note"],
            "source": Source.OWN,
        }
        for row in _rows("calendar_days.csv")
    }


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _dated(row: dict[str, str]) -> Values:
    return {
        "valid_from": _date(row["valid_from"]),
        "valid_to": _date(row["valid_to"]),
        "confidence": row["confidence"],
        "confidence_note": row["confidence_note"],
    }


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _vnd(text: str) -> int | None:
    return int(text) if text else None


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
