"""The law as data: behaviours in force on a day, time limits, the calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema,
    extend_schema_field,
)
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.idempotency import once
from api.law_desk import LawProposalShown, StandingShown
from api.pagination import Orderings
from api.shapes import Body, Query
from api.views import ApiView, Collection
from kernel.clock import local_day
from regulations import calculator, catalogue, proposals, rules, working_days
from regulations.arithmetic import FIRST_YEAR, LAST_YEAR
from regulations.kinds import DayKind, ProposalKind, ViolationGroup
from regulations.models import CalendarDay, DeadlineRule, ViolationBehaviour
from regulations.standing import standing_of, standing_of_frame


class BehaviourShown(serializers.ModelSerializer):
    """Frames are null where they are not loaded: to be confirmed, never guessed."""

    standing = serializers.SerializerMethodField()

    @extend_schema_field(StandingShown)
    def get_standing(self, row: ViolationBehaviour) -> dict[str, Any]:
        return StandingShown(standing_of_frame(row)).data

    class Meta:
        model = ViolationBehaviour
        fields = [
            "id",
            "code",
            "group",
            "title_vi",
            "title_en",
            "legal_basis",
            "frame_subject",
            "fine_min_individual_vnd",
            "fine_max_individual_vnd",
            "fine_min_organisation_vnd",
            "fine_max_organisation_vnd",
            "quantity_rule",
            "additional_sanctions",
            "remedial_measures",
            "valid_from",
            "valid_to",
            "confidence",
            "confidence_note",
            "standing",
        ]


class ViolationQuery(Query):
    act_on = fields.Day(
        required=False, help_text="The day of the act; today unless told."
    )
    q = fields.Text(required=False, max_length=200)
    group = fields.Choice(choices=ViolationGroup.choices, required=False)


class Violations(Collection):
    """Behaviours that were forbidden on the day of the act."""

    shows = BehaviourShown
    query = ViolationQuery
    orderings = Orderings.of("code", code="code id")

    def rows(self, asked: dict[str, Any]) -> QuerySet[ViolationBehaviour]:
        day = asked.get("act_on", local_day(self.at))
        found = catalogue.search(asked.get("q", ""), day=day)
        if "group" in asked:
            found = found.filter(group=asked["group"])
        return found


class DeadlineRuleShown(serializers.ModelSerializer):
    id = serializers.CharField(source="code")
    is_countable = serializers.BooleanField()
    standing = serializers.SerializerMethodField()

    @extend_schema_field(StandingShown)
    def get_standing(self, row: DeadlineRule) -> dict[str, Any]:
        return StandingShown(standing_of(ProposalKind.DEADLINE_RULE, row)).data

    class Meta:
        model = DeadlineRule
        fields = [
            "id",
            "name_vi",
            "trigger_event",
            "length",
            "unit",
            "owner",
            "extension_rule",
            "basis",
            "consequence",
            "valid_from",
            "valid_to",
            "confidence",
            "confidence_note",
            "is_countable",
            "standing",
        ]


class DeadlineRules(Collection):
    """Time limits of the law, each row with its validity, source and confidence."""

    shows = DeadlineRuleShown
    orderings = Orderings.of("id", id="code pk")

    def rows(self, asked: dict[str, Any]) -> QuerySet[DeadlineRule]:
        return DeadlineRule.objects.all()


class DueQuery(Query):
    start = fields.Day(help_text="The day of the event; itself not counted.")
    occurred_on = fields.Day(
        required=False,
        help_text="The day whose version of the rule counts; `start` unless told.",
    )


class DueShown(serializers.Serializer):
    rule = serializers.CharField()
    start = serializers.DateField()
    strict_due = serializers.DateField(help_text="Before the roll over days off.")
    due = serializers.DateField()
    provisional = serializers.BooleanField(
        help_text="A day in between awaits its decision."
    )
    counted = serializers.ListField(
        child=serializers.DateField(),
        required=False,
        help_text="The working days counted; for working-day rules only.",
    )


class DeadlineRuleDue(ApiView):
    """The statutory calculator: the same result as `manage.py due RULE START`."""

    query = DueQuery
    more_refusals = frozenset({409, 422})

    @extend_schema(
        responses=DueShown,
        examples=[
            OpenApiExample(
                "Over Tết",
                value={
                    "rule": "D-DEC-7WD",
                    "start": "2026-02-12",
                    "strict_due": "2026-03-02",
                    "due": "2026-03-02",
                    "provisional": False,
                    "counted": [
                        "2026-02-13",
                        "2026-02-23",
                        "2026-02-24",
                        "2026-02-25",
                        "2026-02-26",
                        "2026-02-27",
                        "2026-03-02",
                    ],
                },
                response_only=True,
            )
        ],
    )
    def get(self, request: Request, rule: str) -> Response:
        try:
            found = calculator.calculate(rule, **self.asked)
        except rules.UnknownRule as absent:
            raise Http404 from absent
        return Response(found.as_json())


class CalendarDayShown(serializers.ModelSerializer):
    class Meta:
        model = CalendarDay
        fields = ["date", "kind", "name", "decision_no", "confirmed"]


class CalendarQuery(Query):
    year = fields.AddressNumber(
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
        help_text="The present year unless told.",
    )


class Calendar(Collection):
    """Days that differ from the rule of the week: holidays, days in lieu, swaps."""

    shows = CalendarDayShown
    query = CalendarQuery
    orderings = Orderings.of("date", date="date")

    def rows(self, asked: dict[str, Any]) -> QuerySet[CalendarDay]:
        days = working_days.days_of_year(asked.get("year", local_day(self.at).year))
        return CalendarDay.objects.filter(pk__in=[day.pk for day in days])


class CalendarDayBody(Body):
    """What a day is, by decision; `WORKING` takes a holiday away."""

    kind = fields.Choice(choices=DayKind.choices)
    name = fields.Text(max_length=200)
    decision_no = fields.Text(required=False, allow_blank=True, max_length=120)
    confirmed = fields.Flag(required=False)
    reason = fields.Text(max_length=500)


class CalendarDayView(ApiView):
    """One day of the calendar; once approved, an edit recomputes every open limit."""

    @extend_schema(request=CalendarDayBody, responses={202: LawProposalShown})
    @once
    def patch(self, request: Request, day: str) -> Response:
        """Propose what a day is, above the packaged calendar.

        202: a second person approves the proposal, or refuses it.
        """
        edited = _day(day)
        self.permit("calendar.edit", None)
        values = {"decision_no": "", "confirmed": False} | self.body(CalendarDayBody)
        made = proposals.propose_calendar_day(
            day=edited, **values, by=self.officer, at=self.at
        )
        answer = self.created(made, LawProposalShown, "api:law_proposal")
        answer.status_code = 202
        return answer


def _day(text: str) -> date:
    """The day that an address names; Http404 for what is none."""
    try:
        return fields.Day().run_validation(text)
    except serializers.ValidationError as fault:
        raise Http404 from fault
