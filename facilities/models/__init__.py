"""The register: parties, facilities, and what belongs to a facility."""

from facilities.models.facility import Facility, FacilityName
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

__all__ = [
    "Address",
    "Equipment",
    "Facility",
    "FacilityName",
    "FacilityPerson",
    "FacilityUrl",
    "Licence",
    "Party",
    "PartyName",
    "PrintJob",
    "ProtectedNumber",
]
