"""Which cases are printed together, what of each, and as what file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.models.batches import BatchContent, BatchOutput
from web.forms.base import PageForm


class PrintBatchForm(PageForm):
    content = forms.ChoiceField(
        label=_("What is printed of each case"),
        choices=BatchContent.choices,
        initial=BatchContent.DECISIONS,
        widget=forms.RadioSelect,
    )
    output = forms.ChoiceField(
        label=_("As"),
        choices=BatchOutput.choices,
        initial=BatchOutput.PDF,
        widget=forms.RadioSelect,
    )
    cases = forms.MultipleChoiceField(
        label=_("Cases"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, rows: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        """`rows` are numbers of cases with what the list calls them, all ticked."""
        numbers = [number for number, _label in rows]
        kwargs.setdefault("initial", {"cases": numbers})
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = rows  # type: ignore[attr-defined]
