"""The conditions of the permission table: small answers about one person and one case.

Nothing here imports a model. `cases.policies` names them in its rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from agencies import access
from cases.states import ProposalKind
from kernel.clock import local_day
from regulations import authority, catalogue

if TYPE_CHECKING:
    from agencies.models import Agency, Delegation, User
    from cases.models import Case


@dataclass(frozen=True, slots=True)
class PartInCase:
    """A task, a note, a file as the table sees it: in the state of its case."""

    case: Case
    part: Any

    @property
    def state(self) -> str:
        return str(self.case.state)

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        return self.case.relations_of(actor, at)

    def is_assigned(self, officer: User) -> bool:
        return self.case.is_assigned(officer)

    def is_handled_by_nobody(self) -> bool:
        return self.case.is_handled_by_nobody()

    def __getattr__(self, name: str) -> Any:
        """What a condition asks of the case: its acts, parties, authority."""
        return getattr(self.case, name)


def is_named_if_restricted(case: Case, actor: User, at: datetime) -> bool:
    """A restricted case is open to its assigned officers only."""
    return not case.is_restricted or case.is_assigned(actor)


def is_not_restricted(case: Case, actor: User, at: datetime) -> bool:
    return not case.is_restricted


def has_accepted(case: Case, actor: User, at: datetime) -> bool:
    """The supporting agency took its part; before that it sees the card only."""
    return any(
        part.accepted_at is not None
        and access.shares_relations_of(actor, part.agency, at)
        for part in case.participations.all()
    )


def has_not_accepted(case: Case, actor: User, at: datetime) -> bool:
    return not has_accepted(case, actor, at)


def is_assigned(case: Case, actor: User, at: datetime) -> bool:
    return case.is_assigned(actor)


def is_assigned_or_free(case: Case, actor: User, at: datetime) -> bool:
    """Assigned to the case; a case that nobody holds yet may be taken up."""
    return case.is_assigned(actor) or case.is_handled_by_nobody()


def has_recording_power(case: Case, actor: User, at: datetime) -> bool:
    """Power to make violation records on that day (Điều 58 Luật XLVPHC)."""
    return actor.has_recording_power(local_day(at))


def lead_decides(case: Case, actor: User, at: datetime) -> bool:
    """The lead agency is itself the competent authority."""
    return case.competent_authority_id == case.lead_agency_id


def is_not_the_proposer_of_dismissal(case: Case, actor: User, at: datetime) -> bool:
    return _is_not_proposer(case, actor, ProposalKind.DISMISS)


def is_not_the_proposer_of_closing(case: Case, actor: User, at: datetime) -> bool:
    return _is_not_proposer(case, actor, ProposalKind.CLOSE)


def is_not_the_proposer_of_reopening(case: Case, actor: User, at: datetime) -> bool:
    return _is_not_proposer(case, actor, ProposalKind.REOPEN)


def is_receiving_body(case: Case, actor: User, at: datetime) -> bool:
    """The file of the criminal transfer was offered to the officer's own body."""
    transfer = case.transfer
    return transfer is not None and _is_own(actor, transfer.to_agency, at)


def is_offered_the_lead(case: Case, actor: User, at: datetime) -> bool:
    """An offer of the lead is open and names the officer's agency."""
    offer = case.lead_offer
    return offer is not None and offer.is_open and _is_own(actor, offer.to_agency, at)


def has_confirmed_the_list(case: Case, actor: User, at: datetime) -> bool:
    """The hand-over list is signed by both: the file was accepted."""
    transfer = case.transfer
    return transfer is not None and transfer.is_accepted


def is_assigned_or_has_accepted(case: Case, actor: User, at: datetime) -> bool:
    return case.is_assigned(actor) or has_accepted(case, actor, at)


def is_task_of_own_agency(record: PartInCase, actor: User, at: datetime) -> bool:
    """The task is addressed to the officer's agency."""
    return _is_own(actor, record.part.to_agency, at)


def is_task_inside_own_agency(record: PartInCase, actor: User, at: datetime) -> bool:
    """Given inside the own agency, or asked of a body that has no users here."""
    task = record.part
    inside = task.to_agency is None or task.to_agency.code == task.from_agency_id
    return inside and _is_own(actor, task.from_agency, at)


def is_task_given_by_own_agency(record: PartInCase, actor: User, at: datetime) -> bool:
    return _is_own(actor, record.part.from_agency, at)


@dataclass(frozen=True)
class ComplaintInCase(PartInCase):
    """A complaint: who settles it a second time stands to it as the competent."""

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        found = self.case.relations_of(actor, at)
        second = self.part.second_agency
        if second is not None and _is_own(actor, second, at):
            return found | {"competent"}
        return found


def settles_the_complaint(record: Any, actor: User, at: datetime) -> bool:
    """The decision complained of is the own one, or it has come to the second level."""
    complaint = getattr(record, "part", None)
    if complaint is None or complaint.second_agency is None:
        return True
    return _is_own(actor, complaint.second_agency, at)


def is_note_of_own_agency(record: PartInCase, actor: User, at: datetime) -> bool:
    """Written in the own agency, or shared with it."""
    note = record.part
    return _is_own(actor, note.agency, at) or any(
        _is_own(actor, agency, at) for agency in note.shared_with.all()
    )


def is_informant_of_own_agency(record: PartInCase, actor: User, at: datetime) -> bool:
    """The agency that took the tip-off owns what it knows of the informant."""
    return _is_own(actor, record.part.agency, at)


def is_in_compartment(record: PartInCase, actor: User, at: datetime) -> bool:
    """The compartment of a file includes the officer's agency."""
    file = record.part
    match str(file.compartment):
        case "CASE":
            return True
        case "POLICE":
            return str(actor.agency.kind) == "CONG_AN"
        case _:
            return _is_own(actor, file.agency, at)


def is_not_drafter(case: Case, actor: User, at: datetime) -> bool:
    """Drafter and signer are two persons."""
    draft = case.draft
    return draft is None or draft.drafted_by_id != actor.pk


def may_sign_after_recording(case: Case, actor: User, at: datetime) -> bool:
    """The record's maker signs only where the agency lets him."""
    made = case.violation_record
    return (
        made is None
        or made.made_by_id != actor.pk
        or case.competent_authority.maker_may_sign
    )


def within_ceiling(case: Case, actor: User, at: datetime) -> bool:
    """The frame's maximum for one act is within the signer's ceiling on that day.

    Điều 52 Luật XLVPHC: compared is the maximum of one act, not the sum and not the
    fine chosen; if any act exceeds, the whole case goes higher. A ceiling or frame
    that is not configured passes here and is asked for by a guard.
    """
    capacity = capacity_of(actor, case, local_day(at))
    return capacity is not None and all(rung.is_within for rung in capacity.rungs)


def has_signing_title(case: Case, actor: User, at: datetime) -> bool:
    """A title of the law, own or by a delegation valid on that day."""
    return _title_of(actor, case, local_day(at)) is not None


@dataclass(frozen=True, slots=True)
class Rung:
    """One act measured against the signer: amounts in whole dong, None = not loaded."""

    frame_max_vnd: int | None
    ceiling: authority.Ceiling

    @property
    def is_within(self) -> bool:
        return self.ceiling.covers(self.frame_max_vnd) is not False

    @property
    def is_configured(self) -> bool:
        return self.ceiling.covers(self.frame_max_vnd) is not None


@dataclass(frozen=True, slots=True)
class Capacity:
    """In what capacity somebody would sign: title, own or lent, and its ceilings."""

    title: str
    delegation: Delegation | None
    rungs: tuple[Rung, ...]

    @property
    def is_configured(self) -> bool:
        return all(rung.is_configured for rung in self.rungs)


def capacity_of(actor: User, case: Case, on: date) -> Capacity | None:
    """The officer's capacity to sign this case on a day; None without any title."""
    held = _title_of(actor, case, on)
    if held is None:
        return None
    title, delegation = held
    ceilings: dict[tuple[str, str], authority.Ceiling] = {}
    rungs = []
    for violation in case.violations.all():
        for respondent in case.respondents.all():
            if not violation.is_of(respondent):
                continue
            behaviour = violation.behaviour
            # An act of the criminal code has no field: no title may fine it.
            key = (str(behaviour.field or ""), str(respondent.subject_kind))
            if key not in ceilings:
                ceilings[key] = authority.ceiling_vnd(title, *key, on)
            frame = catalogue.frame_for(behaviour, respondent.subject_kind)
            rungs.append(Rung(frame.max_vnd if frame else None, ceilings[key]))
    return Capacity(title, delegation, tuple(rungs))


def _title_of(
    actor: User, case: Case, on: date
) -> tuple[str, Delegation | None] | None:
    """Own title first, else one lent by a head of the same agency (Điều 54)."""
    if actor.authority_title:
        return actor.authority_title, None
    fields = {str(act.behaviour.field or "") for act in case.violations.all()}
    for delegation in actor.delegations_held.active_on(on).select_related("delegator"):
        lender = delegation.delegator
        if (
            lender.authority_title
            and lender.agency_id == actor.agency_id
            and delegation.covers(fields)
        ):
            return lender.authority_title, delegation
    return None


def _is_own(actor: User, agency: Agency | None, at: datetime) -> bool:
    return access.shares_relations_of(actor, agency, at)


def _is_not_proposer(case: Case, actor: User, kind: ProposalKind) -> bool:
    proposal = case.open_proposal(kind)
    return proposal is None or proposal.proposed_by_id != actor.pk
