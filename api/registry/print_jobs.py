"""The print-job log of a printer over HTTP, with what should make somebody look."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.idempotency import once
from api.pagination import Orderings
from api.refs import OwnPart
from api.steps import Act, Call, Edit, PartCollection, RecordView, StepView
from api.versions import tag_of
from facilities import services
from facilities.models import Facility, PrintJob
from facilities.print_alarms import alarms_of
from facilities.services import PrintJobInput
from facilities.states import PrintProduct
from regulations import indicators

EDIT = "facility.edit"


class AlarmShown(serializers.Serializer):
    """Advice only: a person looks, and decides."""

    code = serializers.CharField(help_text="Of the behaviour or criminal indicator.")
    copies = serializers.IntegerField()
    limit = serializers.IntegerField(allow_null=True)


class PrintJobShown(serializers.ModelSerializer):
    product = serializers.ChoiceField(choices=PrintProduct.choices)
    alarms = serializers.SerializerMethodField()

    class Meta:
        model = PrintJob
        fields = [
            "id",
            "product",
            "title",
            "publisher",
            "registration_no",
            "decision_no",
            "decision_on",
            "licensed_copies",
            "contract_no",
            "is_foreign",
            "printed_on",
            "printed_copies",
            "delivered_copies",
            "licence",
            "ended_on",
            "alarms",
        ]

    @extend_schema_field(AlarmShown(many=True))
    def get_alarms(self, job: PrintJob) -> Any:
        copies = self.context["view"].limits_of_copies
        return AlarmShown(alarms_of(job, copies), many=True).data


class _Fields(Edit):
    """The fields of a line; all but the first three may be left out of a new one."""

    product = fields.Choice(choices=PrintProduct.choices, required=False)
    publisher = fields.Text(required=False, allow_blank=True)
    registration_no = fields.Text(required=False, allow_blank=True)
    decision_no = fields.Text(required=False, allow_blank=True)
    decision_on = fields.Day(required=False, allow_null=True)
    licensed_copies = fields.Whole(required=False, allow_null=True, max_value=2**31 - 1)
    contract_no = fields.Text(required=False, allow_blank=True)
    is_foreign = fields.Flag(required=False)
    delivered_copies = fields.Whole(required=False, max_value=2**31 - 1)
    licence = OwnPart("licences", required=False, allow_null=True)


class PrintJobBody(_Fields):
    version = None  # type: ignore[assignment]  # a new line overwrites nothing
    title = fields.Text(max_length=250)
    printed_on = fields.Day()
    printed_copies = fields.Whole(max_value=2**31 - 1)


class PrintJobPatch(_Fields):
    """`version` is the facility's; what is left out stays."""

    title = fields.Text(max_length=250, required=False)
    printed_on = fields.Day(required=False)
    printed_copies = fields.Whole(required=False, max_value=2**31 - 1)


class _OfFacility:
    def records(self) -> QuerySet[Facility]:
        return Facility.objects.all()

    @cached_property
    def limits_of_copies(self) -> Any:
        return indicators.of_copies()


class PrintJobs(_OfFacility, PartCollection):
    """The log, newest first; struck lines stay readable."""

    shows = PrintJobShown
    orderings = Orderings.of("-printed_on", printed_on="printed_on id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[PrintJob]:
        return self.find().print_jobs.all()  # type: ignore[no-any-return]

    @extend_schema(request=PrintJobBody, responses={201: PrintJobShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Enter a line of the log."""
        facility = self.find()
        self.permit(EDIT, facility)
        values = self.body(PrintJobBody, record=facility)
        made = services.add_print_job(
            facility=facility,
            data=PrintJobInput(**values),
            by=self.officer,
            at=self.at,
        )
        return _answer(self, made, status=201)


class PrintJobView(_OfFacility, RecordView):
    """One line of the log."""

    shows = PrintJobShown

    def _job(self) -> PrintJob:
        return get_object_or_404(self.find().print_jobs, pk=self.kwargs["part"])

    def check_sight(self) -> None:
        self._job()

    @extend_schema(responses=PrintJobShown)
    def get(self, request: Request, id: Any, part: Any) -> Response:
        return _answer(self, self._job())

    @extend_schema(request=PrintJobPatch, responses=PrintJobShown)
    @once
    def patch(self, request: Request, id: Any, part: Any) -> Response:
        """Correct a line; what is left out stays."""
        job = self._job()
        self.permit(EDIT, job.facility)
        values = self.body(PrintJobPatch, record=job.facility)
        version = self.version_in(values)
        job = services.edit_print_job(
            job=job,
            version=version,
            data=replace(PrintJobInput.of(job), **values),
            by=self.officer,
            at=self.at,
        )
        return _answer(self, job)


class PrintJobStep(_OfFacility, StepView):
    shows = PrintJobShown

    @once
    def post(self, request: Request, id: UUID, part: UUID) -> Response:
        job = get_object_or_404(self.find().print_jobs, pk=part)
        self.permit(self.act.action, job.facility)
        values = self.body(self.act.body)
        version = self.version_in(values)
        self.act.take(Call(job, version, self.officer, self.at, values))
        return _answer(self, PrintJob.objects.get(pk=job.pk))

    def check_sight(self) -> None:
        get_object_or_404(self.find().print_jobs, pk=self.kwargs["part"])


def _answer(view: Any, job: PrintJob, *, status: int = 200) -> Response:
    """A line, with the version of its facility."""
    version = Facility.objects.values_list("version", flat=True).get(pk=job.facility_id)
    shown = PrintJobShown(job, context={"view": view}).data
    return Response(shown, status=status, headers=tag_of(version))


class StrikeBody(Edit):
    ended_on = fields.Day()


def _strike(call: Call) -> None:
    services.strike_print_job(job=call.record, **call.values, **call.of_record)


PRINT_JOB_ACTS = (
    Act("strike", EDIT, StrikeBody, _strike, "Strike a line entered in error."),
)
