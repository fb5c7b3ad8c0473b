"""What is typed about doubles, merges, splits and owners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.kinds import SubjectKind
from facilities.models import Facility, Party
from facilities.services import PartyInput
from web.forms.base import PageForm, VersionForm
from web.forms.cases import describe_party
from web.forms.facilities import FacilityFields
from web.forms.fields import TextField
from web.forms.lookups import LookupField


class Verdict(TextChoices):
    """What two records are: one of the three choices beside them."""

    KEEP_ONE = "keep_one"
    KEEP_OTHER = "keep_other"
    NOT_A_DOUBLE = "not_a_double"


class LinkVerdict(TextChoices):
    """What two records that share something are to each other."""

    CONFIRM = "confirm", _("They belong together")
    REJECT = "reject", _("It is chance, or explained otherwise")


class LinkForm(PageForm):
    verdict = forms.ChoiceField(
        label=_("What they are"), choices=LinkVerdict.choices, widget=forms.RadioSelect
    )
    reason = TextField(label=_("Reason"), lines=3, max_length=2000)


class DoubleForm(PageForm):
    """Three choices about two records, and what the kept one takes over."""

    verdict = forms.ChoiceField(label=_("What they are"), widget=forms.RadioSelect)
    taken = forms.MultipleChoiceField(
        label=_("What the kept record takes over from the other one"),
        help_text=_(
            "Places, people, licences, visits and cases are read together anyway."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = TextField(label=_("Reason"), lines=3, max_length=2000)
    one_version = forms.IntegerField(widget=forms.HiddenInput)
    other_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        one: Facility,
        other: Facility,
        takeable: Sequence[tuple[str, str | Promise]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        codes = {"one": one.code, "other": other.code}
        self.fields["verdict"].choices = [  # type: ignore[attr-defined]
            (
                Verdict.KEEP_ONE,
                _("One facility: keep %(one)s, merge %(other)s into it") % codes,
            ),
            (
                Verdict.KEEP_OTHER,
                _("One facility: keep %(other)s, merge %(one)s into it") % codes,
            ),
            (Verdict.NOT_A_DOUBLE, _("Two facilities: propose them no more")),
        ]
        if takeable:
            self.fields["taken"].choices = takeable  # type: ignore[attr-defined]
        else:
            del self.fields["taken"]


class AgreeForm(PageForm):
    """Nothing to type: the second person has looked."""


class ReasonForm(PageForm):
    reason = TextField(label=_("Reason"), lines=3, max_length=2000)


class SplitForm(FacilityFields, VersionForm):
    """The new record's own fields, and the rows that go with it."""

    has_same_owner = forms.BooleanField(
        label=_("Both belong to the same business"),
        help_text=_("The one check a year counts for both together then."),
        required=False,
        initial=True,
    )
    reason = TextField(label=_("Reason"), lines=3, max_length=2000)

    ROWS: ClassVar[dict[str, str | Promise]] = {
        "addresses": _("Places"),
        "licences": _("Licences, registrations"),
        "equipment": _("Equipment"),
        "people": _("People"),
        "urls": _("Web addresses"),
    }

    def __init__(self, *args: Any, of: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.ROWS.items():
            rows = [row for row in getattr(of, name).all() if row.ended_on is None]
            if rows:
                self.fields[name] = forms.MultipleChoiceField(
                    label=label,
                    choices=[(str(row.pk), str(row)) for row in rows],
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                )

    @property
    def moved(self) -> dict[str, list[UUID]]:
        return {
            name: [UUID(text) for text in self.cleaned_data.get(name, ())]
            for name in self.ROWS
        }

    @property
    def rows(self) -> list[Any]:
        """The bound fields of rows, for the page."""
        return [self[name] for name in self.ROWS if name in self.fields]


class OwnerForm(VersionForm):
    """Whose a shop is: somebody of the register, or somebody new."""

    party = LookupField(
        label=_("Person or organisation of the register"),
        key="id",
        describe=describe_party,
        required=False,
        help_text=_("Name or tax code; diacritics are not needed."),
    )
    owner_name = TextField(
        label=_("Or a new owner: name"), max_length=250, required=False
    )
    owner_kind = forms.ChoiceField(
        label=_("Kind of subject"), choices=SubjectKind.choices, required=False
    )
    owner_tax_code = TextField(label=_("Tax code"), max_length=20, required=False)
    reason = TextField(label=_("Reason"), lines=3, max_length=2000)

    # Names of the service to the fields here.
    NAMES: ClassVar[dict[str, str]] = {
        "name": "owner_name",
        "subject_kind": "owner_kind",
        "tax_code": "owner_tax_code",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].rows = Party.objects.all()  # type: ignore[attr-defined]

    @property
    def new_owner(self) -> PartyInput | None:
        typed = self.cleaned_data
        if not typed["owner_name"]:
            return None
        return PartyInput(
            name=typed["owner_name"],
            subject_kind=typed["owner_kind"],
            tax_code=typed["owner_tax_code"],
        )
