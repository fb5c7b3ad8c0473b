"""What a year's report is asked for, and what only people can say in it."""

from typing import Any

from django import forms
from django.forms.widgets import Textarea
from django.utils.translation import gettext_lazy as _

from documents.forms.annual_report import YearTexts
from reports.annual_paper import BASIS, paragraphs
from web.forms.base import PageForm
from web.forms.fields import DateField

AGENCY, PROVINCE = "agency", "province"


class PeriodForm(PageForm):
    """Whose figures, and up to which day; both stand in the address."""

    scope = forms.ChoiceField(label=_("Figures of"), required=False)
    last_day = DateField(label=_("Up to"), required=False)

    def __init__(self, *args: Any, scopes: list[tuple[str, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]


class YearTextsForm(PageForm):
    """Each line is a paragraph; several are numbered."""

    basis = forms.CharField(
        label=_("Reported on"),
        max_length=500,
        initial=BASIS,
        help_text=_("How the report begins, with the number and day of the plan."),
    )
    direction = forms.CharField(
        label=_("I. Direction of the work"),
        widget=Textarea(attrs={"rows": 5}),
        required=False,
    )
    difficulties = forms.CharField(
        label=_("VII. Difficulties"), widget=Textarea(attrs={"rows": 5}), required=False
    )
    proposals = forms.CharField(
        label=_("VIII. Proposals and next year"),
        widget=Textarea(attrs={"rows": 5}),
        required=False,
    )

    def texts(self) -> YearTexts:
        given = self.cleaned_data
        return YearTexts(
            direction=paragraphs(given["direction"]),
            difficulties=paragraphs(given["difficulties"]),
            proposals=paragraphs(given["proposals"]),
        )
