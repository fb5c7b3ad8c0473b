"""What a facility's page says of its identity: doubles, merges, head and branches."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import User
from facilities import services
from facilities.doubles import Comparison
from facilities.models import Facility, Merge, ProposedDouble
from facilities.querysets import ProposedDoubleQuerySet
from facilities.states import MergeState
from web.forms.facilities import NewFacilityForm

MOST_DOUBLES = 5


def identity_of(found: Facility, officer: User, *, now: datetime) -> dict[str, Any]:
    """Two queries more for everybody, three for who may merge."""
    merges = Merge.objects.of_facility(found).with_records()
    may_merge = access.could(officer, "facility.merge", found, now)
    return {
        "may_merge": may_merge,
        "doubles": described(services.doubles_of(found), officer, now=now)
        if may_merge
        else [],
        "merges": list(merges.filter(state__in=[MergeState.PROPOSED, MergeState.DONE])),
        **_enterprise(found, officer, now=now),
    }


def proposed_to(officer: User, now: datetime) -> ProposedDoubleQuerySet:
    """Pairs that the officer sees and that nobody has settled yet."""
    seen = Facility.objects.visible_to(officer, now)
    return ProposedDouble.objects.among(seen).unsettled().for_list()


def doubles_of_typed(
    request: HttpRequest, form: NewFacilityForm, *, now: datetime
) -> list[tuple[Facility, Comparison]]:
    """What the typed facility may be; empty once the officer has looked and said no."""
    if form.cleaned_data["is_another"]:
        return []
    likely = services.doubles_at_entry(
        data=form.data_input,
        addresses=form.addresses,
        people=form.people,
        urls=form.urls,
    )
    found = described(likely, request.user, now=now)
    if found:
        form.add_error(
            None,
            _("This facility may be in the register already: look before you create."),
        )
    return found


def described(
    likely: list[services.Likeness], officer: User, *, now: datetime
) -> list[tuple[Facility, Comparison]]:
    """The facilities themselves, as far as the officer sees them; one query."""
    shown = likely[:MOST_DOUBLES]
    if not shown:
        return []
    rows = Facility.objects.visible_to(officer, now).select_related("ward")
    seen = rows.in_bulk([like.facility_id for like in shown])
    return [
        (seen[like.facility_id], like.comparison)
        for like in shown
        if like.facility_id in seen
    ]


def _enterprise(found: Facility, officer: User, *, now: datetime) -> dict[str, Any]:
    """The head of a dependent unit, or the units of an enterprise, by the tax code."""
    seen = Facility.objects.visible_to(officer, now).select_related("ward")
    if "-" in found.tax_code:
        return {"enterprise": seen.head_of(found.tax_code).first(), "branches": []}
    if not found.tax_code:
        return {"enterprise": None, "branches": []}
    branches = seen.branches_of(found.tax_code).order_by("tax_code")
    return {"enterprise": None, "branches": list(branches)}
