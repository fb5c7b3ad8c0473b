"""What the acts on drafts of checklists share: lock, ask, check, save, trace."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import trail
from inspections import policies
from inspections.checklist_content import Question
from inspections.models import ChecklistDraft
from inspections.states import DraftState
from kernel.errors import MovedOn, NotPermitted, NotReady, Refused
from kernel.folding import nfc
from regulations.models import ViolationBehaviour

if TYPE_CHECKING:
    from agencies.models import User

_LONGEST = {"section_vi": 120, "section_en": 120, "legal_ref": 200}


class DraftThere(NotReady):
    code = "draft_there"
    text = gettext_lazy("This checklist is being drafted already.")


class DraftNotOpen(NotReady):
    code = "draft_not_open"
    text = gettext_lazy("This draft cannot be changed now.")


def editable(
    draft: ChecklistDraft, *, version: int, by: User, at: datetime
) -> ChecklistDraft:
    """The draft, locked for a change of its questions: right, state, then version."""
    locked: ChecklistDraft = ChecklistDraft.objects.locked(draft.pk)
    if not policies.may_edit_draft(by, locked, at):
        raise NotPermitted
    if locked.state != DraftState.DRAFT:
        raise DraftNotOpen
    refuse_stale(locked, version)
    return locked


def taken(
    draft: ChecklistDraft,
    step: Callable[[ChecklistDraft], None],
    *,
    version: int,
    by: User,
    at: datetime,
) -> ChecklistDraft:
    """A transition on the locked row: right, state, then version."""
    locked: ChecklistDraft = ChecklistDraft.objects.locked(draft.pk)
    locked.step_at = at
    [(source, transition)] = step._django_fsm.transitions.items()  # type: ignore[attr-defined]
    if not transition.permission(locked, by):
        raise NotPermitted
    if locked.state != source:
        raise DraftNotOpen
    refuse_stale(locked, version)
    step(locked)
    return locked


def refuse_stale(draft: ChecklistDraft, version: int) -> None:
    if draft.version != version:
        raise MovedOn(current={"version": draft.version, "state": draft.state})


def checked_question(question: Question, *, is_remote: bool) -> Question:
    """The question as it is stored; Refused, naming its fields."""
    texts: dict[str, Any] = {
        field.name: nfc(getattr(question, field.name))
        for field in dataclasses.fields(question)
        if isinstance(getattr(question, field.name), str)
    }
    phrases = tuple(dict.fromkeys(filter(None, map(nfc, question.phrases))))
    errors: dict[str, list[Any]] = {
        name: [_("This cannot be empty.")]
        for name in ("section_vi", "question_vi")
        if not texts[name]
    }
    for name, most in _LONGEST.items():
        if len(texts[name]) > most:
            errors[name] = [_("At most %(most)s characters.") % {"most": most}]
    if texts["suggests"] and not _is_behaviour(texts["suggests"]):
        errors["suggests"] = [_("The catalogue has no such behaviour.")]
    if is_remote and (
        question.requires_photo_on_fail or question.requires_note_on_fail
    ):
        errors["requires_photo_on_fail"] = [
            _("A questionnaire is answered in writing: nothing fails on the spot.")
        ]
    if errors:
        raise Refused(errors=errors)
    return dataclasses.replace(question, phrases=phrases, **texts)


def _is_behaviour(code: str) -> bool:
    return ViolationBehaviour.objects.filter(code=code).exists()


def store(draft: ChecklistDraft, *, at: datetime) -> None:
    draft.version += 1
    draft.updated_at = at
    draft.save()


def trace(
    action: str,
    draft: ChecklistDraft,
    *,
    by: User,
    at: datetime,
    label: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    state = {"state": str(draft.state), "begins_on": _plain(draft.begins_on)}
    name = f"{draft.checklist.code} {draft.edition.number}"
    trail.record(
        action=action,
        record=draft,
        at=at,
        by=by,
        reason=reason,
        before=before,
        after=after if before is not None or after is not None else state,
        label=f"{name} {label}".strip(),
    )


def _plain(day: date | None) -> str | None:
    return day.isoformat() if day else None
