"""Who may see and change the register: rows A095, A096, A165, A171 of the table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from agencies.access import OWN_AGENCY, grants_for, register, row
from facilities.states import ONLINE_KINDS, PRINTER_KINDS
from kernel.clock import local_day

if TYPE_CHECKING:
    from datetime import datetime

    from agencies.models import User


class Placed(Protocol):
    """A record that lies in wards."""

    @property
    def ward_codes(self) -> frozenset[str]: ...


def in_own_ward(record: Placed, actor: User, at: datetime) -> bool:
    """A body of a commune sees its own ward only; the others see the province."""
    ward = actor.agency.ward_id
    return ward is None or ward in record.ward_codes


def relations(record: object, actor: User, at: datetime) -> frozenset[str]:
    """A facility is of no case: every agency of the system stands to it alike."""
    return frozenset({OWN_AGENCY})


def second_person_merges(record: object, actor: User, at: datetime) -> bool:
    """A merge is agreed to by another officer of the proposer's agency."""
    proposer = getattr(record, "proposed_by", None)
    return proposer is None or (
        proposer.pk != actor.pk and proposer.agency_id == actor.agency_id
    )


def sees_facilities(user: User, at: datetime) -> bool:
    """Some row grants the officer the view of facilities, here or there."""
    roles = user.roles_on(local_day(at))
    return any(
        grant.is_for(roles, user.agency.kind) for grant in grants_for("facility.view")
    )


def ward_limit(user: User) -> str | None:
    """The only ward whose facilities the officer sees; None for the whole province."""
    return user.agency.ward_id


def is_online(kinds: Iterable[str]) -> bool:
    return bool(ONLINE_KINDS & set(kinds))


def is_printer(kinds: Iterable[str]) -> bool:
    """It keeps a print-job log."""
    return bool(PRINTER_KINDS & set(kinds))


GRANTS = (
    row(
        "A095",
        "inspector|team_lead|case_handler|registry_officer|manager"
        "|police_coordinator|sanctioner|clerk|commune_officer",
        "*",
        "own_agency",
        "-",
        "facility.view",
        in_own_ward,
    ),
    row(
        "A165",
        "inspector|team_lead|case_handler|registry_officer|manager|police_coordinator",
        "*",
        "own_agency",
        "-",
        "facility.settle_link",
    ),
    row(
        "A171",
        "registry_officer|manager",
        "*",
        "own_agency",
        "-",
        "facility.count_it_use",
    ),
    row(
        "A096",
        "registry_officer",
        "*",
        "own_agency",
        "-",
        "facility.create|facility.edit|facility.import|facility.merge",
        second_person_merges,
    ),
)

register(GRANTS)
