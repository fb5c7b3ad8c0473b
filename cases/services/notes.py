"""Notes: seen inside one agency, or by the police on the case, until shared."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency, User
from audit import trail
from audit.models import AccessAction
from cases.conditions import PartInCase
from cases.models import Case, Note, NoteShare
from cases.querysets import StepNotOpen
from cases.services.funnel import locked, permit
from cases.states import NoteCompartment
from kernel.errors import NotPermitted, Refused
from kernel.folding import nfc

WRITE = {
    NoteCompartment.AGENCY: "agency_note.write",
    NoteCompartment.POLICE: "police_note.write",
}
VIEW = {
    NoteCompartment.AGENCY: "agency_note.view",
    NoteCompartment.POLICE: "police_note.view",
}
SHORTEST_REASON = 10
MASK = "•••"


@transaction.atomic
def write_note(
    *,
    case: Case,
    compartment: str,
    text: str,
    by: User,
    at: datetime,
    is_operational: bool = False,
) -> Note:
    """A note in a compartment of its own; the case's version and history do not move.

    Nobody outside learns even that it was written. Raises NotPermitted, StepNotOpen,
    Refused.
    """
    case = locked(case, version=None)
    if compartment not in NoteCompartment.values:
        raise Refused(errors={"compartment": [_("Choose who may read the note.")]})
    action = WRITE[NoteCompartment(compartment)]
    permit(action, case, by=by, at=at)
    text = nfc(text)
    if not text:
        raise Refused(errors={"text": [_("Write something down.")]})
    note: Note = Note.objects.create(
        case=case,
        compartment=compartment,
        agency=by.agency,
        text=text,
        is_operational=is_operational,
        written_by=by,
        written_at=at,
    )
    trail.record(action=action, record=note, at=at, by=by, label=case.number)
    return note


@transaction.atomic
def share_note(*, note: Note, agency: Agency, by: User, at: datetime) -> NoteShare:
    """Show an own note to one more agency on the case; that cannot be taken back.

    The police's notes go to no other agency (row D113). Raises NotPermitted, Refused.
    """
    case = locked(note.case, version=None)
    if note.compartment == NoteCompartment.POLICE:
        raise NotPermitted
    if not access.shares_relations_of(by, note.agency, at):
        raise NotPermitted
    permit(WRITE[NoteCompartment(note.compartment)], case, by=by, at=at)
    partners = {case.lead_agency_id} | {
        part.agency_id
        for part in case.participations.all()
        if part.accepted_at is not None
    }
    if agency.pk not in partners or agency.pk == note.agency_id:
        raise Refused(errors={"agency": [_("Choose another agency on the case.")]})
    if NoteShare.objects.filter(note=note, agency=agency).exists():
        raise StepNotOpen(
            _("The note is shared with this agency already."), code="wrong_state"
        )
    share = NoteShare.objects.create(
        note=note, agency=agency, shared_by=by, shared_at=at
    )
    trail.record(
        action="agency_note.share",
        record=note,
        at=at,
        by=by,
        label=case.number,
        after={"agency": agency.pk},
    )
    return share


def visible_notes(case: Case, user: User, at: datetime) -> list[Note]:
    """The notes that the officer may read; of the others not even their number."""
    rows = (
        case.notes.select_related("agency__parent", "written_by")
        .prefetch_related("shared_with")
        .order_by("written_at", "id")
    )
    return [note for note in rows if _may_read(note, case, user, at)]


def may_share_note(note: Note, case: Case, user: User, at: datetime) -> bool:
    """A note of the own agency; those of the police go to no other (row D113)."""
    if note.compartment == NoteCompartment.POLICE:
        return False
    action = WRITE[NoteCompartment(note.compartment)]
    return access.shares_relations_of(user, note.agency, at) and access.can(
        user, action, case, at
    )


def text_for(note: Note, user: User) -> str:
    """Operational detail is masked for all but its writer, until it is revealed."""
    if note.is_operational and note.written_by_id != user.pk:
        return MASK
    return str(note.text)


@transaction.atomic
def reveal_note(*, note: Note, reason: str, by: User, at: datetime) -> str:
    """The masked text, after an AccessEvent with the reason is written (INV-13)."""
    case: Case = Case.objects.with_file().get(pk=note.case_id)
    if not _may_read(note, case, by, at):
        raise NotPermitted
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Refused(
            errors={"reason": [_("Type why you need to read it, in a few words.")]}
        )
    trail.record_access(
        action=AccessAction.REVEALED,
        record=note,
        at=at,
        by=by,
        label=case.number,
        detail={"reason": reason, "kind": "note", "through": case.number},
    )
    return str(note.text)


def _may_read(note: Note, case: Case, user: User, at: datetime) -> bool:
    action = VIEW[NoteCompartment(note.compartment)]
    return access.can(user, action, PartInCase(case, note), at)
