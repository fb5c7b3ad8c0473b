"""What is typed on the page of a plan's candidates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility
from facilities.states import FacilityKind
from inspections import services
from web.forms import choices
from web.forms.base import PageForm, VersionForm
from web.forms.fields import DateField, QuantityField, TextField
from web.forms.plans import ItemFields


class CandidateFilter(PageForm):
    kind = forms.ChoiceField(
        label=_("Activity"),
        choices=[("", _("All activities")), *FacilityKind.choices],
        required=False,
    )
    ward = forms.ChoiceField(label=_("Commune"), required=False)
    risk_min = QuantityField(label=_("Risk from"), required=False)
    not_checked_since = DateField(label=_("Not checked since"), required=False)
    is_free = forms.BooleanField(label=_("Only without a clash"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ward"].choices = [  # type: ignore[attr-defined]
            ("", _("All communes")),
            *choices.wards(today)[1:],
        ]


class ChooseForm(ItemFields, VersionForm):
    """The chosen candidates, all with the same months, content, day and team."""

    facilities = forms.ModelMultipleChoiceField(
        label=_("Facilities"),
        queryset=Facility.objects.none(),
        to_field_name="code",
        error_messages={"required": _("Choose at least one facility.")},
    )
    overlap_request = TextField(
        label=_("Ask the heads to settle overlaps, with the reason"),
        lines=2,
        required=False,
        help_text=_(
            "Left empty, nothing is put in when a chosen one has its visit already."
        ),
    )

    def __init__(
        self, *args: Any, rows: Any, chosen: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilities"].queryset = rows  # type: ignore[attr-defined]
        self.chosen = frozenset(chosen)

    def items(self) -> list[services.PlanItemInput]:
        return [self.item_of(row) for row in self.cleaned_data["facilities"]]

    def of_items(self) -> list[forms.BoundField]:
        """The fields below the list; the facilities are ticked in it."""
        return [field for field in self if field.name != "facilities"]
