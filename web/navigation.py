"""The places of the navigation, and which of them a person has use for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.kinds import Role
from agencies.models import User
from inspections.policies import handles_tip_offs, may_see_checklist_desk
from kernel.clock import local_day
from regulations import policies
from reports.policies import may_see_agency, may_see_province


@dataclass(frozen=True, slots=True)
class Place:
    """`url_name` opens it; `key` jumps to it after `g`; `roles` or `is_for` see it."""

    url_name: str
    label: str | Promise
    short: str | Promise
    icon: str
    key: str
    roles: frozenset[str] | None = None
    is_for: Callable[[User, datetime], bool] | None = None
    is_current: bool = False

    @property
    def address(self) -> str:
        return reverse(self.url_name)


def may_see_reports(user: User, at: datetime) -> bool:
    return may_see_agency(user, at) or may_see_province(user, at)


# Administrators see no case content (security rules, section 1).
_OFFICE = frozenset(Role.values) - {Role.ADMIN}
_FIELD = frozenset({Role.INSPECTOR, Role.TEAM_LEAD})
_SIGNERS = frozenset({Role.SANCTIONER})
_ALL = (
    Place("home", _("My work"), _("Work"), "home", "t"),
    Place("cases", _("Cases"), _("Cases"), "case", "v", _OFFICE),
    Place("tasks", _("Tasks"), _("Tasks"), "send", "n", _OFFICE),
    Place("to_sign", _("To be signed"), _("To sign"), "pen", "s", _SIGNERS),
    Place("inspections", _("Inspections"), _("Visits"), "visit", "k", _OFFICE),
    Place("field", _("In the field"), _("In the field"), "phone", "r", _FIELD),
    Place(
        "tip_offs",
        _("Tip-offs"),
        _("Tip-offs"),
        "note",
        "b",
        is_for=handles_tip_offs,
    ),
    Place("documents", _("Documents"), _("Documents"), "doc", "a", _OFFICE),
    Place("facilities", _("Facilities"), _("Facilities"), "shop", "c", _OFFICE),
    Place("plans", _("Inspection plans"), _("Plans"), "plan", "h", _OFFICE),
    Place("visit_calendar", _("Calendar of visits"), _("Diary"), "cal", "i", _OFFICE),
    Place("facility_map", _("Map of facilities"), _("Map"), "map", "o", _OFFICE),
    Place("reports", _("Reports"), _("Reports"), "doc", "a", is_for=may_see_reports),
    Place("violations", _("Catalogue of violations"), _("Catalogue"), "book", "d"),
    Place("calendar", _("Working calendar"), _("Calendar"), "cal", "l"),
    Place(
        "law_desk",
        _("Law desk"),
        _("Law"),
        "scale",
        "p",
        is_for=policies.may_see_desk,
    ),
    Place(
        "checklists",
        _("Checklists"),
        _("Lists"),
        "list",
        "m",
        is_for=may_see_checklist_desk,
    ),
)


def places_for(request: HttpRequest) -> list[Place]:
    now = timezone.now()
    roles = request.user.roles_on(local_day(now))
    path, shown = request.path, []
    for place in _ALL:
        if place.roles is not None and not place.roles & roles:
            continue
        if place.is_for is not None and not place.is_for(request.user, now):
            continue
        shown.append(place)
    current = max(
        (place for place in shown if path.startswith(place.address)),
        key=lambda place: len(place.address),
        default=None,
    )
    return [
        replace(
            place,
            is_current=place is current and (place.url_name != "home" or path == "/"),
        )
        for place in shown
    ]
