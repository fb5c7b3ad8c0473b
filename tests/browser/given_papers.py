"""What stands in the addresses of pages on drafted and issued papers."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from agencies.kinds import Role
from agencies.models import Delegation, User
from agencies.services import grant_role
from documents.models import IssuedDocument, PaperDraft
from documents.services import delegate
from documents.states import DraftState
from kernel.clock import local_day
from tests.browser.row import BMT, Arguments


def draft(state: str) -> Arguments:
    """A draft of the department's handler."""

    def find() -> list[object]:
        rows = PaperDraft.objects.filter(state=state, case__isnull=False)
        return [rows.order_by("created_at", "id")[0].pk]

    return find


def letter() -> list[object]:
    """A drafted letter that was signed and sent."""
    return [PaperDraft.objects.filter(state=DraftState.ISSUED)[0].issued_id]


def decision() -> list[object]:
    return [_decision().pk]


def delegation() -> list[object]:
    """The ward's chairman lends his deputy the power to sanction, where nobody has."""
    rows = Delegation.objects.filter(delegator__username="xa.bmt.chutich")
    if not rows.exists():
        head = User.objects.with_standing().get(username="xa.bmt.chutich")
        deputy = User.objects.with_standing().get(username="xa.bmt.lanhdao")
        now = timezone.now()
        today = local_day(now)
        if Role.SANCTIONER not in deputy.roles_on(today):
            grant_role(
                user=deputy, role=Role.SANCTIONER, valid_from=today, by=None, at=now
            )
            deputy = User.objects.with_standing().get(pk=deputy.pk)
        delegate(
            delegate=deputy,
            valid_from=today,
            valid_to=today + timedelta(days=30),
            by=head,
            at=now,
        )
    return [rows[0].pk]


def one_delegation() -> list[object]:
    """The list, which names none in its address, with one in it."""
    delegation()
    return []


def ward_paper(*more: object) -> Arguments:
    """The ward's first decision, with what else the address names."""
    return lambda: [_decision().pk, *more]


def paper_code() -> list[object]:
    return [_decision().verification_code]


def unknown_code() -> list[object]:
    return ["0000-0000-0000"]


def its_case(*more: object) -> Arguments:
    """The case in which letters are drafted."""
    return lambda: [PaperDraft.objects.all()[0].case.number, *more]


def _decision() -> IssuedDocument:
    papers = IssuedDocument.objects.filter(form="sanction_decision", agency=BMT)
    found: IssuedDocument = papers.order_by("issued_at", "id")[0]
    return found
