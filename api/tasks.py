"""Tasks in boxes, answered by their two sides; what waits; break-glass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.cases.together import CaseMention, TaskShown
from api.cases.typed import hide_names_in
from api.idempotency import once
from api.mentions import AgencyRef
from api.pagination import Orderings
from api.shapes import Body, Query
from api.steps import Act, Call, RecordView, StepView
from api.versions import tag_of
from api.views import ApiView, Collection
from cases import services
from cases.models import Case, InteragencyTask
from cases.states import TaskState
from cases.waiting import waiting_list
from kernel.clock import local_day

if TYPE_CHECKING:
    from collections.abc import Callable


class TaskQuery(Query):
    box = serializers.ChoiceField(choices=["in", "out", "mine"], required=False)
    state = fields.Choice(choices=TaskState.choices, required=False)
    overdue = fields.AddressFlag(required=False)


class Tasks(Collection):
    """Tasks to the officer's agency, from it, or on his own desk."""

    shows = TaskShown
    query = TaskQuery
    orderings = Orderings.of("due_on", due_on="due_on id", asked_on="asked_on id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[InteragencyTask]:
        tasks = InteragencyTask.objects
        match wanted.get("box"):
            case "in":
                found = tasks.box_in(self.officer, self.at)
            case "out":
                found = tasks.box_out(self.officer, self.at)
            case "mine":
                found = tasks.mine(self.officer, self.at)
            case _:
                found = tasks.visible_to(self.officer, self.at)
        if "state" in wanted:
            found = found.filter(state=wanted["state"])
        if wanted.get("overdue") is not None:
            late = tasks.overdue_on(local_day(self.at)).values("pk")
            found = (
                found.filter(pk__in=late)
                if wanted["overdue"]
                else found.exclude(pk__in=late)
            )
        rows: QuerySet[InteragencyTask] = found.for_list()
        return rows

    def told(self, rows: list[InteragencyTask]) -> list[InteragencyTask]:
        hide_names_in((task.case_id for task in rows), self)
        return rows


class TaskRecord:
    def records(self) -> QuerySet[InteragencyTask]:
        rows: QuerySet[InteragencyTask] = InteragencyTask.objects.for_list()
        return rows

    def answer(self, record: Any, *, status: int = 200) -> Response:
        shown = TaskShown(record, context={"view": self})
        return Response(shown.data, status=status, headers=tag_of(record.case.version))


class TaskView(TaskRecord, RecordView):
    """One task."""

    shows = TaskShown

    @extend_schema(responses=TaskShown)
    def get(self, request: Request, id: Any) -> Response:
        return self.answer(self.find())


class TaskStep(TaskRecord, StepView):
    shows = TaskShown

    def permit(self, action: str, record: Any) -> None:
        super().permit(action, record.in_case)


class Dated(Body):
    occurred_on = fields.Day(required=False)


class TaskReason(Dated):
    reason = fields.Text()


class TaskAnswer(Dated):
    answer = fields.Text()
    letter_no = fields.Text(required=False, allow_blank=True, max_length=60)
    files = serializers.ListField(child=fields.Id(), required=False, max_length=50)


def _act(service: Callable[..., object]) -> Callable[[Call], object]:
    return lambda call: service(task=call.record, **call.values, by=call.by, at=call.at)


def _answer(call: Call) -> None:
    file_ids = tuple(call.values.pop("files", ()))
    services.answer_task(
        task=call.record, file_ids=file_ids, **call.values, by=call.by, at=call.at
    )


TASK_ACTS = (
    Act(
        "accept",
        "task.accept",
        Dated,
        _act(services.accept_task),
        "Take the task on, and with it the part in the case.",
        needs_version=False,
    ),
    Act(
        "decline",
        "task.decline",
        TaskReason,
        _act(services.decline_task),
        "Decline the task, with a reason.",
        needs_version=False,
    ),
    Act(
        "begin",
        "task.answer",
        Dated,
        _act(services.begin_task),
        "Begin the task.",
        needs_version=False,
    ),
    Act(
        "answer",
        "task.answer",
        TaskAnswer,
        _answer,
        "Answer the task, with files of the case.",
        needs_version=False,
    ),
    Act(
        "cancel",
        "task.cancel",
        TaskReason,
        _act(services.cancel_task),
        "Need it no more, with a reason.",
        needs_version=False,
    ),
)


class WaitingRow(serializers.Serializer):
    """One thing that waits for the officer's agency."""

    kind = serializers.CharField()
    label = serializers.CharField()
    case = CaseMention()
    title = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateField(allow_null=True)
    asked_by = AgencyRef()
    about = serializers.CharField(allow_blank=True)


class WaitingShown(serializers.Serializer):
    results = WaitingRow(many=True)


class WaitingList(ApiView):
    """What waits for the officer's agency, since when, until when; first due first."""

    @extend_schema(responses=WaitingShown)
    def get(self, request: Request) -> Response:
        rows = waiting_list(self.officer, self.at)
        return Response({"results": WaitingRow(rows, many=True).data})


class BreakGlassBody(Body):
    number = fields.Text(max_length=20, help_text="The number of the case.")
    reason = fields.Text(max_length=1000)


class BreakGlassShown(serializers.Serializer):
    case = serializers.UUIDField(source="case_id")
    expires_at = serializers.DateTimeField()


class BreakGlassView(ApiView):
    """Heads read a case that is not their agency's, for four hours."""

    more_refusals = frozenset({404})

    @extend_schema(request=BreakGlassBody, responses={201: BreakGlassShown})
    @once
    def post(self, request: Request) -> Response:
        """Open the file, reading only; auditor and lead are told at once."""
        self.permit("breakglass.open", None)
        values = self.body(BreakGlassBody)
        case = get_object_or_404(Case.objects.with_file(), number=values["number"])
        made = services.break_glass(
            case=case, reason=values["reason"], by=self.officer, at=self.at
        )
        return Response(BreakGlassShown(made).data, status=201)
