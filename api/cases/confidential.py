"""What is not for all who see a case: numbers, notes shared, files narrowed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.cases.conversation import NoteShown
from api.cases.views import FULL, PARTNER, CasePart, CaseRecord
from api.files import FileShown
from api.idempotency import once
from api.pagination import Orderings
from api.refs import AgencyCode
from api.shapes import Body
from api.steps import Act, Call, StepView
from cases import services
from cases.models import Note, Respondent
from evidence.kinds import Compartment
from evidence.models import EvidenceFile
from facilities.models import ProtectedNumber
from facilities.states import NumberKind
from kernel.errors import NotPermitted


class CaseNumberShown(serializers.Serializer):
    """A number of a respondent: its last digits; the whole one is revealed."""

    id = serializers.UUIDField()
    respondent = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=NumberKind.choices)
    masked = serializers.CharField(help_text="Its last four digits only.")


class CaseNumbers(CasePart):
    """Numbers of the respondents, masked; POST to the reveals shows one whole."""

    part = "numbers"
    shows = CaseNumberShown
    orderings = Orderings.of("kind", kind="kind id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[ProtectedNumber]:
        case = self.find_seen_as(FULL, PARTNER)
        of_case = Respondent.objects.filter(case=case)
        rows: QuerySet[ProtectedNumber] = ProtectedNumber.objects.filter(
            party__in=of_case.values("party"), ended_on__isnull=True
        ).annotate(
            respondent=Subquery(
                of_case.filter(party=OuterRef("party")).values("pk")[:1]
            )
        )
        return rows


class ShareNote(Body):
    agency = AgencyCode(help_text="An agency on the case; that cannot be taken back.")


class SetCompartment(Body):
    compartment = fields.Choice(choices=Compartment.choices)
    reason = fields.Text(
        required=False,
        allow_blank=True,
        max_length=500,
        help_text="Needed where the file is opened to all who see the case.",
    )


class NoteStep(CaseRecord, StepView):
    """An act on a note: found only by those who may read it."""

    shows = NoteShown

    @once
    def post(self, request: Request, id: UUID, part: UUID) -> Response:
        case = self.find()
        seen = services.visible_notes(case, self.officer, self.at)
        note = next((row for row in seen if row.pk == part), None)
        if note is None:
            raise Http404
        if not services.may_share_note(note, case, self.officer, self.at):
            raise NotPermitted
        values = self.body(self.act.body)
        self.act.take(Call(note, None, self.officer, self.at, values))
        fresh = Note.objects.select_related("agency", "written_by").get(pk=note.pk)
        return Response(NoteShown(fresh, context={"view": self}).data)


class FileStep(CaseRecord, StepView):
    """An act on a file of the case: found only within its compartment."""

    shows = FileShown

    @once
    def post(self, request: Request, id: UUID, part: UUID) -> Response:
        case = self.find()
        rows = EvidenceFile.objects.visible_to(self.officer, self.at)
        file = rows.filter(pk=part, case_evidence__case=case).first()
        if file is None:
            raise Http404
        self.permit(self.act.action, case)
        values = self.body(self.act.body)
        call = Call(file, None, self.officer, self.at, values | {"case": case})
        self.act.take(call)
        rows = EvidenceFile.objects.select_related("stored_file", "added_by")
        return Response(FileShown(rows.get(pk=file.pk)).data)


def _share(call: Call) -> None:
    services.share_note(note=call.record, **call.values, by=call.by, at=call.at)


def _set_compartment(call: Call) -> None:
    services.set_compartment(file=call.record, **call.values, by=call.by, at=call.at)


NOTE_ACTS = (
    Act(
        "share",
        "agency_note.write",
        ShareNote,
        _share,
        "Show a note to one more agency on the case.",
        needs_version=False,
    ),
)
FILE_ACTS = (
    Act(
        "set_compartment",
        "evidence.set_compartment",
        SetCompartment,
        _set_compartment,
        "Say who of those on the case sees the file.",
        needs_version=False,
    ),
)
