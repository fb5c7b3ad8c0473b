"""May this person? The rows of the permission table that are about cases.

Row ids and wording are those of the permission table (docs/permissions.md); the
conditions they name stand in `cases.conditions`. Nothing here imports a model.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from agencies import access
from agencies.access import row
from cases.policies import parts, steps, views
from cases.states import TransferKind

if TYPE_CHECKING:
    from agencies.models import User
    from cases.models import Case

DENIALS = (
    row(
        "D110",
        "*",
        "*",
        "*",
        "*",
        "evidence.delete|trail.edit|trail.delete|document.delete_issued|number.reuse"
        "|record.edit_locked|case.delete",
        denies=True,
    ),
    row(
        "D111",
        "admin",
        "*",
        "*",
        "*",
        "case.*|person.*|evidence.*|informant.*|police_note.*|document.*|list.export",
        denies=True,
    ),
    row(
        "D112",
        "auditor",
        "*",
        "*",
        "*",
        "case.sign_decision|case.make_record|evidence.add|evidence.download_original"
        "|person.reveal|informant.reveal|police_note.*",
        denies=True,
    ),
    row(
        "D113",
        "*",
        "SO_VHTTDL|THANH_TRA_TINH|QLTT|UBND_XA|UBND_TINH",
        "*",
        "*",
        "police_note.*",
        denies=True,
    ),
    row(
        "D114",
        "*",
        "*",
        "*",
        "TRANSFERRED|PROSECUTED",
        "case.sign_decision|case.submit_decision|case.make_record",
        denies=True,
    ),
    row(
        "D116",
        "*",
        "*",
        "none",
        "*",
        "case.*|evidence.*|person.*|document.*|task.*",
        denies=True,
    ),
)
GRANTS = (*views.GRANTS, *steps.GRANTS, *parts.GRANTS, *DENIALS)
access.register(GRANTS)

VIEWS = (
    "case.view_full",
    "case.view_partner",
    "case.view_audit",
    "case.view_card",
)

# Of these the content is read, not only that the case is there.
READING = ("case.view_full", "case.view_partner")


def view_of(case: Case, actor: User, at: datetime) -> str | None:
    """The widest view granted: full, partner, audit, card; None is a 404."""
    return next(
        (view for view in VIEWS if access.can(actor, view, case, at)),
        None,
    )


def may(action: str) -> Callable[[Any, Any], bool]:
    """The `permission` of a transition: a look-up in the table, at the step's time."""

    def permission(case: Case, actor: User) -> bool:
        if case.step_at is None:
            raise RuntimeError("Steps are taken through cases.services.")
        return access.can(actor, action, case, case.step_at)

    permission.action = action  # type: ignore[attr-defined]
    return permission


def may_of_part(action: str) -> Callable[[Any, Any], bool]:
    """The `permission` of a part's step: asked through its case."""

    def permission(part: Any, actor: User) -> bool:
        if part.step_at is None:
            raise RuntimeError("Steps are taken through cases.services.")
        return access.can(actor, action, part.in_case, part.step_at)

    permission.action = action  # type: ignore[attr-defined]
    return permission


# Who answers a hand-over depends on what is handed over.
ANSWERS: dict[str, dict[str, str]] = {
    "accept": {
        TransferKind.LEAD: "lead.accept_transfer",
        TransferKind.TO_PROCEEDINGS: "case.accept_transfer",
        TransferKind.TO_COMPETENT_AUTHORITY: "file.accept",
    },
    "refuse": {
        TransferKind.LEAD: "lead.decline_transfer",
        TransferKind.TO_PROCEEDINGS: "case.refuse_transfer",
        TransferKind.TO_COMPETENT_AUTHORITY: "file.refuse",
    },
    "take_back": {
        TransferKind.TO_PROCEEDINGS: "case.receive_returned_file",
        TransferKind.OUTSIDE: "case.take_back",
    },
    "withdraw": {TransferKind.LEAD: "lead.propose_transfer"},
}


def may_answer_transfer(answer: str) -> Callable[[Any, Any], bool]:
    """The `permission` of an answer to a hand-over, by its kind."""

    def permission(transfer: Any, actor: User) -> bool:
        if transfer.step_at is None:
            raise RuntimeError("Steps are taken through cases.services.")
        action = ANSWERS[answer].get(transfer.kind)
        return action is not None and access.can(
            actor, action, transfer.in_case, transfer.step_at
        )

    permission.actions = ANSWERS[answer]  # type: ignore[attr-defined]
    return permission
