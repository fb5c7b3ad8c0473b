"""Questionnaires sent to the facility of a visit, their answers, their results."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.idempotency import once
from api.mentions import OfficerRef
from api.pagination import Orderings
from api.plans.asked import own_evidence
from api.refs import Reference
from api.shapes import Body
from api.steps import Act, Call, Edit, StepBody, StepView
from api.visits.views import VisitPart, visits_to_act_on
from inspections import services
from inspections.models import (
    ChecklistVersion,
    Inspection,
    RemoteAnswer,
    RemoteReview,
)
from inspections.states import REVIEW_RESULTS, ReviewState, SendingWay
from kernel.errors import Refused

RESULTS = [row for row in ReviewState.choices if row[0] in REVIEW_RESULTS]


class RemoteAnswerShown(serializers.ModelSerializer):
    """An answer as it was received; a question without one is not listed."""

    number = serializers.CharField(source="item.number")
    question = serializers.CharField(source="item.question")
    item = serializers.UUIDField(source="item_id")
    by = OfficerRef()

    class Meta:
        model = RemoteAnswer
        fields = ["item", "number", "question", "text", "received_on", "by"]


class RemoteReviewShown(serializers.ModelSerializer):
    questionnaire = serializers.UUIDField(source="questionnaire_id")
    sent_by = OfficerRef()
    closed_by = OfficerRef(allow_null=True)
    answers = RemoteAnswerShown(many=True)
    unanswered = serializers.SerializerMethodField(
        help_text="Questions without an answer, by id."
    )
    files = serializers.SerializerMethodField(help_text="As under `evidence/`.")

    class Meta:
        model = RemoteReview
        fields = [
            "id",
            "questionnaire",
            "state",
            "sent_on",
            "sent_way",
            "sent_to",
            "message",
            "due_on",
            "sent_by",
            "received_on",
            "answers",
            "unanswered",
            "files",
            "reason",
            "closed_on",
            "closed_by",
        ]

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_unanswered(self, review: RemoteReview) -> list[str]:
        return [str(item.pk) for item in review.unanswered()]

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_files(self, review: RemoteReview) -> list[str]:
        return [str(row.evidence_file_id) for row in review.files.all()]


class SendingBody(StepBody):
    sent_way = fields.Choice(choices=SendingWay.choices)
    sent_to = fields.Text(max_length=200)
    due_on = fields.Day()
    questionnaire = Reference(
        lambda user, at: ChecklistVersion.objects.questionnaires(),
        required=False,
        help_text="The newest for the facility's kinds unless told.",
    )
    message = fields.Text(required=False, allow_blank=True)


class RemoteAnswerBody(Body):
    item = fields.Id(help_text="The question.")
    text = fields.Text()
    files = serializers.ListField(child=own_evidence(), required=False, max_length=20)


class AnswersBody(Body):
    occurred_on = fields.Day(required=False, help_text="Received; today unless told.")
    answers = RemoteAnswerBody(many=True, min_length=1, max_length=200)


class CloseBody(Edit):
    result = fields.Choice(choices=RESULTS)
    reason = fields.Text()
    occurred_on = fields.Day(required=False)


class RemoteReviews(VisitPart):
    """What was asked of the facility in writing, and what came back."""

    shows = RemoteReviewShown
    orderings = Orderings.of("-sent_at", sent_at="sent_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[RemoteReview]:
        rows = RemoteReview.objects.filter(inspection=self.find())
        return rows.select_related("sent_by", "closed_by").prefetch_related(
            "answers__item", "answers__by", "questionnaire__items", "files"
        )

    @extend_schema(request=SendingBody, responses={201: RemoteReviewShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Record that a questionnaire went out; `version` is the visit's."""
        visit = self.find()
        self.permit("finding.record", visit)
        values = self.body(SendingBody)
        version = self.version_in(values)
        made = services.send_questionnaire(
            visit=visit, version=version, **values, by=self.officer, at=self.at
        )
        return Response(RemoteReviewShown(made).data, status=201)


class RemoteReviewStep(StepView):
    """An act on one questionnaire; answers with it as it is afterwards."""

    shows = RemoteReviewShown

    def records(self) -> QuerySet[Inspection]:
        return visits_to_act_on()

    @once
    def post(self, request: Request, id: Any, part: Any) -> Response:
        visit = self.find()
        found = visit.remote_reviews.filter(pk=part).first()
        if found is None:
            raise Http404
        found.inspection = visit
        self.permit(self.act.action, visit)
        values = self.body(self.act.body, record=visit)
        version = self.version_in(values) if self.act.needs_version else None
        self.act.take(Call(found, version, self.officer, self.at, values))
        return Response(RemoteReviewShown(visit.remote_reviews.get(pk=part)).data)


def _enter(call: Call) -> None:
    given = call.values.pop("answers")
    review: RemoteReview = call.record
    items = {item.pk: item for item in review.questionnaire.items.all()}
    unknown = [str(row["item"]) for row in given if row["item"] not in items]
    if unknown:
        text = gettext("The questionnaire has no such question: %(ids)s.")
        found = text % {"ids": ", ".join(unknown)}
        raise Refused(errors={"answers": [found]})
    answers = [
        services.RemoteAnswerInput(
            item=items[row["item"]],
            text=row["text"],
            files=tuple(row.get("files", ())),
        )
        for row in given
    ]
    services.enter_answers(
        review=review, answers=answers, **call.values, by=call.by, at=call.at
    )


def _close(call: Call) -> None:
    services.close_review(review=call.record, **call.values, **call.of_record)


REVIEW_ACTS = (
    Act(
        "answer",
        "finding.record",
        AnswersBody,
        _enter,
        "Enter what the facility answered; an answer given again replaces the former.",
        needs_version=False,
    ),
    Act(
        "close",
        "finding.record",
        CloseBody,
        _close,
        "Note how the review ended; `version` is the visit's.",
    ),
)
