"""Who may be named for a visit."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.kinds import EXCLUSIVE_ROLES, AgencyKind
from agencies.models import Agency, User
from kernel.errors import Refused


def check_member(officer: User, day: date, field: str) -> None:
    """Refuse who has no acting role in the system on the day, naming the field."""
    roles = officer.roles_on(day)
    if (
        not roles
        or roles & EXCLUSIVE_ROLES
        or officer.agency.kind == AgencyKind.EXTERNAL
    ):
        text = gettext("%(name)s cannot go on a visit.") % {"name": officer.full_name}
        raise Refused(errors={field: [text]})


def check_lead_of(agency: Agency, officer: User, day: date, field: str) -> None:
    """Refuse a lead who is no acting officer of the agency or of its divisions."""
    check_member(officer, day, field)
    if agency.pk not in {officer.agency_id, officer.agency.parent_id}:
        raise Refused(
            errors={field: [_("The lead is an officer of the agency that visits.")]}
        )
