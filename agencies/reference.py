"""Wards and agencies as packaged data, loaded again and again to the same end."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction

from agencies.kinds import AgencyKind
from agencies.models import Agency, Ward

DATA = Path(__file__).parent / "data"
Counts = dict[str, tuple[int, int, int]]


def load(*, at: datetime) -> Counts:
    """Load wards and agencies; per table: created, updated, unchanged."""
    with transaction.atomic():
        wards = sync(Ward, "code", _wards(), corrects=True)
        # An agency edits its own letterhead: what is there stays as it is.
        agencies = sync(Agency, "code", _bodies(), corrects=False)
        communes = sync(Agency, "code", _communes(), corrects=False)
    total = tuple(a + b for a, b in zip(agencies, communes, strict=True))
    return {"wards": wards, "agencies": total}  # type: ignore[dict-item]


def sync(
    model: type[models.Model],
    key: str,
    rows: Iterator[dict[str, Any]],
    *,
    corrects: bool,
) -> tuple[int, int, int]:
    """Create what is absent; where `corrects`, mend what differs from the file."""
    known = {getattr(row, key): row for row in model._default_manager.all()}
    created = updated = unchanged = 0
    for values in rows:
        found = known.get(values[key])
        if found is None:
            model._default_manager.create(**values)
            created += 1
        elif corrects and any(
            getattr(found, name) != value for name, value in values.items()
        ):
            for name, value in values.items():
                setattr(found, name, value)
            found.save()
            updated += 1
        else:
            unchanged += 1
    return created, updated, unchanged


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _wards() -> Iterator[dict[str, Any]]:
    yield from _rows("dak_lak_wards.csv")


def _bodies() -> Iterator[dict[str, Any]]:
    """Bodies that exist once; a parent stands above its divisions in the file."""
    for row in _rows("agencies.csv"):
        yield {
            "code": row["code"],
            "kind": row["kind"],
            "name": row["name"],
            "short_name": row["short_name"],
            "parent_id": row["parent"] or None,
            "superior_name_lines": _lines(row["superior_name"]),
            "paper_name_lines": _lines(row["paper_name"]),
            "place_name": row["place"],
            "head_title": row["head_title"],
            "decision_authority_line": row["decision_authority"],
            "number_sign": row["number_sign"],
            "unit_sign": row["unit_sign"],
        }


def _communes() -> Iterator[dict[str, Any]]:
    """The People's Committee and the police of every ward."""
    for ward in Ward.objects.all():
        upper = ward.name.upper()
        yield {
            "code": f"UBND_XA_{ward.code}",
            "kind": AgencyKind.UBND_XA,
            "name": f"Ủy ban nhân dân {ward.name[0].lower()}{ward.name[1:]}",
            "short_name": f"UBND {ward.name[0].lower()}{ward.name[1:]}",
            "ward_id": ward.code,
            "paper_name_lines": ["ỦY BAN NHÂN DÂN", upper],
            "place_name": ward.place_name,
            "head_title": "CHỦ TỊCH",
            "decision_authority_line": f"CHỦ TỊCH ỦY BAN NHÂN DÂN {upper}",
            "number_sign": "UBND",
            "unit_sign": "VHXH",
        }
        yield {
            "code": f"CONG_AN_XA_{ward.code}",
            "kind": AgencyKind.CONG_AN,
            "name": f"Công an {ward.name[0].lower()}{ward.name[1:]}",
            "short_name": f"Công an {ward.name[0].lower()}{ward.name[1:]}",
            "ward_id": ward.code,
            "superior_name_lines": ["CÔNG AN TỈNH ĐẮK LẮK"],
            "paper_name_lines": [f"CÔNG AN {upper}"],
            "place_name": ward.place_name,
            "head_title": "TRƯỞNG CÔNG AN",
            "decision_authority_line": f"TRƯỞNG CÔNG AN {upper}",
            "number_sign": "CAX" if ward.division_type == "xã" else "CAP",
        }


def _lines(text: str) -> list[str]:
    return [line for line in text.split("|") if line]
