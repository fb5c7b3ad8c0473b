"""Opinions of the partners: one counts for each agency, earlier ones are kept."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency, User
from cases.models import Case, InteragencyTask, Opinion
from cases.services.funnel import conclude, legal_day, locked, permit, take_in_part
from cases.services.tasks import TaskInput, create_task
from cases.states import OPEN_TASKS, Stance, TaskKind
from kernel.errors import Refused
from kernel.folding import nfc


@transaction.atomic
def ask_opinions(
    *,
    case: Case,
    version: int,
    agencies: tuple[Agency, ...],
    question: str,
    due_on: date,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> list[InteragencyTask]:
    """Ask each partner for its opinion until a day: a task of its own for each."""
    if not agencies:
        raise Refused(errors={"agencies": [_("Choose at least one agency.")]})
    asked = []
    for agency in agencies:
        asked.append(
            create_task(
                case=case,
                version=version,
                task=TaskInput(
                    kind=TaskKind.OPINION,
                    title=question,
                    due_on=due_on,
                    to_agency=agency,
                ),
                by=by,
                at=at,
                occurred_on=occurred_on,
            )
        )
        version += 1
    return asked


@transaction.atomic
def add_opinion(
    *,
    case: Case,
    stance: str,
    text: str,
    by: User,
    at: datetime,
    version: int | None = None,
    occurred_on: date | None = None,
) -> Opinion:
    """The opinion of the officer's agency; it replaces the one before, which is kept.

    It answers what the agency was asked for. Raises NotPermitted, StepNotOpen, Refused.
    """
    case = locked(case, version=version)
    permit("opinion.add", case, by=by, at=at)
    on = legal_day(occurred_on, at=at, not_before=case.received_on)
    text = nfc(text)
    if stance not in Stance.values:
        raise Refused(errors={"stance": [_("Choose whether your agency agrees.")]})
    if not text:
        raise Refused(errors={"text": [_("Write down the opinion.")]})
    agency = _speaks_for(case, by, at)
    Opinion.objects.filter(case=case, agency=agency, is_current=True).update(
        is_current=False
    )
    opinion = Opinion.objects.create(
        case=case,
        agency=agency,
        stance=stance,
        text=text,
        given_by=by,
        given_at=at,
        given_on=on,
    )
    asked = case.tasks.filter(
        kind=TaskKind.OPINION, to_agency=agency, state__in=OPEN_TASKS
    ).select_related("from_agency__parent", "to_agency__parent")
    for task in asked:
        task.case = case
        take_in_part(task.finish, by=by, at=at, occurred_on=on)
        task.answer = text
        task.ended_at, task.ended_on, task.ended_by = at, on, by
        task.save()
    conclude(
        case,
        "add_opinion",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        details={"agency": agency.pk, "stance": stance},
    )
    return opinion


def _speaks_for(case: Case, by: User, at: datetime) -> Agency:
    """The own agency; for the head of a parent the division that is on the case."""
    partners = [
        part.agency
        for part in case.participations.all()
        if part.accepted_at is not None
        and access.shares_relations_of(by, part.agency, at)
    ]
    return next((a for a in partners if a.pk == by.agency_id), partners[0])
