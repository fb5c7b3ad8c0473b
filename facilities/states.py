"""Closed sets of the register (domain: registry, sections 1 and 2)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FacilityKind(TextChoices):
    """What a facility does; it has one or several kinds, and kinds are values only."""

    PRINTER_PUBLICATION = "PRINTER_PUBLICATION", _("Printer of publications")
    PRINTER_LICENSED = "PRINTER_LICENSED", _("Printer of licensed products")
    PRINTER_DECLARED = "PRINTER_DECLARED", _("Other printer")
    PHOTOCOPY = "PHOTOCOPY", _("Photocopy service")
    PUBLISHER = "PUBLISHER", _("Publisher")
    REP_OFFICE = "REP_OFFICE", _("Representative office of a foreign body")
    DISTRIBUTOR = "DISTRIBUTOR", _("Distributor of publications")
    ONLINE_PLATFORM = "ONLINE_PLATFORM", _("Platform for electronic publications")
    ONLINE_SHOP = "ONLINE_SHOP", _("Shop on a platform or social network")
    IMPORTER = "IMPORTER", _("Importer of publications")
    NON_COMMERCIAL_ISSUER = (
        "NON_COMMERCIAL_ISSUER",
        _("Issuer of non-commercial publications"),
    )


# The middle of a facility's code: "DL-DIST-0001".
KIND_MARKS: dict[str, str] = {
    FacilityKind.PRINTER_PUBLICATION: "PPUB",
    FacilityKind.PRINTER_LICENSED: "PLIC",
    FacilityKind.PRINTER_DECLARED: "PDEC",
    FacilityKind.PHOTOCOPY: "COPY",
    FacilityKind.PUBLISHER: "PUBL",
    FacilityKind.REP_OFFICE: "REPO",
    FacilityKind.DISTRIBUTOR: "DIST",
    FacilityKind.ONLINE_PLATFORM: "PLAT",
    FacilityKind.ONLINE_SHOP: "SHOP",
    FacilityKind.IMPORTER: "IMPO",
    FacilityKind.NON_COMMERCIAL_ISSUER: "NCOM",
}

# Found on the internet first: these may be known before their owner or place is.
ONLINE_KINDS = frozenset({FacilityKind.ONLINE_PLATFORM, FacilityKind.ONLINE_SHOP})

PRINTER_KINDS = frozenset(
    {
        FacilityKind.PRINTER_PUBLICATION,
        FacilityKind.PRINTER_LICENSED,
        FacilityKind.PRINTER_DECLARED,
        FacilityKind.PHOTOCOPY,
    }
)


class FacilityStatus(TextChoices):
    ACTIVE = "ACTIVE", _("Active")
    PAUSED = "PAUSED", _("Paused")
    ENDED = "ENDED", _("Ended")
    UNVERIFIED = "UNVERIFIED", _("Not verified")


class ItUse(TextChoices):
    """Information technology in management and work, as a list is asked for it."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_ASKED = "not_asked", _("Not asked yet")


class AddressKind(TextChoices):
    HEAD_OFFICE = "HEAD_OFFICE", _("Head office")
    PRODUCTION_SITE = "PRODUCTION_SITE", _("Production site")
    WAREHOUSE = "WAREHOUSE", _("Warehouse")
    SHOP = "SHOP", _("Shop")


class LicenceType(TextChoices):
    """Licences, registrations and declarations that the law asks for, by kind."""

    PUBLICATION_PRINTING = "PUBLICATION_PRINTING", _("Publication printing licence")
    PRINTING = "PRINTING", _("Printing licence")
    PRINTING_DECLARATION = "PRINTING_DECLARATION", _("Printing declaration")
    COLOUR_COPIER_DECLARATION = (
        "COLOUR_COPIER_DECLARATION",
        _("Declaration of colour photocopiers"),
    )
    FOREIGN_CONTRACT_PRINTING = (
        "FOREIGN_CONTRACT_PRINTING",
        _("Licence for foreign contract printing"),
    )
    PUBLISHER = "PUBLISHER", _("Publisher's licence")
    REP_OFFICE = "REP_OFFICE", _("Licence of a representative office")
    DISTRIBUTION = "DISTRIBUTION", _("Distribution registration")
    ELECTRONIC_DISTRIBUTION = (
        "ELECTRONIC_DISTRIBUTION",
        _("Registration of electronic distribution"),
    )
    IMPORT = "IMPORT", _("Import licence")
    NON_COMMERCIAL = "NON_COMMERCIAL", _("Non-commercial publication licence")
    SECURITY_ORDER = "SECURITY_ORDER", _("Certificate of security and public order")
    OTHER = "OTHER", _("Other licence")


# What the law asks of each kind (registry, section 2).
LICENCE_OF_KIND: dict[str, str] = {
    FacilityKind.PRINTER_PUBLICATION: LicenceType.PUBLICATION_PRINTING,
    FacilityKind.PRINTER_LICENSED: LicenceType.PRINTING,
    FacilityKind.PRINTER_DECLARED: LicenceType.PRINTING_DECLARATION,
    FacilityKind.PHOTOCOPY: LicenceType.COLOUR_COPIER_DECLARATION,
    FacilityKind.PUBLISHER: LicenceType.PUBLISHER,
    FacilityKind.REP_OFFICE: LicenceType.REP_OFFICE,
    FacilityKind.DISTRIBUTOR: LicenceType.DISTRIBUTION,
    FacilityKind.ONLINE_PLATFORM: LicenceType.ELECTRONIC_DISTRIBUTION,
    FacilityKind.IMPORTER: LicenceType.IMPORT,
    FacilityKind.NON_COMMERCIAL_ISSUER: LicenceType.NON_COMMERCIAL,
}


# A licence for more covers what needs only a declaration.
COVERED_BY: dict[str, frozenset[str]] = {
    LicenceType.PRINTING_DECLARATION: frozenset(
        {
            LicenceType.PRINTING_DECLARATION,
            LicenceType.PRINTING,
            LicenceType.PUBLICATION_PRINTING,
        }
    ),
}


class LicenceState(TextChoices):
    """What an authority did to it; that its date has passed is a question, not this."""

    VALID = "VALID", _("Valid")
    SUSPENDED = "SUSPENDED", _("Suspended")
    REVOKED = "REVOKED", _("Revoked")
    ENDED = "ENDED", _("Ended")


# Taken away for a time or in force: the paper is there.
HELD_STATES = frozenset({LicenceState.VALID, LicenceState.SUSPENDED})


class LicenceWarning(TextChoices):
    """What the licences of a facility make somebody look at on a day."""

    RUN_OUT = "run_out", _("Run out")
    ENDING = "ending", _("Ends soon")
    MISSING = "missing", pgettext_lazy("licence", "Missing")


class ObligationKind(TextChoices):
    """What a facility is held to do beside having its licences."""

    CUSTOMER_LOG = "CUSTOMER_LOG", _("Log of customers")
    REDECLARATION = "REDECLARATION", _("New declaration on a change")
    JOB_PAPERS = "JOB_PAPERS", _("Papers of each job")
    TITLE_REGISTRATION = "TITLE_REGISTRATION", _("Registration of each title")
    LEGAL_DEPOSIT = "LEGAL_DEPOSIT", _("Legal deposit")
    STOCK_PAPERS = "STOCK_PAPERS", _("Invoices of the stock")
    TECHNICAL_MEASURES = "TECHNICAL_MEASURES", _("Technical measures")
    CONTENT_APPRAISAL = "CONTENT_APPRAISAL", _("Appraisal of contents")
    PERIODIC_REPORT = "PERIODIC_REPORT", _("Periodic report")
    CONCLUSION = "CONCLUSION", _("Conclusion to carry out")
    OTHER = "OTHER", _("Other obligation")


class ObligationState(TextChoices):
    """Overdue is a question, not a state."""

    OPEN = "OPEN", pgettext_lazy("obligation", "Open")
    MET = "MET", pgettext_lazy("obligation", "Met")
    WAIVED = "WAIVED", pgettext_lazy("obligation", "Waived")


class ObligationWarning(TextChoices):
    OVERDUE = "overdue", pgettext_lazy("obligation", "Overdue")


class DeviceClass(TextChoices):
    """Device classes of NĐ 72/2022/NĐ-CP."""

    PREPRESS = "PREPRESS", _("Prepress")
    PRINT_DIGITAL = "PRINT_DIGITAL", _("Digital printing machine")
    PRINT_OFFSET = "PRINT_OFFSET", _("Offset printing machine")
    PRINT_FLEXO = "PRINT_FLEXO", _("Flexographic printing machine")
    PRINT_GRAVURE = "PRINT_GRAVURE", _("Gravure printing machine")
    PRINT_LETTERPRESS = "PRINT_LETTERPRESS", _("Letterpress printing machine")
    PRINT_SCREEN = "PRINT_SCREEN", _("Screen printing machine")
    CUTTING = "CUTTING", _("Cutting machine")
    FOLDING = "FOLDING", _("Folding machine")
    BINDING = "BINDING", _("Binding machine")
    COVERING = "COVERING", _("Covering machine")
    SADDLE_STITCH = "SADDLE_STITCH", _("Saddle-stitch line")
    BAG_BOX = "BAG_BOX", _("Bag or box machine")
    COLOUR_COPIER = "COLOUR_COPIER", _("Colour photocopier")
    MULTI_FUNCTION = "MULTI_FUNCTION", _("Colour multi-function machine")
    OTHER = "OTHER", _("Other device")


# Headings of the customs tariff that NĐ 72/2022/NĐ-CP names for each class.
HS_HEADINGS: dict[str, tuple[str, ...]] = {
    DeviceClass.PREPRESS: ("8442",),
    **dict.fromkeys(
        (
            DeviceClass.PRINT_DIGITAL,
            DeviceClass.PRINT_OFFSET,
            DeviceClass.PRINT_FLEXO,
            DeviceClass.PRINT_GRAVURE,
            DeviceClass.PRINT_LETTERPRESS,
            DeviceClass.PRINT_SCREEN,
            DeviceClass.COLOUR_COPIER,
            DeviceClass.MULTI_FUNCTION,
        ),
        ("8443",),
    ),
    **dict.fromkeys(
        (
            DeviceClass.CUTTING,
            DeviceClass.FOLDING,
            DeviceClass.BINDING,
            DeviceClass.COVERING,
            DeviceClass.SADDLE_STITCH,
            DeviceClass.BAG_BOX,
        ),
        ("8440", "8441"),
    ),
}


# What makes a printer one of high capacity: an offset machine of four colours or more,
# a line that binds.
FULL_COLOUR = 4
BINDING_LINES = frozenset({DeviceClass.BINDING, DeviceClass.SADDLE_STITCH})
COLOUR_COPIERS = frozenset({DeviceClass.COLOUR_COPIER, DeviceClass.MULTI_FUNCTION})


class EquipmentStatus(TextChoices):
    IN_USE = "IN_USE", _("In use")
    IDLE = "IDLE", _("Idle")
    GONE = "GONE", _("Sold or scrapped")


class PrintProduct(TextChoices):
    """What a print job makes; only publications need a decision or a licence each."""

    PUBLICATION = "PUBLICATION", _("Publication")
    NON_COMMERCIAL = "NON_COMMERCIAL", _("Non-commercial publication")
    OTHER = "OTHER", _("Other printed product")


class PersonRole(TextChoices):
    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE", _("Legal representative")
    HEAD = "HEAD", _("Head")
    OWNER = "OWNER", _("Owner")
    CONTACT = "CONTACT", _("Contact")


class Gender(TextChoices):
    MALE = "MALE", _("Male")
    FEMALE = "FEMALE", _("Female")


class NumberKind(TextChoices):
    """Numbers of persons that are stored encrypted and shown by their last digits."""

    PERSONAL_ID = "PERSONAL_ID", _("Personal identification number")
    PASSPORT = "PASSPORT", _("Passport")
    PHONE = "PHONE", _("Phone")


class Platform(TextChoices):
    """Where an address on the internet stands; the domain says the rest."""

    WEBSITE = "WEBSITE", _("Own website")
    FACEBOOK = "FACEBOOK", "Facebook"
    TIKTOK = "TIKTOK", "TikTok"
    SHOPEE = "SHOPEE", "Shopee"
    LAZADA = "LAZADA", "Lazada"
    TIKI = "TIKI", "Tiki"
    ZALO = "ZALO", "Zalo"
    OTHER = "OTHER", _("Other")


class ImportState(TextChoices):
    """How far a register file has come; the page goes on from here."""

    UPLOADED = "UPLOADED", _("Columns to match")
    CHECKING = "CHECKING", _("Rows are being checked")
    CHECKED = "CHECKED", _("Checked")
    TAKING_IN = "TAKING_IN", _("Rows are being taken in")
    DONE = "DONE", _("Taken in")
    UNDOING = "UNDOING", _("Being undone")
    UNDONE = "UNDONE", _("Undone")
    CANCELLED = "CANCELLED", _("Given up")


class ImportVerdict(TextChoices):
    """What the check says of a row: flagged rows go in, bad ones do not."""

    WAITING = "WAITING", _("Not checked yet")
    GOOD = "GOOD", _("Right")
    FLAGGED = "FLAGGED", _("To look at")
    BAD = "BAD", _("With errors")


class ImportOutcome(TextChoices):
    """What became of a row in the register."""

    NONE = "", _("Not taken in")
    CREATED = "CREATED", _("New facility")
    UPDATED = "UPDATED", _("Facility changed")
    UNCHANGED = "UNCHANGED", _("Known already")


class ImportChoice(TextChoices):
    """What a row is that may be a facility of the register; undecided ones are new."""

    UNDECIDED = "", _("Not decided yet")
    SAME = "SAME", _("The same: update that one")
    NEW = "NEW", _("Another one: enter it as new")
    SKIP = "SKIP", _("Leave this row out")


class MergeState(TextChoices):
    """Two persons merge: one proposes, another agrees; the merge can be undone."""

    PROPOSED = "PROPOSED", _("Proposed")
    DECLINED = "DECLINED", _("Declined")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    DONE = "DONE", _("Merged")
    UNDONE = "UNDONE", _("Undone")


class RiskFactor(TextChoices):
    """Why a facility is worth looking at first (registry, section 4)."""

    PRIOR_SANCTION = "PRIOR_SANCTION", _("Sanctioned before")
    OPEN_CASE = "OPEN_CASE", _("Open case")
    VERIFIED_REPORT = "VERIFIED_REPORT", _("Verified complaint or tip-off")
    LICENCE = "LICENCE", _("Licence or declaration")
    MACHINE = "MACHINE", _("Machine not declared")
    NO_CHECK = "NO_CHECK", _("Long without a check")
    ONLINE = "ONLINE", _("Sale online")
    SEASON = "SEASON", _("Season")
    FOREIGN_PRINTING = "FOREIGN_PRINTING", _("Printing for foreign customers")
    REMOTE_REVIEW = "REMOTE_REVIEW", _("Remote review")
    GOOD_RECORD = "GOOD_RECORD", _("Good record")


class LinkKind(TextChoices):
    """What two records may share, and nobody else ought to."""

    TITLE = "TITLE", _("Title")
    REGISTRATION = "REGISTRATION", _("Registration number")
    STAMP = "STAMP", _("Stamp series")
    PLATE = "PLATE", _("Printing plate")
    VEHICLE = "VEHICLE", _("Vehicle")
    PHONE = "PHONE", _("Phone")
    PERSON = "PERSON", _("Person")
    ACCOUNT = "ACCOUNT", _("Account, web address")


# Two places of one business share these without telling anything.
OF_ONE_BUSINESS = frozenset({LinkKind.PHONE, LinkKind.PERSON, LinkKind.ACCOUNT})


class LinkSource(TextChoices):
    """Where a shared thing was written down; who may see that, may see the link."""

    REGISTER = "REGISTER", _("Register")
    VISIT = "VISIT", _("Visit")
    CASE = "CASE", _("Case")


class LinkState(TextChoices):
    PROPOSED = "PROPOSED", pgettext_lazy("link", "Proposed")
    CONFIRMED = "CONFIRMED", pgettext_lazy("link", "Confirmed")
    REJECTED = "REJECTED", pgettext_lazy("link", "Rejected")
