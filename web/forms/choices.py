"""Lists to choose from that come from the database."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Ward
from kernel.folding import fold

Options = list[tuple[Any, Any]]
NOTHING = ("", _("Choose…"))


class NarrowField(forms.ChoiceField):
    """A long list; with a script it gets a box that narrows it without diacritics."""

    narrow = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["data-narrow"] = _("Type to narrow the list")


def wards(day: date) -> Options:
    """Communes in force, in two groups, by name."""
    rows = sorted(
        Ward.objects.in_force_on(day),
        key=lambda ward: (ward.division_type, fold(ward.place_name)),
    )
    return [
        NOTHING,
        *(
            (kind, [(ward.code, ward.name) for ward in members])
            for kind, members in groupby(rows, key=_division)
        ),
    ]


def _division(ward: Ward) -> str:
    return ward.name.split(" ", 1)[0]


def agencies(rows: Iterable[Agency]) -> Options:
    return [NOTHING, *((agency.pk, agency.short_name) for agency in rows)]


def with_nothing(choices: Iterable[tuple[Any, Any]]) -> Options:
    return [NOTHING, *choices]
