"""What happened in a case, in order, as much of it as an officer may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from agencies import access
from cases import steps
from cases.policies import view_of
from cases.services.notes import text_for, visible_notes
from kernel.clock import local_day

if TYPE_CHECKING:
    from agencies.models import Agency, User
    from cases.models import Case, CaseEvent, InteragencyTask, Note, Opinion

FULL, PARTNER = "case.view_full", "case.view_partner"
NOTE, TASK, OPINION, HAND_OVER, STEP = "note", "task", "opinion", "hand_over", "step"
LABELS: dict[str, str | Promise] = {
    "accept_task": gettext_lazy("Task accepted"),
    "decline_task": gettext_lazy("Task declined"),
    "begin_task": gettext_lazy("Task begun"),
    "answer_task": gettext_lazy("Task answered"),
    "cancel_task": gettext_lazy("Task cancelled"),
    "accept_invitation": gettext_lazy("Invitation accepted"),
    "decline_invitation": gettext_lazy("Invitation declined"),
    "name_officer": gettext_lazy("Officer named on the restricted case"),
    "unrestrict": gettext_lazy("Restriction lifted"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline; `text` is empty where it is not for this officer."""

    kind: str
    at: datetime
    on: date
    name: str
    label: str
    agency: Agency | None
    who: str
    text: str
    about: str = ""


def timeline(
    case: Case, user: User, at: datetime, *, agency: str = ""
) -> list[Happening]:
    """Events, tasks, opinions, hand-overs and notes in the order of their entry.

    Internal notes of others do not appear, nor work inside another agency; what tasks
    and opinions say is read by their two sides and by who sees the whole file. Empty
    for who sees the card only. `agency` narrows to the acts of one.
    """
    view = view_of(case, user, at)
    if view not in {FULL, PARTNER}:
        return []
    is_full = view == FULL
    tasks = {
        str(task.pk): task
        for task in case.tasks.select_related("from_agency", "to_agency")
    }
    opinions = {
        (opinion.agency_id, opinion.given_at): opinion
        for opinion in case.opinions.select_related("agency")
    }
    acts = [
        _event(event, tasks, opinions, user, at, is_full=is_full)
        for event in case.events.select_related("actor", "agency")
        if is_full or not _is_inside(event, tasks, user, at)
    ]
    # In the order of the trail: a note goes where its moment was first passed.
    passed = list(accumulate((row.at for row in acts), max))
    notes = [_note(note, user) for note in visible_notes(case, user, at)]
    placed = [*zip(passed, acts, strict=True), *((note.at, note) for note in notes)]
    placed.sort(key=itemgetter(0))
    return [row for _at, row in placed if not agency or _is_of(row, agency)]


def words_of(transition: str) -> str | Promise:
    """How the timeline calls a step."""
    return LABELS.get(transition) or steps.label_of(transition)


def _event(
    event: CaseEvent,
    tasks: dict[str, InteragencyTask],
    opinions: dict[Any, Opinion],
    user: User,
    at: datetime,
    *,
    is_full: bool,
) -> Happening:
    own = access.shares_relations_of(user, event.agency, at)
    kind, text, about = STEP, event.reason if is_full or own else "", ""
    task = tasks.get(event.details.get("task", ""))
    if task is not None:
        kind, about = TASK, str(task.pk)
        is_side = any(
            access.shares_relations_of(user, side, at)
            for side in (task.from_agency, task.to_agency)
        )
        text = _task_text(event, task) if is_full or is_side else ""
    elif event.transition == "add_opinion":
        kind = OPINION
        opinion = opinions.get((event.details.get("agency"), event.recorded_at))
        text = opinion.text if opinion is not None and (is_full or own) else ""
    elif "transfer" in event.details:
        kind, about = HAND_OVER, event.details["transfer"]
    return Happening(
        kind=kind,
        at=event.recorded_at,
        on=event.occurred_on,
        name=event.transition,
        label=str(words_of(event.transition)),
        agency=event.agency,
        who=event.actor.full_name if event.actor is not None else "",
        text=text,
        about=about,
    )


def _task_text(event: CaseEvent, task: InteragencyTask) -> str:
    ends = {"answer_task", "decline_task", "cancel_task"}
    if event.transition in ends:
        return f"{task.title}: {task.answer}"
    return str(task.title)


def _note(note: Note, user: User) -> Happening:
    return Happening(
        kind=NOTE,
        at=note.written_at,
        on=local_day(note.written_at),
        name=str(note.compartment),
        label=str(note.get_compartment_display()),
        agency=note.agency,
        who=note.written_by.full_name,
        text=text_for(note, user),
        about=str(note.pk),
    )


def _is_inside(
    event: CaseEvent, tasks: dict[str, InteragencyTask], user: User, at: datetime
) -> bool:
    """Work that the lead gives itself is not the partners' business."""
    task = tasks.get(event.details.get("task", ""))
    return (
        task is not None
        and task.to_agency_id == task.from_agency_id
        and not access.shares_relations_of(user, task.from_agency, at)
    )


def _is_of(row: Happening, agency: str) -> bool:
    return row.agency is not None and row.agency.pk == agency
