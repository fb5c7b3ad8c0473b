"""What is typed when two visits of one business are reconciled."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.states import OverlapDecision
from web.forms.base import PageForm, VersionForm
from web.forms.fields import DateField, TextField


class RaiseOverlapForm(VersionForm):
    request = TextField(
        label=_("Why the visit is wanted all the same"),
        lines=3,
        help_text=_("The head of the other side, or the Chairman, reads it."),
    )


class SettleOverlapForm(PageForm):
    decision = forms.ChoiceField(
        label=_("How it is settled"),
        choices=OverlapDecision.choices,
        widget=forms.RadioSelect,
    )
    ground = TextField(
        label=_("Ground of the decision"),
        lines=3,
        help_text=_("The paper or the agreement that it rests on."),
    )
    occurred_on = DateField(label=_("Legal day"))
