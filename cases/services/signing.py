"""What every written act of the competent person has: number, signer, capacity, day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from agencies import numbers
from agencies.models import Agency, User
from cases import conditions
from cases.models import Case
from kernel.errors import NotPermitted

ENFORCEMENT_REGISTER = "QĐ-CC"
# Symbols of agency practice: the law's forms leave them open (recalled).
SUSPENSION_REGISTER = "QĐ-TĐCTH"
REVISION_REGISTER = "QĐ-ĐCSĐHB"
RELIEF_REGISTER = "QĐ-HGMTP"


def signature(
    case: Case,
    *,
    register: str,
    by: User,
    at: datetime,
    on: date,
    agency: Agency | None = None,
) -> dict[str, Any]:
    """The columns of a `SignedAct`; its number is taken here, so call it last.

    `agency` is the competent authority unless another settles the matter. Raises
    NotPermitted for somebody without a title of his own or by delegation on that day.
    """
    capacity = conditions.capacity_of(by, case, on)
    if capacity is None:
        raise NotPermitted
    owner = agency or case.competent_authority
    number = numbers.take(owner=owner.pk, register=register, year=on.year)
    return {
        "agency": owner,
        "number": number,
        "year": on.year,
        "number_text": f"{number:02d}/{register}",
        "signed_by": by,
        "delegation": capacity.delegation,
        "signed_on": on,
        "signed_at": at,
    }
