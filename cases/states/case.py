"""The closed sets of a case: its states, their groups, its steps and clocks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inspections.states import Channel as Channel


class CaseState(TextChoices):
    """All states of the administrative track; some have no step leading in yet."""

    RECEIVED = "RECEIVED", _("Received")
    VERIFYING = "VERIFYING", _("Being verified")
    DISMISSED = "DISMISSED", _("Dismissed or no violation")
    FORWARDED = "FORWARDED", _("Forwarded to the competent authority")
    OPENED = "OPENED", _("Opened")
    RECORDED = "RECORDED", _("Violation record made")
    EXPLAINING = "EXPLAINING", _("Explanation under way")
    PENDING_DECISION = "PENDING_DECISION", _("Awaiting decision")
    DECIDED = "DECIDED", _("Sanction decision issued")
    EXECUTING = "EXECUTING", _("Being executed")
    EXECUTION_SUSPENDED = "EXECUTION_SUSPENDED", _("Execution suspended or deferred")
    ENFORCING = "ENFORCING", _("Being enforced")
    NO_SANCTION = "NO_SANCTION", _("No sanction")
    TRANSFERRED = "TRANSFERRED", _("Transferred to the investigating body")
    PROSECUTED = "PROSECUTED", _("Prosecuted")
    RETURNED = "RETURNED", _("File returned")
    EXECUTED = "EXECUTED", _("Execution completed")
    ANNULLED = "ANNULLED", _("Decision annulled")
    CLOSED = "CLOSED", _("Closed")


TERMINAL_STATES = frozenset(
    {CaseState.DISMISSED, CaseState.FORWARDED, CaseState.CLOSED}
)
OPEN_STATES = frozenset(CaseState) - TERMINAL_STATES

# Every change of state that the lifecycle knows, whatever the step; the database
# refuses any other, also to `QuerySet.update` (INV-3).
EDGES: dict[CaseState, tuple[CaseState, ...]] = {
    CaseState.RECEIVED: (
        CaseState.VERIFYING,
        CaseState.DISMISSED,
        CaseState.FORWARDED,
    ),
    CaseState.VERIFYING: (
        CaseState.DISMISSED,
        CaseState.FORWARDED,
        CaseState.OPENED,
        CaseState.TRANSFERRED,
    ),
    CaseState.OPENED: (
        CaseState.RECORDED,
        CaseState.DECIDED,
        CaseState.NO_SANCTION,
        CaseState.FORWARDED,
        CaseState.TRANSFERRED,
    ),
    CaseState.RECORDED: (
        CaseState.EXPLAINING,
        CaseState.FORWARDED,
        CaseState.PENDING_DECISION,
        CaseState.TRANSFERRED,
        CaseState.NO_SANCTION,
    ),
    CaseState.EXPLAINING: (CaseState.RECORDED,),
    CaseState.PENDING_DECISION: (
        CaseState.RECORDED,
        CaseState.DECIDED,
        CaseState.NO_SANCTION,
        CaseState.TRANSFERRED,
    ),
    CaseState.DECIDED: (
        CaseState.EXECUTING,
        CaseState.ANNULLED,
    ),
    CaseState.EXECUTING: (
        CaseState.EXECUTED,
        CaseState.ENFORCING,
        CaseState.EXECUTION_SUSPENDED,
        CaseState.ANNULLED,
        CaseState.CLOSED,
    ),
    CaseState.ENFORCING: (
        CaseState.EXECUTED,
        CaseState.EXECUTION_SUSPENDED,
        CaseState.ANNULLED,
    ),
    CaseState.EXECUTION_SUSPENDED: (
        CaseState.EXECUTING,
        CaseState.TRANSFERRED,
        CaseState.ANNULLED,
    ),
    CaseState.EXECUTED: (
        CaseState.TRANSFERRED,
        CaseState.ANNULLED,
        CaseState.CLOSED,
    ),
    CaseState.TRANSFERRED: (
        CaseState.PROSECUTED,
        CaseState.RETURNED,
    ),
    CaseState.PROSECUTED: (
        CaseState.RETURNED,
        CaseState.CLOSED,
    ),
    CaseState.RETURNED: (
        CaseState.PENDING_DECISION,
        CaseState.RECORDED,
        CaseState.EXECUTING,
        CaseState.NO_SANCTION,
    ),
    CaseState.ANNULLED: (
        CaseState.RECORDED,
        CaseState.OPENED,
        CaseState.CLOSED,
    ),
    CaseState.NO_SANCTION: (CaseState.CLOSED,),
    CaseState.FORWARDED: (CaseState.RECEIVED,),
    CaseState.DISMISSED: (CaseState.RECEIVED,),
    CaseState.CLOSED: (
        CaseState.RECORDED,
        CaseState.OPENED,
    ),
}

# The seven stages of the case page; a state that left the way marks where it left.
STAGES: tuple[tuple[str, frozenset[str]], ...] = (
    ("receive", frozenset({CaseState.RECEIVED, CaseState.FORWARDED})),
    ("verify", frozenset({CaseState.VERIFYING, CaseState.DISMISSED})),
    ("open", frozenset({CaseState.OPENED, CaseState.TRANSFERRED})),
    (
        "record",
        frozenset({CaseState.RECORDED, CaseState.EXPLAINING, CaseState.RETURNED}),
    ),
    (
        "decide",
        frozenset(
            {
                CaseState.PENDING_DECISION,
                CaseState.DECIDED,
                CaseState.NO_SANCTION,
                CaseState.ANNULLED,
                CaseState.PROSECUTED,
            }
        ),
    ),
    (
        "execute",
        frozenset(
            {
                CaseState.EXECUTING,
                CaseState.ENFORCING,
                CaseState.EXECUTION_SUSPENDED,
                CaseState.EXECUTED,
            }
        ),
    ),
    ("close", frozenset({CaseState.CLOSED})),
)
STAGE_LABELS = {
    "receive": _("Intake"),
    "verify": _("Verification"),
    "open": _("Opening"),
    "record": _("Making the record"),
    "decide": _("Deciding"),
    "execute": _("Execution"),
    "close": _("Closing"),
}
OFF_THE_WAY = frozenset(
    {
        CaseState.DISMISSED,
        CaseState.FORWARDED,
        CaseState.NO_SANCTION,
        CaseState.TRANSFERRED,
        CaseState.PROSECUTED,
        CaseState.RETURNED,
        CaseState.ANNULLED,
    }
)


class Source(TextChoices):
    """Where the matter came from."""

    INSPECTION = "INSPECTION", pgettext_lazy("source of a case", "Inspection")
    TIP_OFF = "TIP_OFF", _("Tip-off")
    PETITION = "PETITION", _("Petition letter")
    REFERRAL = "REFERRAL", _("Referral by another agency")
    RIGHTS_HOLDER = "RIGHTS_HOLDER", _("Complaint of a rights holder")
    MEDIA = "MEDIA", _("Media")


class Family(TextChoices):
    """What a clock is about; one clock of a family runs at a time."""

    LIMITATION = "LIMITATION", _("Limitation of sanctioning")
    RECORD = "RECORD", _("Making the violation record")
    EXPLAIN_DIRECT = "EXPLAIN_DIRECT", _("Asking to explain in person")
    EXPLAIN_WRITTEN = "EXPLAIN_WRITTEN", _("Sending a written explanation")
    DECISION = "DECISION", _("Issuing the sanction decision")
    SENDING = "SENDING", _("Sending the decision")
    EXECUTION = "EXECUTION", _("Executing the decision")
    EXECUTION_LIMITATION = "EXECUTION_LIMITATION", _("Limitation of execution")
    RECIDIVISM = "RECIDIVISM", _("Time until deemed not sanctioned")
    FILE_TRANSFER = "FILE_TRANSFER", _("Handing the file to the competent person")
    EXPLAIN_SESSION = "EXPLAIN_SESSION", _("Announcing the session of explanation")
    CRIMINAL_TRANSFER = "CRIMINAL_TRANSFER", _("Handing over the criminal file")
    INVESTIGATION = "INVESTIGATION", _("Investigating body settles the report")
    FILE_RETURN = "FILE_RETURN", _("Proceedings body returns the file")
    SEIZURE = "SEIZURE", _("Holding the goods")
    SEIZURE_VALUATION = "SEIZURE_VALUATION", _("Holding the goods to value them")
    UNCLAIMED = "UNCLAIMED", _("Waiting for the owner of the goods")
    INSTALMENTS = "INSTALMENTS", _("Paying by instalments")
    DEFERRAL = "DEFERRAL", _("Deferral of the fine")
    ENFORCEMENT = "ENFORCEMENT", _("Complying with the enforcement decision")
    COMPLAINT_TIME = "COMPLAINT_TIME", _("Time to complain")
    COMPLAINT_ACCEPTANCE = "COMPLAINT_ACCEPTANCE", _("Accepting the complaint")
    COMPLAINT_FIRST = "COMPLAINT_FIRST", _("Settling the complaint, first time")
    COMPLAINT_SECOND_TIME = "COMPLAINT_SECOND_TIME", _("Time to complain again")
    COMPLAINT_SECOND = "COMPLAINT_SECOND", _("Settling the complaint, second time")
    LAWSUIT_TIME = "LAWSUIT_TIME", _("Time to go to court")


# Clocks that ask somebody to act; periods merely pass and never make a case overdue.
DUTY_FAMILIES = frozenset(
    {
        Family.RECORD,
        Family.DECISION,
        Family.SENDING,
        Family.EXECUTION,
        Family.FILE_TRANSFER,
        Family.EXPLAIN_SESSION,
        Family.CRIMINAL_TRANSFER,
        Family.INVESTIGATION,
        Family.FILE_RETURN,
        Family.SEIZURE,
        Family.SEIZURE_VALUATION,
        Family.INSTALMENTS,
        Family.ENFORCEMENT,
        Family.COMPLAINT_ACCEPTANCE,
        Family.COMPLAINT_FIRST,
        Family.COMPLAINT_SECOND,
    }
)


class ClockStatus(TextChoices):
    """What became of a clock. "Overdue" is a question, not a status."""

    RUNNING = "RUNNING", _("Running")
    MET = "MET", _("Met")
    MISSED = "MISSED", _("Missed")
    SWITCHED = "SWITCHED", _("Replaced by another limit")
    ENDED = "ENDED", _("Ended")


class ProposalKind(TextChoices):
    DISMISS = "DISMISS", _("Proposal to dismiss")
    CLOSE = "CLOSE", _("Proposal to close")
    REOPEN = "REOPEN", _("Proposal to reopen")


class DismissGround(TextChoices):
    NO_VIOLATION = "NO_VIOLATION", _("No violation")
    NO_JURISDICTION = "NO_JURISDICTION", _("No jurisdiction")
    DUPLICATE = "DUPLICATE", _("Duplicate of another case")


class NoSanctionGround(TextChoices):
    """Grounds of Điều 65 Luật XLVPHC as amended in 2020."""

    FORCE_MAJEURE = "FORCE_MAJEURE", _("Force majeure")
    NECESSITY = "NECESSITY", _("Necessity")
    SELF_DEFENCE = "SELF_DEFENCE", _("Self-defence")
    UNFORESEEABLE = "UNFORESEEABLE", _("Unforeseeable event")
    NO_CAPACITY = "NO_CAPACITY", _("No capacity to be sanctioned")
    UNKNOWN_RESPONDENT = "UNKNOWN_RESPONDENT", _("Respondent not identified")
    LIMITATION_PASSED = "LIMITATION_PASSED", _("Limitation of sanctioning has passed")
    DECISION_TIME_PASSED = "DECISION_TIME_PASSED", _("Time to decide has passed")
    RESPONDENT_GONE = "RESPONDENT_GONE", _("Respondent died or was dissolved")
    TRANSFERRED = "TRANSFERRED", _("File transferred to criminal proceedings")


class ExplanationKind(TextChoices):
    DIRECT = "DIRECT", _("In person")
    WRITTEN = "WRITTEN", _("In writing")


class ExplanationEnd(TextChoices):
    FILED = "FILED", _("Explanation given")
    WAIVED = "WAIVED", _("Waived")
    EXPIRED = "EXPIRED", _("Time passed")


class MainSanction(TextChoices):
    WARNING = "WARNING", _("Warning")
    FINE = "FINE", _("Fine")


class ItemKind(TextChoices):
    """What a decision orders; each is done before execution is complete."""

    FINE = "FINE", _("Fine")
    CONFISCATION = "CONFISCATION", _("Confiscation")
    LICENCE_SUSPENSION = "LICENCE_SUSPENSION", _("Suspension of a licence")
    ACTIVITY_SUSPENSION = "ACTIVITY_SUSPENSION", _("Suspension of activity")
    DESTRUCTION = "DESTRUCTION", _("Destruction")
    RECALL = "RECALL", _("Recall")
    TAKEDOWN = "TAKEDOWN", _("Takedown")
    DISGORGEMENT = "DISGORGEMENT", _("Repayment of illegal profit")
    OTHER_REMEDY = "OTHER_REMEDY", _("Other remedial measure")


ADDITIONAL_SANCTIONS = frozenset(
    {ItemKind.CONFISCATION, ItemKind.LICENCE_SUSPENSION, ItemKind.ACTIVITY_SUSPENSION}
)
SUSPENSIONS = frozenset({ItemKind.LICENCE_SUSPENSION, ItemKind.ACTIVITY_SUSPENSION})


class DeliveryMethod(TextChoices):
    DIRECT = "DIRECT", _("Handed over in person")
    POST = "POST", _("By registered post")
    ELECTRONIC = "ELECTRONIC", _("Electronically")
    NOTICE_BOARD = "NOTICE_BOARD", _("By public notice")


class RefusedSignature(TextChoices):
    """Who signs a record beside its maker when the respondent does not."""

    WITNESS = "WITNESS", _("Witness")
    COMMUNE = "COMMUNE", _("Representative of the commune")
