"""What an act is about, as rows: a task, a hand-over, a seizure, a complaint …

Each stands where the act leads on from, and with the officer's own agency on the side
that acts: refused or not, it is then for the officer's right and the case's state.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from cases.models import (
    Case,
    Complaint,
    ExpertAssessmentRequest,
    FineRelief,
    InteragencyTask,
    Note,
    Participation,
    Proposal,
    SeizedItem,
    Seizure,
    Transfer,
    Valuation,
)
from cases.states import TransferKind
from evidence.models import CustodyLine, EvidenceItem
from facilities import field_cipher
from inspections.models import Informant, TipOff
from kernel.clock import local_day
from reliability.standing import Scene

INVESTIGATING, THIRD = "CQDT", "PA03"
WORDS = "Có căn cứ để thực hiện việc này."

TASKS = {
    "accept": "PROPOSED",
    "decline": "PROPOSED",
    "begin": "ACCEPTED",
    "answer": "ACCEPTED",
    "cancel": "PROPOSED",
}
SEIZURES = {
    "add": "DRAFT",
    "decide": "DRAFT",
    "extend": "ACTIVE",
    "release": "ACTIVE",
    "confiscate": "ACTIVE",
    "destroy": "ACTIVE",
    "hand_over": "ACTIVE",
    "declare_unclaimed": "ACTIVE",
}
EXPERTS = {"send": "DRAFT", "answer": "SENT", "withdraw": "SENT"}
COMPLAINTS = {
    "accept": "FILED",
    "refuse": "FILED",
    "begin": "ACCEPTED",
    "resolve": "RESOLVING",
    "file_again": "RESOLVED_FIRST",
    "accept_again": "SECOND_FILED",
    "resolve_again": "SECOND_FILED",
    "withdraw": "FILED",
    "go_to_court": "FILED",
    "record_court_result": "LAWSUIT",
}
RELIEFS = {"grant": "REQUESTED", "refuse": "REQUESTED", "end": "GRANTED"}


def pk_of(scene: Scene) -> Any:
    return scene.ground.cases[scene.state]


def lead_of(scene: Scene) -> str:
    return str(Case.objects.values_list("lead_agency", flat=True).get(pk=pk_of(scene)))


def task(scene: Scene, name: str) -> InteragencyTask:
    today = local_day(scene.at)
    giver, taker = lead_of(scene), scene.own.pk
    if name == "cancel":
        giver, taker = scene.own.pk, THIRD
    made = InteragencyTask.objects.create(
        case_id=pk_of(scene),
        kind="TRACE",
        title="Xác định chủ cửa hàng trực tuyến",
        state=TASKS[name],
        from_agency_id=giver,
        to_agency_id=taker,
        asked_by=scene.ground.other,
        asked_at=scene.at,
        asked_on=today,
        due_on=today + timedelta(days=10),
    )
    return InteragencyTask.objects.for_list().get(pk=made.pk)


def seizure(scene: Scene, name: str) -> Seizure:
    state, today = SEIZURES[name], local_day(scene.at)
    made: Seizure = Seizure.objects.create(
        case_id=pk_of(scene),
        state=state,
        ground="VERIFY",
        reason=WORDS,
        seized_on=today,
        place="Kho",
        keeper="Thủ kho",
        drafted_by=scene.ground.other,
        drafted_at=scene.at,
        signed_by=None if state == "DRAFT" else scene.ground.other,
        signed_on=None if state == "DRAFT" else today,
    )
    SeizedItem.objects.create(seizure=made, item=item(scene))
    return made


def item(scene: Scene) -> EvidenceItem:
    today = local_day(scene.at)
    made: EvidenceItem = EvidenceItem.objects.create(
        kind="EXHIBIT",
        description="Sách in không có hóa đơn",
        unit="COPY",
        quantity=Decimal(80),
        agency_id=lead_of(scene),
        taken_on=today,
        taken_by=scene.ground.other,
        recorded_at=scene.at,
    )
    CustodyLine.objects.create(
        item=made,
        sequence=1,
        kind="TAKEN",
        quantity=Decimal(80),
        held_after=Decimal(80),
        on=today,
        from_party="Chủ cửa hàng",
        to_party="Thủ kho",
        by=scene.ground.other,
        recorded_at=scene.at,
    )
    return made


def held_item(scene: Scene) -> EvidenceItem:
    """An item that a seizure of the case holds."""
    found: EvidenceItem = seizure(scene, "release").seized_items.get().item
    return found


def expert(scene: Scene, name: str) -> ExpertAssessmentRequest:
    made: ExpertAssessmentRequest = ExpertAssessmentRequest.objects.create(
        case_id=pk_of(scene),
        state=EXPERTS[name],
        body="Viện giám định",
        questions=WORDS,
        requested_by=scene.ground.other,
        requested_at=scene.at,
        sent_on=None if name == "send" else local_day(scene.at),
    )
    return made


def valuation(scene: Scene, name: str) -> Valuation:
    held_item(scene)
    made: Valuation = Valuation.objects.create(
        case_id=pk_of(scene),
        agency=scene.own,
        basis=WORDS,
        started_on=local_day(scene.at),
        recorded_by=scene.ground.other,
        recorded_at=scene.at,
    )
    return made


def complaint(scene: Scene, name: str) -> Complaint:
    today = local_day(scene.at)
    made: Complaint = Complaint.objects.create(
        case_id=pk_of(scene),
        state=COMPLAINTS[name],
        about="Hành vi lập biên bản",
        complainant="Người khiếu nại",
        content=WORDS,
        filed_on=today,
        second_filed_on=today if COMPLAINTS[name] == "SECOND_FILED" else None,
        second_accepted_on=today if name == "resolve_again" else None,
        registered_by=scene.ground.other,
        registered_at=scene.at,
    )
    return made


def relief(scene: Scene, name: str) -> FineRelief:
    """Of the case's decision; where it has none, of another: the state refuses."""
    own = Case.objects.values_list("decision", flat=True).get(pk=pk_of(scene))
    today = local_day(scene.at)
    made: FineRelief = FineRelief.objects.create(
        case_id=pk_of(scene),
        decision_id=own or scene.ground.decision,
        state=RELIEFS[name],
        kind="DEFER",
        reason=WORDS,
        requested_on=today,
        registered_by=scene.ground.other,
        registered_at=scene.at,
        effective_on=today if name == "end" else None,
        until=today if name == "end" else None,
    )
    return made


def handed(scene: Scene, kind: str, state: str, pointer: str, to: str) -> None:
    """A hand-over of the case, the one that counts now."""
    giver = scene.own.pk if to != scene.own.pk else lead_of(scene)
    Transfer.objects.filter(case_id=pk_of(scene), kind=kind, state="OFFERED").update(
        state="WITHDRAWN"
    )
    made = Transfer.objects.create(
        case_id=pk_of(scene),
        kind=kind,
        state=state,
        from_agency_id=giver,
        to_agency_id=to,
        reason=WORDS,
        offered_by=scene.ground.other,
        offered_at=scene.at,
        offered_on=local_day(scene.at),
    )
    Case.objects.filter(pk=pk_of(scene)).update(**{pointer: made})


def _to_investigators(state: str) -> Callable[[Scene], None]:
    def ready(scene: Scene) -> None:
        to = scene.own.pk if scene.relation == "supporting" else INVESTIGATING
        handed(scene, TransferKind.TO_PROCEEDINGS, state, "transfer", to)

    return ready


def _lead_offered(*, by_own: bool = False) -> Callable[[Scene], None]:
    def ready(scene: Scene) -> None:
        to = THIRD if by_own else scene.own.pk
        handed(scene, TransferKind.LEAD, "OFFERED", "lead_offer", to)

    return ready


def _file_offered(scene: Scene) -> None:
    kind = TransferKind.TO_COMPETENT_AUTHORITY
    handed(scene, kind, "OFFERED", "file_offer", scene.own.pk)


def _proposed(kind: str, ground: str = "") -> Callable[[Scene], None]:
    """By another person."""

    def ready(scene: Scene) -> None:
        made = Proposal.objects.create(
            case_id=pk_of(scene),
            kind=kind,
            ground=ground,
            reason=WORDS,
            proposed_by=scene.ground.other,
            proposed_at=scene.at,
            proposed_on=local_day(scene.at),
        )
        Case.objects.filter(pk=pk_of(scene)).update(proposal=made)

    return ready


def tip_off(scene: Scene) -> None:
    """The matter was reported to the officer's own agency, by somebody with a name."""
    made = TipOff.objects.create(
        number=f"TB-{scene.role}-{scene.kind}"[:40],
        taken_by_agency=scene.own,
        to_agency=scene.own,
        channel="PHONE",
        text=WORDS,
        taken_by=scene.officer,
        taken_at=scene.at,
        taken_on=local_day(scene.at),
    )
    Informant.objects.create(
        tip_off=made,
        agency=scene.own,
        sealed_name=field_cipher.seal("Người báo tin"),
        sealed_contact=field_cipher.seal("0900000000"),
        kept_at=scene.at,
    )
    Case.objects.filter(pk=pk_of(scene)).update(tip_off=made)


def note(scene: Scene, compartment: str, text: str = WORDS) -> Note:
    made: Note = Note.objects.create(
        case_id=pk_of(scene),
        compartment=compartment,
        agency=scene.own,
        text=text,
        written_by=scene.ground.other,
        written_at=scene.at,
    )
    return made


def _uninvited(scene: Scene) -> None:
    """Invited, and not answered yet."""
    Participation.objects.filter(case=pk_of(scene), agency=scene.own).update(
        accepted_at=None
    )


def _restricted(scene: Scene) -> None:
    """Officers are named in restricted cases only; the lead's is named already."""
    if scene.relation == "lead":
        Case.objects.filter(pk=pk_of(scene)).update(is_restricted=True)


# Acts on the case itself that answer something.
READY: dict[str, Callable[[Scene], None]] = {
    "dismiss": _proposed("DISMISS", "NO_VIOLATION"),
    "close": _proposed("CLOSE"),
    "reopen": _proposed("REOPEN", "NEW_EVIDENCE"),
    "accept_file": _file_offered,
    "refuse_file": _file_offered,
    "accept_transfer": _to_investigators("OFFERED"),
    "refuse_transfer": _to_investigators("OFFERED"),
    "extend_investigation": _to_investigators("ACCEPTED"),
    "record_prosecution": _to_investigators("ACCEPTED"),
    "close_on_judgment": _to_investigators("ACCEPTED"),
    "receive_returned_file": _to_investigators("ACCEPTED"),
    "accept_lead": _lead_offered(),
    "decline_lead": _lead_offered(),
    "withdraw_lead_offer": _lead_offered(by_own=True),
    "accept_invitation": _uninvited,
    "decline_invitation": _uninvited,
    "name_officer": _restricted,
}
PARTS: dict[str, Callable[[Scene, str], Any]] = {
    "task": task,
    "seizure": seizure,
    "expert": expert,
    "valuation": valuation,
    "complaint": complaint,
    "relief": relief,
}
