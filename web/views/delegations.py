"""Giao quyền: a head lends a deputy the power to sanction, and takes it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import access
from agencies import services as agencies
from agencies.models import Delegation
from cases.own_rows import of_agency
from documents import services
from kernel.clock import local_day
from kernel.errors import NotPermitted
from regulations.kinds import AuthorityField
from web.errors import refusals_on, require
from web.forms.delegations import DelegationForm, EndDelegationForm
from web.pages import page, typed
from web.paging import slice_of
from web.papers import PREVIEW, shown_page

NEWEST = ("-created_at", "-id")


@dataclass(frozen=True, slots=True)
class Row:
    """A delegation as the list tells it; `tone` colours its state."""

    lent: Delegation
    scope: str
    state: Any
    tone: str
    may_end: bool


def delegations(request: HttpRequest) -> HttpResponse:
    """The agency's delegations with their papers, the newest first."""
    now = timezone.now()
    rows = slice_of(request, asked_delegations(request, now), by=NEWEST)
    shown = [_row(row, request, now) for row in rows.rows]
    return page(
        request,
        "papers/delegations.html",
        {"slice": rows, "rows": shown, "may_create": may_lend(request, now)},
    )


def asked_delegations(request: HttpRequest, now: datetime) -> Any:
    rows = Delegation.objects.filter(
        of_agency("delegator__agency", request.user, now)
    ).select_related("delegator__agency", "delegate")
    return rows.prefetch_related("documents")


def new_delegation(request: HttpRequest) -> HttpResponse:
    """Whom, for what, how long; seen as a draft first, then signed."""
    now = timezone.now()
    _require_head(request, now)
    today = local_day(now)
    form = DelegationForm(
        typed(request),
        request=request,
        officer=request.user,
        on=today,
        initial={"valid_from": today},
    )
    is_preview = form.signs_nothing = PREVIEW in request.POST
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, {"fields": "fields_of_law"}):
            asked = {**form.terms(), "by": request.user, "at": now}
            if is_preview:
                return shown_page(request, services.preview_delegation(**asked))
            lent = services.delegate(**asked)
            messages.success(
                request, _("Delegation %(number)s is issued.") % {"number": lent}
            )
            return redirect("delegations")
    return page(
        request,
        "papers/delegation_form.html",
        {
            "form": form,
            "label": _("Lend the power to sanction"),
            "button": _("Sign and issue the delegation"),
            "will": _(
                "The decision takes the next number of your agency and is issued. The"
                " deputy signs “KT.” within its scope and period and may not lend the"
                " power further (Điều 54 Luật XLVPHC)."
            ),
            "has_preview": True,
        },
    )


def end_delegation(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    rows = asked_delegations(request, now)
    found = get_object_or_404(rows, pk=id)
    require(request.user, "delegation.revoke", None, now)
    if found.delegator_id != request.user.pk:
        raise NotPermitted
    form = EndDelegationForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            agencies.revoke_delegation(
                delegation=found, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(
                request, _("Delegation %(number)s has ended.") % {"number": found}
            )
            return redirect("delegations")
    return page(
        request,
        "papers/delegation_form.html",
        {
            "form": form,
            "label": _("End delegation %(number)s") % {"number": found},
            "button": _("End it today"),
            "will": _("From today %(deputy)s signs nothing more under it.")
            % {"deputy": found.delegate.full_name},
        },
    )


def may_lend(request: HttpRequest, now: datetime) -> bool:
    """A head signs by a title of his own; who was lent the power lends nothing."""
    user = request.user
    is_head = bool(user.authority_title)
    return is_head and access.could(user, "delegation.create", None, now)


def scope_of(row: Delegation) -> str:
    """ "Xuất bản và in; Quyền tác giả", or all fields."""
    labels = dict(AuthorityField.choices)
    named = [str(labels.get(code, code)) for code in row.fields]
    return "; ".join(named) or str(_ALL_FIELDS)


_ALL_FIELDS = gettext_lazy("All fields of the head")


def _require_head(request: HttpRequest, now: datetime) -> None:
    require(request.user, "delegation.create", None, now)
    if not request.user.authority_title:
        raise NotPermitted


def _row(row: Delegation, request: HttpRequest, now: datetime) -> Row:
    today = local_day(now)
    is_over = row.has_ended_on(today)
    if row.revoked_on is not None:
        state, tone = _("Ended"), ""
    elif is_over:
        state, tone = _("Expired"), ""
    elif row.valid_from > today:
        state, tone = _("Not yet in force"), "s-info"
    else:
        state, tone = _("In force"), "s-ok"
    own = row.delegator_id == request.user.pk
    may_end = (
        own
        and not is_over
        and access.could(request.user, "delegation.revoke", None, now)
    )
    return Row(row, scope_of(row), state, tone, may_end)
