"""What the doors hand over: frozen values, no rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from inspections.states import Mode

if TYPE_CHECKING:
    from agencies.models import Agency, User, Ward
    from evidence.models import EvidenceFile
    from facilities.models import Facility
    from inspections.models import (
        ChecklistItem,
        ChecklistVersion,
        FieldRecord,
        PlanItem,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItemInput:
    """A facility for a plan; months 1-12, content as `ContentTag` values.

    `lead_agency` None: the plan's own agency makes the visit. `planned_on` lies within
    the months; `team_lead` is an officer of the agency that makes the visit.
    """

    facility: Facility
    first_month: int
    last_month: int
    content: tuple[str, ...]
    mode: str = Mode.ON_SITE
    scope: str = ""
    lead_agency: Agency | None = None
    planned_on: date | None = None
    team_lead: User | None = None
    exception_reason: str = ""
    exception_evidence: EvidenceFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMove:
    """An item of a published plan and its new months."""

    item: PlanItem
    first_month: int
    last_month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamInput:
    """Who goes: the lead and the members; `secretary` is one of them or None."""

    lead: User
    members: tuple[User, ...] = ()
    secretary: User | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleInput:
    """One publication with its counts, in copies (bản)."""

    title: str
    found_quantity: int
    publisher: str = ""
    registration_no: str = ""
    decision_no: str = ""
    licensed_quantity: int | None = None
    has_invoices: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteAnswerInput:
    """What the facility wrote to a question, with files that are here already."""

    item: ChecklistItem
    text: str
    files: tuple[EvidenceFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInput:
    """What the minutes say beside the rows of the visit, and who signed them.

    With `signed_in` they end as that field record did: names, signature or refusal and
    witness are its own.
    """

    remarks: str
    representative_name: str = ""
    representative_title: str = ""
    representative_signed: bool = True
    refusal_reason: str = ""
    witness_name: str = ""
    witness_address: str = ""
    requests: str = ""
    facility_opinion: str = ""
    online_note: str = ""
    place: str = ""
    copies: int = 2
    signed_in: FieldRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitInput:
    """When, where and with whom a visit is made.

    Looked up when empty: the newest checklist of the facility's kind, its subject, the
    facility's address and ward. The exception is for the once-a-year rule.
    """

    scheduled_on: date
    checklist_version: ChecklistVersion | None = None
    subject: str = ""
    place: str = ""
    ward: Ward | None = None
    team: TeamInput | None = None
    exception_reason: str = ""
    exception_evidence: EvidenceFile | None = None
