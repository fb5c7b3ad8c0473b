"""One hand-over: the receipt of two sides, read by either."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from cases import steps
from cases.states import TransferKind
from kernel.clock import local_day
from web import hand_over_page
from web.pages import page
from web.views.cases import case_of, head_of


def hand_over(request: HttpRequest, number: str, id: UUID) -> HttpResponse:
    now = timezone.now()
    case = case_of(request, number, now=now)
    rows = case.transfers.select_related(
        "from_agency__parent", "to_agency__parent", "offered_by", "answered_by"
    )
    transfer = get_object_or_404(rows, pk=id)
    if not hand_over_page.may_see(transfer, case, request.user, now):
        raise Http404
    answers = hand_over_page.ANSWERS.get(TransferKind(transfer.kind), ())
    offered = {step.name: step for step in steps.steps_for(case, request.user, now)}
    until = None
    if transfer.is_open and transfer.kind == TransferKind.TO_PROCEEDINGS:
        until = hand_over_page.investigation_until(local_day(now))
    return page(
        request,
        "cases/hand_over.html",
        {
            **head_of(request, case, "", now=now),
            "sheet": hand_over_page.sheet_of(transfer),
            "transfer": transfer,
            "investigation_until": until,
            "answers": [
                (reverse("case_step", args=[case.number, name]), offered[name].label)
                for name in answers
                if transfer.is_open and name in offered and offered[name].allowed
            ],
        },
    )
