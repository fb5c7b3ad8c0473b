"""A facility with all its rows, as it was before an import: for the undo."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from facilities.models import (
    Address,
    Equipment,
    Facility,
    FacilityName,
    FacilityPerson,
    FacilityUrl,
    Licence,
    Party,
    PartyName,
    ProtectedNumber,
)

# From the leaves to the trunk: rows are taken away in this order.
MODELS: tuple[type[models.Model], ...] = (
    ProtectedNumber,
    Address,
    Equipment,
    Licence,
    FacilityUrl,
    FacilityPerson,
    FacilityName,
    PartyName,
    Facility,
    Party,
)
_BY_NAME = {model._meta.model_name: model for model in MODELS}
# Kept in step by the services, or never to go back.
_LEFT_OUT = {"search_text", "business_key", "version", "updated_at", "sealed"}

Picture = dict[str, dict[str, dict[str, Any]]]


def picture_of(facility_id: UUID) -> Picture:
    """Every row of the facility and of its party, by model and key."""
    party = Facility.objects.values_list("party_id", flat=True).get(pk=facility_id)
    own = {"facility_id": facility_id}
    found: dict[type[models.Model], models.QuerySet[Any]] = {
        Facility: Facility.objects.filter(pk=facility_id),
        Party: Party.objects.filter(pk=party),
        PartyName: PartyName.objects.filter(party_id=party),
        ProtectedNumber: ProtectedNumber.objects.filter(
            models.Q(**own)
            | models.Q(person__facility_id=facility_id)
            | models.Q(party_id=party, party__isnull=False)
        ),
    }
    picture: Picture = {}
    for model in MODELS:
        rows = found.get(model)
        if rows is None:
            rows = model._default_manager.filter(**own)
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if not field.generated and field.name not in _LEFT_OUT
        ]
        picture[str(model._meta.model_name)] = {
            str(row["id"]): _plain(row) for row in rows.order_by().values(*names)
        }
    return picture


def differences(before: Picture, after: Picture) -> dict[str, dict[str, Any]]:
    """Rows that were added (null) or changed (their former values), by model."""
    changes: dict[str, dict[str, Any]] = {}
    for name, rows in after.items():
        former = before.get(name, {})
        changed = {
            key: former.get(key) for key, row in rows.items() if former.get(key) != row
        }
        if changed:
            changes[name] = changed
    return changes


def put_back(changes: dict[str, dict[str, Any]]) -> None:
    """Take the added rows away and give the changed ones their former values."""
    for name, rows in changes.items():
        if name != Party._meta.model_name:
            added = [key for key, values in rows.items() if values is None]
            _BY_NAME[name]._default_manager.filter(pk__in=added).delete()
    for name, rows in changes.items():
        model = _BY_NAME[name]
        fields = {field.attname: field for field in model._meta.concrete_fields}
        for key, values in rows.items():
            if values is not None:
                former = {
                    attname: fields[attname].to_python(value)
                    for attname, value in values.items()
                }
                model._default_manager.filter(pk=key).update(**former)
    added_parties = [
        key for key, values in changes.get("party", {}).items() if values is None
    ]
    Party.objects.filter(pk__in=added_parties, facilities__isnull=True).delete()


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(row, cls=DjangoJSONEncoder))  # type: ignore[no-any-return]
