"""Who may plan, visit, record and conclude: rows of the permission table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from agencies.access import (
    ANY,
    OWN_AGENCY,
    can,
    could,
    grants_for,
    register,
    row,
    shares_relations_of,
)
from agencies.kinds import AgencyKind, Role
from inspections.states import ENDED_VISIT_STATES, PUBLIC_PLAN_STATES
from kernel.clock import local_day
from regulations.policies import APPROVE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from agencies.models import Agency, User

EDIT_CHECKLIST = "checklist.publish"
OVERSIGHT = "oversight"
TERRITORY = "territory"
EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class May:
    """The permission of a transition: `can` for the moment the funnel asks about."""

    action: str

    def __call__(self, record: Any, user: Any) -> bool:
        if record.step_at is None:
            raise RuntimeError("Steps are taken through inspections.services.")
        return can(user, self.action, record, record.step_at)


def may(action: str) -> May:
    return May(action)


# --- Conditions, named as the permission table names them


def member_of_team(visit: Any, user: User, at: datetime) -> bool:
    return bool(visit.has_member(user))


def own_team(visit: Any, user: User, at: datetime) -> bool:
    """The lead of this team, or any team lead of the agency while there is none."""
    return visit.lead_id in (None, user.pk)


def leads_the_team(visit: Any, user: User, at: datetime) -> bool:
    return bool(visit.lead_id == user.pk)


def not_the_proposer(plan: Any, user: User, at: datetime) -> bool:
    return bool(plan.proposed_by_id != user.pk)


def second_person_publishes(draft: Any, user: User, at: datetime) -> bool:
    """Who proposed a version does not publish it; others may draft and publish."""
    return draft is None or draft.proposed_by_id != user.pk


def head_or_deputy(visit: Any, user: User, at: datetime) -> bool:
    """Of the agency that makes the visit; membership of its team does not count."""
    return shares_relations_of(user, visit.agency, at)


# --- How an agency stands to a plan or a visit


def relations(
    agencies: tuple[Agency | None, ...], actor: User, at: datetime
) -> frozenset[str]:
    """Own agency, oversight of the province and of the auditors, and everybody."""
    found = {EVERYBODY}
    if any(shares_relations_of(actor, agency, at) for agency in agencies):
        found.add(OWN_AGENCY)
    if oversees(actor, at):
        found.add(OVERSIGHT)
    return frozenset(found)


def oversees(actor: User, at: datetime) -> bool:
    return actor.agency.kind == AgencyKind.UBND_TINH or Role.AUDITOR in actor.roles_on(
        local_day(at)
    )


_PUBLISHING = (EDIT_CHECKLIST, APPROVE)
_ACTING = (
    "inspector|team_lead|case_handler|registry_officer|manager"
    "|police_coordinator|sanctioner|clerk|commune_officer"
)
_TAKING = "inspector|team_lead|case_handler|police_coordinator|manager|commune_officer"
_PUBLIC = "|".join(sorted(PUBLIC_PLAN_STATES))
_ENDED = "|".join(sorted(ENDED_VISIT_STATES))

GRANTS = (
    row(
        "A089",
        "inspector|team_lead",
        ANY,
        OWN_AGENCY,
        "-",
        "visit.download|finding.record|record.lock|record.supplement",
        member_of_team,
    ),
    row(
        "A090",
        "team_lead",
        ANY,
        OWN_AGENCY,
        "-",
        "visit.assign|visit.resolve_conflict",
        own_team,
    ),
    # Files leave as they were received: the team's lead, or the agency's manager.
    row(
        "A180",
        "team_lead",
        ANY,
        OWN_AGENCY,
        "-",
        "visit.export_evidence",
        own_team,
    ),
    row("A181", "manager", ANY, OWN_AGENCY, "-", "visit.export_evidence"),
    # That the id is the sender's own, and what may follow the lock, the services hold.
    row("A091", "inspector|team_lead", ANY, OWN_AGENCY, "-", "sync.put"),
    row("A092", "manager", ANY, OWN_AGENCY, "-", "plan.propose|plan.adjust"),
    row("A093", "sanctioner", ANY, OWN_AGENCY, "-", "plan.approve", not_the_proposer),
    row(
        "A094",
        "manager",
        AgencyKind.UBND_TINH,
        OWN_AGENCY,
        "-",
        "plan.approve",
        not_the_proposer,
    ),
    row("A145", "inspector|team_lead|manager", ANY, OWN_AGENCY, "-", "visit.create"),
    row(
        "A146",
        "sanctioner|manager",
        ANY,
        OWN_AGENCY,
        "-",
        "inspection.decide|conclusion.issue",
        head_or_deputy,
    ),
    row("A147", "team_lead", ANY, OWN_AGENCY, "-", "conclusion.submit", leads_the_team),
    row("A148", "manager", ANY, OWN_AGENCY, "-", "plan.review", not_the_proposer),
    row("A148", "manager", ANY, OWN_AGENCY, "-", "plan.publish"),
    row("A104", "admin", ANY, OWN_AGENCY, "-", EDIT_CHECKLIST, second_person_publishes),
    # Overlaps: the heads, or the Chairman of the province (Luật Thanh tra Điều 58.2).
    row("A162", "sanctioner", ANY, OWN_AGENCY, "-", "overlap.settle"),
    row(
        "A163",
        "sanctioner",
        AgencyKind.UBND_TINH,
        OVERSIGHT,
        "-",
        "overlap.settle",
    ),
    row(
        "A097",
        "commune_officer",
        AgencyKind.UBND_XA,
        OWN_AGENCY,
        "-",
        "tipoff.create",
    ),
    row("A098", _TAKING, ANY, OWN_AGENCY, "-", "tipoff.create"),
    row(
        "A150",
        "case_handler|police_coordinator|manager",
        ANY,
        OWN_AGENCY,
        "-",
        "tipoff.triage|tipoff.refer",
    ),
    # Reading: own agency, the commune where it happens, oversight; a plan that is
    # published is for everybody (NQ 198/2025/QH15 Điều 4).
    row("V001", _ACTING, ANY, OWN_AGENCY, "-", "visit.view|plan.view"),
    row(
        "V002", "manager", AgencyKind.UBND_TINH, OVERSIGHT, "-", "visit.view|plan.view"
    ),
    row("V003", "auditor", ANY, OVERSIGHT, "-", "visit.view|plan.view"),
    row("V004", "commune_officer", AgencyKind.UBND_XA, TERRITORY, "-", "visit.view"),
    row("V005", ANY, ANY, EVERYBODY, _PUBLIC, "plan.view"),
)

register(GRANTS)


# --- The same answers for whole lists


def view_grants(
    action: str, user: User, at: datetime, where: Callable[[str], Q]
) -> Q | None:
    """Rows that let the officer see records, as a condition on the table.

    `where` turns a relation into the condition under which the officer's agency has
    it. None when no row grants the view anywhere.
    """
    roles = user.roles_on(local_day(at))
    if not roles:
        return None
    found = None
    for grant in grants_for(action):
        if not grant.is_for(roles, user.agency.kind):
            continue
        condition = where(grant.relation)
        if not {ANY, "-"} & grant.states:
            condition &= Q(state__in=sorted(grant.states))
        found = condition if found is None else found | condition
    return found


def own_agencies(user: User, at: datetime, path: str) -> Q:
    """Records whose agency at `path` is the officer's, or a division he heads."""
    own = Q(**{path: user.agency_id})
    if {Role.SANCTIONER, Role.MANAGER} & user.roles_on(local_day(at)):
        own |= Q(**{f"{path}__parent": user.agency_id})
    return own


# --- Checklists: one drafts, another publishes (A104)


def may_draft_checklists(user: User, at: datetime) -> bool:
    return could(user, EDIT_CHECKLIST, None, at)


def may_see_checklist_desk(user: User, at: datetime) -> bool:
    """Who may draft, and who may be the second person."""
    return any(could(user, action, None, at) for action in _PUBLISHING)


def may_publish_draft(user: User, draft: Any, at: datetime) -> bool:
    """A second administrator, or who approves changes of the law (A152)."""
    return any(can(user, action, draft, at) for action in _PUBLISHING)


def may_edit_draft(user: User, draft: Any, at: datetime) -> bool:
    """Its drafter, as long as he may draft at all."""
    return draft.drafted_by_id == user.pk and may_draft_checklists(user, at)


def handles_tip_offs(user: User, at: datetime) -> bool:
    """Some row lets the officer take tip-offs in or triage them."""
    return can(user, "tipoff.create", None, at) or can(user, "tipoff.triage", None, at)
