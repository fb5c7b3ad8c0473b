"""The addresses of cases and of what belongs to one."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies import access
from api import fields
from api.cases import asked, shown
from api.files import CaseFileBody, FileShown
from api.idempotency import once
from api.pagination import Orderings
from api.parsers import FormParser
from api.refs import AgencyCode, WardCode
from api.shapes import Query
from api.steps import PartCollection, RecordView, StepView
from api.versions import stated_version
from api.views import ApiView, Collection
from audit import trail
from audit.models import AccessAction
from cases import policies, services
from cases.models import Case, CaseEvent, Participation, Payment
from cases.querysets import CaseMovedOn
from cases.states import CaseState
from cases.steps import Step, steps_for
from evidence.kinds import Compartment
from evidence.models import EvidenceFile
from kernel.clock import local_day
from kernel.errors import NotPermitted
from regulations.kinds import ViolationGroup


class CaseQuery(Query):
    q = fields.Text(
        required=False,
        max_length=200,
        help_text="Number, title, facility or respondent; no marks needed.",
    )
    state = serializers.ListField(
        child=fields.Choice(choices=CaseState.choices),
        required=False,
        help_text="May be given several times.",
    )
    lead_agency = AgencyCode(required=False)
    group = fields.Choice(choices=ViolationGroup.choices, required=False)
    ward = WardCode(required=False)
    overdue = fields.AddressFlag(
        required=False, help_text="A duty should have been done by now, or not."
    )
    due_before = fields.Day(required=False)
    facility = serializers.UUIDField(required=False)
    waiting_for = serializers.ChoiceField(choices=["me", "my_agency"], required=False)


class Cases(Collection):
    """Cases of which the officer sees something; `view` says how much."""

    shows = shown.CaseRow
    query = CaseQuery
    orderings = Orderings.of(
        "-received",
        received="received_at id",
        due="due_on? id",
        number="number",
    )

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Case]:
        found = Case.objects.visible_to(self.officer, self.at)
        today = local_day(self.at)
        for name, value in wanted.items():
            match name:
                case "q":
                    found = found.searched_by(value, self.officer, self.at)
                case "state":
                    found = found.filter(state__in=value)
                case "overdue" if value:
                    found = found.overdue_on(today)
                case "overdue":
                    found = found.exclude(
                        pk__in=Case.objects.overdue_on(today).values("pk")
                    )
                case "due_before":
                    found = found.due_before(value)
                case "waiting_for" if value == "me":
                    turn = found.waiting_for_me(self.officer, self.at)
                    found = turn | found.asked_of_me(self.officer, self.at)
                case "waiting_for":
                    found = found.waiting_for_agency(self.officer, self.at)
                case "facility":
                    found = found.at_facility(value)
                case _:
                    found = found.filter(**{name: value})
        rows = with_rights(found).select_related("facility", "ward")
        return rows.prefetch_related("respondents")

    @extend_schema(request=asked.CaseBody, responses={201: shown.CaseShown})
    @once
    def post(self, request: Request) -> Response:
        """Take a matter in, from findings of a visit or from elsewhere."""
        self.permit("case.receive", None)
        values = self.body(asked.CaseBody)
        if "findings" in values:
            made = services.open_from_findings(**values, by=self.officer, at=self.at)
        else:
            facts, beside = asked.case_input(values)
            made = services.receive_case(
                facts=facts, **beside, by=self.officer, at=self.at
            )
        made = Case.objects.with_file().get(pk=made.pk)
        return self.created(made, shown.CaseShown, "api:case")

    def steps_of(self, case: Case) -> list[Step]:
        return steps_for(case, self.officer, self.at)


class CaseRecord:
    """A case with its whole file."""

    def records(self) -> QuerySet[Case]:
        return Case.objects.with_file()

    def steps_of(self, case: Case) -> list[Step]:
        return steps_for(case, self.officer, self.at)


class CasePart(PartCollection):
    """What belongs to one case: for who sees enough of it, and with its trace."""

    # As the trail names it.
    part: str

    def records(self) -> QuerySet[Case]:
        """As much of a case as rights ask for; the parts are read by themselves."""
        return with_rights(Case.objects.all())

    def find_seen_as(self, *views: str) -> Case:
        """The case, where it is seen as one of the views; else Http404 or 403."""
        case = self.find()
        view = policies.view_of(case, self.officer, self.at)
        if view not in views:
            raise NotPermitted
        _note_viewed(self, case, view=shown.VIEW_NAMES[view], part=self.part)
        return case


def _note_viewed(door: ApiView, case: Case, **detail: str) -> None:
    """Into the access trail before the bytes leave (INV-13)."""
    trail.record_access(
        action=AccessAction.VIEWED,
        record=case,
        at=door.at,
        by=door.officer,
        label=case.number,
        detail=detail,
    )


def with_rights(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With what the permission table asks of a case, in two more queries."""
    parts = Participation.objects.select_related("agency")
    return cases.select_related("lead_agency", "competent_authority").prefetch_related(
        Prefetch("participations", parts), "assignments"
    )


FULL, PARTNER, AUDIT, _CARD = policies.VIEWS


class CaseView(CaseRecord, RecordView):
    """One case, as much of it as the officer may see."""

    shows = shown.CaseShown

    @extend_schema(responses=shown.CaseShown)
    def get(self, request: Request, id: Any) -> Response:
        case = self.find()
        answer = self.answer(case)
        _note_viewed(self, case, view=answer.data["view"])
        return answer

    @extend_schema(request=asked.CasePatch, responses=shown.CaseShown)
    @once
    def patch(self, request: Request, id: Any) -> Response:
        """Change facts of the case; what is left out stays."""
        case = self.find()
        self.permit("case.edit", case)
        values = self.body(asked.CasePatch)
        version = self.version_in(values)
        services.edit_case(
            case=case, version=version, **values, by=self.officer, at=self.at
        )
        return self.answer(self.find())


class CaseStep(CaseRecord, StepView):
    shows = shown.CaseShown

    def records_sought(self) -> QuerySet[Case]:
        """The service reads what its act needs, with the case locked."""
        return with_rights(Case.objects.all())

    def permit(self, action: str, record: Case) -> None:
        """As ever; but who was second to a colleague is told so, and by whom.

        Taking the lead, for one, ends the right to take it: the second of two would
        hear that he never had it.
        """
        try:
            super().permit(action, record)
        except NotPermitted:
            events = record.events.select_related("agency")
            last = events.last()
            was_second = (
                last is not None
                and last.transition == self.act.name
                and last.agency is not None
                # A division acts under its head.
                and self.officer.agency_id in {last.agency_id, last.agency.parent_id}
                and stated_version(self.request) not in {None, record.version}
            )
            if was_second:
                raise CaseMovedOn.of(record) from None
            raise


class Events(CasePart):
    """The legal history of the case, oldest first unless told."""

    part = "events"

    shows = shown.EventShown
    orderings = Orderings.of("recorded", recorded="entry_id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[CaseEvent]:
        case = self.find_seen_as(FULL, PARTNER, AUDIT)
        return case.events.select_related("actor")


class Payments(CasePart):
    """Money received on the decision."""

    part = "payments"

    shows = shown.PaymentShown
    orderings = Orderings.of("paid_on", paid_on="paid_on id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Payment]:
        case = self.find_seen_as(FULL, PARTNER)
        shown.fetch_names_to_mask(case, self)
        return Payment.objects.filter(decision__case=case)

    @extend_schema(request=asked.RecordPayment, responses={201: shown.PaymentShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Record money received; the same as the step `record_payment`."""
        case = self.find()
        self.permit("payment.record", case)
        values = self.body(asked.RecordPayment)
        version = self.version_in(values)
        made = services.record_payment(
            case=case, version=version, **values, by=self.officer, at=self.at
        )
        shown_ = shown.PaymentShown(made, context={"view": self})
        return Response(shown_.data, status=201)


class CaseFiles(CasePart):
    """Files of the case whose compartment includes the officer."""

    part = "evidence"

    parser_classes = [FormParser]
    shows = FileShown
    orderings = Orderings.of("received_at", received_at="received_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[EvidenceFile]:
        case = self.find_seen_as(FULL, PARTNER)
        rows = (
            EvidenceFile.objects.visible_to(self.officer, self.at)
            .filter(case_evidence__case=case)
            .select_related("stored_file", "added_by")
        )
        if not access.can(self.officer, "evidence.view_derivative", case, self.at):
            # Who opens no file (through broken glass above all) learns of no other
            # compartment either.
            rows = rows.filter(compartment=Compartment.CASE)
        return rows

    @extend_schema(
        request={"multipart/form-data": CaseFileBody}, responses={201: FileShown}
    )
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Hand in a file; its hash is checked against the sender's."""
        case = self.find()
        self.permit("evidence.add", case)
        values = self.body(CaseFileBody)
        made = services.attach_evidence(
            case=case, **CaseFileBody.upload(values), by=self.officer, at=self.at
        )
        return Response(FileShown(made).data, status=201)
