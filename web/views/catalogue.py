"""The catalogue of violations: what was forbidden on a day, and at what price."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.kinds import SubjectKind
from kernel.clock import local_day
from regulations import catalogue
from regulations.kinds import ViolationGroup
from regulations.models import ViolationBehaviour
from regulations.standing import Standing, standing_of_frame
from web.forms.base import PageForm
from web.forms.fields import DateField, TextField
from web.pages import page


class ViolationFilter(PageForm):
    q = TextField(label=_("Words, article or code"), required=False)
    act_on = DateField(label=_("In force on"), required=False)
    group = forms.ChoiceField(
        label=_("Group"),
        choices=[("", _("All groups")), *ViolationGroup.choices],
        required=False,
    )


@dataclass(frozen=True, slots=True)
class Row:
    behaviour: ViolationBehaviour
    organisation: catalogue.Frame | None
    individual: catalogue.Frame | None
    standing: Standing

    @classmethod
    def of(cls, behaviour: ViolationBehaviour) -> "Row":
        return cls(
            behaviour,
            catalogue.frame_for(behaviour, SubjectKind.ORGANISATION),
            catalogue.frame_for(behaviour, SubjectKind.INDIVIDUAL),
            standing_of_frame(behaviour),
        )


def violations(request: HttpRequest) -> HttpResponse:
    rows, form, day = asked_violations(request, timezone.now())
    groups = [
        (ViolationGroup(group).label, [Row.of(row) for row in members])
        for group, members in groupby(rows, key=lambda row: row.group)
    ]
    return page(
        request,
        "regulations/violations.html",
        {"form": form, "groups": groups, "day": day, "count": len(rows)},
    )


def asked_violations(
    request: HttpRequest, now: datetime
) -> tuple[list[ViolationBehaviour], ViolationFilter, date]:
    """The behaviours that the address asks for, by group; the filter and the day."""
    form = ViolationFilter(request.GET or None)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    day = asked.get("act_on") or local_day(now)
    found = catalogue.search(asked.get("q", ""), day=day)
    if asked.get("group"):
        found = found.filter(group=asked["group"])
    order = list(ViolationGroup.values)
    rows = sorted(found, key=lambda row: (order.index(row.group), row.code))
    return rows, form, day
