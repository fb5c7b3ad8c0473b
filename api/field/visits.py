"""Visits to take along: all that the phone shows without a network."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import can
from agencies.models import Ward
from api import fields
from api.field import downloads
from api.shapes import Query
from api.views import ApiView
from audit import trail
from audit.models import AccessAction
from inspections.models import Answer, ChecklistItem, Inspection
from inspections.states import VisitState
from kernel.clock import local_day
from regulations.working_days import load_calendar

MOST_DAYS = 31
_OPEN = (VisitState.DECIDED, VisitState.UNDER_WAY)

# "from" is a word of Python's own.
PeriodQuery = type(
    "PeriodQuery",
    (Query,),
    {
        "__doc__": "Days from and to which visits are planned.",
        "from": fields.Day(required=False, help_text="Today unless told."),
        "to": fields.Day(required=False, help_text="The next working day unless told."),
    },
)


class FieldVisits(ApiView):
    """Visits of one's own teams that are decided or under way, with all they need."""

    query = PeriodQuery

    @extend_schema(responses=downloads.DownloadShown)
    def get(self, request: Request) -> Response:
        """Each visit that leaves is noted in the trail (INV-13)."""
        self.permit("sync.put", None)
        visits = [
            visit
            for visit in self._visits(*self._period())
            if can(self.officer, "visit.download", visit, self.at)
        ]
        results = downloads.told(visits, by=self.officer, at=self.at)
        for visit in visits:
            trail.record_access(
                action=AccessAction.DOWNLOADED,
                record=visit,
                at=self.at,
                by=self.officer,
                label=visit.number,
                detail={"why": "field"},
            )
        return Response(
            {
                "results": results,
                "wards": list(
                    Ward.objects.in_force_on(local_day(self.at))
                    .order_by("code")
                    .values("code", "name")
                ),
                "phrases": downloads.phrases(visits),
                "indicators": downloads.indicators_told(at=self.at),
                "server_time": timezone.localtime(self.at).isoformat(),
            }
        )

    def _period(self) -> tuple[date, date]:
        first = self.asked.get("from") or local_day(self.at)
        last = self.asked.get("to") or _next_working_day(first)
        if not first <= last <= first + timedelta(days=MOST_DAYS):
            raise serializers.ValidationError(
                {"to": [downloads.PERIOD_TEXT % {"days": MOST_DAYS}]}, code="invalid"
            )
        return first, last

    def _visits(self, first: date, last: date) -> Any:
        items = ChecklistItem.objects.order_by("position")
        given = Answer.objects.current().select_related("by")
        return (
            Inspection.objects.visible_to(self.officer, self.at)
            .with_member(self.officer)
            .filter(state__in=_OPEN)
            .filter(
                Q(scheduled_on__range=(first, last)) | Q(state=VisitState.UNDER_WAY)
            )
            .select_related(
                "agency",
                "facility__ward",
                "facility__party",
                "checklist_version__checklist",
                "ward",
            )
            .prefetch_related(
                "team__officer",
                Prefetch("checklist_version__items", items),
                Prefetch("answers", given, to_attr="given"),
                "facility__addresses",
                "facility__licences",
                "facility__equipment",
                "facility__print_jobs",
                "facility__people__protected_numbers",
            )
            .order_by("scheduled_on", "id")
        )


def _next_working_day(day: date) -> date:
    """Phones carry what today and the next working day need (security rules, 5)."""
    found: date = load_calendar().working_days_from(day, 1)[-1]
    return found
