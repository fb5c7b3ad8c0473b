"""The working calendar: everybody reads it, an administrator proposes a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import access
from kernel.clock import local_day
from regulations import policies, proposals
from regulations.calendar import WorkingCalendar, each_day
from regulations.kinds import DayKind, Source
from regulations.models import CalendarDay, ReferenceProposal
from regulations.working_days import days_of_year, load_calendar
from web.errors import refusals_on, require
from web.forms.base import PageForm
from web.forms.fields import TextField
from web.pages import page, typed

FIRST_YEAR, LAST_YEAR = 2020, 2035
_MARKS = {
    DayKind.SWAP_WORKING: "sw",
    DayKind.HOLIDAY: "hol",
    DayKind.COMPENSATION: "hol",
    DayKind.SWAP_OFF: "hol",
}


class DayForm(PageForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of day it is"),
        choices=DayKind.choices,
        widget=forms.RadioSelect,
    )
    name = TextField(label=gettext_lazy("Name of the day"), max_length=200)
    decision_no = TextField(
        label=gettext_lazy("Decision that fixed it"), max_length=120, required=False
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("It is confirmed"),
        required=False,
        help_text=gettext_lazy(
            "Not marked, dates that rest on it are shown as provisional."
        ),
    )
    reason = TextField(label=gettext_lazy("Reason"), lines=2)


class RestoreForm(PageForm):
    reason = TextField(label=gettext_lazy("Reason"), lines=2)


@dataclass(frozen=True, slots=True)
class Square:
    day: date
    marks: str
    title: str


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    blanks: range
    days: list[Square]


def calendar(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    today = local_day(now)
    year = _year(request.GET.get("year", ""), today)
    known = load_calendar()
    return page(
        request,
        "regulations/calendar.html",
        {
            "year": year,
            "previous": year - 1 if year > FIRST_YEAR else None,
            "following": year + 1 if year < LAST_YEAR else None,
            "months": [_month(year, n, known) for n in range(1, 13)],
            "days": days_of_year(year),
            "may_edit": access.could(request.user, policies.EDIT_CALENDAR, None, now),
            "today": today,
            "waiting": _waiting(request, now),
        },
    )


def edit_day(request: HttpRequest, day: str) -> HttpResponse:
    """Propose what a day is; a second person approves, then limits are recomputed."""
    now = timezone.now()
    require(request.user, policies.EDIT_CALENDAR, None, now)
    edited = _day_or_404(day)
    row = CalendarDay.objects.filter(date=edited).first()
    form = DayForm(typed(request), initial=_initial(row, edited))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = proposals.propose_calendar_day(
                day=edited, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(request, _("Proposed. A second person approves it."))
            return redirect("law_proposal", made.pk)
    is_edited = row is not None and row.source == Source.EDITED
    return page(
        request,
        "regulations/calendar_day.html",
        {"form": form, "day": edited, "is_edited": is_edited},
    )


def restore_day(request: HttpRequest, day: str) -> HttpResponse:
    """Propose to give up an edited day: back to what the product came with."""
    now = timezone.now()
    require(request.user, policies.EDIT_CALENDAR, None, now)
    edited = _day_or_404(day)
    form = RestoreForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = proposals.propose_calendar_restore(
                day=edited, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(request, _("Proposed. A second person approves it."))
            return redirect("law_proposal", made.pk)
    return page(
        request,
        "regulations/calendar_day.html",
        {"form": form, "day": edited, "is_restoring": True},
    )


def _day_or_404(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong


def _waiting(request: HttpRequest, now: datetime) -> list[ReferenceProposal]:
    """Days proposed and not settled, for those who see proposals."""
    rows = ReferenceProposal.objects.visible_to(request.user, now).waiting()
    return list(rows.filter(is_of_calendar=True)[:20])


def _month(year: int, month: int, known: WorkingCalendar) -> Month:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    squares = []
    for day in each_day(first, following):
        if day == following:
            break
        info = known.info(day)
        marks = _MARKS.get(info.kind, "") if info is not None else ""
        if not marks and not known.is_working_day(day):
            marks = "off"
        if info is not None and not info.is_confirmed:
            marks = f"{marks} prov"
        squares.append(Square(day, marks.strip(), info.name if info else ""))
    return Month(first, range(first.weekday()), squares)


def _year(text: str, today: date) -> int:
    year = int(text) if text.isascii() and text.isdigit() else today.year
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def _initial(row: CalendarDay | None, day: date) -> dict[str, Any]:
    if row is None:
        return {"kind": DayKind.HOLIDAY if day.weekday() < 5 else DayKind.SWAP_WORKING}
    return {
        "kind": row.kind,
        "name": row.name,
        "decision_no": row.decision_no,
        "confirmed": row.confirmed,
    }
