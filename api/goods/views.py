"""The addresses of goods: lists under their case, parts with their own steps."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cases.views import FULL, PARTNER, CasePart, with_rights
from api.goods import asked, shown
from api.idempotency import once
from api.pagination import Orderings
from api.steps import PartCollection, RecordView, StepView
from api.versions import tag_of
from cases import policies, services
from cases.conditions import PartInCase
from cases.models import (
    Case,
    ExpertAssessmentRequest,
    SeizedItem,
    Seizure,
    Valuation,
)
from evidence.models import CustodyLine, EvidenceItem
from evidence.services import GoodsInput
from kernel.errors import NotPermitted


class Seizures(CasePart):
    """Seizures of the case, in the order of the actual seizure."""

    part = "seizures"
    shows = shown.SeizureShown
    orderings = Orderings.of("seized_on", seized_on="seized_on id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Seizure]:
        return SeizureRecord.loaded().filter(case=self.find_seen_as(FULL, PARTNER))

    @extend_schema(request=asked.DraftSeizure, responses={201: shown.SeizureShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """List the goods taken and draft the seizure decision."""
        case = self.find()
        self.permit("seizure.draft", case)
        values = self.body(asked.DraftSeizure)
        version = self.version_in(values)
        made = services.draft_seizure(
            case=case,
            version=version,
            content=asked.seizure_input(values),
            **values,
            by=self.officer,
            at=self.at,
        )
        made = SeizureRecord.loaded().get(pk=made.pk)
        return self.created(made, shown.SeizureShown, "api:seizure")


class Goods(CasePart):
    """Goods of the case, each with what its custody book says now."""

    part = "goods"
    shows = shown.GoodsShown
    orderings = Orderings.of("recorded_at", recorded_at="recorded_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[EvidenceItem]:
        case = self.find_seen_as(FULL, PARTNER)
        own = SeizedItem.objects.filter(seizure__case=case).values("item")
        return EvidenceItem.objects.filter(pk__in=own).prefetch_related("custody_lines")

    @extend_schema(request=asked.AddGoods, responses={201: shown.GoodsShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Add an item to the list of a seizure that is not signed yet."""
        case = self.find()
        self.permit("seizure.draft", case)
        values = self.body(asked.AddGoods)
        version = self.version_in(values)
        seizure = case.seizures.filter(pk=values.pop("seizure")).first()
        if seizure is None:
            raise Http404
        from_party = values.pop("from_party")
        made = services.add_goods(
            case=case,
            version=version,
            seizure=seizure,
            goods=GoodsInput(**values),
            from_party=from_party,
            by=self.officer,
            at=self.at,
        )
        return Response(shown.GoodsShown(made).data, status=201)


class ExpertRequests(CasePart):
    """Requests to expert bodies."""

    part = "expert_requests"
    shows = shown.ExpertShown
    orderings = Orderings.of("requested_at", requested_at="requested_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[ExpertAssessmentRequest]:
        return ExpertRecord.loaded().filter(case=self.find_seen_as(FULL, PARTNER))

    @extend_schema(request=asked.RequestExpert, responses={201: shown.ExpertShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Draft the questions; `send` makes them a verification."""
        case = self.find()
        self.permit("expert.request", case)
        values = self.body(asked.RequestExpert)
        version = self.version_in(values)
        values.pop("occurred_on", None)
        items = tuple(values.pop("items", ()))
        made = services.request_expert(
            case=case,
            version=version,
            content=services.ExpertInput(items=items, **values),
            by=self.officer,
            at=self.at,
        )
        made = ExpertRecord.loaded().get(pk=made.pk)
        return self.created(made, shown.ExpertShown, "api:expert_request")


class Valuations(CasePart):
    """Councils that value the goods, and what they found."""

    part = "valuations"
    shows = shown.ValuationShown
    orderings = Orderings.of("started_on", started_on="started_on id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Valuation]:
        return ValuationRecord.loaded().filter(case=self.find_seen_as(FULL, PARTNER))

    @extend_schema(request=asked.StartValuation, responses={201: shown.ValuationShown})
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Set up the council."""
        case = self.find()
        self.permit("valuation.record", case)
        values = self.body(asked.StartValuation)
        version = self.version_in(values)
        members = [services.CouncilMember(**row) for row in values.pop("members")]
        made = services.start_valuation(
            case=case,
            version=version,
            members=members,
            **values,
            by=self.officer,
            at=self.at,
        )
        made = ValuationRecord.loaded().get(pk=made.pk)
        return self.created(made, shown.ValuationShown, "api:valuation")


class PartOfCase:
    """A part is found where its case is seen in full or by a partner.

    Rights are asked of the case; the version is the case's.
    """

    model: ClassVar[Any]
    related: ClassVar[tuple[str, ...]] = ("case",)
    lists: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def loaded(cls) -> QuerySet[Any]:
        parts: QuerySet[Any] = cls.model.objects.select_related(*cls.related)
        return parts.prefetch_related(*cls.lists)

    def records(self) -> QuerySet[Any]:
        return self.loaded()

    def find(self) -> Any:
        part = self.loaded().filter(pk=self.kwargs["id"]).first()
        if part is None:
            raise Http404
        part.case = seen_case(self, part.case_id)
        return part

    def permit(self, action: str, record: Any) -> None:
        super().permit(action, PartInCase(record.case, record))  # type: ignore[misc]

    def answer(self, record: Any, *, status: int = 200) -> Response:
        told = self.shows(record, context={"view": self})  # type: ignore[attr-defined]
        return Response(told.data, status=status, headers=tag_of(record.case.version))


def seen_case(view: Any, pk: Any) -> Case:
    """The case where the officer sees its file; Http404 for invisible, else 403."""
    cases = with_rights(Case.objects.visible_to(view.officer, view.at))
    case: Case = get_object_or_404(cases, pk=pk)
    view.seen = case
    if policies.view_of(case, view.officer, view.at) not in {FULL, PARTNER}:
        raise NotPermitted
    return case


class SeizureRecord(PartOfCase):
    model = Seizure
    related = ("case", "signed_by")
    lists = ("seized_items", "extensions")


class ExpertRecord(PartOfCase):
    model = ExpertAssessmentRequest
    related = ("case", "requested_by")
    lists = ("items",)


class ValuationRecord(PartOfCase):
    model = Valuation


class SeizureView(SeizureRecord, RecordView):
    """One seizure."""

    shows = shown.SeizureShown

    @extend_schema(responses=shown.SeizureShown)
    def get(self, request: Request, id: Any) -> Response:
        return self.answer(self.find())


class SeizureStep(SeizureRecord, StepView):
    shows = shown.SeizureShown


class ExpertView(ExpertRecord, RecordView):
    """One request to an expert body."""

    shows = shown.ExpertShown

    @extend_schema(responses=shown.ExpertShown)
    def get(self, request: Request, id: Any) -> Response:
        return self.answer(self.find())


class ExpertStep(ExpertRecord, StepView):
    shows = shown.ExpertShown


class ValuationView(ValuationRecord, RecordView):
    """One valuation."""

    shows = shown.ValuationShown

    @extend_schema(responses=shown.ValuationShown)
    def get(self, request: Request, id: Any) -> Response:
        return self.answer(self.find())


class ValuationStep(ValuationRecord, StepView):
    shows = shown.ValuationShown


class GoodsLines(PartCollection):
    """The custody book of one item, in its order."""

    shows = shown.CustodyLineShown
    orderings = Orderings.of("sequence", sequence="sequence id")

    def find(self) -> Case:
        """The case that holds the item now."""
        link = (
            SeizedItem.objects.filter(item=self.kwargs["id"])
            .order_by("-seizure__seized_on", "-id")
            .values_list("seizure__case", flat=True)
            .first()
        )
        return seen_case(self, link)

    def rows(self, wanted: dict[str, Any]) -> QuerySet[CustodyLine]:
        self.find()
        return CustodyLine.objects.filter(item=self.kwargs["id"]).select_related("by")

    @extend_schema(
        request=asked.CustodyLineBody, responses={201: shown.CustodyLineShown}
    )
    @once
    def post(self, request: Request, id: Any) -> Response:
        """Write the next line; earlier lines never change."""
        case = self.find()
        self.permit("custody.record", case)
        values = self.body(asked.CustodyLineBody)
        version = self.version_in(values)
        made = services.record_custody(
            case=case,
            version=version,
            item=id,
            line=asked.line_input(values),
            **values,
            by=self.officer,
            at=self.at,
        )
        return Response(shown.CustodyLineShown(made).data, status=201)
