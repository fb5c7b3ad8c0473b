"""What writes to the register ask for: one shape for each act."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from agencies.kinds import SubjectKind
from api import fields
from api.refs import OwnPart, Reference
from api.shapes import Body
from api.steps import Edit
from facilities.models import Party
from facilities.services import NumberInput, PersonInput
from facilities.states import (
    AddressKind,
    DeviceClass,
    EquipmentStatus,
    FacilityKind,
    FacilityStatus,
    Gender,
    LicenceState,
    LicenceType,
    NumberKind,
    PersonRole,
    Platform,
)


class AddressEnd(Edit):
    address = OwnPart("addresses")
    ended_on = fields.Day()


class LicenceEnd(Edit):
    licence = OwnPart("licences")
    ended_on = fields.Day()
    state = fields.Choice(choices=LicenceState.choices, required=False)


class EquipmentEnd(Edit):
    device = OwnPart("equipment")
    ended_on = fields.Day()


class PersonEnd(Edit):
    person = OwnPart("people")
    ended_on = fields.Day()


class UrlEnd(Edit):
    url = OwnPart("urls")
    ended_on = fields.Day()


class _Place(Edit):
    text = fields.Text(required=False, allow_blank=True)
    ward_code = fields.Text(
        required=False, allow_blank=True, help_text="Empty for an office elsewhere."
    )
    legacy_address = fields.Text(required=False, allow_blank=True)
    latitude = serializers.FloatField(
        required=False, allow_null=True, help_text="Degrees north, WGS 84."
    )
    longitude = serializers.FloatField(
        required=False, allow_null=True, help_text="Degrees east, WGS 84."
    )


class AddressBody(_Place):
    version = None  # type: ignore[assignment]  # a new place overwrites nothing
    kind = fields.Choice(choices=AddressKind.choices)


class AddressPatch(_Place):
    """`version` is the facility's; what is left out stays."""

    kind = fields.Choice(choices=AddressKind.choices, required=False)


class LicenceBody(Body):
    type = fields.Choice(choices=LicenceType.choices)
    number = fields.Text()
    issuer = fields.Text()
    issued_on = fields.Day()
    expires_on = fields.Day(required=False, allow_null=True)
    state = fields.Choice(choices=LicenceState.choices, required=False)


class EquipmentBody(Body):
    device_class = fields.Choice(choices=DeviceClass.choices)
    name = fields.Text(required=False, allow_blank=True)
    maker = fields.Text(required=False, allow_blank=True)
    model = fields.Text(required=False, allow_blank=True)
    serial = fields.Text(required=False, allow_blank=True)
    year = fields.Whole(required=False, allow_null=True, max_value=9999)
    colours = fields.Whole(required=False, allow_null=True, max_value=99)
    hs_code = fields.Text(required=False, allow_blank=True)
    origin = fields.Text(required=False, allow_blank=True)
    status = fields.Choice(choices=EquipmentStatus.choices, required=False)
    declared_on = fields.Day(required=False, allow_null=True)


class NumberBody(Body):
    kind = fields.Choice(choices=NumberKind.choices, required=False)
    number = fields.Text(max_length=40)
    issued_on = fields.Day(required=False, allow_null=True)
    issuer = fields.Text(required=False, allow_blank=True)


class PersonBody(Body):
    role = fields.Choice(choices=PersonRole.choices)
    name = fields.Text()
    title = fields.Text(required=False, allow_blank=True)
    gender = fields.Choice(choices=Gender.choices, required=False, allow_blank=True)
    phone = fields.Text(required=False, allow_blank=True, max_length=40)
    identity = NumberBody(required=False, allow_null=True)


class UrlBody(Body):
    url = fields.Text()
    platform = fields.Choice(choices=Platform.choices, required=False, allow_blank=True)
    shop_id = fields.Text(required=False, allow_blank=True)


class KindsField(serializers.ListField):
    child = fields.Choice(choices=FacilityKind.choices)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=len(FacilityKind), **kwargs)


class FacilityPatch(Edit):
    """What is left out stays; a lawful new name is the step `change_name`."""

    kinds = KindsField(required=False)
    name = fields.Text(required=False)
    subject_kind = fields.Choice(choices=SubjectKind.choices, required=False)
    trade_name = fields.Text(required=False, allow_blank=True)
    tax_code = fields.Text(required=False, allow_blank=True)
    unknown_owner = fields.Flag(required=False)
    business_registration_no = fields.Text(required=False, allow_blank=True)
    business_registration_on = fields.Day(required=False, allow_null=True)
    business_registration_issuer = fields.Text(required=False, allow_blank=True)
    uses_it = fields.Flag(required=False, allow_null=True)


class FacilityBody(Body):
    kinds = KindsField()
    name = fields.Text()
    subject_kind = fields.Choice(choices=SubjectKind.choices)
    trade_name = fields.Text(required=False, allow_blank=True)
    tax_code = fields.Text(required=False, allow_blank=True)
    unknown_owner = fields.Flag(required=False)
    business_registration_no = fields.Text(required=False, allow_blank=True)
    business_registration_on = fields.Day(required=False, allow_null=True)
    business_registration_issuer = fields.Text(required=False, allow_blank=True)
    uses_it = fields.Flag(required=False, allow_null=True)
    status = fields.Choice(choices=FacilityStatus.choices, required=False)
    status_since = fields.Day(required=False, allow_null=True)
    addresses = AddressBody(many=True, required=False, max_length=50)
    licences = LicenceBody(many=True, required=False, max_length=50)
    equipment = EquipmentBody(many=True, required=False, max_length=200)
    people = PersonBody(many=True, required=False, max_length=50)
    urls = UrlBody(many=True, required=False, max_length=50)


class NameChange(Edit):
    name = fields.Text()
    from_on = fields.Day(help_text="The first day of the new name.")


class StatusChange(Edit):
    status = fields.Choice(choices=FacilityStatus.choices)
    since = fields.Day()
    reason = fields.Text(required=False, allow_blank=True)


class OwnerBody(Body):
    """A new owner, as its papers name it."""

    name = fields.Text(max_length=250)
    subject_kind = fields.Choice(choices=SubjectKind.choices)
    tax_code = fields.Text(required=False, allow_blank=True, max_length=20)


class OwnerChange(Edit):
    """A party of the register, or a new one; one of the two."""

    party = Reference(lambda user, at: Party.objects.all(), required=False)
    owner = OwnerBody(required=False)
    reason = fields.Text(max_length=2000)


class MovedRows(Body):
    """Rows in use that go to the new record, by their ids."""

    addresses = serializers.ListField(child=fields.Id(), required=False, max_length=50)
    licences = serializers.ListField(child=fields.Id(), required=False, max_length=50)
    equipment = serializers.ListField(child=fields.Id(), required=False, max_length=200)
    people = serializers.ListField(child=fields.Id(), required=False, max_length=50)
    urls = serializers.ListField(child=fields.Id(), required=False, max_length=50)


class SplitBody(Edit):
    """The new record's own fields, what goes with it, and why it is two."""

    kinds = KindsField()
    name = fields.Text()
    subject_kind = fields.Choice(choices=SubjectKind.choices)
    trade_name = fields.Text(required=False, allow_blank=True)
    tax_code = fields.Text(required=False, allow_blank=True)
    unknown_owner = fields.Flag(required=False)
    moved = MovedRows(required=False)
    has_same_owner = fields.Flag(
        help_text="The one check a year counts for both together then."
    )
    reason = fields.Text(max_length=2000)


def person_input(values: dict[str, Any]) -> PersonInput:
    identity = values.pop("identity", None)
    number = NumberInput(**identity) if identity else None
    return PersonInput(identity=number, **values)
