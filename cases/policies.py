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
from cases.conditions import (
    has_accepted,
    has_not_accepted,
    has_recording_power,
    has_signing_title,
    is_assigned,
    is_assigned_or_free,
    is_named_if_restricted,
    is_not_drafter,
    is_not_restricted,
    is_not_the_proposer_of_closing,
    is_not_the_proposer_of_dismissal,
    lead_decides,
    may_sign_after_recording,
    within_ceiling,
)
from cases.states import CaseState

if TYPE_CHECKING:
    from agencies.models import User
    from cases.models import Case

# The table --------------------------------------------------------------------------

_OFFICERS = (
    "inspector|team_lead|case_handler|sanctioner|clerk|manager|police_coordinator"
)
_RECORDERS = "inspector|team_lead|police_coordinator"
_UNTIL_ANNULLED = "|".join(
    (
        "RECEIVED|VERIFYING|OPENED|RECORDED|EXPLAINING|PENDING_DECISION|DECIDED",
        "EXECUTING|EXECUTION_SUSPENDED|ENFORCING|NO_SANCTION|RETURNED|EXECUTED|ANNULLED",
    )
)
_SUBMITTED = "|".join(
    state
    for state in CaseState.values
    if state not in {"RECEIVED", "VERIFYING", "DISMISSED", "FORWARDED", "OPENED"}
)

GRANTS = (
    row("A001", _OFFICERS, "*", "lead", "*", "case.view_full", is_named_if_restricted),
    row(
        "A002",
        _OFFICERS,
        "*",
        "supporting",
        "*",
        "case.view_partner",
        has_accepted,
        is_named_if_restricted,
    ),
    row(
        "A003",
        "sanctioner|case_handler|clerk|manager",
        "*",
        "competent",
        _SUBMITTED,
        "case.view_full",
    ),
    row(
        "A004",
        "case_handler|police_coordinator|manager|commune_officer",
        "*",
        "referrer",
        "*",
        "case.view_card",
    ),
    row(
        "A005",
        "commune_officer",
        "UBND_XA",
        "territory",
        "*",
        "case.view_card",
        is_not_restricted,
    ),
    row(
        "A006",
        "commune_officer|case_handler|sanctioner",
        "UBND_XA",
        "supporting",
        "*",
        "case.view_partner",
        has_accepted,
    ),
    row(
        "A007",
        "manager",
        "UBND_TINH",
        "oversight",
        "*",
        "case.view_card",
        is_not_restricted,
    ),
    row("A008", "auditor", "*", "oversight", "*", "case.view_audit"),
    row("A009", "auditor", "*", "oversight", "*", "trail.view"),
    row("A010", "manager", "*", "lead", "*", "trail.view"),
    row("A011", "case_handler", "*", "lead", "*", "trail.view", is_assigned),
    row(
        "A022",
        "inspector|team_lead|case_handler|police_coordinator",
        "*",
        "lead",
        "RECEIVED|VERIFYING|OPENED|RECORDED|EXPLAINING|PENDING_DECISION|RETURNED"
        "|DECIDED|EXECUTING|ENFORCING|EXECUTION_SUSPENDED|EXECUTED",
        "evidence.add",
        is_assigned,
    ),
    row(
        "A023",
        "inspector|team_lead|case_handler|sanctioner|police_coordinator",
        "*",
        "lead",
        "*",
        "evidence.view_derivative",
    ),
    row(
        "A027",
        "case_handler|sanctioner|police_coordinator",
        "*",
        "lead",
        "*",
        "evidence.download_original",
    ),
    row(
        "A030",
        "team_lead|case_handler",
        "*",
        "lead",
        _UNTIL_ANNULLED,
        "evidence.mark_invalid",
    ),
    row(
        "A031",
        "case_handler|manager",
        "*",
        "lead",
        "RECEIVED",
        "case.start_verification",
    ),
    row(
        "A032",
        "case_handler",
        "*",
        "lead",
        "RECEIVED|VERIFYING",
        "case.propose_dismiss",
    ),
    row(
        "A033",
        "manager",
        "*",
        "lead",
        "RECEIVED|VERIFYING",
        "case.dismiss",
        is_not_the_proposer_of_dismissal,
    ),
    row("A036", "case_handler|manager", "*", "lead", "VERIFYING", "case.open_case"),
    row(
        "A037",
        _RECORDERS,
        "*",
        "lead",
        "OPENED|RETURNED",
        "case.make_record",
        has_recording_power,
        is_assigned,
    ),
    row(
        "A039",
        "case_handler",
        "*",
        "lead",
        "RECORDED",
        "case.request_explanation",
        is_assigned,
    ),
    row(
        "A040",
        "case_handler",
        "*",
        "lead",
        "EXPLAINING",
        "case.close_explanation",
        is_assigned,
    ),
    row(
        "A042",
        "case_handler",
        "*",
        "lead",
        "RECORDED|RETURNED",
        "case.submit_decision",
        is_assigned,
    ),
    row("A043", "sanctioner", "*", "competent", "PENDING_DECISION", "case.send_back"),
    row(
        "A044",
        "sanctioner",
        "*",
        "lead",
        "PENDING_DECISION",
        "case.send_back",
        lead_decides,
    ),
    row(
        "A045",
        "sanctioner",
        "*",
        "competent",
        "PENDING_DECISION",
        "case.sign_decision",
        is_not_drafter,
        may_sign_after_recording,
        within_ceiling,
    ),
    row(
        "A046",
        "sanctioner",
        "*",
        "lead",
        "PENDING_DECISION",
        "case.sign_decision",
        lead_decides,
        is_not_drafter,
        may_sign_after_recording,
        within_ceiling,
    ),
    row(
        "A047",
        "sanctioner",
        "*",
        "competent",
        "OPENED|RECORDED|PENDING_DECISION|RETURNED",
        "case.decide_no_sanction",
        has_signing_title,
    ),
    row(
        "A048",
        "sanctioner",
        "*",
        "lead",
        "OPENED|RECORDED|PENDING_DECISION|RETURNED",
        "case.decide_no_sanction",
        lead_decides,
        has_signing_title,
    ),
    row("A049", "clerk|case_handler", "*", "lead", "DECIDED", "case.confirm_delivery"),
    row(
        "A050",
        "case_handler",
        "*",
        "lead",
        "EXECUTING|ENFORCING",
        "case.complete_execution",
    ),
    row(
        "A070",
        "case_handler",
        "*",
        "lead",
        "EXECUTED|NO_SANCTION|ANNULLED",
        "case.propose_close",
    ),
    row(
        "A071",
        "manager",
        "*",
        "lead",
        "EXECUTED|NO_SANCTION|ANNULLED",
        "case.close",
        is_not_the_proposer_of_closing,
    ),
    row(
        "A072",
        "police_coordinator",
        "CONG_AN",
        "lead",
        "RECEIVED",
        "case.start_verification",
    ),
    row(
        "A073",
        "case_handler|manager",
        "*",
        "lead",
        _UNTIL_ANNULLED,
        "member.assign",
    ),
    row(
        "A074",
        "police_coordinator",
        "CONG_AN",
        "lead",
        _UNTIL_ANNULLED,
        "member.assign",
    ),
    row(
        "A082",
        "case_handler",
        "*",
        "lead",
        "DECIDED|EXECUTING|ENFORCING",
        "payment.record",
    ),
    row("A085", _OFFICERS, "*", "lead", "*", "document.print"),
    row(
        "A117",
        "police_coordinator",
        "CONG_AN",
        "lead",
        "VERIFYING",
        "case.open_case",
    ),
    row(
        "A118",
        "inspector|team_lead|case_handler|police_coordinator|manager",
        "*",
        "own_agency",
        "-",
        "case.receive",
    ),
    row(
        "A119",
        "case_handler|police_coordinator",
        "*",
        "lead",
        "RECEIVED|VERIFYING|OPENED|RECORDED|EXPLAINING|RETURNED",
        "case.edit",
        is_assigned_or_free,
    ),
    row(
        "A120",
        "case_handler|police_coordinator|manager|commune_officer",
        "*",
        "supporting",
        "*",
        "case.view_card",
        has_not_accepted,
    ),
    row(
        "A123",
        "sanctioner|case_handler",
        "*",
        "competent",
        "RECORDED|EXPLAINING|PENDING_DECISION|DECIDED|EXECUTING|EXECUTION_SUSPENDED"
        "|ENFORCING|NO_SANCTION|RETURNED|EXECUTED|ANNULLED",
        "evidence.view_derivative",
    ),
    row(
        "A124",
        "sanctioner|case_handler|clerk|manager",
        "*",
        "competent",
        "RECORDED|EXPLAINING|PENDING_DECISION|DECIDED|EXECUTING|EXECUTION_SUSPENDED"
        "|ENFORCING|NO_SANCTION|RETURNED|EXECUTED|ANNULLED|CLOSED",
        "document.print",
    ),
    row(
        "A142",
        "legal_officer",
        "*",
        "lead",
        "RECORDED|PENDING_DECISION",
        "case.view_full|case.confirm_authority",
    ),
    row(
        "A143",
        "legal_officer",
        "*",
        "competent",
        "RECORDED|PENDING_DECISION",
        "case.view_full|case.confirm_authority",
    ),
    # Not in the first table: who notes that an ordered measure was carried out.
    row(
        "A155",
        "case_handler",
        "*",
        "lead",
        "EXECUTING|ENFORCING|NO_SANCTION",
        "decision.item_done",
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
access.register(GRANTS)

VIEWS = (
    "case.view_full",
    "case.view_partner",
    "case.view_audit",
    "case.view_card",
)


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
