"""What is told of a case over HTTP: notes, the joint timeline, what was revealed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import could
from api import fields
from api.cases.typed import TypedShown
from api.cases.views import FULL, PARTNER, CasePart
from api.idempotency import each_time, once
from api.mentions import AgencyRef, OfficerRef
from api.pagination import Orderings
from api.refs import AgencyCode, OwnPart
from api.shapes import Body, Query
from api.stepup import confirm_identity
from audit.models import AccessEvent
from cases import services
from cases.models import Case, Note
from cases.states import NoteCompartment
from cases.timeline import timeline
from facilities.models import ProtectedNumber
from kernel.errors import NotPermitted, Refused


class NoteBody(Body):
    """A note for the own agency, or for the police on the case."""

    compartment = fields.Choice(choices=NoteCompartment.choices)
    text = fields.Text()
    is_operational = fields.Flag(
        required=False, help_text="Shown masked until it is revealed with a reason."
    )


class NoteShown(TypedShown):
    agency = AgencyRef()
    written_by = OfficerRef()
    text = serializers.SerializerMethodField()
    shared_with = AgencyRef(many=True)

    class Meta:
        model = Note
        fields = [
            "id",
            "compartment",
            "agency",
            "text",
            "is_operational",
            "written_by",
            "written_at",
            "shared_with",
        ]

    def get_text(self, note: Note) -> str:
        return services.text_for(note, self.context["view"].officer)


class HappeningShown(serializers.Serializer):
    """One line of the joint timeline."""

    kind = serializers.CharField()
    at = serializers.DateTimeField()
    occurred_on = serializers.DateField(source="on")
    name = serializers.CharField()
    label = serializers.CharField()
    agency = AgencyRef(allow_null=True)
    who = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    about = serializers.CharField(allow_blank=True)


class TimelineShown(serializers.Serializer):
    results = HappeningShown(many=True)


class TimelineQuery(Query):
    agency = AgencyCode(required=False, help_text="The acts of one agency only.")


class RevealBody(Body):
    """Who reported, a masked note, a person's number: with a reason."""

    what = fields.Choice(
        choices=[("informant", "informant"), ("note", "note"), ("number", "number")]
    )
    note = OwnPart("notes", required=False)
    number = fields.Id(required=False, help_text="One of the numbers of the case.")
    reason = fields.Text(max_length=500)
    password = fields.Text(
        required=False, max_length=200, write_only=True, trim_whitespace=False
    )


class RevealedShown(serializers.Serializer):
    text = serializers.CharField(required=False)
    name = serializers.CharField(required=False)
    contact = serializers.CharField(required=False)


class RevealShown(serializers.Serializer):
    """One reveal in the case, for its owner."""

    at = serializers.DateTimeField()
    actor = OfficerRef(allow_null=True)
    kind = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()

    @extend_schema_field(serializers.CharField())
    def get_kind(self, event: AccessEvent) -> str:
        return str(event.detail.get("kind", ""))

    @extend_schema_field(serializers.CharField())
    def get_reason(self, event: AccessEvent) -> str:
        return str(event.detail.get("reason", ""))


class CaseNotes(CasePart):
    """The notes that the officer may read; of the others not even their number."""

    part = "notes"
    shows = NoteShown
    orderings = Orderings.of("written_at", written_at="written_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Note]:
        case = self.find_seen_as(FULL, PARTNER)
        seen = services.visible_notes(case, self.officer, self.at)
        return (
            Note.objects.filter(pk__in=[note.pk for note in seen])
            .select_related("agency", "written_by")
            .prefetch_related("shared_with")
        )

    @extend_schema(request=NoteBody, responses={201: NoteShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Write a note; it changes neither version nor history of the case."""
        case = self.find()
        actions = ("agency_note.write", "police_note.write")
        if not any(could(self.officer, action, case, self.at) for action in actions):
            raise NotPermitted
        values = self.body(NoteBody)
        made = services.write_note(case=case, **values, by=self.officer, at=self.at)
        return Response(NoteShown(made, context={"view": self}).data, status=201)


class CaseTimeline(CasePart):
    """Events, tasks, opinions, hand-overs and notes in one order."""

    part = "timeline"
    query = TimelineQuery

    @classmethod
    def reads(cls) -> type[Query]:
        return cls.query

    @extend_schema(responses=TimelineShown)
    def get(self, request: Request, id: Any) -> Response:
        case = self.find_seen_as(FULL, PARTNER)
        agency = self.asked.get("agency")
        rows = timeline(
            case, self.officer, self.at, agency=agency.pk if agency is not None else ""
        )
        names = services.hidden_names([case.pk], self.officer, self.at).get(case.pk, [])
        told = [replace(r, text=services.without_names(r.text, names)) for r in rows]
        return Response({"results": HappeningShown(told, many=True).data})


class CaseReveals(CasePart):
    """What was shown unmasked in the case, for those who may read its trail."""

    part = "reveals"
    shows = RevealShown
    orderings = Orderings.of("-at", at="seq")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[AccessEvent]:
        case = self.find()
        self.permit("trail.view", case)
        return services.reveals_of(case, self.officer, self.at)

    @extend_schema(request=RevealBody, responses=RevealedShown)
    @each_time
    def post(self, request: Request, id: Any) -> Response:
        """Read what is masked; the reason is written down first."""
        case = self.find()
        values = self.body(RevealBody, record=case)
        reason, note = values["reason"], values.get("note")
        if values["what"] == "note":
            if note is None or note not in services.visible_notes(
                case, self.officer, self.at
            ):
                raise Refused(
                    errors={"note": [OwnPart.default_error_messages["absent"]]}
                )
            text = services.reveal_note(
                note=note, reason=reason, by=self.officer, at=self.at
            )
            return Response({"text": text})
        if values["what"] == "number":
            return Response({"text": self._number(case, values, reason)})
        confirm_identity(request, password=values.get("password", ""), at=self.at)
        known = services.reveal_informant(
            case=case, reason=reason, by=self.officer, at=self.at
        )
        return Response({"name": known.name, "contact": known.contact})

    def _number(self, case: Case, values: dict[str, Any], reason: str) -> str:
        self.permit("person.reveal", case)
        parties = case.respondents.values("party")
        rows = ProtectedNumber.objects.filter(party__in=parties)
        number = rows.filter(pk=values.get("number")).first()
        if number is None:
            raise Refused(errors={"number": [OwnPart.default_error_messages["absent"]]})
        return services.reveal_person(
            case=case, number=number, reason=reason, by=self.officer, at=self.at
        )
