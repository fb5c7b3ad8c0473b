"""Which rows are those of an officer's own agency."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from agencies.kinds import AgencyKind, Role
from kernel.clock import local_day

if TYPE_CHECKING:
    from agencies.models import User


def of_agency(field: str, user: User, at: datetime) -> Q:
    """Rows whose agency is the officer's, or a division under him as a head."""
    own = Q(**{field: user.agency_id})
    heads = {Role.SANCTIONER, Role.MANAGER} & user.roles_on(local_day(at))
    if heads and user.agency.kind == AgencyKind.CONG_AN:
        own |= Q(**{f"{field}__parent": user.agency_id})
    return own
