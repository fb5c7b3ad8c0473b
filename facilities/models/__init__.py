"""The register: parties, facilities, and what belongs to a facility."""

from facilities.models.facility import Facility, FacilityName
from facilities.models.files import FacilityFile
from facilities.models.identity import Merge, NotADouble, ProposedDouble, Split
from facilities.models.imports import ImportBatch, ImportRow
from facilities.models.links import Link, LinkKey
from facilities.models.obligations import Obligation, ObligationRule
from facilities.models.parts import (
    Address,
    Equipment,
    FacilityPerson,
    FacilityUrl,
    Licence,
)
from facilities.models.party import Party, PartyName
from facilities.models.print_jobs import PrintJob
from facilities.models.protected import ProtectedNumber
from facilities.models.risk import RiskScore

__all__ = [
    "Address",
    "Equipment",
    "Facility",
    "FacilityFile",
    "FacilityName",
    "FacilityPerson",
    "FacilityUrl",
    "ImportBatch",
    "ImportRow",
    "Licence",
    "Link",
    "LinkKey",
    "Merge",
    "NotADouble",
    "Obligation",
    "ObligationRule",
    "Party",
    "PartyName",
    "PrintJob",
    "ProposedDouble",
    "ProtectedNumber",
    "RiskScore",
    "Split",
]
