"""The closed sets of what runs beside a case: goods, experts, tasks, offers, relief.

Each has a small state machine of its own (`cases.part_workflows`); none is a state of
the case.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SeizureState(TextChoices):
    DRAFT = "DRAFT", _("Draft")
    ACTIVE = "ACTIVE", _("Goods held")
    EXTENDED = "EXTENDED", _("Goods held, extended")
    RELEASED = "RELEASED", _("Released")
    CONFISCATED = "CONFISCATED", _("Confiscated")
    DESTROYED = "DESTROYED", _("Destroyed")
    HANDED_TO_PROCEEDINGS = (
        "HANDED_TO_PROCEEDINGS",
        _("Handed to the investigating body"),
    )
    UNCLAIMED = "UNCLAIMED", _("Unclaimed")


HOLDING = frozenset({SeizureState.ACTIVE, SeizureState.EXTENDED})
OPEN_SEIZURES = HOLDING | {SeizureState.DRAFT, SeizureState.UNCLAIMED}


class SeizureGround(TextChoices):
    """Điều 125.1 Luật XLVPHC."""

    VERIFY = "VERIFY", _("To verify facts without which no decision is possible")
    STOP = "STOP", _("To stop the act at once")
    SECURE = "SECURE", _("To secure execution of the decision")


class ExpertState(TextChoices):
    DRAFT = "DRAFT", _("Draft")
    SENT = "SENT", _("Sent")
    ANSWERED = "ANSWERED", _("Answered")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


OPEN_EXPERTS = frozenset({ExpertState.DRAFT, ExpertState.SENT})


class TaskState(TextChoices):
    PROPOSED = "PROPOSED", _("Asked")
    ACCEPTED = "ACCEPTED", _("Accepted")
    DECLINED = "DECLINED", _("Declined")
    IN_PROGRESS = "IN_PROGRESS", _("Under way")
    DONE = "DONE", _("Done")
    CANCELLED = "CANCELLED", _("Cancelled")


OPEN_TASKS = frozenset({TaskState.PROPOSED, TaskState.ACCEPTED, TaskState.IN_PROGRESS})


class TaskKind(TextChoices):
    """What one agency asks of another (lifecycle, section 4)."""

    VERIFY = "VERIFY", _("Verify business data")
    TAKE_DOWN = "TAKE_DOWN", _("Take down a link")
    PROTECT = "PROTECT", _("Protect an inspection")
    TRACE = "TRACE", _("Trace the owner of a shop or account")
    HOLD_GOODS = "HOLD_GOODS", _("Hold goods")
    OPINION = "OPINION", _("Give an opinion")
    OTHER = "OTHER", _("Other work")


class Stance(TextChoices):
    AGREE = "AGREE", _("Agrees")
    AGREE_WITH_REMARKS = "AGREE_WITH_REMARKS", _("Agrees, with remarks")
    DISAGREE = "DISAGREE", _("Disagrees")


class TransferKind(TextChoices):
    """What is handed over with a receipt of both sides."""

    LEAD = "LEAD", _("Lead of the case")
    TO_PROCEEDINGS = "TO_PROCEEDINGS", _("File to the investigating body")
    TO_COMPETENT_AUTHORITY = (
        "TO_COMPETENT_AUTHORITY",
        _("File to the competent authority"),
    )
    OUTSIDE = "OUTSIDE", _("File to a body outside the system")
    FROM_PROCEEDINGS = "FROM_PROCEEDINGS", _("File back from the investigating body")
    GOODS = "GOODS", _("Goods to the investigating body")


class TransferState(TextChoices):
    OFFERED = "OFFERED", _("Offered")
    ACCEPTED = "ACCEPTED", _("Accepted")
    REFUSED = "REFUSED", _("Refused")
    RETURNED = "RETURNED", _("Sent back")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class OutcomeKind(TextChoices):
    """How proceedings went on; all but the first bring the file back (Điều 63)."""

    PROSECUTED = "PROSECUTED", _("Criminal case opened")
    NOT_PROSECUTED = "NOT_PROSECUTED", _("Decision not to open a criminal case")
    PROSECUTION_CANCELLED = (
        "PROSECUTION_CANCELLED",
        _("Decision to open the case cancelled"),
    )
    INVESTIGATION_ENDED = "INVESTIGATION_ENDED", _("Investigation terminated")
    CASE_ENDED = "CASE_ENDED", _("Criminal case terminated")
    LIABILITY_WAIVED = "LIABILITY_WAIVED", _("Exempt from criminal liability")
    RECEIPT_REFUSED = "RECEIPT_REFUSED", _("Receipt of the file refused")
    JUDGMENT = "JUDGMENT", _("Judgment or decision of the court in force")


RETURNING_OUTCOMES = frozenset(OutcomeKind) - {
    OutcomeKind.PROSECUTED,
    OutcomeKind.JUDGMENT,
}
BEFORE_PROSECUTION = frozenset(
    {OutcomeKind.NOT_PROSECUTED, OutcomeKind.RECEIPT_REFUSED}
)


class ComplaintState(TextChoices):
    FILED = "FILED", _("Filed")
    ACCEPTED = "ACCEPTED", _("Accepted for settlement")
    REFUSED = "REFUSED", _("Not accepted")
    RESOLVING = "RESOLVING", _("Being settled")
    RESOLVED_FIRST = "RESOLVED_FIRST", _("Settled, first time")
    SECOND_FILED = "SECOND_FILED", _("Filed a second time")
    RESOLVED_SECOND = "RESOLVED_SECOND", _("Settled, second time")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    LAWSUIT = "LAWSUIT", _("Taken to court")


# Who decided settles these, the level above it those.
FIRST_LEVEL = frozenset(
    {ComplaintState.FILED, ComplaintState.ACCEPTED, ComplaintState.RESOLVING}
)
SECOND_LEVEL = frozenset({ComplaintState.SECOND_FILED})
OPEN_COMPLAINTS = FIRST_LEVEL | SECOND_LEVEL


class ComplaintOutcome(TextChoices):
    UPHOLD = "UPHOLD", _("Decision upheld")
    AMEND = "AMEND", _("Decision amended")
    ANNUL = "ANNUL", _("Decision annulled")


class ReliefKind(TextChoices):
    """Điều 76, 77, 79 Luật XLVPHC."""

    DEFER = "DEFER", _("Deferral of the fine")
    REDUCE = "REDUCE", _("Reduction of the fine")
    WAIVE = "WAIVE", _("Waiver of the rest of the fine")
    INSTALMENTS = "INSTALMENTS", _("Payment by instalments")


class ReliefState(TextChoices):
    REQUESTED = "REQUESTED", _("Requested")
    GRANTED = "GRANTED", _("Granted")
    REFUSED = "REFUSED", _("Refused")
    ENDED = "ENDED", _("Ended")


class SuspensionGround(TextChoices):
    """Điều 62.2, 76 Luật XLVPHC; Điều 35 Luật Khiếu nại."""

    CRIMINAL_SIGN = "CRIMINAL_SIGN", _("Sign of a crime")
    DEFERRAL = "DEFERRAL", _("Deferral of the fine granted")
    COMPLAINT = "COMPLAINT", _("Suspended while a complaint is settled")


class RevisionKind(TextChoices):
    """Acts on an issued decision (NĐ 118/2021)."""

    CORRECT = "CORRECT", _("Correction")
    AMEND = "AMEND", _("Amendment")
    ANNUL = "ANNUL", _("Annulment")


class RevisionGround(TextChoices):
    OWN_INITIATIVE = "OWN_INITIATIVE", _("Own initiative")
    WRONG_AUTHORITY = "WRONG_AUTHORITY", _("Wrong authority")
    WRONG_PROCEDURE = "WRONG_PROCEDURE", _("Wrong procedure")
    COMPLAINT = "COMPLAINT", _("Result of a complaint")
    COURT = "COURT", _("Judgment of the administrative court")
    CRIMINAL_CASE = "CRIMINAL_CASE", _("Criminal case opened for the same act")


class ReopenGround(TextChoices):
    NEW_EVIDENCE = "NEW_EVIDENCE", _("New evidence")
    COMPLAINT_RESULT = "COMPLAINT_RESULT", _("Result of a complaint or lawsuit")
    RESPONDENT_KNOWN = "RESPONDENT_KNOWN", _("Respondent became known")


class NoteCompartment(TextChoices):
    AGENCY = "AGENCY", _("Own agency only")
    POLICE = "POLICE", _("Police only")


class FigureKind(TextChoices):
    """A figure noted for the criminal indicators; amounts are whole dong."""

    GOODS_VALUE = "GOODS_VALUE", _("Value of the goods by their sale price")
    GENUINE_VALUE = "GENUINE_VALUE", _("Value of as many genuine goods")
    PROFIT = "PROFIT", _("Illicit profit")
    DAMAGE = "DAMAGE", _("Damage to the rights holder")
    BANNED_COPIES = "BANNED_COPIES", _("Copies of a banned publication")


class InvestigationTerm(TextChoices):
    """How long the investigating body may take, with its extensions (Điều 147)."""

    COMPLEX = "COMPLEX", _("Complex matter: two months")
    PROCURACY = "PROCURACY", _("Extended by the procuracy: four months in all")
