"""What is typed about a facility and its rows."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.kinds import SubjectKind
from facilities.models import Facility
from facilities.services import (
    AddressInput,
    EquipmentInput,
    FacilityInput,
    LicenceInput,
    PersonInput,
    PrintJobInput,
    UrlInput,
)
from facilities.states import (
    AddressKind,
    DeviceClass,
    EquipmentStatus,
    FacilityKind,
    FacilityStatus,
    Gender,
    ItUse,
    LicenceState,
    LicenceType,
    LicenceWarning,
    ObligationWarning,
    PersonRole,
    Platform,
    PrintProduct,
)
from web.forms import choices
from web.forms.base import PageForm, VersionForm
from web.forms.fields import (
    DateField,
    DegreesField,
    QuantityField,
    TextField,
    YearField,
)

_YES_NO = [("", _("Not asked yet")), ("yes", _("Yes")), ("no", _("No"))]


def values_of(data: Any) -> dict[str, Any]:
    """An input's fields as a form takes them; nothing is copied."""
    return {field.name: getattr(data, field.name) for field in fields(data)}


class FacilityFields(PageForm):
    """The facility's own fields."""

    name = TextField(label=_("Name as registered"), max_length=250, required=False)
    trade_name = TextField(label=_("Trade name"), max_length=250, required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Activities"),
        choices=FacilityKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    subject_kind = forms.ChoiceField(
        label=_("Kind of subject"),
        choices=SubjectKind.choices,
        widget=forms.RadioSelect,
        help_text=_("An organisation is fined double an individual."),
    )
    tax_code = TextField(
        label=_("Tax code"),
        max_length=20,
        required=False,
        help_text=_(
            "10 digits, or 13 for a dependent unit. For a household or an individual"
            " also the owner's personal number of 12 digits."
        ),
    )
    unknown_owner = forms.BooleanField(
        label=_("The owner is not known yet (shop found online)"), required=False
    )
    business_registration_no = TextField(
        label=_("Business registration number"), max_length=60, required=False
    )
    business_registration_on = DateField(label=_("Registered on"), required=False)
    business_registration_issuer = TextField(
        label=_("Registered by"), max_length=200, required=False
    )
    uses_it = forms.ChoiceField(
        label=_("Uses information technology in management and work"),
        choices=_YES_NO,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The rule words the fault; the page still marks what must be typed.
        self.fields["name"].required = True
        self.fields["kinds"].required = True

    @staticmethod
    def initial_of(facility: Facility) -> dict[str, Any]:
        values = values_of(FacilityInput.of(facility))
        values["uses_it"] = {True: "yes", False: "no", None: ""}[facility.uses_it]
        return {**values, "version": facility.version}

    @property
    def data_input(self) -> FacilityInput:
        values = {f.name: self.cleaned_data[f.name] for f in fields(FacilityInput)}
        values["uses_it"] = {"yes": True, "no": False}.get(values["uses_it"])
        return FacilityInput(**values)


class NewFacilityForm(FacilityFields):
    """A new facility with its first place, web address and person."""

    # Names of refused rows, as the service says them, to the fields here.
    ROWS = {
        "addresses": "ward_code",
        "addresses.0.kind": "address_kind",
        "addresses.0.text": "address_text",
        "addresses.0.ward_code": "ward_code",
        "addresses.0.legacy_address": "legacy_address",
        "urls": "url",
        "urls.0.url": "url",
        "people.0.name": "person_name",
        "people.0.title": "person_title",
        "people.0.phone": "person_phone",
    }

    status = forms.ChoiceField(label=_("Status"), choices=FacilityStatus.choices)
    status_since = DateField(label=_("Since"), required=False)
    address_kind = forms.ChoiceField(
        label=_("Kind of place"), choices=AddressKind.choices
    )
    address_text = TextField(
        label=_("House number, street, village"), max_length=300, required=False
    )
    ward_code = choices.NarrowField(label=_("Commune"), required=False)
    legacy_address = TextField(
        label=_("Address before 1 July 2025"), max_length=300, required=False
    )
    url = TextField(label=_("Web address"), max_length=500, required=False)
    person_name = TextField(
        label=_("Legal representative or owner"), max_length=120, required=False
    )
    person_title = TextField(label=_("Position"), max_length=120, required=False)
    person_phone = TextField(
        label=_("Phone"),
        max_length=20,
        required=False,
        help_text=_("Stored encrypted; only its last digits are shown."),
    )
    # Asked once likely doubles were shown.
    is_another = forms.BooleanField(
        label=_("I have looked: it is none of these, but a facility of its own"),
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ward_code"].choices = choices.wards(today)  # type: ignore[attr-defined]

    @property
    def addresses(self) -> list[AddressInput]:
        typed = self.cleaned_data
        if not (typed["address_text"] or typed["ward_code"]):
            return []
        return [
            AddressInput(
                kind=typed["address_kind"],
                text=typed["address_text"],
                ward_code=typed["ward_code"],
                legacy_address=typed["legacy_address"],
            )
        ]

    @property
    def urls(self) -> list[UrlInput]:
        return (
            [UrlInput(url=self.cleaned_data["url"])] if self.cleaned_data["url"] else []
        )

    @property
    def people(self) -> list[PersonInput]:
        typed = self.cleaned_data
        if not typed["person_name"]:
            return []
        is_organisation = typed["subject_kind"] == SubjectKind.ORGANISATION
        return [
            PersonInput(
                role=PersonRole.LEGAL_REPRESENTATIVE
                if is_organisation
                else PersonRole.OWNER,
                name=typed["person_name"],
                title=typed["person_title"],
                phone=typed["person_phone"],
            )
        ]


class EditFacilityForm(FacilityFields, VersionForm):
    """A correction; a lawful new name is another act."""


class NewNameForm(VersionForm):
    name = TextField(label=_("New name"), max_length=250)
    from_on = DateField(label=_("From"))


class StatusForm(VersionForm):
    status = forms.ChoiceField(label=_("Status"), choices=FacilityStatus.choices)
    since = DateField(label=_("Since"))
    reason = TextField(label=_("Reason"), lines=2, required=False)


class RowForm(PageForm):
    """One row of a facility; `data_input` is what its service takes."""

    makes: ClassVar[type[Any]]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "ward_code" in self.fields:
            self.fields["ward_code"].choices = choices.wards(today)  # type: ignore[attr-defined]

    def data_input(self) -> Any:
        names = {field.name for field in fields(self.makes)}
        typed = self.cleaned_data.items()
        return self.makes(**{key: value for key, value in typed if key in names})


class AddressForm(RowForm):
    makes = AddressInput

    kind = forms.ChoiceField(label=_("Kind of place"), choices=AddressKind.choices)
    text = TextField(
        label=_("House number, street, village"), max_length=300, required=False
    )
    ward_code = choices.NarrowField(label=_("Commune"), required=False)
    legacy_address = TextField(
        label=_("Address before 1 July 2025"), max_length=300, required=False
    )
    latitude = DegreesField(
        label=_("Latitude (degrees north)"),
        required=False,
        help_text=_("As a map shows it, e.g. 12,6667; both degrees or neither."),
    )
    longitude = DegreesField(label=_("Longitude (degrees east)"), required=False)


class LicenceForm(RowForm):
    makes = LicenceInput

    type = forms.ChoiceField(
        label=_("Kind of licence"), choices=choices.with_nothing(LicenceType.choices)
    )
    number = TextField(label=_("Number as printed on it"), max_length=60)
    issuer = TextField(label=_("Issued by"), max_length=200)
    issued_on = DateField(label=_("Issued on"))
    expires_on = DateField(
        label=_("Ends on"),
        required=False,
        help_text=_("Leave empty when the paper states no end."),
    )
    state = forms.ChoiceField(label=_("State"), choices=LicenceState.choices)


class EquipmentForm(RowForm):
    makes = EquipmentInput

    device_class = forms.ChoiceField(
        label=_("Kind of device"), choices=choices.with_nothing(DeviceClass.choices)
    )
    name = TextField(label=_("Name"), max_length=120, required=False)
    maker = TextField(label=_("Maker"), max_length=120, required=False)
    model = TextField(label=_("Model"), max_length=120, required=False)
    serial = TextField(label=_("Serial number"), max_length=80, required=False)
    year = YearField(label=_("Year of making"), required=False)
    colours = QuantityField(label=_("Colours"), required=False)
    hs_code = TextField(label=_("HS code"), max_length=12, required=False)
    origin = TextField(label=_("Origin"), max_length=80, required=False)
    status = forms.ChoiceField(label=_("Status"), choices=EquipmentStatus.choices)
    declared_on = DateField(
        label=_("Declared on"),
        required=False,
        help_text=_("Leave empty while it is not declared."),
    )


class PrintJobForm(RowForm):
    makes = PrintJobInput

    title = TextField(label=_("Title"), max_length=250)
    product = forms.ChoiceField(label=_("Product"), choices=PrintProduct.choices)
    publisher = TextField(
        label=_("Publisher or customer"), max_length=200, required=False
    )
    registration_no = TextField(
        label=_("Number of the confirmed registration"), max_length=60, required=False
    )
    decision_no = TextField(
        label=_("Number of the decision to publish or licence"),
        max_length=60,
        required=False,
        help_text=_("Leave empty when the printer cannot show one."),
    )
    decision_on = DateField(label=_("Date of the decision"), required=False)
    licensed_copies = QuantityField(label=_("Licensed copies"), required=False, least=1)
    contract_no = TextField(label=_("Contract"), max_length=60, required=False)
    is_foreign = forms.BooleanField(
        label=_("Printed for a foreign customer"), required=False
    )
    printed_on = DateField(label=_("Printed on"))
    printed_copies = QuantityField(label=_("Printed copies"))
    delivered_copies = QuantityField(
        label=_("Delivered copies"), required=False, initial=0
    )

    def clean_delivered_copies(self) -> int:
        return self.cleaned_data["delivered_copies"] or 0


class PersonForm(RowForm):
    makes = PersonInput

    role = forms.ChoiceField(label=_("Role"), choices=PersonRole.choices)
    name = TextField(label=_("Full name"), max_length=120)
    title = TextField(label=_("Position"), max_length=120, required=False)
    gender = forms.ChoiceField(
        label=_("Gender"), choices=choices.with_nothing(Gender.choices), required=False
    )
    phone = TextField(
        label=_("Phone"),
        max_length=20,
        required=False,
        help_text=_("Stored encrypted; left empty, the stored one stays."),
    )


class UrlForm(RowForm):
    makes = UrlInput

    url = TextField(
        label=_("Web address"), max_length=500, help_text=_("Whole, with https://.")
    )
    platform = forms.ChoiceField(
        label=_("Platform"),
        choices=choices.with_nothing(Platform.choices),
        required=False,
        help_text=_("Left empty, the address tells it."),
    )
    shop_id = TextField(
        label=_("Shop's name or number"), max_length=120, required=False
    )


class EndForm(VersionForm):
    ended_on = DateField(label=_("Last day"))


class FacilityFilter(PageForm):
    q = TextField(label=_("Name, code or tax code"), required=False)
    kind = forms.ChoiceField(
        label=_("Activity"),
        choices=[("", _("All activities")), *FacilityKind.choices],
        required=False,
    )
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("All")), *FacilityStatus.choices],
        required=False,
    )
    ward = forms.ChoiceField(label=_("Commune"), required=False)
    risk_min = forms.IntegerField(
        label=_("Risk from"),
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    licence = forms.ChoiceField(
        label=_("Licences"),
        choices=[("", _("All")), *LicenceWarning.choices],
        required=False,
    )
    obligation = forms.ChoiceField(
        label=_("Obligations"),
        choices=[("", _("All")), *ObligationWarning.choices],
        required=False,
    )
    uses_it = forms.ChoiceField(
        label=_("IT use"),
        choices=[("", _("All")), *ItUse.choices],
        required=False,
    )
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[("", _("By name")), ("risk", _("Highest risk first"))],
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ward"].choices = [  # type: ignore[attr-defined]
            ("", _("All communes")),
            *choices.wards(today)[1:],
        ]
