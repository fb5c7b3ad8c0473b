"""What narrows the calendar of visits."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind
from agencies.models import Agency
from web.forms import choices
from web.forms.base import PageForm
from web.forms.visits import acting_officers, officer_choices


class CalendarFilter(PageForm):
    agency = forms.ChoiceField(label=_("Who leads the visit"), required=False)
    ward = forms.ChoiceField(label=_("Commune"), required=False)
    lead = forms.TypedChoiceField(
        label=_("Team lead"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Agency.objects.exclude(kind=AgencyKind.EXTERNAL).order_by("short_name")
        options: dict[str, Any] = {
            "agency": (_("All agencies"), choices.agencies(rows)[1:]),
            "ward": (_("All communes"), choices.wards(today)[1:]),
            "lead": (_("All teams"), officer_choices(acting_officers())),
        }
        for name, (everything, own) in options.items():
            self.fields[name].choices = [("", everything), *own]  # type: ignore[attr-defined]
