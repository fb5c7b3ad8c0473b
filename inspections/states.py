"""Closed sets of plans and visits, and the groups that rules speak of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanKind(TextChoices):
    """Thanh tra and kiểm tra are counted apart (NQ 198/2025/QH15 Điều 4)."""

    INSPECTION = "INSPECTION", _("Inspection")
    CHECK = "CHECK", _("Check")


class PlanState(TextChoices):
    DRAFT = "DRAFT", _("Draft")
    REVIEWED = "REVIEWED", _("Reviewed")
    APPROVED = "APPROVED", _("Approved")
    PUBLISHED = "PUBLISHED", _("Published")
    IN_PROGRESS = "IN_PROGRESS", _("Being carried out")
    FINISHED = "FINISHED", _("Finished")


# Anybody may read a plan that is published: the law asks for its publication.
PUBLIC_PLAN_STATES = frozenset(
    {PlanState.PUBLISHED, PlanState.IN_PROGRESS, PlanState.FINISHED}
)
# Visits are opened from these only.
RUNNING_PLAN_STATES = frozenset({PlanState.PUBLISHED, PlanState.IN_PROGRESS})


class ItemState(TextChoices):
    PLANNED = "PLANNED", _("Planned")
    DECIDED = "DECIDED", _("Decision signed")
    DONE = "DONE", _("Done")
    POSTPONED = "POSTPONED", _("Postponed")
    DROPPED = "DROPPED", _("Dropped")


# Nothing more happens to these before the plan is finished.
SETTLED_ITEM_STATES = frozenset(
    {ItemState.DONE, ItemState.POSTPONED, ItemState.DROPPED}
)


class ChangeKind(TextChoices):
    """What an adjustment does to an item of a published plan."""

    ADDED = "ADDED", _("Added")
    DROPPED = "DROPPED", _("Dropped")
    MOVED = "MOVED", _("Moved to other months")
    POSTPONED = "POSTPONED", _("Postponed")
    RESUMED = "RESUMED", _("Taken up again")


class OverlapState(TextChoices):
    OPEN = "OPEN", _("Waits for a decision")
    SETTLED = "SETTLED", _("Decided")


class OverlapDecision(TextChoices):
    """How two visits of one business in one year are reconciled."""

    GIVES_WAY = "GIVES_WAY", _("This plan leaves the facility out")
    OTHER_GIVES_WAY = "OTHER_GIVES_WAY", _("The other visit gives way")
    JOINT = "JOINT", _("One joint team, with the other visit")
    BOTH_STAND = "BOTH_STAND", _("Both visits are made")


# With these the item may stay in its plan; after the others it is taken out.
OVERLAP_PASSES = frozenset(
    {OverlapDecision.OTHER_GIVES_WAY, OverlapDecision.BOTH_STAND}
)


class Mode(TextChoices):
    ON_SITE = "ON_SITE", _("On site")
    REMOTE = "REMOTE", _("Remote")


class ChecklistUse(TextChoices):
    """Who answers the questions of a list."""

    VISIT = "VISIT", _("The team, on the spot")
    REMOTE = "REMOTE", _("The facility, in writing")


class SendingWay(TextChoices):
    """How a questionnaire went out."""

    EMAIL = "EMAIL", _("E-mail")
    PORTAL = "PORTAL", _("Portal of public services")
    POST = "POST", _("Post")
    IN_PERSON = "IN_PERSON", _("In person")


class ReviewState(TextChoices):
    """What became of a questionnaire that was sent to a facility."""

    SENT = "SENT", _("Waits for the answer")
    SATISFIED = "SATISFIED", _("Answered, in order")
    DOUBTFUL = "DOUBTFUL", _("Answered, to be looked at on site")
    INCOMPLETE = "INCOMPLETE", _("Not answered in full")
    REFUSED = "REFUSED", _("Answer refused")


REVIEW_RESULTS = frozenset(ReviewState) - {ReviewState.SENT}
# These need an answer to every question.
ANSWERED_REVIEWS = frozenset({ReviewState.SATISFIED, ReviewState.DOUBTFUL})
# A factor of the facility's risk (registry, section 4).
FAILED_REVIEWS = frozenset({ReviewState.INCOMPLETE, ReviewState.REFUSED})


class Ground(TextChoices):
    """Why a visit is made; all but PLAN are ad hoc (đột xuất)."""

    PLAN = "PLAN", _("Plan")
    TIP_OFF = "TIP_OFF", _("Tip-off")
    SIGN_OF_VIOLATION = "SIGN_OF_VIOLATION", _("Sign of a violation")
    SUPERIOR_ORDER = "SUPERIOR_ORDER", _("Order of a superior")
    REQUEST = "REQUEST", _("Request of the facility or another agency")
    FOLLOW_UP = "FOLLOW_UP", _("Carrying out of a conclusion")


# What an officer may give for a visit that no plan and no conclusion foresaw.
AD_HOC_GROUNDS = frozenset(Ground) - {Ground.PLAN, Ground.FOLLOW_UP}


# The law's exception to "once a year": clear signs of a violation.
CLEAR_SIGN_GROUNDS = frozenset(
    {Ground.TIP_OFF, Ground.SIGN_OF_VIOLATION, Ground.SUPERIOR_ORDER}
)


class ContentTag(TextChoices):
    """What is looked at; two visits share their content when they share a tag."""

    LICENCES = "LICENCES", _("Licences and registrations")
    EQUIPMENT = "EQUIPMENT", _("Equipment")
    JOB_FILES = "JOB_FILES", _("Job files and registers")
    PUBLICATIONS = "PUBLICATIONS", _("Publications and their decisions")
    INVOICES = "INVOICES", _("Invoices and proof of origin")
    CONTENT = "CONTENT", _("Content of publications")
    COPYRIGHT = "COPYRIGHT", _("Copyright")
    LEGAL_DEPOSIT = "LEGAL_DEPOSIT", _("Legal deposit")
    IMPORT = "IMPORT", _("Import of publications")
    ONLINE_SALE = "ONLINE_SALE", _("Sale online")


class VisitState(TextChoices):
    PLANNED = "PLANNED", _("Planned")
    DECIDED = "DECIDED", _("Decision signed")
    UNDER_WAY = "UNDER_WAY", _("Under way")
    RECORDED = "RECORDED", _("Record locked")
    CONCLUDED = "CONCLUDED", _("Concluded")
    DONE_WITHOUT_VISIT = "DONE_WITHOUT_VISIT", _("Done without a visit")
    CANCELLED = "CANCELLED", _("Cancelled")


OPEN_VISIT_STATES = frozenset(
    {VisitState.PLANNED, VisitState.DECIDED, VisitState.UNDER_WAY}
)
ENDED_VISIT_STATES = frozenset(
    {VisitState.RECORDED, VisitState.CONCLUDED, VisitState.DONE_WITHOUT_VISIT}
)


class AnswerResult(TextChoices):
    PASS = "PASS", _("Pass")
    FAIL = "FAIL", _("Fail")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("Not applicable")


class DraftState(TextChoices):
    """Of a new version of a checklist."""

    DRAFT = "DRAFT", _("Draft")
    PROPOSED = "PROPOSED", _("Waiting for a second person")
    PUBLISHED = "PUBLISHED", _("Published")
    DISCARDED = "DISCARDED", _("Discarded")


OPEN_DRAFT_STATES = frozenset({DraftState.DRAFT, DraftState.PROPOSED})


class Channel(TextChoices):
    OFFLINE = "OFFLINE", _("On the spot")
    ONLINE = "ONLINE", _("Online")


# What the database lets a state become, whoever asks and however (triggers of the
# models); a test holds these edges to the transitions of `workflow`.
PLAN_EDGES = (
    (PlanState.DRAFT, PlanState.REVIEWED),
    (PlanState.REVIEWED, PlanState.DRAFT),
    (PlanState.REVIEWED, PlanState.APPROVED),
    (PlanState.APPROVED, PlanState.PUBLISHED),
    (PlanState.PUBLISHED, PlanState.IN_PROGRESS),
    (PlanState.IN_PROGRESS, PlanState.FINISHED),
)
ITEM_EDGES = (
    (ItemState.PLANNED, ItemState.DECIDED),
    (ItemState.DECIDED, ItemState.PLANNED),
    (ItemState.DECIDED, ItemState.DONE),
    (ItemState.PLANNED, ItemState.POSTPONED),
    (ItemState.POSTPONED, ItemState.PLANNED),
    (ItemState.PLANNED, ItemState.DROPPED),
    (ItemState.POSTPONED, ItemState.DROPPED),
)
DRAFT_EDGES = (
    (DraftState.DRAFT, DraftState.PROPOSED),
    (DraftState.PROPOSED, DraftState.DRAFT),
    (DraftState.PROPOSED, DraftState.PUBLISHED),
    (DraftState.DRAFT, DraftState.DISCARDED),
)
REVIEW_EDGES = tuple(
    (ReviewState.SENT, result) for result in ReviewState if result != ReviewState.SENT
)
VISIT_EDGES = (
    (VisitState.PLANNED, VisitState.DECIDED),
    (VisitState.DECIDED, VisitState.UNDER_WAY),
    (VisitState.UNDER_WAY, VisitState.RECORDED),
    (VisitState.RECORDED, VisitState.CONCLUDED),
    (VisitState.UNDER_WAY, VisitState.DONE_WITHOUT_VISIT),
    (VisitState.PLANNED, VisitState.CANCELLED),
    (VisitState.DECIDED, VisitState.CANCELLED),
)


class TipOffChannel(TextChoices):
    """How a tip-off came in."""

    IN_PERSON = "IN_PERSON", _("In person")
    LETTER = "LETTER", _("Letter")
    PHONE = "PHONE", _("Telephone")
    PUBLIC_FORM = "PUBLIC_FORM", _("Public form")
    OTHER = "OTHER", _("Another way")


class TipOffState(TextChoices):
    NEW = "NEW", _("Waits for triage")
    FOR_VISIT = "FOR_VISIT", _("Leads to a visit")
    NO_ACTION = "NO_ACTION", _("No action")
    DUPLICATE = "DUPLICATE", _("Already known")
    IN_CASE = "IN_CASE", _("Became a case")


TRIAGE_RESULTS = frozenset(
    {TipOffState.FOR_VISIT, TipOffState.NO_ACTION, TipOffState.DUPLICATE}
)


class FieldState(TextChoices):
    """How far a record of the field app has arrived."""

    RECEIVING = "RECEIVING", _("Being received")
    COMPLETE = "COMPLETE", _("Complete")


class FieldOutcome(TextChoices):
    """What became of a field record once it was complete."""

    NONE = "", _("Not complete yet")
    APPLIED = "APPLIED", _("Taken over into the visit")
    SUPPLEMENT = "SUPPLEMENT", _("Supplement beside the visit")
    UNPLANNED = "UNPLANNED", _("Waits for its visit to begin")


class FieldReason(TextChoices):
    """Why a field record was not written into its visit."""

    NONE = "", ""
    CLOSED = "CLOSED", _("The visit was closed meanwhile")
    NOT_DECIDED = "NOT_DECIDED", _("The visit has no decision that was signed")
    OTHER_TEAM = "OTHER_TEAM", _("The sender was taken off the team meanwhile")
    OTHER_CHECKLIST = (
        "OTHER_CHECKLIST",
        _("The visit has answers to another version of the checklist"),
    )
    NO_VISIT = "NO_VISIT", _("No visit has been opened for it yet")
    REFUSED = "REFUSED", _("A rule of the visit refused a part of it")


class FieldSource(TextChoices):
    """Where a file of the field app comes from."""

    CAMERA = "CAMERA", _("Camera of the app")
    CHOSEN = "CHOSEN", _("Chosen file")
    SIGNATURE = "SIGNATURE", _("Signature on the screen")


FIELD_EDGES = ((FieldState.RECEIVING, FieldState.COMPLETE),)
