"""Joint handling over HTTP, from the case: tasks, opinions, partners, the lead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import could
from api import fields
from api.cases.crime import Accept, accepting
from api.cases.typed import TypedShown
from api.cases.views import FULL, PARTNER, CasePart, CaseStep
from api.idempotency import once
from api.mentions import AgencyRef, OfficerRef
from api.pagination import Orderings
from api.refs import AgencyCode, Officer
from api.shapes import Body
from api.steps import Act, Call, Edit, StepBody
from cases import services
from cases.conditions import PartInCase
from cases.models import Case, InteragencyTask, Opinion
from cases.states import Stance, TaskKind, TaskState
from documents import services as papers
from kernel.errors import NotPermitted


class CaseMention(serializers.ModelSerializer):
    """As much of a case as every partner may read: its card."""

    lead_agency = AgencyRef()

    class Meta:
        model = Case
        fields = ["id", "number", "state", "lead_agency"]


class TaskShown(TypedShown):
    """A task as both sides see it; a body outside stands in `to_body`."""

    typed = ("title", "body", "answer")

    case = CaseMention()
    from_agency = AgencyRef()
    to_agency = AgencyRef(allow_null=True)
    asked_by = OfficerRef()
    accepted_by = OfficerRef(allow_null=True)
    state = serializers.ChoiceField(choices=TaskState.choices)

    class Meta:
        model = InteragencyTask
        fields = [
            "id",
            "case",
            "kind",
            "title",
            "body",
            "state",
            "from_agency",
            "to_agency",
            "to_body",
            "letter_no",
            "asked_by",
            "asked_on",
            "due_on",
            "accepted_at",
            "accepted_by",
            "ended_on",
            "answer",
        ]


class TaskBody(StepBody):
    """What is asked, of an agency or of a body outside, until when."""

    kind = fields.Choice(choices=TaskKind.choices)
    title = fields.Text(max_length=200)
    body = fields.Text(required=False, allow_blank=True)
    to_agency = AgencyCode(required=False, allow_null=True)
    to_body = fields.Text(required=False, allow_blank=True, max_length=200)
    letter_no = fields.Text(required=False, allow_blank=True, max_length=60)
    due_on = fields.Day()


class OpinionBody(StepBody):
    stance = fields.Choice(choices=Stance.choices)
    text = fields.Text()


class OpinionShown(TypedShown):
    agency = AgencyRef()
    given_by = OfficerRef()

    class Meta:
        model = Opinion
        fields = [
            "id",
            "agency",
            "stance",
            "text",
            "given_by",
            "given_on",
            "is_current",
        ]


class CaseTasks(CasePart):
    """The tasks of a case: all of them for its lead, their own for the partners."""

    part = "tasks"
    shows = TaskShown
    orderings = Orderings.of("due_on", due_on="due_on id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[InteragencyTask]:
        case = self.find()
        mine = InteragencyTask.objects.visible_to(self.officer, self.at)
        rows: QuerySet[InteragencyTask] = mine.filter(case=case).for_list()
        return rows

    @extend_schema(request=TaskBody, responses={201: TaskShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Ask for a piece of work; the agency is invited with it."""
        case = self.find()
        self.permit("task.create", case)
        values = self.body(TaskBody)
        made = services.create_task(
            case=case,
            version=self.version_in(values),
            occurred_on=values.pop("occurred_on", None),
            task=services.TaskInput(**values),
            by=self.officer,
            at=self.at,
        )
        return Response(TaskShown(made, context={"view": self}).data, status=201)


class CaseOpinions(CasePart):
    """What the partners think; earlier opinions are kept."""

    part = "opinions"
    shows = OpinionShown
    orderings = Orderings.of("given_on", given_on="given_on id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Opinion]:
        case = self.find_seen_as(FULL, PARTNER)
        rows = Opinion.objects.filter(case=case).select_related("agency", "given_by")
        if could(self.officer, "case.view_full", case, self.at):
            return rows
        return rows.filter(agency=self.officer.agency_id)

    @extend_schema(request=OpinionBody, responses={201: OpinionShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Give the agency's opinion; it replaces the one before."""
        case = self.find()
        self.permit("opinion.add", case)
        values = self.body(OpinionBody)
        made = services.add_opinion(
            case=case,
            version=self.version_in(values),
            **values,
            by=self.officer,
            at=self.at,
        )
        return Response(OpinionShown(made, context={"view": self}).data, status=201)


class ReasonedStep(StepBody):
    reason = fields.Text()


class Invite(StepBody):
    agency = AgencyCode()
    purpose = fields.Text(max_length=500)
    answer_due_on = fields.Day(required=False)


class AskOpinions(StepBody):
    agencies = serializers.ListField(child=AgencyCode(), max_length=20)
    question = fields.Text(max_length=200)
    due_on = fields.Day()


class HandedPaper(Body):
    title = fields.Text(max_length=300)
    number = fields.Text(required=False, allow_blank=True, max_length=80)
    sheets = fields.Whole(required=False, allow_null=True, max_value=100_000)


class ProposeLead(StepBody):
    to_agency = AgencyCode()
    reason = fields.Text()
    papers = HandedPaper(many=True, required=False, max_length=200)
    items = serializers.ListField(child=fields.Id(), required=False, max_length=200)


class AcceptLead(Accept):
    pass


class ImposeLead(StepBody):
    to_agency = AgencyCode()
    decision_no = fields.Text(max_length=60)
    reason = fields.Text()


class Restrict(StepBody):
    is_restricted = fields.Flag()
    reason = fields.Text()
    officers = serializers.ListField(child=Officer(), required=False, max_length=50)


class NameOfficer(Edit):
    officer = Officer()


def _act(service: Callable[..., object]) -> Callable[[Call], object]:
    return lambda call: service(case=call.record, **call.values, **call.of_record)


def _create_task(call: Call) -> None:
    day = call.values.pop("occurred_on", None)
    services.create_task(
        case=call.record,
        task=services.TaskInput(**call.values),
        occurred_on=day,
        **call.of_record,
    )


def _ask_opinions(call: Call) -> None:
    agencies = tuple(call.values.pop("agencies"))
    services.ask_opinions(
        case=call.record, agencies=agencies, **call.values, **call.of_record
    )


def _propose_lead(call: Call) -> None:
    papers = tuple(services.PaperLine(**row) for row in call.values.pop("papers", ()))
    item_ids = tuple(call.values.pop("items", ()))
    services.propose_lead(
        case=call.record,
        papers=papers,
        item_ids=item_ids,
        **call.values,
        **call.of_record,
    )


def _restrict(call: Call) -> None:
    officers = tuple(call.values.pop("officers", ()))
    services.restrict_case(
        case=call.record, officers=officers, **call.values, **call.of_record
    )


JOINT_ACTS = (
    Act(
        "create_task",
        "task.create",
        TaskBody,
        _create_task,
        "Ask for a piece of work; the same as POST to the tasks.",
    ),
    Act(
        "invite_agency",
        "agency.invite",
        Invite,
        _act(services.invite_agency),
        "Invite an agency to support the case.",
    ),
    Act(
        "ask_opinions",
        "task.create",
        AskOpinions,
        _ask_opinions,
        "Ask partners for their opinion until a day.",
    ),
    Act(
        "add_opinion",
        "opinion.add",
        OpinionBody,
        _act(services.add_opinion),
        "Give the agency's opinion; the same as POST to the opinions.",
    ),
    Act(
        "propose_lead",
        "lead.propose_transfer",
        ProposeLead,
        _propose_lead,
        "Offer the lead to another agency, with papers and goods.",
    ),
    Act(
        "accept_lead",
        "lead.accept_transfer",
        AcceptLead,
        accepting(papers.accept_lead),
        "Take the lead over.",
    ),
    Act(
        "decline_lead",
        "lead.decline_transfer",
        ReasonedStep,
        _act(services.decline_lead),
        "Refuse the lead, with a reason.",
    ),
    Act(
        "withdraw_lead_offer",
        "lead.propose_transfer",
        ReasonedStep,
        _act(services.withdraw_lead_offer),
        "Take the offer of the lead back.",
    ),
    Act(
        "impose_lead",
        "lead.impose_transfer",
        ImposeLead,
        _act(papers.impose_lead),
        "Decide who leads (UBND tỉnh).",
    ),
    Act(
        "restrict",
        "case.restrict",
        Restrict,
        _restrict,
        "Close the case to all but its named officers, or open it again.",
    ),
    Act(
        "name_officer",
        "member.assign",
        NameOfficer,
        _act(services.name_officer),
        "Put an officer of an agency on a restricted case's list.",
    ),
)


class InvitationStep(CaseStep):
    """An invitation is answered like a task, by the agency invited (row A075)."""

    def permit(self, action: str, record: Any) -> None:
        parts = record.participations.all()
        if not any(
            could(self.officer, action, PartInCase(record, part), self.at)
            for part in parts
        ):
            raise NotPermitted


INVITATION_ACTS = (
    Act(
        "accept_invitation",
        "task.accept",
        StepBody,
        _act(services.accept_invitation),
        "Take part in the case.",
    ),
    Act(
        "decline_invitation",
        "task.decline",
        ReasonedStep,
        _act(services.decline_invitation),
        "Decline to take part, with a reason.",
    ),
)
