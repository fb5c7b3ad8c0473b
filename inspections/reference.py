"""Checklists and questionnaires as packaged data.

A changed list is a new version, never an edit.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from inspections.models import Checklist, ChecklistItem, ChecklistVersion
from inspections.states import ChecklistUse

DATA = Path(__file__).parent / "data" / "checklists.json"
QUESTIONNAIRES = Path(__file__).parent / "data" / "questionnaires.json"
_SELDOM = ("asks_file", "requires_note_on_fail", "help_vi", "help_en")
Counts = dict[str, tuple[int, int, int]]


@transaction.atomic
def load(*, at: datetime) -> Counts:
    """Load checklists and versions; per table: created, updated, unchanged.

    The loader compares the questions with those that it loaded last: if they differ,
    it publishes a new version on the day that the file gives. A checklist that was
    edited here stands above the packaged one and is left alone.
    """
    counts: Counts = {}
    for name, file, use in (
        ("checklist", DATA, ChecklistUse.VISIT),
        ("questionnaire", QUESTIONNAIRES, ChecklistUse.REMOTE),
    ):
        heads, versions = [0, 0, 0], [0, 0, 0]
        for entry in json.loads(file.read_text(encoding="utf-8")):
            checklist, outcome = _head(entry, use)
            heads[outcome] += 1
            versions[0 if _published(checklist, entry) else 2] += 1
        counts[f"{name}s"] = (heads[0], heads[1], heads[2])
        counts[f"{name}_versions"] = (versions[0], versions[1], versions[2])
    return counts


def _head(entry: dict[str, Any], use: str) -> tuple[Checklist, int]:
    """The checklist, and 0, 1 or 2 for created, updated, unchanged."""
    values = {
        name: entry[name]
        for name in ("title_vi", "title_en", "subject_vi", "facility_kinds", "position")
    }
    values["use"] = use
    checklist, is_new = Checklist.objects.get_or_create(
        code=entry["code"], defaults=values
    )
    if is_new:
        return checklist, 0
    if all(getattr(checklist, name) == value for name, value in values.items()):
        return checklist, 2
    for name, value in values.items():
        setattr(checklist, name, value)
    checklist.save()
    return checklist, 1


def _published(checklist: Checklist, entry: dict[str, Any]) -> bool:
    """Publish the questions as a new version unless the last one loaded has them."""
    questions = _questions(entry)
    canonical = json.dumps(questions, ensure_ascii=False, sort_keys=True)
    content_hash = hashlib.sha256(canonical.encode()).hexdigest()
    versions = checklist.versions.order_by("-number")
    loaded = versions.filter(draft__isnull=True).first()
    if loaded is not None and loaded.content_hash == content_hash:
        return False
    if versions.filter(draft__isnull=False, published_on__isnull=False).exists():
        return False
    highest = versions.first()
    version = ChecklistVersion.objects.create(
        checklist=checklist,
        number=highest.number + 1 if highest else 1,
        content_hash=content_hash,
    )
    ChecklistItem.objects.bulk_create(
        ChecklistItem(version=version, **question) for question in questions
    )
    version.published_on = date.fromisoformat(entry["published_on"])
    version.save(update_fields=["published_on"])
    return True


def _questions(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """The questions in order, numbered by the letter of their part: A1, A2, B1 …"""
    found: list[dict[str, Any]] = []
    for section in entry["sections"]:
        for place, item in enumerate(section["items"], start=1):
            found.append(
                {
                    "position": len(found) + 1,
                    "number": f"{section['letter']}{place}",
                    "section_vi": section["title_vi"],
                    "section_en": section["title_en"],
                    "question_vi": item["question_vi"],
                    "question_en": item["question_en"],
                    "legal_ref": item["legal_ref"],
                    "suggests": item.get("suggests", ""),
                    "requires_photo_on_fail": item.get("requires_photo_on_fail", False),
                    "phrases": item.get("phrases", []),
                    # Left out where they say nothing, so that lists keep their hash.
                    **{name: item[name] for name in _SELDOM if item.get(name)},
                }
            )
    return found
