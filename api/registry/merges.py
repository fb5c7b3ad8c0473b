"""Doubles and merges over HTTP: proposed by one officer, agreed to by another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.idempotency import once
from api.mentions import FacilityRef, OfficerRef
from api.pagination import Orderings
from api.refs import Reference
from api.registry.imports import LikenessReasonShown, NoFields
from api.shapes import Body, Query
from api.steps import Act, Call, RecordView, StepView
from api.views import ApiView, Collection
from facilities import services
from facilities.models import Facility, Merge, NotADouble, ProposedDouble
from facilities.states import MergeState

MERGE = "facility.merge"
# What its proposer, or one officer alone, may do: not an agreement.
_OF_ONE = frozenset({"withdraw", "undo"})


def facility_of_view(**options: Any) -> Reference:
    return Reference(Facility.objects.visible_to, **options)


class DoubleShown(serializers.ModelSerializer):
    one = FacilityRef()
    other = FacilityRef()
    reasons = LikenessReasonShown(many=True, source="explained")

    class Meta:
        model = ProposedDouble
        fields = ["id", "one", "other", "score", "reasons", "found_at"]


class Doubles(Collection):
    """Pairs that may be one facility, the likeliest first; nothing is merged."""

    shows = DoubleShown
    orderings = Orderings.of("-score", score="score id").with_order(
        "-score", "-score id"
    )

    def rows(self, wanted: dict[str, Any]) -> QuerySet[ProposedDouble]:
        self.permit(MERGE, None)
        seen = Facility.objects.visible_to(self.officer, self.at)
        rows: QuerySet[ProposedDouble] = ProposedDouble.objects.among(seen)
        return rows.unsettled().for_list()


class NotADoubleBody(Body):
    one = facility_of_view()
    other = facility_of_view()
    reason = fields.Text(max_length=2000)


class NotADoubleShown(serializers.ModelSerializer):
    one = FacilityRef()
    other = FacilityRef()
    decided_by = OfficerRef()

    class Meta:
        model = NotADouble
        fields = ["id", "one", "other", "reason", "decided_by", "decided_at"]


class NotDoubles(ApiView):
    """Two records that are two facilities."""

    @extend_schema(request=NotADoubleBody, responses={201: NotADoubleShown})
    @once
    def post(self, request: Request) -> Response:
        """Note that two records are two; the pair is proposed no more."""
        self.permit(MERGE, None)
        made = services.decide_not_a_double(
            **self.body(NotADoubleBody), by=self.officer, at=self.at
        )
        return Response(NotADoubleShown(made).data, status=201)


class MergeShown(serializers.ModelSerializer):
    """`taken` names what the kept record takes over from the absorbed one."""

    kept = FacilityRef()
    absorbed = FacilityRef()
    state = serializers.ChoiceField(choices=MergeState.choices)
    taken = serializers.ListField(child=serializers.CharField())
    proposed_by = OfficerRef()
    settled_by = OfficerRef(allow_null=True)
    undone_by = OfficerRef(allow_null=True)

    class Meta:
        model = Merge
        fields = [
            "id",
            "kept",
            "absorbed",
            "state",
            "taken",
            "reason",
            "proposed_by",
            "proposed_at",
            "settled_by",
            "settled_at",
            "settled_reason",
            "undone_by",
            "undone_at",
            "undone_reason",
        ]


class MergeBody(Body):
    kept = facility_of_view()
    absorbed = facility_of_view()
    kept_version = fields.Whole(
        min_value=1, max_value=2**31 - 1, help_text="The version you have seen."
    )
    absorbed_version = fields.Whole(min_value=1, max_value=2**31 - 1)
    taken = serializers.ListField(
        child=fields.Choice(choices=[(name, name) for name in services.TAKEABLE]),
        required=False,
        max_length=len(services.TAKEABLE),
        help_text="What the kept record takes over.",
    )
    reason = fields.Text(max_length=2000)


class MergeQuery(Query):
    state = fields.Choice(choices=MergeState.choices, required=False)


class Merges(Collection):
    """Merges that were proposed, carried out, declined, undone."""

    shows = MergeShown
    query = MergeQuery
    orderings = Orderings.of("-proposed_at", proposed_at="proposed_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Merge]:
        self.permit(MERGE, None)
        rows: QuerySet[Merge] = Merge.objects.visible_to(self.officer, self.at)
        return rows.filter(**wanted).with_records()  # type: ignore[no-any-return, attr-defined]

    @extend_schema(request=MergeBody, responses={201: MergeShown})
    @once
    def post(self, request: Request) -> Response:
        """Propose that one record is the same facility as another."""
        self.permit(MERGE, None)
        made = services.propose_merge(
            **self.body(MergeBody), by=self.officer, at=self.at
        )
        return self.created(made, MergeShown, "api:facility_merge")


class MergeRecord:
    def records(self) -> QuerySet[Merge]:
        rows: QuerySet[Merge] = Merge.objects.with_records()
        return rows

    def answer(self, record: Any, *, status: int = 200) -> Response:
        return Response(MergeShown(record).data, status=status)


class MergeView(MergeRecord, RecordView):
    """One merge."""

    shows = MergeShown

    @extend_schema(responses=MergeShown)
    def get(self, request: Request, id: Any) -> Response:
        return self.answer(self.find())


class MergeStep(MergeRecord, StepView):
    """Agreeing takes a second officer of the agency; the rest the right to merge."""

    shows = MergeShown

    def permit(self, action: str, record: Any) -> None:
        super().permit(action, record.kept if self.act.name in _OF_ONE else record)


class MergeReason(Body):
    reason = fields.Text(max_length=2000)


def _act(
    name: str, body: type[Body], service: Callable[..., object], summary: str
) -> Act:
    def take(call: Call) -> None:
        service(merge=call.record, **call.values, by=call.by, at=call.at)

    return Act(name, MERGE, body, take, summary, needs_version=False)


MERGE_ACTS = (
    _act(
        "agree",
        NoFields,
        services.agree_to_merge,
        "Carry the merge out, as the second officer.",
    ),
    _act("decline", MergeReason, services.decline_merge, "Decline it, with a reason."),
    _act("withdraw", NoFields, services.withdraw_merge, "Take the proposal back."),
    _act(
        "undo",
        MergeReason,
        services.undo_merge,
        "Put both records back as they were, while nothing was entered since.",
    ),
)
