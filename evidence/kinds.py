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
