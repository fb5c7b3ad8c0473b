"""What the receiver of a hand-over confirms: each paper, each count, what differs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import services
from cases.models import Case, Transfer
from web import hand_over_page
from web.forms.base import dress
from web.forms.case_steps import DatedStepForm
from web.forms.fields import AmountField, TextField


class AnswerHandOverForm(DatedStepForm):
    """Ticked and counted as listed until the receiver says otherwise."""

    receipt_no = TextField(
        label=_("Your own number of receipt"), max_length=60, required=False
    )
    difference = TextField(
        label=_("What differs from the list"),
        lines=3,
        required=False,
        help_text=_("Needed as soon as anything differs; the giver reads it."),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.transfer = self.offer_of(case)
        if self.transfer is None:
            return
        for place, paper in enumerate(self.transfer.papers, start=1):
            self.fields[f"paper_{place}"] = forms.BooleanField(
                label=_("Complete: %(title)s") % {"title": paper.get("title", "")},
                initial=True,
                required=False,
            )
        for item in self.transfer.items.order_by("recorded_at", "id"):
            field = AmountField(
                label=_("Counted: %(goods)s") % {"goods": item.description},
                initial=f"{item.held.normalize():f}",
            )
            dress(field)
            self.fields[f"count_{item.pk.hex}"] = field

    def offer_of(self, case: Case) -> Transfer | None:
        raise NotImplementedError

    @property
    def sheet(self) -> hand_over_page.Sheet | None:
        """The list with the receiver's boxes beside each line."""
        if self.transfer is None:
            return None
        return hand_over_page.sheet_of(self.transfer, form=self)

    @property
    def last_fields(self) -> list[Any]:
        """The fields beside the list."""
        return [self[name] for name in ("receipt_no", "occurred_on", "difference")]

    def arguments(self) -> dict[str, Any]:
        values = self.cleaned_data
        transfer = self.transfer
        papers = len(transfer.papers) if transfer is not None else 0
        items = transfer.items.all() if transfer is not None else ()
        return {
            "version": values["version"],
            "occurred_on": values["occurred_on"],
            "receipt_no": values["receipt_no"],
            "found": services.Found(
                missing=tuple(
                    place
                    for place in range(1, papers + 1)
                    if not values[f"paper_{place}"]
                ),
                counts={item.pk: values[f"count_{item.pk.hex}"] for item in items},
                words=values["difference"],
            ),
        }

    @property
    def names(self) -> dict[str, str]:
        return {"counts": "difference", "missing_papers": "difference"}


class AcceptLeadForm(AnswerHandOverForm):
    def offer_of(self, case: Case) -> Transfer | None:
        return case.lead_offer


class AcceptFileForm(AnswerHandOverForm):
    def offer_of(self, case: Case) -> Transfer | None:
        return case.file_offer


class AcceptTransferForm(AnswerHandOverForm):
    def offer_of(self, case: Case) -> Transfer | None:
        return case.transfer
