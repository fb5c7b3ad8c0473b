"""The forms that this product prints; their titles, codes and bases are data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FormId(TextChoices):
    INSPECTION_DECISION = "inspection_decision", _("Inspection decision")
    INSPECTION_RECORD = "inspection_record", _("Inspection record")
    INSPECTION_CONCLUSION = "inspection_conclusion", _("Inspection conclusion")
    VIOLATION_RECORD = "violation_record", _("Violation record")
    EXPLANATION_RECORD = "explanation_record", _("Record of an explanation")
    VERIFICATION_RECORD = "verification_record", _("Record of verification")
    VALUATION_RECORD = "valuation_record", _("Record of valuation")
    SEIZURE_DECISION = "seizure_decision", _("Seizure decision")
    SEIZURE_RECORD = "seizure_record", _("Seizure record")
    SEIZURE_EXTENSION = "seizure_extension", _("Extension of a seizure")
    SEAL_RECORD = "seal_record", _("Record of sealing")
    SEIZURE_RETURN = "seizure_return", _("Return of what was seized")
    SANCTION_ON_SPOT = "sanction_on_spot", _("Sanction without a record")
    SANCTION_DECISION = "sanction_decision", _("Sanction decision")
    CONFISCATION_DECISION = "confiscation_decision", _("Confiscation decision")
    REMEDIAL_DECISION = "remedial_decision", _("Decision on remedies")
    CONFISCATION_RECORD = "confiscation_record", _("Record of confiscation")
    DESTRUCTION_RECORD = "destruction_record", _("Record of destruction")
    DEFERRAL = "deferral", _("Deferral of a fine")
    RELIEF = "relief", _("Reduction or remission of a fine")
    INSTALMENT = "instalment", _("Fine in instalments")
    ENFORCEMENT_DECISION = "enforcement_decision", _("Enforcement decision")
    SUSPENSION_DECISION = "suspension_decision", _("Suspension of execution")
    CRIMINAL_TRANSFER = "criminal_transfer", _("Transfer for prosecution")
    HANDOVER_RECORD = "handover_record", _("Hand-over record")
    DELEGATION_DECISION = "delegation_decision", _("Delegation decision")
    ANNUL_DECISION = "annul_decision", _("Annulment decision")
    AMEND_DECISION = "amend_decision", _("Amendment or correction")
    REOPENING_DECISION = "reopening_decision", _("Reopening decision")
    EXPERT_REQUEST = "expert_request", _("Request to an expert")
    DISMISSAL_NOTICE = "dismissal_notice", _("Notice of dismissal")
    FORWARD_LETTER = "forward_letter", _("Letter that forwards a case")
    REVISION_LETTER = "revision_letter", _("Letter about an issued paper")
    SUBMISSION = "submission", _("Submission to the signer")
    DELIVERY_RECORD = "delivery_record", _("Record of delivery")
    CASE_INDEX = "case_index", _("Index of the case file")
    EVIDENCE_SHEET = "evidence_sheet", _("Evidence sheet")
    CASE_REPORT = "case_report", _("Case report")
    CASE_REPORT_SHORT = "case_report_short", _("Case report, short form")
    ANNUAL_REPORT = "annual_report", _("Annual report")


# Pictures of the file as it stands: rendered anew each time, never issued.
LIVE_FORMS = frozenset(
    {
        FormId.CASE_REPORT,
        FormId.CASE_REPORT_SHORT,
        FormId.CASE_INDEX,
        FormId.EVIDENCE_SHEET,
    }
)
# What is known by the number of a visit, not of a case.
VISIT_FORMS = frozenset(
    {
        FormId.INSPECTION_DECISION,
        FormId.INSPECTION_RECORD,
        FormId.INSPECTION_CONCLUSION,
    }
)
