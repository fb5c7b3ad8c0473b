"""The pages of one facility; its list, corrections and rows stand beside."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Ward
from cases.services.linking import links_at
from cases.services.risk import history_for, shown_to
from facilities import policies, services
from facilities.models import Address, Facility
from facilities.print_alarms import alarms_of
from inspections.yearly import BASIS
from kernel.clock import local_day
from regulations import indicators
from web.actions import Action, Reason, arranged
from web.errors import LedOn
from web.facility_history import Counter, history_of
from web.facility_story import MOST_SHOWN, rows_of, story_of
from web.identity import identity_of
from web.law_words import citation
from web.pages import page
from web.paging import slice_of


def facility(request: HttpRequest, code: str) -> HttpResponse:
    """The one page that tells the story of a facility at a glance."""
    now = timezone.now()
    found = facility_of(request, code, now=now)
    history = history_of(found, request.user, at=now)
    risk = shown_to(request.user, [found.pk], at=now).get(found.pk)
    ties = links_at(request.user, found, at=now)
    return page(
        request,
        "facilities/overview.html",
        {
            **head_of(request, found, "facility", now=now, counter=history.counter),
            **identity_of(found, request.user, now=now),
            "history": history,
            "story": story_of(found, history, ties, request.user, at=now),
            "head": next((p for p in found.people.all() if p.ended_on is None), None),
            "risk": risk,
            "reasons": risk.lines[:MOST_SHOWN] if risk else [],
            "ties": ties,
            "today": local_day(now),
            "most_shown": MOST_SHOWN,
            "once_a_year": BASIS,
        },
    )


def facility_contacts(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    found = facility_of(request, code, now=now)
    return page(
        request,
        "facilities/contacts.html",
        {
            **head_of(request, found, "facility_contacts", now=now),
            "addresses": rows_of(found, "addresses"),
            "people": rows_of(found, "people"),
            "urls": rows_of(found, "urls"),
        },
    )


def facility_print_jobs(request: HttpRequest, code: str) -> HttpResponse:
    """The print-job log, newest first; lines that say too much are marked."""
    now = timezone.now()
    found = facility_of(request, code, now=now)
    slice_ = slice_of(request, found.print_jobs.all(), by=("-printed_on", "-id"))
    copies = indicators.of_copies()
    return page(
        request,
        "facilities/print_jobs.html",
        {
            **head_of(request, found, "facility_print_jobs", now=now),
            "slice": slice_,
            "jobs": [(job, alarms_of(job, copies)) for job in slice_.rows],
        },
    )


def facility_risk(request: HttpRequest, code: str) -> HttpResponse:
    """Why it is worth looking at first, and what that was before."""
    now = timezone.now()
    found = facility_of(request, code, now=now)
    history = history_for(request.user, found, at=now)
    return page(
        request,
        "facilities/risk.html",
        {
            **head_of(request, found, "facility_risk", now=now),
            "risk": next(iter(history), None),
            "earlier": history[1:],
        },
    )


def facility_trail(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    found = facility_of(request, code, now=now)
    entries = slice_of(request, services.history(found), by=("-seq",))
    return page(
        request,
        "facilities/trail.html",
        {
            **head_of(request, found, "facility_trail", now=now),
            "slice": entries,
            "wards": dict(Ward.objects.values_list("code", "name")),
        },
    )


def facility_of(request: HttpRequest, code: str, *, now: Any) -> Facility:
    """The standing record; an absorbed one's code leads on to the one it is read at."""
    found = record_of(request, code, now=now)
    if found.merged_into is not None:
        raise LedOn(
            reverse("facility", args=[found.merged_into.code]),
            _("%(code)s %(name)s was merged into this record.")
            % {"code": found.code, "name": found.name},
        )
    return found


def record_of(request: HttpRequest, code: str, *, now: Any) -> Facility:
    """The record itself, also when it was merged: its rows stay with it."""
    rows = (
        Facility.objects.seen_by(request.user, now)
        .select_related("ward", "party", "merged_into")
        .prefetch_related(
            Prefetch("addresses", Address.objects.select_related("ward")),
            "licences",
            "equipment",
            "people__protected_numbers",
            "urls",
            "protected_numbers",
            "former_names",
            Prefetch("absorbed", Facility.objects.with_parts().order_by("code")),
        )
    )
    found = get_object_or_404(rows, code=code)
    request.seen = found  # type: ignore[attr-defined]  # for a refusal
    return found


def head_of(
    request: HttpRequest,
    found: Facility,
    current: str,
    *,
    now: Any,
    counter: Counter | None = None,
) -> dict[str, Any]:
    """What stands on top of every page of a facility.

    With the yearly counter a visit that would be the second is closed, and says so.
    """
    tabs = [
        ("facility", _("Overview"), None),
        ("facility_contacts", _("Places and people"), None),
        *(
            [("facility_print_jobs", _("Print jobs"), None)]
            if policies.is_printer(found.kinds)
            else []
        ),
        ("facility_obligations", _("Obligations, files"), None),
        ("facility_risk", _("Risk"), None),
        ("facility_trail", _("Journal"), None),
    ]
    return {
        "facility": found,
        "tabs": [
            (reverse(name, args=[found.code]), label, count, name == current)
            for name, label, count in tabs
        ],
        "actions": actions_of(request, found, counter, now=now),
        "may_edit": access.could(request.user, "facility.edit", found, now),
    }


def actions_of(
    request: HttpRequest, found: Facility, counter: Counter | None, *, now: Any
) -> list[Action]:
    officer, actions = request.user, []
    if access.could(officer, "case.receive", None, now):
        address = f"{reverse('new_case')}?facility={found.code}"
        actions.append(Action("case", _("New case"), address, "plus"))
    if access.could(officer, "visit.create", None, now):
        address = f"{reverse('new_inspection')}?facility={found.code}"
        actions.append(
            Action("visit", _("New visit"), address, "cal", _used_up(counter, address))
        )
    address = reverse("print_facility", args=[found.code])
    actions.append(Action("print", _("Print the whole record"), address, "print"))
    if access.could(officer, "facility.edit", found, now):
        actions += [
            Action(
                "edit",
                _("Correct the data"),
                reverse("edit_facility", args=[found.code]),
                "pen",
            ),
            Action(
                "rename",
                _("New name"),
                reverse("rename_facility", args=[found.code]),
                "swap",
            ),
            Action(
                "split",
                _("Split the record"),
                reverse("split_facility", args=[found.code]),
                "chain",
            ),
            Action(
                "status",
                _("Change the status"),
                reverse("change_facility_status", args=[found.code]),
                "gear",
            ),
        ]
    if found.unknown_owner and access.could(officer, "facility.edit", found, now):
        actions.append(
            Action(
                "owner",
                _("Assign the owner"),
                reverse("assign_owner", args=[found.code]),
                "user",
            )
        )
    return arranged(actions, first=("case", "edit"))


def _used_up(counter: Counter | None, address: str) -> tuple[Reason, ...]:
    """Why the facility is not visited again this year, and the way that stays open."""
    if counter is None or not counter.used:
        return ()
    return (
        Reason(
            _("it was visited or is planned once in %(year)s already (%(basis)s).")
            % {"year": counter.year, "basis": citation(BASIS)}
        ),
        Reason(
            _("Only clear signs of a violation allow another one: name them."), address
        ),
    )
