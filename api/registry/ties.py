"""Links between records over HTTP: what waits for the lead of a case, and deciding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.mentions import AgencyRef
from api.pagination import Orderings
from api.registry.shown import LinkEndShown, LinkShown
from api.shapes import Body, Query
from api.steps import Act, Call, RecordView, StepView
from api.views import Collection
from cases.services.linking import (
    SETTLE,
    Tie,
    confirm_link,
    link_for,
    links_of_led,
    reject_link,
    ties_of,
)
from facilities.models import Link
from facilities.states import LinkState


class LinkSideShown(LinkEndShown):
    """Where only the agency is told, neither record nor facility is."""

    agency = AgencyRef(allow_null=True)
    is_told = serializers.BooleanField(
        help_text="False: of the other side only whose matter it is is told."
    )


class TieShown(LinkShown):
    here = LinkSideShown(source="mine")
    there = LinkSideShown(source="other")
    may_settle = serializers.BooleanField()


class LinkQuery(Query):
    state = fields.Choice(choices=LinkState.choices, required=False)


class LedLinks(Collection):
    """What cases that the officer's agency leads share with other records."""

    shows = TieShown
    query = LinkQuery
    orderings = Orderings.of("-proposed_at", proposed_at="proposed_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[Link]:
        rows: QuerySet[Link] = links_of_led(self.officer, at=self.at)
        return rows.filter(**wanted)

    def told(self, rows: list[Link]) -> list[Tie]:
        return ties_of(self.officer, rows, at=self.at)


class LinkRecord:
    """Found only by who may be told of it."""

    tie: Tie

    def records(self) -> QuerySet[Link]:
        rows: QuerySet[Link] = Link.objects.with_ends()
        return rows

    def find(self) -> Any:
        tie = link_for(self.officer, self.kwargs["id"], at=self.at)  # type: ignore[attr-defined]
        if tie is None:
            raise Http404
        self.tie = tie
        return tie.link

    def answer(self, record: Any, *, status: int = 200) -> Response:
        tie = link_for(self.officer, record.pk, at=self.at)  # type: ignore[attr-defined]
        return Response(TieShown(tie or self.tie).data, status=status)


class LinkView(LinkRecord, RecordView):
    """One link, as the officer may be told of it."""

    shows = TieShown

    @extend_schema(responses=TieShown)
    def get(self, request: Request, id: Any) -> Response:
        return self.answer(self.find())


class LinkStep(LinkRecord, StepView):
    shows = TieShown

    def permit(self, action: str, record: Any) -> None:
        """Of whose matter a link is, was asked when it was found."""
        super().permit(action, None)


class LinkReason(Body):
    reason = fields.Text(max_length=2000)


def _settles(service: Callable[..., object]) -> Callable[[Call], object]:
    return lambda call: service(
        link=call.record, reason=call.values["reason"], by=call.by, at=call.at
    )


LINK_ACTS = tuple(
    Act(name, SETTLE, LinkReason, _settles(service), summary, needs_version=False)
    for name, service, summary in (
        ("confirm", confirm_link, "The two belong together."),
        ("reject", reject_link, "It is chance, or explained otherwise."),
    )
)
