"""Versions of checklists walked to where a test begins."""

from __future__ import annotations

from typing import Any

from inspections import services
from inspections.checklist_content import Question
from inspections.models import Checklist, ChecklistDraft, ChecklistItem
from tests.moments import day, moment

DRAFTED, PROPOSED = moment("02/03/2026"), moment("03/03/2026")
PUBLISHED = moment("04/03/2026")
FIRST_DAY = day("01/04/2026")
ADMIN, SECOND, LAWYER = "quantri", "so.lanhdao", "so.phapche"
NEW = Question(
    section_vi="Hoạt động in",
    question_vi="Có nhật ký vận hành của từng máy in",
    question_en="Keeps a log of each press",
    help_vi="Xem sổ và đối chiếu số đếm trên máy",
    legal_ref="NĐ 60/2014/NĐ-CP",
    requires_note_on_fail=True,
    phrases=("Không có nhật ký vận hành.",),
)


def printing() -> Checklist:
    return Checklist.objects.get(code="PRINTING")


def begun(officer, checklist: Checklist | None = None) -> ChecklistDraft:
    return services.draft_checklist(
        checklist=checklist or printing(),
        reason="Bổ sung nhật ký vận hành",
        by=officer(ADMIN),
        at=DRAFTED,
    )


def fresh(draft: ChecklistDraft) -> ChecklistDraft:
    return ChecklistDraft.objects.get(pk=draft.pk)


def act(take, draft: ChecklistDraft, by, at=DRAFTED, **given: Any) -> ChecklistDraft:
    """One act on the draft as it stands."""
    now = fresh(draft)
    return take(draft=now, version=now.version, by=by, at=at, **given)


def added(officer, draft: ChecklistDraft | None = None) -> ChecklistDraft:
    draft = draft or begun(officer)
    return act(services.add_question, draft, officer(ADMIN), question=NEW)


def proposed(officer, **given: Any) -> ChecklistDraft:
    return act(
        services.propose_draft,
        added(officer),
        officer(ADMIN),
        PROPOSED,
        **{"begins_on": FIRST_DAY} | given,
    )


def published(officer) -> ChecklistDraft:
    return act(services.publish_draft, proposed(officer), officer(SECOND), PUBLISHED)


def item(draft: ChecklistDraft, number: str) -> ChecklistItem:
    return ChecklistItem.objects.get(version=draft.edition_id, number=number)
