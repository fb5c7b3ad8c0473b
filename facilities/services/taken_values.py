"""What a merge writes onto the kept record, and how an undoing takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date

from facilities.models import Facility, FacilityName, ProtectedNumber
from kernel.clock import local_day

# What the kept record may take from the absorbed one; the rest stays at each. A
# registration is one fact of three columns, a status one of two.
TAKEABLE: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "trade_name": ("trade_name",),
    "kinds": ("kinds",),
    "subject_kind": ("subject_kind",),
    "tax_code": ("tax_code",),
    "party": ("party_id", "unknown_owner"),
    "business_registration": (
        "business_registration_no",
        "business_registration_on",
        "business_registration_issuer",
    ),
    "status": ("status", "status_since"),
    "uses_it": ("uses_it",),
}
_DAYS = {"business_registration_on", "status_since"}


def take(
    kept: Facility, absorbed: Facility, taken: Sequence[str], *, at: datetime
) -> dict[str, Any]:
    """Write the taken values onto the kept record; what an undoing needs too."""
    needs: dict[str, Any] = {}
    if "name" in taken and kept.name != absorbed.name:
        former = FacilityName.objects.create(
            facility=kept, name=kept.name, valid_to=local_day(at)
        )
        needs["former_name"] = former.pk
    for name in taken:
        for column in TAKEABLE[name]:
            setattr(kept, column, getattr(absorbed, column))
    personal = absorbed.personal_tax_number if "tax_code" in taken else None
    if personal is not None:
        # The number serves one record at a time; the absorbed one's row ends.
        ProtectedNumber.objects.filter(pk=personal.pk).update(ended_on=local_day(at))
        copied = ProtectedNumber.objects.create(
            facility=kept,
            kind=personal.kind,
            sealed=bytes(personal.sealed),
            digest=personal.digest,
            last4=personal.last4,
            issued_on=personal.issued_on,
            issuer=personal.issuer,
            created_at=at,
        )
        needs |= {"number_ended": str(personal.pk), "number_copied": str(copied.pk)}
    return needs


def put_back(kept: Facility, absorbed: Facility, restores: Mapping[str, Any]) -> None:
    for column, value in restores["values"].items():
        setattr(kept, column, _read(column, value))
    if former := restores.get("former_name"):
        FacilityName.objects.filter(pk=former).delete()
    if copied := restores.get("number_copied"):
        ProtectedNumber.objects.filter(pk=copied).delete()
        ended = ProtectedNumber.objects.filter(pk=restores["number_ended"])
        ended.update(ended_on=None)


def values(facility: Facility, taken: Sequence[str]) -> dict[str, Any]:
    """The columns that the names of `taken` stand for, as JSON holds them."""
    columns = [column for name in taken for column in TAKEABLE[name]]
    return {column: _plain(getattr(facility, column)) for column in columns}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | bool) or value is None:
        return value
    return str(value)


def _read(column: str, value: Any) -> Any:
    return parse_date(value) if column in _DAYS and value else value


def pointing_at(facility: Facility) -> dict[str, int]:
    """How many records outside the register name the facility, by what they are.

    The register does not know visits and cases; the models that point at it do.
    """
    found = {}
    for relation in Facility._meta.related_objects:
        model = relation.related_model
        if model._meta.app_label != Facility._meta.app_label:
            rows = model._default_manager.filter(**{relation.field.name: facility})
            found[str(model._meta.verbose_name_plural)] = rows.count()
    return found
