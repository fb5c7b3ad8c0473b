"""The forms that this product prints; the list of all forms is data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FormId(TextChoices):
    INSPECTION_RECORD = "inspection_record", _("Inspection record")
    VIOLATION_RECORD = "violation_record", _("Violation record")
    SANCTION_DECISION = "sanction_decision", _("Sanction decision")
    HANDOVER_RECORD = "handover_record", _("Hand-over record")
    CASE_REPORT = "case_report", _("Case report")
    CASE_REPORT_SHORT = "case_report_short", _("Case report, short form")


# Pictures of the file as it stands: rendered anew each time, never issued.
LIVE_FORMS = frozenset({FormId.CASE_REPORT, FormId.CASE_REPORT_SHORT})
# What is known by the number of a visit, not of a case.
VISIT_FORMS = frozenset({FormId.INSPECTION_RECORD})
