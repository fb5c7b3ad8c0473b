"""Closed sets of the evidence floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EvidenceKind(TextChoices):
    PHOTO = "PHOTO", _("Photo")
    DOCUMENT = "DOCUMENT", _("Document")
    RECORDING = "RECORDING", _("Recording")
    URL_CAPTURE = "URL_CAPTURE", _("Capture of a web page")


class Compartment(TextChoices):
    """Who of those who see the record may see the file."""

    CASE = "CASE", _("All who see the case")
    AGENCY = "AGENCY", _("Own agency")
    POLICE = "POLICE", _("Police only")
    INFORMANT = "INFORMANT", _("Informant: the receiving officer only")


class CustodyKind(TextChoices):
    TAKEN = "TAKEN", _("Taken")
    RECEIVED = "RECEIVED", _("Received")
    VIEWED = "VIEWED", _("Viewed")
    DOWNLOADED = "DOWNLOADED", _("Downloaded")
    HANDED_OVER = "HANDED_OVER", _("Handed over")
    RETURNED = "RETURNED", _("Returned")


class ItemKind(TextChoices):
    EXHIBIT = "EXHIBIT", _("Goods of the violation")
    MEANS = "MEANS", _("Means of the violation")


class GoodsUnit(TextChoices):
    COPY = "COPY", _("copies")
    SHEET = "SHEET", _("sheets")
    KG = "KG", _("kg")
    PLATE = "PLATE", _("printing plates")
    MACHINE = "MACHINE", _("machines")
    VEHICLE = "VEHICLE", _("vehicles")
    PARCEL = "PARCEL", _("parcels")
    PIECE = "PIECE", _("pieces")


class CustodyLineKind(TextChoices):
    """A line of the custody book of goods."""

    TAKEN = "TAKEN", _("Taken")
    COUNTED = "COUNTED", _("Counted")
    SEALED = "SEALED", _("Sealed")
    UNSEALED = "UNSEALED", _("Seal opened")
    MOVED = "MOVED", _("Moved")
    HANDED_OVER = "HANDED_OVER", _("Handed over")
    TAKEN_BACK = "TAKEN_BACK", _("Taken back")
    RETURNED = "RETURNED", _("Returned to the owner")
    CONFISCATED = "CONFISCATED", _("Confiscated")
    DESTROYED = "DESTROYED", _("Destroyed")
    RECEIPT = "RECEIPT", _("Receipt entered")


# These take goods out of custody …
OUTGOING = frozenset(
    {CustodyLineKind.HANDED_OVER, CustodyLineKind.RETURNED, CustodyLineKind.DESTROYED}
)
# … and these need the receipt of the other side.
NEEDS_RECEIPT = OUTGOING | {CustodyLineKind.MOVED}


class ScanState(TextChoices):
    """Of the malware scan; a file is taken also while no scanner answers."""

    NOT_SCANNED = "NOT_SCANNED", _("Not scanned")
    CLEAN = "CLEAN", _("Nothing found")
    INFECTED = "INFECTED", _("Malware found")


class MediaType(TextChoices):
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    HEIC = "image/heic", "HEIC"
    WEBP = "image/webp", "WebP"
    PDF = "application/pdf", "PDF"

    @property
    def is_photo(self) -> bool:
        return self is not MediaType.PDF
