"""Tip-offs: the list to triage, a new one, one with what can come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import access
from cases import services as cases
from cases.models import Case
from inspections import services
from inspections.models import TipOff
from inspections.policies import handles_tip_offs
from inspections.querysets import TipOffQuerySet
from inspections.states import TipOffChannel, TipOffState
from kernel.clock import local_day
from kernel.errors import NotPermitted
from web.actions import Action, Reason, arranged
from web.errors import refusals_on, require
from web.forms import tip_offs as forms
from web.forms.base import PageForm
from web.pages import page, typed
from web.paging import slice_of
from web.sight import note_opened

CHIPS = {
    TipOffState.NEW: "s-warn",
    TipOffState.FOR_VISIT: "s-info",
    TipOffState.NO_ACTION: "",
    TipOffState.DUPLICATE: "",
    TipOffState.IN_CASE: "s-ok",
}
VIEWS: dict[str, str | Promise] = {
    "waiting": gettext_lazy("Waiting for triage"),
    "ours": gettext_lazy("Taken in by us"),
    "all": gettext_lazy("All"),
}
TITLE_LENGTH = 90


@dataclass(frozen=True, slots=True)
class TipOffStep:
    """An act on a tip-off: its form, its service, what it will do."""

    action: str
    form: type[PageForm]
    take: Callable[..., Any]
    label: str | Promise
    will: str | Promise
    icon: str


STEPS = {
    "refer": TipOffStep(
        "tipoff.refer",
        forms.ReferForm,
        cases.refer_tip_off,
        gettext_lazy("Make a case of it"),
        gettext_lazy(
            "The case takes over place, files and facility; who reported stays with"
            " the agency that took the tip-off in."
        ),
        "case",
    ),
    "triage": TipOffStep(
        "tipoff.triage",
        forms.TriageForm,
        services.triage_tip_off,
        gettext_lazy("Triage it without a case"),
        gettext_lazy(
            "Your reason is kept, and read by the agency that took the tip-off in."
        ),
        "filter",
    ),
}


LATEST = ("-taken_at", "-id")


@dataclass(frozen=True, slots=True)
class Asked:
    """The tip-offs that an address asks for, and how."""

    rows: TipOffQuerySet
    view: str
    views: list[str]
    waiting: int
    form: forms.TipOffFilter
    is_filtered: bool


def tip_offs(request: HttpRequest) -> HttpResponse:
    """What waits for triage, what the agency took in, and all that it sees."""
    now = timezone.now()
    asked = asked_tip_offs(request, now)
    return page(
        request,
        "tip_offs/list.html",
        {
            "form": asked.form,
            "slice": slice_of(request, asked.rows, by=LATEST),
            "views": [(name, VIEWS[name], name == asked.view) for name in asked.views],
            "view": asked.view,
            "label": VIEWS[asked.view],
            "waiting": asked.waiting,
            "chips": CHIPS,
            "is_filtered": asked.is_filtered,
            "may_create": access.can(request.user, "tipoff.create", None, now),
        },
    )


def asked_tip_offs(request: HttpRequest, now: datetime) -> Asked:
    """Raises NotPermitted, or Http404 for a view that the officer has not."""
    _require_door(request, now)
    may_triage = access.can(request.user, "tipoff.triage", None, now)
    views = [name for name in VIEWS if may_triage or name != "waiting"]
    waiting = 0
    if may_triage:
        waiting = TipOff.objects.waiting_for(request.user, now).count()
    form = forms.TipOffFilter(request.GET or None)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    is_filtered = any(asked.values())
    usual = "waiting" if waiting and not is_filtered else "all"
    view = request.GET.get("view") or usual
    if view not in views:
        raise Http404
    rows = _in_view(view, request, now)
    if asked.get("q"):
        words = asked["q"].strip()
        rows = rows.filter(
            Q(number__icontains=words)
            | Q(text__icontains=words)
            | Q(place__icontains=words)
        )
    if asked.get("state"):
        rows = rows.filter(state=asked["state"])
    rows = rows.select_related("taken_by_agency", "to_agency", "ward", "facility")
    return Asked(rows, view, views, waiting, form, is_filtered)


def new_tip_off(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    today = local_day(now)
    require(request.user, "tipoff.create", None, now)
    form = forms.NewTipOffForm(
        typed(request),
        request.FILES or None,
        officer=request.user,
        now=now,
        today=today,
        initial={
            "channel": TipOffChannel.IN_PERSON,
            "occurred_on": today,
            "ward": request.user.agency.ward_id or "",
            "facility": request.GET.get("facility", ""),
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, {"file": "files"}):
            made = services.create_tip_off(by=request.user, at=now, **form.arguments())
            messages.success(
                request,
                _("%(number)s is received; it goes to %(agency)s.")
                % {"number": made.number, "agency": made.to_agency.short_name},
            )
            return redirect("tip_off", made.number)
    return page(request, "tip_offs/new.html", {"form": form})


def tip_off(request: HttpRequest, number: str) -> HttpResponse:
    now = timezone.now()
    found = _tip_off_of(request, number, now=now)
    seen = Case.objects.visible_to(request.user, now)
    return page(
        request,
        "tip_offs/tip_off.html",
        {
            "tip_off": found,
            "title": _title(found),
            "chip": CHIPS[TipOffState(found.state)],
            "actions": _actions(found, request, now),
            "files": found.files.visible_to(request.user, now).select_related(
                "stored_file", "added_by"
            ),
            "cases": seen.filter(tip_off=found).for_list(),
        },
    )


def tip_off_step(request: HttpRequest, number: str, step: str) -> HttpResponse:
    now = timezone.now()
    today = local_day(now)
    how = STEPS.get(step)
    if how is None:
        raise Http404
    found = _tip_off_of(request, number, now=now)
    require(request.user, how.action, found, now)
    form = how.form(
        typed(request),
        tip_off=found,
        today=today,
        initial=_initial(found),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            came = how.take(
                tip_off=found,
                by=request.user,
                at=now,
                **form.arguments(),  # type: ignore[attr-defined]
            )
            return _done(request, how, found, came)
    return page(
        request,
        "tip_offs/step.html",
        {
            "tip_off": found,
            "title": _title(found),
            "form": form,
            "label": how.label,
            "will": how.will,
            "closed": () if form.is_bound else _against(found),
        },
    )


def _require_door(request: HttpRequest, now: datetime) -> None:
    if not handles_tip_offs(request.user, now):
        refusal = NotPermitted()
        refusal.action = "tipoff.create"  # type: ignore[attr-defined]
        raise refusal


def _in_view(view: str, request: HttpRequest, now: datetime) -> TipOffQuerySet:
    rows: TipOffQuerySet = TipOff.objects.visible_to(request.user, now)
    if view == "waiting":
        rows = TipOff.objects.waiting_for(request.user, now)
    elif view == "ours":
        rows = rows.filter(taken_by_agency=request.user.agency_id)
    return rows


def _tip_off_of(request: HttpRequest, number: str, *, now: datetime) -> TipOff:
    """The tip-off if it is visible; its opening is written to the trail (INV-13)."""
    rows = TipOff.objects.visible_to(request.user, now).select_related(
        "taken_by_agency",
        "to_agency__parent",
        "taken_by",
        "settled_by",
        "ward",
        "facility__ward",
    )
    found: TipOff = get_object_or_404(rows, number=number)
    note_opened(request, found, now=now)
    return found


def _title(found: TipOff) -> str:
    """The first line of what was reported, cut at a word."""
    line = found.text.strip().splitlines()[0]
    if len(line) <= TITLE_LENGTH:
        return line
    return f"{line[:TITLE_LENGTH].rsplit(' ', 1)[0].rstrip(',;:. ')}…"


def _actions(found: TipOff, request: HttpRequest, now: datetime) -> list[Action]:
    """The ways out of a tip-off that waits, and the visit that it leads to."""
    rows = [
        Action(
            name,
            how.label,
            reverse("tip_off_step", args=[found.number, name]),
            how.icon,
        )
        for name, how in STEPS.items()
        if found.is_open and access.could(request.user, how.action, found, now)
    ]
    is_ours = access.could(request.user, "tipoff.triage", found, now)
    if (
        found.state == TipOffState.FOR_VISIT
        and is_ours
        and access.could(request.user, "visit.create", None, now)
    ):
        code = found.facility.code if found.facility is not None else ""
        address = f"{reverse('new_inspection')}?facility={code}"
        rows.append(Action("visit", _("Open the visit"), address, "visit"))
    return arranged(rows, first=("refer", "visit"))


def _against(found: TipOff) -> tuple[Reason, ...]:
    """Why its acts are closed."""
    if found.is_open:
        return ()
    return (Reason(_("This tip-off was settled already.")),)


def _initial(found: TipOff) -> dict[str, date | str]:
    return {"title": _title(found), "detected_on": found.taken_on}


def _done(
    request: HttpRequest, how: TipOffStep, found: TipOff, came: object
) -> HttpResponse:
    if isinstance(came, Case):
        messages.success(
            request, _("%(number)s is received.") % {"number": came.number}
        )
        return redirect("case", came.number)
    messages.success(request, _("Done: %(step)s.") % {"step": how.label})
    return redirect("tip_off", found.number)
