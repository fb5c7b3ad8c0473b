"""The list of cases: ready selections, filters, rows of which some are only cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from agencies import access
from agencies.models import User
from cases import policies, services
from cases.models import Assignment, Case
from kernel.clock import local_day
from web import case_page
from web.calendar_memory import known_calendar
from web.forms.cases import CaseFilter
from web.pages import page
from web.paging import slice_of

BY_DUE = ("due_on?", "id")
MOST_COUNTED = 1000
# Views that tell more of a case than its card.
TOLD = [view for view in policies.VIEWS if view != "case.view_card"]


@dataclass(frozen=True, slots=True)
class SavedView:
    """A ready selection of the list; `rows` narrows the visible cases."""

    name: str
    label: str | Promise
    is_bad: bool = False

    def rows(self, request: HttpRequest, now: datetime) -> Any:
        cases = Case.objects.visible_to(request.user, now)
        today = local_day(now)
        match self.name:
            case "waiting":
                return cases.waiting_for_agency(request.user, now)
            case "overdue":
                return cases.overdue_on(today)
            case "soon":
                return cases.open().filter(due_on__range=(today, soon_until(today)))
            case "mine":
                return cases.open().filter(
                    assignments__officer=request.user,
                    assignments__ended_at__isnull=True,
                )
            case "open":
                return cases.open()
        return cases


VIEWS = (
    SavedView("waiting", gettext_lazy("Waiting for my agency")),
    SavedView("overdue", gettext_lazy("Overdue"), is_bad=True),
    SavedView("soon", gettext_lazy("Due soon")),
    SavedView("mine", gettext_lazy("I handle")),
    SavedView("open", gettext_lazy("All open")),
    SavedView("all", gettext_lazy("All, closed too")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the list; of a card neither title nor place is told."""

    case: Case
    title: str
    is_card: bool
    chip: tuple[str, str | Promise]
    waits_for: str | Promise
    owners: str
    left: tuple[str, str] | None

    @classmethod
    def of(cls, case: Case, title: str, *, is_card: bool, today: date) -> Row:
        left = None
        if case.due_on is not None:
            left = case_page.time_left(
                case.due_on,
                today=today,
                in_working_days=case.due_rule.endswith("WD")
                or not case.due_rule.startswith("D-EXEC"),
            )
        return cls(
            case,
            title,
            is_card,
            case_page.chip_of(case),
            case_page.next_step_of(case),
            ", ".join(a.officer.full_name for a in case.holders),
            left,
        )


def cases(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    asked = asked_cases(request, now)
    found = slice_of(request, asked.rows, by=BY_DUE)
    return page(
        request,
        "cases/list.html",
        {
            "form": asked.form,
            "slice": found,
            "rows": shown_rows(found.rows, request, now),
            "views": _counted_views(request, asked.view, now),
            "view": asked.view,
            "is_filtered": asked.is_filtered,
            "query": asked.query,
            "may_create": access.could(request.user, "case.receive", None, now),
        },
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """The cases that an address asks for, and how."""

    rows: Any
    view: SavedView
    form: CaseFilter
    is_filtered: bool
    # The same without where in the list somebody stands.
    query: str = ""


def asked_cases(request: HttpRequest, now: datetime) -> Asked:
    form = CaseFilter(request.GET or None, today=local_day(now))
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    is_filtered = any(asked.values())
    wanted = request.GET.get("view") or ("open" if is_filtered else "waiting")
    view = next((v for v in VIEWS if v.name == wanted), VIEWS[-1])
    rows = filtered(view.rows(request, now), asked, request.user, now).for_list()
    query = request.GET.copy()
    for name in ("after", "size"):
        query.pop(name, None)
    query["view"] = view.name
    told = rows.prefetch_related(_holders())
    return Asked(told, view, form, is_filtered, query.urlencode())


def shown_rows(found: Sequence[Case], request: HttpRequest, now: datetime) -> list[Row]:
    """The cases as the list tells them: of some only the card."""
    today = local_day(now)
    told = set(
        Case.objects.visible_as(TOLD, request.user, now)
        .filter(pk__in=[case.pk for case in found])
        .values_list("pk", flat=True)
    )
    titles = services.titles_for(found, request.user, now)
    return [
        Row.of(case, titles[case.pk], is_card=case.pk not in told, today=today)
        for case in found
    ]


def filtered(rows: Any, asked: dict[str, Any], user: User, now: datetime) -> Any:
    if asked.get("state"):
        rows = rows.filter(state__in=asked["state"])
    if asked.get("lead"):
        rows = rows.filter(lead_agency__kind__in=asked["lead"])
    if asked.get("group"):
        rows = rows.filter(group__in=asked["group"])
    if asked.get("ward"):
        rows = rows.filter(ward=asked["ward"])
    if asked.get("q"):
        rows = rows.searched_by(asked["q"], user, now)
    return rows


def soon_until(today: date) -> date:
    """The last of the next three working days."""
    return known_calendar().working_days_from(today, 3)[-1]


def _holders() -> Prefetch:
    return Prefetch(
        "assignments",
        Assignment.objects.filter(ended_at__isnull=True).select_related("officer"),
        to_attr="holders",
    )


def _counted_views(
    request: HttpRequest, current: SavedView, now: datetime
) -> list[tuple[SavedView, str, bool]]:
    """Counts are capped: an exact count of everything is what makes lists slow."""
    shown = []
    for view in VIEWS[:-1]:
        n = view.rows(request, now).order_by()[: MOST_COUNTED + 1].count()
        text = "1.000+" if n > MOST_COUNTED else str(n)
        shown.append((view, text, view == current))
    return [*shown, (VIEWS[-1], "", current == VIEWS[-1])]
