"""Who may change the law's figures: rows of the permission table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agencies import access
from agencies.access import row
from regulations.kinds import ProposalKind, SettingKey

if TYPE_CHECKING:
    from datetime import datetime

    from agencies.models import User

EDIT_CALENDAR = "calendar.edit"
EDIT_REFERENCE = "reference.edit"
EDIT_RULE = "deadline_rule.edit"
EDIT_CEILING = "authority_rule.edit"
EXPORT = "reference.export"
IMPORT = "reference.import"
APPROVE = "reference.approve"

_EDITS = {
    ProposalKind.BEHAVIOUR: EDIT_REFERENCE,
    ProposalKind.CEILING: EDIT_CEILING,
    ProposalKind.DEADLINE_RULE: EDIT_RULE,
    ProposalKind.FIELD_MAXIMUM: EDIT_REFERENCE,
    ProposalKind.SETTING: EDIT_REFERENCE,
    ProposalKind.INDICATOR: EDIT_REFERENCE,
    ProposalKind.OBLIGATION: EDIT_REFERENCE,
    ProposalKind.CALENDAR_DAY: EDIT_CALENDAR,
    ProposalKind.IMPORT: IMPORT,
}

# --- Conditions, named as the permission table names them


def not_the_proposer(proposal: Any, user: User, at: datetime) -> bool:
    """Asked without a proposal: may the person settle any at all?"""
    return proposal is None or proposal.proposed_by_id != user.pk


def second_person_approves(proposal: Any, user: User, at: datetime) -> bool:
    """Who holds the row proposes; another who holds it approves."""
    return not_the_proposer(proposal, user, at)


GRANTS = (
    row(
        "A104",
        "admin",
        "*",
        "own_agency",
        "-",
        EDIT_CALENDAR,
        second_person_approves,
    ),
    row(
        "A151",
        "legal_officer",
        "*",
        "own_agency",
        "-",
        f"{EDIT_REFERENCE}|{EDIT_RULE}|{EDIT_CEILING}|{EXPORT}|{IMPORT}",
    ),
    row(
        "A152",
        "legal_officer|manager",
        "SO_VHTTDL|UBND_TINH",
        "own_agency",
        "-",
        APPROVE,
        not_the_proposer,
    ),
)
access.register(GRANTS)


def is_of_calendar(kind: str, code: str) -> bool:
    """The days of the calendar, and the one setting that is a day of it."""
    return kind == ProposalKind.CALENDAR_DAY or (
        kind == ProposalKind.SETTING and code == SettingKey.CULTURE_DAY
    )


def action_for(kind: str, code: str) -> str:
    """The right to propose a change of this row."""
    if is_of_calendar(kind, code):
        return EDIT_CALENDAR
    return _EDITS[ProposalKind(kind)]


def settling_actions(proposal: Any) -> tuple[str, ...]:
    """Any of these settles it: the calendar also by a second administrator (A104)."""
    if proposal.is_of_calendar:
        return (APPROVE, EDIT_CALENDAR)
    return (APPROVE,)


def may_settle(user: User, proposal: Any, at: datetime) -> bool:
    return any(
        access.can(user, action, proposal, at) for action in settling_actions(proposal)
    )


def may_withdraw(user: User, proposal: Any, at: datetime) -> bool:
    return bool(proposal.proposed_by_id == user.pk)


def may_see_desk(user: User, at: datetime) -> bool:
    """Whoever may propose or settle anything of the law."""
    actions = (EDIT_REFERENCE, APPROVE, EDIT_CALENDAR)
    return any(access.could(user, action, None, at) for action in actions)
