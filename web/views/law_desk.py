"""The law desk: what is uncertain of the law, the rows of one code, the proposals."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from cases.law_uses import uses_of
from kernel.clock import local_day
from regulations import desk, policies
from regulations.kinds import ProposalState
from regulations.law_tables import Table, UnknownRow, table_of
from regulations.models import DatedRow, ProposedChange, ReferenceProposal
from web.actions import Action, Reason
from web.errors import require
from web.forms.law_desk import LawFilter, ProposalFilter
from web.law_change_words import Comparison, figure_texts
from web.pages import page
from web.paging import slice_of

LATEST = ("-proposed_at", "id")


def law_desk(request: HttpRequest) -> HttpResponse:
    """Every row that is recalled, unsettled or empty, with its source and its uses."""
    now = timezone.now()
    rows, form = asked_law(request, now)
    groups = [
        (kind.label, [(row, figure_texts(row)) for row in members])
        for kind, members in groupby(rows, key=lambda row: row.table.kind)
    ]
    return page(
        request,
        "regulations/law_desk.html",
        {
            "form": form,
            "groups": groups,
            "count": len(rows),
            "waiting": ReferenceProposal.objects.waiting().count(),
            "may_edit": access.could(request.user, policies.EDIT_REFERENCE, None, now),
            "may_export": access.could(request.user, policies.EXPORT, None, now),
            "may_import": access.could(request.user, policies.IMPORT, None, now),
        },
    )


def asked_law(
    request: HttpRequest, now: datetime
) -> tuple[list[desk.LawRow], LawFilter]:
    """The rows that the address asks for, by kind. Raises NotPermitted."""
    enter(request, now)
    form = LawFilter(request.GET or None)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    rows = desk.law_rows(
        count_uses=uses_of,
        kind=asked.get("kind", ""),
        shown=asked.get("shown") or desk.Shown.OPEN,
        used=asked.get("used", ""),
        text=asked.get("q", ""),
    )
    return rows, form


def law_row(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """All rows of one code, and everything that was proposed of it."""
    now = timezone.now()
    enter(request, now)
    table = table_or_404(kind)
    try:
        rows = desk.history_of(table, code, count_uses=uses_of)
    except UnknownRow as absent:
        raise Http404 from absent
    if not rows:
        raise Http404
    changes = ProposedChange.objects.filter(kind=kind, code=code).order_by("-pk")
    return page(
        request,
        "regulations/law_row.html",
        {
            "code": code,
            "kind": table.kind,
            "name": rows[0].name,
            "rows": [(row, figure_texts(row)) for row in rows],
            "today": local_day(now),
            "changes": changes.select_related("proposal__proposed_by")[:50],
            "may_edit": access.could(
                request.user, policies.action_for(kind, code), None, now
            ),
        },
    )


def law_proposals(request: HttpRequest) -> HttpResponse:
    rows, form = asked_proposals(request, timezone.now())
    return page(
        request,
        "regulations/law_proposals.html",
        {"form": form, "slice": slice_of(request, rows, by=LATEST)},
    )


def asked_proposals(request: HttpRequest, now: datetime) -> tuple[Any, ProposalFilter]:
    """The proposals that the address asks for. Raises NotPermitted."""
    enter(request, now)
    form = ProposalFilter(request.GET or None)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    rows = ReferenceProposal.objects.visible_to(request.user, now).for_list()
    if asked.get("state"):
        rows = rows.filter(state=asked["state"])
    return rows, form


def law_proposal(request: HttpRequest, id: UUID) -> HttpResponse:
    """The rows as they stand beside the rows as they shall be."""
    now = timezone.now()
    found = proposal_of(request, id, now=now)
    context = head_of(found) | {"actions": _actions(request, found, now)}
    return page(request, "regulations/law_proposal.html", context)


def enter(request: HttpRequest, now: datetime) -> None:
    """The desk is for whoever may propose or settle; others are told who may."""
    if not policies.may_see_desk(request.user, now):
        require(request.user, policies.APPROVE, None, now)


def proposal_of(request: HttpRequest, id: UUID, *, now: datetime) -> ReferenceProposal:
    enter(request, now)
    rows = ReferenceProposal.objects.select_related(
        "proposed_by__agency", "settled_by"
    ).prefetch_related("changes")
    found = get_object_or_404(rows, pk=id)
    request.seen = found  # type: ignore[attr-defined]  # for a refusal
    return found


def head_of(proposal: ReferenceProposal) -> dict[str, Any]:
    return {
        "proposal": proposal,
        "comparisons": [Comparison.of(change) for change in proposal.changes.all()],
    }


def table_or_404(kind: str) -> Table:
    try:
        return table_of(kind)
    except UnknownRow as absent:
        raise Http404 from absent


def row_asked_for(request: HttpRequest, table: Table, code: str) -> DatedRow:
    """The row that `?of=` names by its first day; else the last one of the code."""
    try:
        rows: list[DatedRow] = list(table.rows_of(code))
    except UnknownRow as absent:
        raise Http404 from absent
    if not rows:
        raise Http404
    asked = request.GET.get("of")
    if asked is None:
        return rows[-1]
    try:
        start = date.fromisoformat(asked) if asked else None
    except ValueError as wrong:
        raise Http404 from wrong
    found = next((row for row in rows if row.valid_from == start), None)
    if found is None:
        raise Http404
    return found


def _actions(
    request: HttpRequest, proposal: ReferenceProposal, now: datetime
) -> list[Action]:
    """Open proposals: what the officer may do; the proposer is told who may approve."""
    if proposal.state != ProposalState.PROPOSED:
        return []

    def step(name: str, label: str, icon: str, *reasons: Reason) -> Action:
        address = reverse("law_proposal_step", args=[proposal.pk, name])
        return Action(name, label, address, icon, reasons, name == "approve")

    if policies.may_settle(request.user, proposal, now):
        return [
            step("approve", _("Approve"), "ok"),
            step("refuse", _("Refuse"), "no"),
        ]
    if not policies.may_withdraw(request.user, proposal, now):
        return []
    second = Reason(_("Another person approves: nobody approves what he proposed."))
    return [
        step("withdraw", _("Withdraw"), "back"),
        step("approve", _("Approve"), "ok", second),
    ]
