"""What narrows the map of facilities."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facilities.states import FacilityKind, FacilityStatus
from reports.field_map import BANDS, NEITHER, PLANNED, VISITED, MapQuery
from web.forms import choices
from web.forms.base import PageForm

BAND_NAMES = {
    "low": _("Low (below 20)"),
    "middle": _("Middle (20 to 49)"),
    "high": _("High (50 and more)"),
}


class MapFilter(PageForm):
    kind = forms.ChoiceField(
        label=_("Activity"),
        choices=[("", _("All")), *FacilityKind.choices],
        required=False,
    )
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("All")), *FacilityStatus.choices],
        required=False,
    )
    ward = forms.ChoiceField(label=_("Commune"), required=False)
    band = forms.ChoiceField(
        label=_("Risk"),
        choices=[("", _("All")), *((name, BAND_NAMES[name]) for name in BANDS)],
        required=False,
    )
    year_of = forms.ChoiceField(
        label=_("During this year"),
        choices=[
            ("", _("All")),
            (PLANNED, _("In a plan")),
            (VISITED, _("Visited")),
            (NEITHER, _("Neither planned nor visited")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = choices.wards(today)[1:]
        self.fields["ward"].choices = [("", _("All communes")), *own]  # type: ignore[attr-defined]

    def query(self) -> MapQuery:
        return MapQuery(**self.cleaned_data) if self.is_valid() else MapQuery()
