"""Who may read the figures of an agency, and those of the province."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agencies import access
from agencies.access import OWN_AGENCY, register, row

if TYPE_CHECKING:
    from datetime import datetime

    from agencies.models import Agency, User

OWN, PROVINCE, CONSOLIDATE, PREPARE = (
    "report.agency_view",
    "report.province_view",
    "report.consolidate",
    "report.prepare",
)

register(
    (
        row("A099", "manager", "*", OWN_AGENCY, "-", OWN),
        row("A100", "manager", "UBND_TINH", OWN_AGENCY, "-", PROVINCE),
        row("A153", "manager", "SO_VHTTDL", OWN_AGENCY, "-", CONSOLIDATE),
        row(
            "A154",
            "clerk|case_handler|police_coordinator|registry_officer|commune_officer",
            "*",
            OWN_AGENCY,
            "-",
            PREPARE,
        ),
        # Who drafts or signs a report reads what it counts.
        row(
            "R005",
            "clerk|case_handler|registry_officer|sanctioner",
            "SO_VHTTDL|UBND_TINH",
            OWN_AGENCY,
            "-",
            PROVINCE,
        ),
        row("R006", "sanctioner", "*", OWN_AGENCY, "-", OWN),
    )
)


@dataclass(frozen=True, slots=True)
class FiguresOf:
    """The figures of an agency; of the province where that is asked for."""

    agency: Agency
    state: str = "-"

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        own = access.shares_relations_of(actor, self.agency, at)
        return frozenset({OWN_AGENCY}) if own else frozenset()


def may_see_agency(user: User, at: datetime) -> bool:
    """Its managers, and who prepares its report."""
    figures = FiguresOf(user.agency)
    return access.can(user, OWN, figures, at) or access.can(user, PREPARE, figures, at)


def may_see_province(user: User, at: datetime) -> bool:
    """UBND tỉnh reads them; the department of culture puts them together (V.1)."""
    figures = FiguresOf(user.agency)
    return access.can(user, PROVINCE, figures, at) or access.can(
        user, CONSOLIDATE, figures, at
    )
