"""Whose eyes a file is for. The right to the record is asked of the record itself:
the rows `evidence.…` of the permission table stand with the cases they speak of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from agencies.access import shares_relations_of
from agencies.kinds import AgencyKind, Role
from evidence.kinds import Compartment
from kernel.clock import local_day

if TYPE_CHECKING:
    from datetime import datetime

    from agencies.models import User
    from evidence.models import EvidenceFile


def in_compartment(file: EvidenceFile, actor: User, at: datetime) -> bool:
    """The compartment of the file includes the officer; `compartments_of` as SQL."""
    match Compartment(file.compartment):
        case Compartment.CASE:
            return True
        case Compartment.AGENCY:
            return shares_relations_of(actor, file.agency, at)
        case Compartment.POLICE:
            return actor.agency.kind == AgencyKind.CONG_AN
        case Compartment.INFORMANT:
            return file.added_by_id == actor.pk


def compartments_of(actor: User, at: datetime) -> Q:
    """The files whose compartment includes the officer; `in_compartment` for a list."""
    heads = {Role.SANCTIONER, Role.MANAGER}
    own = Q(agency=actor.agency_id)
    if heads & actor.roles_on(local_day(at)):
        own |= Q(agency__parent=actor.agency_id)
    seen = (
        Q(compartment=Compartment.CASE)
        | Q(compartment=Compartment.AGENCY) & own
        | Q(compartment=Compartment.INFORMANT, added_by=actor)
    )
    if actor.agency.kind == AgencyKind.CONG_AN:
        seen |= Q(compartment=Compartment.POLICE)
    return seen
