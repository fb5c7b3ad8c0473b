"""The visit that looks whether a conclusion was carried out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from inspections import services
from inspections.states import VisitState
from kernel.clock import local_day
from web.actions import Reason
from web.errors import refusals_on, require
from web.follow_ups import rule_on
from web.forms.visits import FollowUpForm
from web.pages import page, typed
from web.views.visits import visit_of


def open_follow_up(request: HttpRequest, number: str) -> HttpResponse:
    now = timezone.now()
    found = visit_of(request, number, now=now)
    require(request.user, "visit.create", found, now)
    today = local_day(now)
    closed: tuple[Reason, ...] = ()
    ground = ""
    if found.state == VisitState.CONCLUDED:
        text = _("Carrying out of conclusion No. %(code)s of %(day)s")
        signed_on = f"{found.conclusion.signed_on:%d/%m/%Y}"
        ground = text % {"code": found.conclusion.code, "day": signed_on}
    else:
        closed = (Reason(_("The visit has no conclusion yet.")),)
    form = FollowUpForm(
        typed(request),
        initial={
            "ground_text": ground,
            "scheduled_on": today,
            "lead": found.lead_id,
            "place": found.place,
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = services.open_follow_up(
                visit=found,
                ground_text=form.cleaned_data["ground_text"],
                follow_up=form.visit(),
                by=request.user,
                at=now,
            )
            text = _("Follow-up visit %(number)s is opened.")
            messages.success(request, text % {"number": made.number})
            return redirect("inspection", made.number)
    return page(
        request,
        "inspections/follow_up.html",
        {
            "visit": found,
            "form": form,
            "closed": () if form.is_bound else closed,
            "label": _("Open a follow-up visit"),
            "verb": _("Open the visit"),
            "rule": rule_on(today),
            "counts": services.counts_yearly_on(today),
        },
    )
