"""The questions of a checklist as plain values: compared, numbered, hashed, written.

`reference` loads them from the packaged files, the desk edits them one by one, XLSForm
brings them as a file; all of them write through `write`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from inspections.models import ChecklistItem, ChecklistVersion

if TYPE_CHECKING:
    from inspections.models import Checklist

MOST_QUESTIONS = 200
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Of the question itself; position and number follow from the order.
FIELDS = (
    "section_vi",
    "section_en",
    "question_vi",
    "question_en",
    "help_vi",
    "help_en",
    "legal_ref",
    "suggests",
    "requires_photo_on_fail",
    "requires_note_on_fail",
    "asks_file",
    "phrases",
)
# Left out of the hash where they say nothing, so that loaded lists keep theirs.
_SELDOM = frozenset({"help_vi", "help_en", "requires_note_on_fail", "asks_file"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `suggests` is the code of a behaviour or empty."""

    section_vi: str
    question_vi: str
    section_en: str = ""
    question_en: str = ""
    help_vi: str = ""
    help_en: str = ""
    legal_ref: str = ""
    suggests: str = ""
    requires_photo_on_fail: bool = False
    requires_note_on_fail: bool = False
    asks_file: bool = False
    phrases: tuple[str, ...] = ()

    @classmethod
    def of(cls, item: ChecklistItem) -> Self:
        values = {name: getattr(item, name) for name in FIELDS}
        return cls(**values | {"phrases": tuple(item.phrases)})

    def columns(self) -> dict[str, Any]:
        """The columns of a row, without its place."""
        values = {name: getattr(self, name) for name in FIELDS}
        return values | {"phrases": list(self.phrases)}


def questions_of(version: ChecklistVersion) -> list[Question]:
    return [Question.of(item) for item in version.items.order_by("position")]


def numbered(questions: Iterable[Question]) -> Iterator[tuple[int, str, Question]]:
    """Position, number ("B4") and question; parts in the order of their first one.

    The questions of one part must stand together: `in_parts` puts them so.
    """
    position = 0
    parts = groupby(questions, key=lambda question: question.section_vi)
    for letter, (_section, members) in zip(LETTERS, parts, strict=False):
        for place, question in enumerate(members, start=1):
            position += 1
            yield position, f"{letter}{place}", question


def in_parts(questions: Sequence[Question]) -> list[Question]:
    """The questions with those of one part together; its English name is one too."""
    names: dict[str, str] = {}
    for question in questions:
        names[question.section_vi] = (
            names.get(question.section_vi, "") or question.section_en
        )
    return [
        dataclasses.replace(question, section_en=names[section])
        for section in names
        for question in questions
        if question.section_vi == section
    ]


def content_hash(questions: Iterable[Question]) -> str:
    """As the loader of the packaged lists computes it."""
    rows = [
        {"position": position, "number": number}
        | {
            name: value
            for name, value in question.columns().items()
            if value or name not in _SELDOM
        }
        for position, number, question in numbered(questions)
    ]
    canonical = json.dumps(rows, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def write(
    version: ChecklistVersion,
    questions: Sequence[Question],
    *,
    follows: Sequence[UUID | None] = (),
) -> None:
    """Make these the questions of an unpublished version.

    `follows` names, question by question, the one of an earlier version that it was
    made from.
    """
    origins = follows or [None] * len(questions)
    version.items.all().delete()
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            version=version,
            position=position,
            number=number,
            follows_id=origin,
            **question.columns(),
        )
        for (position, number, question), origin in zip(
            numbered(questions), origins, strict=True
        )
    )


# What changed from one version to the next -------------------------------------------


@dataclass(frozen=True, slots=True)
class Changes:
    """Questions of a version beside those of the one before."""

    added: tuple[ChecklistItem, ...]
    changed: tuple[tuple[ChecklistItem, ChecklistItem], ...]  # before, after
    retired: tuple[ChecklistItem, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.retired)


def changes_between(
    before: Sequence[ChecklistItem], after: Sequence[ChecklistItem]
) -> Changes:
    """Moved questions count as unchanged: only what is asked and how is compared."""
    earlier = {item.pk: item for item in before}
    kept = {item.follows_id for item in after if item.follows_id in earlier}
    return Changes(
        added=tuple(item for item in after if item.follows_id not in earlier),
        changed=tuple(
            (earlier[item.follows_id], item)
            for item in after
            if item.follows_id in earlier
            and Question.of(earlier[item.follows_id]) != Question.of(item)
        ),
        retired=tuple(item for item in before if item.pk not in kept),
    )


def newest_published(checklist: Checklist) -> ChecklistVersion | None:
    """The last published version, whether its first day has come or not."""
    version: ChecklistVersion | None = (
        checklist.versions.filter(published_on__isnull=False)
        .order_by("-number")
        .first()
    )
    return version
