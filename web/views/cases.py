"""Cases: a new matter, one case with its course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from cases import policies, services, steps
from cases.models import Case, CaseEvent
from cases.states import Channel
from documents.services import CASE_FILE
from kernel.clock import local_day
from web import case_page
from web.errors import refusals_on, require
from web.forms.base import PageForm
from web.forms.cases import NewCaseForm
from web.hand_over_page import FULL_VIEWS
from web.pages import page, typed
from web.sight import note_opened

TIMELINE = 20


def new_case(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    today = local_day(now)
    require(request.user, "case.receive", None, now)
    form = NewCaseForm(
        typed(request),
        officer=request.user,
        now=now,
        today=today,
        initial={
            "facility": request.GET.get("facility", ""),
            "channel": Channel.OFFLINE,
            "detected_on": today,
        },
    )
    if request.method == "POST" and form.is_valid():
        doubles = _doubles(request, form, now)
        if doubles and not form.cleaned_data["not_a_double"]:
            form.warn_of(doubles)
        else:
            with refusals_on(form, NewCaseForm.NAMES):
                case = services.receive_case(
                    facts=_facts(form), by=request.user, at=now
                )
                messages.success(
                    request, _("%(number)s is received.") % {"number": case.number}
                )
                return redirect("case", case.number)
    return page(request, "cases/new.html", {"form": form})


def case(request: HttpRequest, number: str) -> HttpResponse:
    now = timezone.now()
    found = case_of(request, number, now=now)
    if policies.view_of(found, request.user, now) == "case.view_card":
        return page(
            request,
            "cases/card.html",
            {
                **head_of(request, found, "case", now=now),
                "invited": steps.invitation_of(found, request.user, now),
                "may_break_glass": access.can(
                    request.user, "breakglass.open", None, now
                ),
            },
        )
    events = events_of(found)
    return page(
        request,
        "cases/course.html",
        {
            **head_of(request, found, "case", now=now, events=events),
            "has_advice": has_advice(found, request.user, now),
            "timeline": case_page.timeline_of(events[:TIMELINE]),
            "earlier": max(len(events) - TIMELINE, 0),
            "today": local_day(now),
        },
    )


def case_advice(request: HttpRequest, number: str) -> HttpResponse:
    """What the figures raise and who was sanctioned before.

    The case page fetches it when it is shown: looking through other cases takes longer
    than opening this one.
    """
    now = timezone.now()
    found = case_of(request, number, now=now)
    if not has_advice(found, request.user, now):
        raise Http404
    context = {
        **head_of(request, found, "case", now=now),
        **advice_on(found, request.user, now),
    }
    is_part = request.headers.get("X-Part") == "1"
    template = "cases/advice_part.html" if is_part else "cases/advice_page.html"
    return page(request, template, context)


def has_advice(found: Case, officer: Any, now: datetime) -> bool:
    """For who sees the file; a card or the auditor's view has none."""
    return policies.view_of(found, officer, now) in FULL_VIEWS


def advice_on(found: Case, officer: Any, now: datetime) -> dict[str, Any]:
    """What the recorded figures raise, and earlier sanctions."""
    on = local_day(now)
    earlier = services.earlier_of(found, on=on, viewer=officer, at=now)
    codes = {act.behaviour.code for act in found.violations.all()}
    return {
        "raised": services.indicators(found, on, earlier=earlier),
        "earlier_sanctions": [(row, row.behaviour in codes) for row in earlier],
    }


def case_of(request: HttpRequest, number: str, *, now: datetime) -> Case:
    """The case if it is visible; its opening is written to the trail first (INV-13)."""
    rows = Case.objects.visible_to(request.user, now).with_file()
    found: Case = get_object_or_404(rows, number=number)
    note_opened(request, found, now=now)
    return found


def events_of(found: Case) -> Sequence[CaseEvent]:
    """All steps of a case, newest first."""
    rows = found.events.select_related("actor", "agency")
    return list(rows.order_by("-entry_id"))


def head_of(
    request: HttpRequest,
    found: Case,
    current: str,
    *,
    now: datetime,
    events: Sequence[CaseEvent] | None = None,
) -> dict[str, Any]:
    """What stands on top of every page of a case."""
    today = local_day(now)
    is_card = policies.view_of(found, request.user, now) == "case.view_card"
    title = services.without_minors(found.title, found, request.user, now)
    may_print = access.can(request.user, "document.print", found, now)
    return {
        "case": found,
        # A card says number, state and lead, and what the agency itself is asked.
        "is_card": is_card,
        "case_title": _("Card of the case") if is_card else title,
        "glass": _glass_of(found, request, now),
        "chip": case_page.chip_of(found),
        "clock": None if is_card else case_page.clock_of(found, today=today),
        "stages": case_page.stages_of(
            found, events_of(found) if events is None else events
        ),
        "actions": [
            action
            for action in case_page.actions_of(found, request.user, now)
            if not is_card or action.name in case_page.ON_A_CARD
        ],
        "tabs": case_page.tabs_of(found, request.user, now, current=current),
        "may_print": may_print,
        "prints": _prints(found) if may_print else [],
    }


def _glass_of(found: Case, request: HttpRequest, now: datetime) -> Any:
    """The officer's emergency reading of the case, while it lasts."""
    if "breakglass" not in found.relations_of(request.user, now):
        return None
    open_now = [
        broken
        for broken in request.user.glass_broken.all()
        if broken.case_id == found.pk and broken.is_open_at(now)
    ]
    return max(open_now, key=lambda broken: broken.expires_at)


def _prints(found: Case) -> list[tuple[str, str, str]]:
    address = reverse("print_case", args=[found.number, CASE_FILE])
    return [(address, "print", _("Print the file"))]


def _doubles(
    request: HttpRequest, form: NewCaseForm, now: datetime
) -> list[tuple[Case, str]]:
    """Open cases of the facility, each with its title as the officer may read it."""
    facility = form.cleaned_data["facility"]
    if facility is None:
        return []
    rows = Case.objects.visible_to(request.user, now).open()
    found = list(rows.at_facility(facility).for_list()[:5])
    titles = services.titles_for(found, request.user, now)
    seen = Case.objects.filter(pk__in=titles)
    read = seen.visible_as(policies.READING, request.user, now)
    told = set(read.values_list("pk", flat=True))
    return [(case, titles[case.pk] if case.pk in told else "") for case in found]


def _facts(form: NewCaseForm) -> services.CaseInput:
    values = form.cleaned_data
    acts: tuple[services.ActInput, ...] = ()
    if values["behaviour"]:
        acts = (
            services.ActInput(
                behaviour=values["behaviour"],
                description=values["description"],
                occurred_on=values["act_on"],
                channel=values["channel"],
            ),
        )
    facility = values["facility"]
    return services.CaseInput(
        title=values["title"],
        source=values["source"],
        source_note=values["source_note"],
        detected_on=values["detected_on"],
        place=values["place"],
        ward=values["ward"],
        channel=values["channel"],
        facility_id=facility.pk if facility is not None else None,
        is_respondent_unknown=values["is_respondent_unknown"],
        is_complex=values["is_complex"],
        acts=acts,
    )


def part_page(
    request: HttpRequest,
    found: Case,
    form: PageForm,
    title: str,
    back: str,
    now: datetime,
) -> HttpResponse:
    """A form about a part of the case, under the case's head; `back` is its tab."""
    return page(
        request,
        "cases/part_form.html",
        {
            **head_of(request, found, back, now=now),
            "form": form,
            "title": title,
            "back": back,
        },
    )
