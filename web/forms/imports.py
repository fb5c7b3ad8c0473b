"""The file of a register, and what its columns mean."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from facilities.imports import cells
from facilities.imports.choosing import Chosen
from facilities.imports.columns import PERSONAL, Column, letter
from facilities.models import ImportBatch, ImportRow
from facilities.states import FacilityKind, ImportChoice
from web.forms.base import PageForm


class UploadForm(PageForm):
    file = forms.FileField(
        label=_("Register file"),
        help_text=_("Excel (.xlsx) or OpenDocument (.ods) to 10 MB, CSV to 50 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt,.tsv"}),
    )
    sheet = forms.CharField(
        label=_("Sheet"),
        required=False,
        max_length=100,
        help_text=_("Leave it empty: the sheet with most known headers is read."),
    )


class ColumnsForm(PageForm):
    """One choice for each column of the file, as the headers were understood."""

    default_kind = forms.ChoiceField(
        label=_("Activity of rows that state none"),
        required=False,
        choices=[("", "—"), *FacilityKind.choices],
    )

    def __init__(
        self, *args: Any, batch: ImportBatch, samples: list[ImportRow], **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"default_kind": batch.default_kind})
        super().__init__(*args, **kwargs)
        rows = [row.cells for row in samples]
        self.names: list[str] = []
        for place, title in enumerate(batch.titles):
            column = batch.columns[place]
            given = [cells.text(row[place]) for row in rows if place < len(row)]
            if not title and not any(given):
                continue
            name = f"column_{place}"
            self.names.append(name)
            shown = [_shown(text, column) for text in given if text]
            self.fields[name] = forms.ChoiceField(
                label=f"{letter(place)}. {title or '–'}",
                required=False,
                initial=column,
                choices=[("", _("(leave out)")), *Column.choices],
                help_text=" · ".join(shown)[:120],
                widget=forms.Select(attrs={"class": "fld"}),
            )
            self.fields[name].unmarked = True  # type: ignore[attr-defined]
        self._width = len(batch.titles)

    @property
    def columns(self) -> list[str]:
        """What each column of the file means, in their order."""
        return [
            self.cleaned_data.get(f"column_{place}", "") for place in range(self._width)
        ]

    @property
    def choices_of_columns(self) -> list[forms.BoundField]:
        return [self[name] for name in self.names]


class ChoicesForm(PageForm):
    """For each doubtful row of a page: which facility it is, a new one, or left out."""

    def __init__(
        self,
        *args: Any,
        rows: Sequence[ImportRow],
        codes: Mapping[UUID, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._rows = rows
        for row in rows:
            same = [
                (
                    f"{ImportChoice.SAME.value}:{like.facility_id}",
                    _now("The same: update %(code)s")
                    % {"code": codes[like.facility_id]},
                )
                for like in row.likenesses
                if like.facility_id in codes
            ]
            self.fields[_name(row)] = forms.ChoiceField(
                label=_now("What row %(row)d is") % {"row": row.number},
                required=False,
                initial=_stands(row),
                choices=[
                    *same,
                    (ImportChoice.NEW.value, ImportChoice.NEW.label),
                    (ImportChoice.SKIP.value, ImportChoice.SKIP.label),
                ],
                widget=forms.RadioSelect,
            )
            self.fields[_name(row)].unmarked = True  # type: ignore[attr-defined]

    def of(self, row: ImportRow) -> forms.BoundField:
        return self[_name(row)]

    @property
    def chosen(self) -> list[Chosen]:
        """What was said of the rows of this page; rows without a word are left out."""
        found = []
        for row in self._rows:
            choice, _colon, facility = self.cleaned_data[_name(row)].partition(":")
            if choice:
                found.append(
                    Chosen(row.number, choice, UUID(facility) if facility else None)
                )
        return found


def _name(row: ImportRow) -> str:
    return f"row_{row.number}"


def _stands(row: ImportRow) -> str:
    if row.choice == ImportChoice.SAME:
        return f"{row.choice}:{row.facility_id}"
    return row.choice


def _shown(text: str, column: str) -> str:
    is_number = sum(char.isdigit() for char in text) >= 9
    if column in PERSONAL or (is_number and column != Column.TAX_CODE):
        return f"•••• {text[-4:]}"
    return text[:40]
