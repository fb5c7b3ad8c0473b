"""Forms of the power to sanction that a head lends to a deputy."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.kinds import Role
from agencies.models import User
from regulations.kinds import AuthorityField
from web.forms.base import PageForm
from web.forms.fields import DateField, TextField
from web.stepup import StepUpForm


class DelegationForm(StepUpForm, PageForm):
    """Whom, for what and how long; the number is taken at the signature."""

    field_order = ("delegate", "fields_of_law", "valid_from", "valid_to", "password")

    delegate = forms.ModelChoiceField(
        label=_("Deputy"),
        queryset=User.objects.none(),
        empty_label=_("Choose…"),
        help_text=_("A deputy of your agency who holds the role of a sanctioner."),
        error_messages={"invalid_choice": _("Choose a deputy of your own agency.")},
    )
    fields_of_law = forms.MultipleChoiceField(
        label=_("Scope"),
        choices=AuthorityField.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Nothing chosen: all fields in which you may sanction."),
    )
    valid_from = DateField(label=_("First day"))
    valid_to = DateField(label=_("Last day"))

    def __init__(self, *args: Any, officer: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["delegate"]
        field.queryset = _deputies(officer, on)  # type: ignore[attr-defined]
        field.label_from_instance = _named  # type: ignore[attr-defined]

    def terms(self) -> dict[str, Any]:
        """As the services take them."""
        told = dict(self.cleaned_data)
        return {"fields": tuple(told.pop("fields_of_law")), **told}


class EndDelegationForm(PageForm):
    reason = TextField(
        label=_("Reason"),
        lines=3,
        help_text=_("What was signed under the delegation until today stays valid."),
    )


def _deputies(head: User, on: date) -> Any:
    """Who may be lent the power today; the service asks again for its first day."""
    return (
        User.objects.filter(
            agency=head.agency_id,
            is_active=True,
            role_grants__role=Role.SANCTIONER,
            role_grants__valid_from__lte=on,
            role_grants__valid_to__gte=on,
        )
        .exclude(pk=head.pk)
        .distinct()
        .order_by("full_name", "pk")
    )


def _named(officer: Any) -> str:
    return f"{officer.full_name}, {officer.title}".rstrip(", ")
