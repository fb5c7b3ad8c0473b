"""The acts on a facility beside entering and correcting it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.registry import asked
from api.shapes import Body
from api.steps import Act, Call
from facilities import services


def _changes(service: Callable[..., object]) -> Callable[[Call], object]:
    """An act on the facility itself: its fields are the service's parameters."""
    return lambda call: service(facility=call.record, **call.values, **call.of_record)


def _adds(
    service: Callable[..., object], read: Callable[[dict[str, Any]], object]
) -> Callable[[Call], object]:
    """A new row overwrites nothing and needs no version."""
    return lambda call: service(
        facility=call.record, data=read(call.values), by=call.by, at=call.at
    )


def _ends(service: Callable[..., object]) -> Callable[[Call], object]:
    """The last day of a row; the row is one of the service's parameters."""
    return lambda call: service(**call.values, **call.of_record)


def _edit(
    name: str,
    body: type[Body],
    take: Callable[[Call], object],
    summary: str,
    *,
    needs_version: bool = True,
) -> Act:
    return Act(name, "facility.edit", body, take, summary, needs_version)


def _assign_owner(call: Call) -> None:
    owner = call.values.pop("owner", None)
    services.assign_owner(
        facility=call.record,
        data=services.PartyInput(**owner) if owner else None,
        **call.values,
        **call.of_record,
    )


FACILITY_ACTS = (
    _edit(
        "assign_owner",
        asked.OwnerChange,
        _assign_owner,
        "Say whose a shop is that had no known owner; its history stays.",
    ),
    _edit(
        "change_name",
        asked.NameChange,
        _changes(services.change_name),
        "Give a new name from a day on; the former one is kept and found.",
    ),
    _edit(
        "change_status",
        asked.StatusChange,
        _changes(services.change_status),
        "Active, paused, ended or not verified, since a day.",
    ),
    _edit(
        "add_address",
        asked.AddressBody,
        _adds(services.add_address, lambda v: services.AddressInput(**v)),
        "Add a place.",
        needs_version=False,
    ),
    _edit(
        "add_licence",
        asked.LicenceBody,
        _adds(services.add_licence, lambda v: services.LicenceInput(**v)),
        "Add a licence, registration or declaration.",
        needs_version=False,
    ),
    _edit(
        "add_equipment",
        asked.EquipmentBody,
        _adds(services.add_equipment, lambda v: services.EquipmentInput(**v)),
        "Add a device.",
        needs_version=False,
    ),
    _edit(
        "add_person",
        asked.PersonBody,
        _adds(services.add_person, asked.person_input),
        "Add who answers for the facility.",
        needs_version=False,
    ),
    _edit(
        "add_url",
        asked.UrlBody,
        _adds(services.add_url, lambda v: services.UrlInput(**v)),
        "Add a web address.",
        needs_version=False,
    ),
    *(
        _edit(f"end_{word}", body, _ends(service), summary)
        for word, body, service, summary in (
            ("address", asked.AddressEnd, services.end_address, "End a place."),
            ("licence", asked.LicenceEnd, services.end_licence, "End a licence."),
            ("equipment", asked.EquipmentEnd, services.end_equipment, "End a device."),
            ("person", asked.PersonEnd, services.end_person, "End a person's part."),
            ("url", asked.UrlEnd, services.end_url, "End a web address."),
        )
    ),
)
