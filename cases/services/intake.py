"""Intake: a matter enters the system, from findings or from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies import access, numbers
from agencies.models import Agency, User
from cases.models import (
    Case,
    CaseEvidence,
    CaseFinding,
    CaseViolation,
)
from cases.services.entries import (
    ActInput,
    enter_act,
    enter_officer,
    enter_respondent,
    ward_of,
)
from cases.services.funnel import conclude, legal_day
from cases.services.handovers import HandOver, offer_lead
from cases.services.linking import keep_cases
from cases.services.partners import refuse_unfit
from cases.states import Channel, Source
from facilities.models import Facility, Party
from inspections.models import Finding
from kernel.clock import local_day
from kernel.errors import NotPermitted, NotReady, Refused
from kernel.folding import nfc

CASE_REGISTER = "VV"


class FindingTaken(NotReady):
    """A finding already grew into a case; `current` names it."""

    code = "finding_taken"


@dataclass(frozen=True, slots=True)
class CaseInput:
    """What is known of a matter at its intake."""

    title: str
    source: str
    detected_on: date
    source_note: str = ""
    place: str = ""
    ward: str = ""
    channel: str = Channel.OFFLINE
    facility_id: UUID | None = None
    party_ids: tuple[UUID, ...] = ()
    is_respondent_unknown: bool = False
    is_complex: bool = False
    acts: tuple[ActInput, ...] = ()


@transaction.atomic
def receive_case(
    *,
    facts: CaseInput,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    lead_agency: Agency | None = None,
) -> Case:
    """Take a matter in: the officer's agency leads until another accepts it.

    A lead that is named differently is an offer: the agency accepts it or refuses with
    a reason, within the days of the setting. Raises NotPermitted; Refused naming the
    field (unknown ward, date in the future, a behaviour not in force on the day …).
    """
    if not access.can(by, "case.receive", None, at):
        raise NotPermitted
    on = legal_day(occurred_on, at=at)
    detected_on = legal_day(facts.detected_on, at=at, field="detected_on")
    title = nfc(facts.title)
    if not title:
        raise Refused(errors={"title": [_("Enter what the case is about.")]})
    if facts.source not in Source.values:
        raise Refused(errors={"source": [_("Choose where the matter came from.")]})
    facility = _facility(facts.facility_id)
    case = Case(
        title=title,
        source=facts.source,
        source_note=facts.source_note,
        detected_on=detected_on,
        place=nfc(facts.place),
        ward=ward_of(facts.ward) or (facility.ward if facility is not None else None),
        channel=facts.channel,
        facility=facility,
        is_respondent_unknown=facts.is_respondent_unknown,
        is_complex=facts.is_complex,
        lead_agency=by.agency,
        competent_authority=by.agency,
        received_at=at,
        received_on=on,
    )
    details = {"source": str(facts.source)}
    if lead_agency is not None and lead_agency.pk != by.agency_id:
        refuse_unfit(case, lead_agency, field="lead_agency")
        case.referrer = by.agency
        details["offered_to"] = lead_agency.pk
    _insert(case, at=at)
    parties = [_party(pk) for pk in facts.party_ids]
    if not parties and facility is not None and facility.party is not None:
        parties = [facility.party]
    for party in parties:
        enter_respondent(case, party, on=on)
    for act in facts.acts:
        enter_act(case, act, at=at)
    enter_officer(case, by, by=by, at=at)
    if lead_agency is not None and lead_agency.pk != by.agency_id:
        why = HandOver(facts.source_note or title)
        offer = offer_lead(case, why, to_agency=lead_agency, by=by, at=at, on=on)
        Case.objects.filter(pk=case.pk).update(lead_offer=offer)
    return _received(case, by=by, at=at, on=on, details=details)


@transaction.atomic
def open_from_findings(
    *,
    findings: Sequence[Finding],
    by: User,
    at: datetime,
    title: str = "",
    is_complex: bool = False,
    occurred_on: date | None = None,
) -> Case:
    """A case at RECEIVED grows out of one or several findings of one visit.

    Acts, titles, files and the respondent are copied as they stand now; the officers
    of the visit's team are assigned. Raises NotPermitted, FindingTaken, Refused.
    """
    if not access.can(by, "case.receive", None, at):
        raise NotPermitted
    on = legal_day(occurred_on, at=at)
    rows = _free_findings(findings)
    visit = rows[0].inspection
    if visit.agency_id != by.agency_id:
        raise NotPermitted
    facility = visit.facility
    linked = [row for row in rows if row.behaviour is not None]
    case = Case(
        title=nfc(title) or _title_of(linked or rows, facility),
        source=Source.INSPECTION,
        detected_on=min(row.detected_on for row in rows),
        place=rows[0].place,
        ward=rows[0].ward or facility.ward,
        channel=rows[0].channel,
        inspection=visit,
        facility=facility,
        is_complex=is_complex,
        is_respondent_unknown=facility.party is None,
        lead_agency=visit.agency,
        competent_authority=visit.agency,
        received_at=at,
        received_on=on,
    )
    _insert(case, at=at)
    if facility.party is not None:
        enter_respondent(case, facility.party, on=on)
    for row in rows:
        _take_finding(case, row, by=by, at=at)
    officers = {member.officer for member in visit.team.select_related("officer")}
    for officer in sorted(officers | {by}, key=lambda user: user.pk):
        enter_officer(case, officer, by=by, at=at)
    return _received(
        case,
        by=by,
        at=at,
        on=on,
        details={"inspection": visit.number, "findings": len(rows)},
    )


def _insert(case: Case, *, at: datetime) -> None:
    year = local_day(at).year
    seq = numbers.take(owner=numbers.INSTALLATION, register=CASE_REGISTER, year=year)
    case.number = f"{CASE_REGISTER}-{year}-{seq:04d}"
    case.fold_text()
    case.save(force_insert=True)


def _received(
    case: Case, *, by: User, at: datetime, on: date, details: dict[str, Any]
) -> Case:
    case = Case.objects.with_file().get(pk=case.pk)
    first = next(iter(case.violations.all()), None)
    if first is not None:
        case.group = first.behaviour.group
    keep_cases([case.pk], at=at)
    case.version = 0  # the first write makes it 1
    conclude(case, "receive", by=by, at=at, on=on, before="", details=details)
    return case


def _take_finding(case: Case, row: Finding, *, by: User, at: datetime) -> None:
    violation = None
    if row.behaviour is not None:
        violation = CaseViolation.objects.create(
            case=case,
            behaviour=row.behaviour,
            description=row.description,
            channel=row.channel,
            occurred_on=row.act_ended_on or row.detected_on,
            act_ended_on=row.act_ended_on,
            titles=[
                {
                    "title": title.title,
                    "publisher": title.publisher,
                    "registration_no": title.registration_no,
                    "decision_no": title.decision_no,
                    "licensed_quantity": title.licensed_quantity,
                    "quantity": title.found_quantity,
                    "unit": title.unit,
                }
                for title in row.titles.all()
            ],
        )
    CaseFinding.objects.create(case=case, finding=row, violation=violation)
    for link in row.evidence_links.all():
        CaseEvidence.objects.get_or_create(
            case=case,
            file_id=link.evidence_file_id,
            defaults={"added_by": by, "added_at": at},
        )


def _free_findings(findings: Sequence[Finding]) -> list[Finding]:
    rows = list(
        Finding.objects.filter(pk__in=[finding.pk for finding in findings])
        .select_related("inspection__facility__party", "behaviour", "ward")
        .prefetch_related("titles", "evidence_links")
        .order_by("position")
        # Two officers opening a case from one finding wait for each other here.
        .select_for_update(of=("self",))
    )
    if not rows:
        raise Refused(errors={"findings": [_("Choose at least one finding.")]})
    if len({row.inspection_id for row in rows}) > 1:
        raise Refused(
            errors={"findings": [_("Choose findings of one inspection only.")]}
        )
    if any(not row.is_standing for row in rows):
        raise Refused(
            errors={"findings": [_("A withdrawn finding cannot open a case.")]}
        )
    taken = CaseFinding.objects.filter(finding__in=rows).select_related("case").first()
    if taken is not None:
        raise FindingTaken(
            _("The finding already belongs to the case %(number)s.")
            % {"number": taken.case.number},
            current={"case": taken.case.number},
        )
    return rows


def _title_of(rows: Sequence[Finding], facility: Facility) -> str:
    first = rows[0]
    what = (
        first.behaviour.title_vi if first.behaviour is not None else first.description
    )
    head = what.split(",")[0].split("(")[0].strip()
    room = 200 - len(facility.name) - 3
    return f"{head[:room].strip()} – {facility.name}"


def _facility(pk: UUID | None) -> Facility | None:
    if pk is None:
        return None
    facility: Facility | None = (
        Facility.objects.select_related("party", "ward").filter(pk=pk).first()
    )
    if facility is None:
        raise Refused(errors={"facility": [_("There is no such facility.")]})
    return facility


def _party(pk: UUID) -> Party:
    party: Party | None = Party.objects.filter(pk=pk).first()
    if party is None:
        raise Refused(errors={"parties": [_("There is no such party.")]})
    return party
