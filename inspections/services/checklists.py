"""Checklists are data with versions: one officer drafts, another publishes (A104).

Questions of a published version never change (the database holds that); a version that
is drafted is edited by its drafter alone until he proposes it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from inspections import policies
from inspections.checklist_content import (
    LETTERS,
    MOST_QUESTIONS,
    Question,
    in_parts,
    newest_published,
    write,
)
from inspections.models import (
    Checklist,
    ChecklistDraft,
    ChecklistItem,
    ChecklistVersion,
)
from inspections.services.checklist_funnel import (
    DraftThere,
    checked_question,
    editable,
    store,
    trace,
)
from kernel.errors import MovedOn, NotPermitted, Refused
from kernel.folding import nfc
from kernel.reasons import given

if TYPE_CHECKING:
    from agencies.models import User


@transaction.atomic
def draft_checklist(
    *, checklist: Checklist, reason: str, by: User, at: datetime
) -> ChecklistDraft:
    """Begin a new version with the questions of the one that stands.

    Raises NotPermitted, DraftThere, Refused.
    """
    draft = begin(checklist, reason=reason, by=by, at=at)
    if draft.based_on is not None:
        items = list(draft.based_on.items.order_by("position"))
        write(
            draft.edition,
            [Question.of(item) for item in items],
            follows=[item.pk for item in items],
        )
    trace("checklist.draft", draft, by=by, at=at, reason=draft.reason)
    return draft


def begin(
    checklist: Checklist, *, reason: str, by: User, at: datetime, **more: Any
) -> ChecklistDraft:
    """An empty draft, its number taken; for a service that fills it."""
    if not policies.may_draft_checklists(by, at):
        raise NotPermitted
    checklist = Checklist.objects.select_for_update().get(pk=checklist.pk)
    if checklist.drafts.open().exists():
        raise DraftThere
    highest = checklist.versions.aggregate(highest=Max("number"))["highest"] or 0
    edition = ChecklistVersion.objects.create(
        checklist=checklist, number=highest + 1, content_hash=""
    )
    draft: ChecklistDraft = ChecklistDraft.objects.create(
        checklist=checklist,
        edition=edition,
        based_on=newest_published(checklist),
        reason=given(reason),
        drafted_by=by,
        drafted_at=at,
        updated_at=at,
        **more,
    )
    return draft


# Questions ---------------------------------------------------------------------------


@transaction.atomic
def add_question(
    *,
    draft: ChecklistDraft,
    version: int,
    question: Question,
    place: int | None = None,
    by: User,
    at: datetime,
) -> ChecklistDraft:
    """Add a question to its part, at `place` (from 1) or last.

    Raises NotPermitted, DraftNotOpen, MovedOn, Refused.
    """
    draft = editable(draft, version=version, by=by, at=at)
    question = _checked(question, draft)
    rows = _rows(draft)
    if len(rows) >= MOST_QUESTIONS:
        raise Refused(
            _("A checklist has %(most)s questions at most.") % {"most": MOST_QUESTIONS}
        )
    rows.append((question, None))
    _placed(rows, len(rows) - 1, place)
    return _saved(
        draft, rows, "checklist.add_question", by=by, at=at, after=_said(question)
    )


@transaction.atomic
def edit_question(
    *,
    draft: ChecklistDraft,
    version: int,
    item: UUID,
    question: Question,
    place: int | None = None,
    by: User,
    at: datetime,
) -> ChecklistDraft:
    """Change a question, its part, or its place in the part (from 1).

    Raises NotPermitted, DraftNotOpen, MovedOn, Refused.
    """
    draft = editable(draft, version=version, by=by, at=at)
    question = _checked(question, draft)
    index, found = _item(draft, item)
    rows = _rows(draft)
    before = rows[index][0]
    rows[index] = (question, rows[index][1])
    _placed(rows, index, place)
    return _saved(
        draft,
        rows,
        "checklist.edit_question",
        by=by,
        at=at,
        before=_said(before),
        after=_said(question),
        label=found.number,
    )


@transaction.atomic
def retire_question(
    *, draft: ChecklistDraft, version: int, item: UUID, by: User, at: datetime
) -> ChecklistDraft:
    """Leave a question out of the new version; old visits keep it with theirs.

    Raises NotPermitted, DraftNotOpen, MovedOn.
    """
    draft = editable(draft, version=version, by=by, at=at)
    index, found = _item(draft, item)
    rows = _rows(draft)
    gone, _origin = rows.pop(index)
    return _saved(
        draft,
        rows,
        "checklist.retire_question",
        by=by,
        at=at,
        before=_said(gone),
        label=found.number,
    )


@transaction.atomic
def restore_question(
    *, draft: ChecklistDraft, version: int, item: UUID, by: User, at: datetime
) -> ChecklistDraft:
    """Take a retired question of the earlier version back, at the end of its part.

    Raises NotPermitted, DraftNotOpen, MovedOn.
    """
    draft = editable(draft, version=version, by=by, at=at)
    found = ChecklistItem.objects.filter(version=draft.based_on_id, pk=item).first()
    rows = _rows(draft)
    if found is None or any(origin == found.pk for _question, origin in rows):
        raise MovedOn(current={"version": draft.version})
    rows.append((Question.of(found), found.pk))
    return _saved(
        draft,
        rows,
        "checklist.restore_question",
        by=by,
        at=at,
        after=_said(Question.of(found)),
        label=found.number,
    )


@transaction.atomic
def move_part(
    *, draft: ChecklistDraft, version: int, section_vi: str, by: User, at: datetime
) -> ChecklistDraft:
    """Put a part before the one that stands above it; the first one stays.

    Raises NotPermitted, DraftNotOpen, MovedOn.
    """
    draft = editable(draft, version=version, by=by, at=at)
    rows = _rows(draft)
    names = list(dict.fromkeys(question.section_vi for question, _origin in rows))
    if section_vi not in names:
        raise MovedOn(current={"version": draft.version})
    place = names.index(section_vi)
    if place:
        names[place - 1], names[place] = names[place], names[place - 1]
    rows.sort(key=lambda row: names.index(row[0].section_vi))  # stable
    return _saved(
        draft,
        rows,
        "checklist.move_part",
        by=by,
        at=at,
        after={"section_vi": section_vi},
    )


@transaction.atomic
def rename_part(
    *,
    draft: ChecklistDraft,
    version: int,
    section_vi: str,
    new_vi: str,
    new_en: str = "",
    by: User,
    at: datetime,
) -> ChecklistDraft:
    """Give a part another title; the title of another part joins the two.

    Raises NotPermitted, DraftNotOpen, MovedOn, Refused.
    """
    draft = editable(draft, version=version, by=by, at=at)
    rows = _rows(draft)
    if all(question.section_vi != section_vi for question, _origin in rows):
        raise MovedOn(current={"version": draft.version})
    named = [
        (
            _checked(replace(question, section_vi=new_vi, section_en=new_en), draft)
            if question.section_vi == section_vi
            else question,
            origin,
        )
        for question, origin in rows
    ]
    return _saved(
        draft,
        named,
        "checklist.rename_part",
        by=by,
        at=at,
        before={"section_vi": section_vi},
        after={"section_vi": nfc(new_vi), "section_en": nfc(new_en)},
    )


# Parts of the acts -------------------------------------------------------------------

Rows = list[tuple[Question, UUID | None]]


def _rows(draft: ChecklistDraft) -> Rows:
    return [
        (Question.of(item), item.follows_id)
        for item in draft.edition.items.order_by("position")
    ]


def _item(draft: ChecklistDraft, item: UUID) -> tuple[int, ChecklistItem]:
    """Where the question stands; MovedOn where the draft has it no more."""
    for index, found in enumerate(draft.edition.items.order_by("position")):
        if found.pk == item:
            return index, found
    raise MovedOn(current={"version": draft.version})


def _placed(rows: Rows, index: int, place: int | None) -> None:
    """Move the row to its place among those of its part; they need not be together."""
    row = rows.pop(index)
    section = row[0].section_vi
    same = [
        i for i, (question, _o) in enumerate(rows) if question.section_vi == section
    ]
    if place is None or place > len(same):
        rows.insert(same[-1] + 1 if same else min(index, len(rows)), row)
    else:
        rows.insert(same[max(place, 1) - 1], row)


def _saved(
    draft: ChecklistDraft,
    rows: Rows,
    action: str,
    *,
    by: User,
    at: datetime,
    label: str = "",
    **change: Any,
) -> ChecklistDraft:
    """Write the questions anew, part by part, with one entry of the trail."""
    together = in_parts([question for question, _origin in rows])
    names = list(dict.fromkeys(question.section_vi for question, _origin in rows))
    if len(names) > len(LETTERS):
        raise Refused(
            errors={
                "section_vi": [
                    _("A checklist has %(most)s parts at most.")
                    % {"most": len(LETTERS)}
                ]
            }
        )
    origins = [
        origin
        for name in names
        for question, origin in rows
        if question.section_vi == name
    ]
    write(draft.edition, together, follows=origins)
    store(draft, at=at)
    trace(action, draft, by=by, at=at, label=label, **change)
    return draft


def _checked(question: Question, draft: ChecklistDraft) -> Question:
    return checked_question(question, is_remote=draft.checklist.is_remote)


def _said(question: Question) -> dict[str, Any]:
    """The question for the trail, without what is empty."""
    return {name: value for name, value in question.columns().items() if value}
