"""Forwarding and criminal proceedings: bodies, acts, and what the figures raise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.cases.shown import VIEW_NAMES, without_minors
from api.cases.today import of_today
from api.cases.views import FULL, PARTNER, CaseRecord
from api.goods.asked import amount
from api.refs import AgencyCode, Officer
from api.shapes import Body
from api.steps import Act, Call, Edit, RecordView, Signature, StepBody
from audit import trail
from cases import policies, services
from cases.states import FigureKind, InvestigationTerm, OutcomeKind
from documents import services as documents
from kernel.clock import local_day
from kernel.errors import NotPermitted
from regulations.kinds import Confidence, IndicatorMeasure

RETURNS = [
    kind
    for kind in OutcomeKind.choices
    if kind[0] not in {OutcomeKind.PROSECUTED, OutcomeKind.JUDGMENT}
]


class HandedPaperBody(Body):
    title = fields.Text(max_length=300)
    number = fields.Text(required=False, allow_blank=True, max_length=80)
    sheets = fields.Whole(required=False, allow_null=True, max_value=32_767)
    note = fields.Text(required=False, allow_blank=True, max_length=300)


class HandOverBody(Body):
    """What goes along, line by line as both receipts print it."""

    reason = fields.Text()
    papers = HandedPaperBody(many=True, required=False, max_length=200)
    items = serializers.ListField(
        child=fields.Id(),
        required=False,
        max_length=200,
        help_text="Goods that the case holds.",
    )
    document_no = fields.Text(required=False, allow_blank=True, max_length=60)


class OutsideBody(HandOverBody):
    to_agency = AgencyCode(required=False, help_text="An agency without users here.")
    to_body = fields.Text(required=False, allow_blank=True, max_length=200)
    receipt_no = fields.Text(required=False, allow_blank=True, max_length=60)
    received_on = fields.Day(required=False)


class Forward(OutsideBody, StepBody):
    receipt_no = fields.Text(max_length=60)
    received_on = fields.Day()


class ForwardToCompetent(OutsideBody, StepBody):
    """A user of the system is offered the file; any other confirmed its receipt."""

    to_agency = AgencyCode(required=False)
    answer_due_on = fields.Day(required=False)


class WithReason(StepBody):
    reason = fields.Text()


class CountedGoodsBody(Body):
    item = fields.Id()
    quantity = amount(help_text="In the unit of the list.")


class Accept(StepBody):
    """What the receiver found otherwise than listed needs words."""

    receipt_no = fields.Text(required=False, allow_blank=True, max_length=60)
    missing_papers = serializers.ListField(
        child=fields.Whole(min_value=1, max_value=200),
        required=False,
        max_length=200,
        help_text="Places of the list, from 1.",
    )
    counts = CountedGoodsBody(many=True, required=False, max_length=200)
    difference = fields.Text(required=False, allow_blank=True, max_length=2000)


class RecordFigure(Edit):
    kind = fields.Choice(choices=FigureKind.choices)
    amount = fields.Whole(help_text="Whole đồng, or copies of the publication.")
    basis = fields.Text(max_length=300, help_text="How the figure is known.")
    title = fields.Text(required=False, allow_blank=True, max_length=300)


class RecordSign(StepBody):
    indicator = fields.Text(
        required=False,
        allow_blank=True,
        max_length=20,
        help_text="The code of an indicator that is raised; empty for what was seen.",
    )
    explanation = fields.Text()


class TransferCriminal(HandOverBody, Signature):
    to_agency = AgencyCode()
    receiver = Officer(required=False, help_text="Needed for a restricted case.")
    answer_due_on = fields.Day(required=False)


class ExtendInvestigation(StepBody):
    term = fields.Choice(choices=InvestigationTerm.choices)
    reason = fields.Text()
    number = fields.Text(required=False, allow_blank=True, max_length=60)


class CourtDecision(StepBody):
    """`occurred_on` is the day of the decision, or since when it is in force."""

    number = fields.Text(max_length=60)
    issued_by = fields.Text(required=False, allow_blank=True, max_length=200)
    note = fields.Text(required=False, allow_blank=True)


class ReceiveReturnedFile(StepBody):
    """`occurred_on` is the day on which the complete file was back, with what came."""

    kind = fields.Choice(choices=RETURNS)
    number = fields.Text(required=False, allow_blank=True, max_length=60)
    issued_by = fields.Text(required=False, allow_blank=True, max_length=200)
    issued_on = fields.Day(required=False)
    effective_on = fields.Day(required=False)
    note = fields.Text(required=False, allow_blank=True)
    handed_by = fields.Text(
        required=False, allow_blank=True, max_length=200, help_text="Who brought it."
    )
    papers = HandedPaperBody(many=True, required=False, max_length=200)
    items = serializers.ListField(
        child=fields.Id(),
        required=False,
        max_length=200,
        help_text="Goods that came back with the file.",
    )


def _hand_over(values: dict[str, Any]) -> services.HandOver:
    return services.HandOver(
        reason=values.pop("reason"),
        papers=tuple(services.PaperLine(**row) for row in values.pop("papers", ())),
        item_ids=tuple(values.pop("items", ())),
        document_no=values.pop("document_no", ""),
        answer_due_on=values.pop("answer_due_on", None),
    )


def _receipt(values: dict[str, Any], call: Call) -> services.Receipt | None:
    number = values.pop("receipt_no", "")
    on = values.pop("received_on", None)
    if not number:
        return None
    return services.Receipt(number, on or local_day(call.at))


def _forward(call: Call) -> None:
    values = call.values
    content, receipt = _hand_over(values), _receipt(values, call)
    documents.forward(
        case=call.record,
        content=content,
        receipt=receipt or services.Receipt("", local_day(call.at)),
        **values,
        **call.of_record,
    )


def _forward_to_competent(call: Call) -> None:
    values = call.values
    content, receipt = _hand_over(values), _receipt(values, call)
    documents.forward_to_competent(
        case=call.record, content=content, receipt=receipt, **values, **call.of_record
    )


def _transfer(call: Call) -> None:
    values = of_today(call)
    documents.transfer_criminal(
        case=call.record, content=_hand_over(values), **values, **call.of_record
    )


def _receive_returned_file(call: Call) -> None:
    values = call.values
    day = values.pop("occurred_on", None)
    papers = tuple(services.PaperLine(**row) for row in values.pop("papers", ()))
    item_ids = tuple(values.pop("items", ()))
    documents.receive_returned_file(
        case=call.record,
        content=services.ReturnedFile(papers=papers, item_ids=item_ids, **values),
        occurred_on=day,
        **call.of_record,
    )


def _record_figure(call: Call) -> None:
    services.record_figure(
        case=call.record,
        content=services.FigureInput(**call.values),
        **call.of_record,
    )


def accepting(service: Any) -> Any:
    """An acceptance, with what the receiver found."""

    def take(call: Call) -> object:
        values = call.values
        found = services.Found(
            missing=tuple(values.pop("missing_papers", ())),
            counts={row["item"]: row["quantity"] for row in values.pop("counts", ())},
            words=values.pop("difference", ""),
        )
        return service(case=call.record, found=found, **values, **call.of_record)

    return take


def _as_asked(service: Any) -> Any:
    return lambda call: service(case=call.record, **call.values, **call.of_record)


CRIME_ACTS = (
    Act(
        "forward",
        "case.forward",
        Forward,
        _forward,
        "Forward the matter to a body that does not use the system.",
    ),
    Act(
        "take_back",
        "case.take_back",
        WithReason,
        _as_asked(services.take_back),
        "Take the forwarded matter back; the limits go on.",
    ),
    Act(
        "forward_to_competent",
        "case.forward_to_competent",
        ForwardToCompetent,
        _forward_to_competent,
        "Hand the file to the competent authority; ten working days from the record.",
    ),
    Act(
        "accept_file",
        "file.accept",
        Accept,
        accepting(documents.accept_file),
        "Confirm the file and its list as the competent authority.",
    ),
    Act(
        "refuse_file",
        "file.refuse",
        WithReason,
        _as_asked(services.refuse_file),
        "Refuse the file; it goes back to the lead.",
    ),
    Act(
        "record_figure",
        "case.edit",
        RecordFigure,
        _record_figure,
        "Note a value or quantity; the latest of its kind counts.",
    ),
    Act(
        "record_sign",
        "case.record_sign",
        RecordSign,
        _as_asked(services.record_sign),
        "Record the sign of a crime.",
    ),
    Act(
        "transfer_criminal",
        "case.transfer_criminal",
        TransferCriminal,
        _transfer,
        "Sign the transfer of the file to the investigating body.",
    ),
    Act(
        "accept_transfer",
        "case.accept_transfer",
        Accept,
        accepting(documents.accept_transfer),
        "Receive the criminal file; the twenty days begin.",
    ),
    Act(
        "refuse_transfer",
        "case.refuse_transfer",
        WithReason,
        _as_asked(services.refuse_transfer),
        "Refuse receipt of the criminal file.",
    ),
    Act(
        "extend_investigation",
        "case.record_prosecution",
        ExtendInvestigation,
        _as_asked(services.extend_investigation),
        "Note that the investigating body takes longer.",
    ),
    Act(
        "record_prosecution",
        "case.record_prosecution",
        CourtDecision,
        _as_asked(services.record_prosecution),
        "Record the decision to open a criminal case.",
    ),
    Act(
        "receive_returned_file",
        "case.receive_returned_file",
        ReceiveReturnedFile,
        _receive_returned_file,
        "Receive the complete file back; the time to decide starts.",
    ),
    Act(
        "close_on_judgment",
        "case.close_on_judgment",
        CourtDecision,
        _as_asked(services.close_on_judgment),
        "Close the case on the judgment in force.",
    ),
)


class RaisedShown(serializers.Serializer):
    """One indicator that the recorded figures reach: it advises, nothing more."""

    code = serializers.CharField()
    measure = serializers.ChoiceField(choices=IndicatorMeasure.choices)
    rule = serializers.CharField()
    explanation = serializers.CharField()
    basis = serializers.CharField()
    confidence = serializers.ChoiceField(choices=Confidence.choices)
    amount = serializers.IntegerField(allow_null=True)
    threshold = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    suggests_restriction = serializers.BooleanField()


class EarlierShown(serializers.Serializer):
    """A sanction that still counts; `case_number` is empty where it is invisible."""

    decision_no = serializers.CharField()
    signed_on = serializers.DateField()
    agency = serializers.CharField()
    behaviour = serializers.CharField()
    behaviour_title = serializers.CharField()
    respondent = serializers.CharField()
    executed_on = serializers.DateField(allow_null=True)
    until = serializers.DateField(help_text="The last day on which it counts.")
    case_number = serializers.CharField()


class SignsShown(serializers.Serializer):
    indicators = RaisedShown(many=True)
    earlier_sanctions = EarlierShown(many=True)


class CaseIndicators(CaseRecord, RecordView):
    """What the recorded figures raise today, and earlier sanctions that count."""

    shows = SignsShown

    @extend_schema(responses=SignsShown)
    def get(self, request: Request, **kwargs: Any) -> Response:
        case = self.find()
        view = policies.view_of(case, self.officer, self.at)
        if view not in {FULL, PARTNER}:
            raise NotPermitted
        # Before the bytes leave (INV-13).
        trail.record_access(
            action="viewed",
            record=case,
            at=self.at,
            by=self.officer,
            label=case.number,
            detail={"view": VIEW_NAMES[view], "part": "indicators"},
        )
        on = local_day(self.at)
        earlier = services.earlier_of(case, on=on, viewer=self.officer, at=self.at)
        raised = services.indicators(case, on, earlier=earlier)
        told = [
            replace(row, respondent=without_minors(row.respondent, self))
            for row in earlier
        ]
        shown = self.shows({"indicators": raised, "earlier_sanctions": told})
        return Response(shown.data)
