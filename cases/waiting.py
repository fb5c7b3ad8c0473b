"""What waits for an agency now, since when, until when: for desks, lists and API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cases.models import Case, CaseEvent, InteragencyTask, Participation, Transfer
from cases.querysets import of_agency
from cases.states import CaseState, TaskKind, TransferKind, TransferState

if TYPE_CHECKING:
    from agencies.models import Agency, User

KINDS: dict[str, str | Promise] = {
    "referral": gettext_lazy("Referral to answer"),
    "hand_over": gettext_lazy("Hand-over to answer"),
    "invitation": gettext_lazy("Invitation to answer"),
    "task": gettext_lazy("Task to do"),
    "opinion": gettext_lazy("Opinion to give"),
    "signature": gettext_lazy("Decision to sign"),
    "step": gettext_lazy("Next step to take"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: whose, in which case, since when, until when."""

    kind: str
    case: Case
    title: str
    since: datetime
    until: date | None
    asked_by: Agency
    about: str = ""

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])

    def is_overdue_on(self, day: date) -> bool:
        return self.until is not None and day > self.until


def waiting_list(user: User, at: datetime) -> list[Waiting]:
    """All that waits for the officer's agency, what ends first on top.

    Only of cases of which the officer sees something (INV-14).
    """
    seen = Case.objects.visible_to(user, at)
    rows = _offers(user, at, seen)
    asked_for = {row.case.pk for row in rows}
    rows += _tasks(user, at, seen)
    asked_for |= {row.case.pk for row in rows}
    rows += _invitations(user, at, seen, besides=asked_for)
    rows += _steps(user, at, seen)
    return sorted(
        rows, key=lambda row: (row.until is None, row.until or date.max, row.since)
    )


def _offers(user: User, at: datetime, seen: Any) -> list[Waiting]:
    offers = Transfer.objects.filter(
        of_agency("to_agency", user, at),
        state=TransferState.OFFERED,
        case__in=seen.values("pk"),
    ).select_related("case__lead_agency", "from_agency")
    return [
        Waiting(
            kind=_kind_of(offer),
            case=offer.case,
            title=offer.reason,
            since=offer.offered_at,
            until=offer.answer_due_on,
            asked_by=offer.from_agency,
            about=str(offer.pk),
        )
        for offer in offers
    ]


def _kind_of(offer: Transfer) -> str:
    """A matter that its receiver passed on at once is a referral."""
    is_new = offer.came_from in {"", CaseState.RECEIVED}
    return "referral" if is_new and offer.kind == TransferKind.LEAD else "hand_over"


def _tasks(user: User, at: datetime, seen: Any) -> list[Waiting]:
    tasks = (
        InteragencyTask.objects.open()
        .filter(of_agency("to_agency", user, at), case__in=seen.values("pk"))
        .select_related("case__lead_agency", "from_agency")
    )
    return [
        Waiting(
            kind="opinion" if task.kind == TaskKind.OPINION else "task",
            case=task.case,
            title=task.title,
            since=task.asked_at,
            until=task.due_on,
            asked_by=task.from_agency,
            about=str(task.pk),
        )
        for task in tasks
    ]


def _invitations(
    user: User, at: datetime, seen: Any, *, besides: set[Any]
) -> list[Waiting]:
    """Bare invitations: a task or an offer says by itself what it asks."""
    parts = (
        Participation.objects.filter(
            of_agency("agency", user, at),
            accepted_at__isnull=True,
            declined_at__isnull=True,
            case__in=seen.values("pk"),
        )
        .exclude(case__in=besides)
        .select_related("case__lead_agency", "agency")
    )
    return [
        Waiting(
            kind="invitation",
            case=part.case,
            title=part.purpose,
            since=part.invited_at,
            until=part.answer_due_on,
            asked_by=part.case.lead_agency,
            about=str(part.pk),
        )
        for part in parts
    ]


def _steps(user: User, at: datetime, seen: Any) -> list[Waiting]:
    """Cases whose next step is the agency's; those to be signed by their own name."""
    entered = CaseEvent.objects.filter(
        case=OuterRef("pk"), to_state=OuterRef("state")
    ).exclude(from_state=OuterRef("state"))
    cases = (
        seen.waiting_for_agency(user, at)
        .for_list()
        .annotate(
            entered_at=Subquery(entered.order_by("-id").values("recorded_at")[:1])
        )
    )
    return [
        Waiting(
            kind="signature" if case.state == CaseState.PENDING_DECISION else "step",
            case=case,
            title=case.title,
            since=case.entered_at or case.received_at,
            until=case.due_on,
            asked_by=case.lead_agency,
        )
        for case in cases
    ]
