"""Acts in which signing and printing succeed together, or not at all.

Each takes what the act itself takes, calls it, and prints it in the same transaction:
a paper that cannot be printed leaves no signature behind, and no number.
"""

from datetime import date, datetime

from django.db import transaction

from agencies.models import User
from cases import services as cases
from cases.models import Case, SanctionDecision, ViolationRecord
from cases.services.deciding import DECISION_REGISTER
from cases.services.recording import RECORD_REGISTER
from cases.services.recording import RecordInput as ViolationRecordInput
from documents.form_ids import FormId
from documents.forms.inspection_record import InspectionRecordForm
from documents.forms.sanction_decision import SanctionDecisionForm
from documents.forms.violation_record import ViolationRecordForm
from documents.models import FormTemplate
from documents.services.issuing import issue
from inspections import services as inspections
from inspections.models import Inspection, InspectionRecord
from inspections.services import RecordInput as MinutesInput
from kernel.clock import local_day


@transaction.atomic
def make_record(
    *,
    case: Case,
    version: int,
    content: ViolationRecordInput,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> ViolationRecord:
    """Make the violation record and issue it (MBB01).

    Raises what `cases.services.make_record` raises, and TemplateMissing.
    """
    record = cases.make_record(
        case=case,
        version=version,
        content=content,
        by=by,
        at=at,
        occurred_on=occurred_on,
    )
    if record.recorded_at != at:  # the record that the case has, printed long ago
        return record
    template = FormTemplate.objects.current(
        FormId.VIOLATION_RECORD, agency=record.agency, on=record.made_on
    )
    form = ViolationRecordForm.of(record, template=template)
    issue(
        form=form,
        form_id=FormId.VIOLATION_RECORD,
        template=template,
        agency=record.agency,
        register=RECORD_REGISTER,
        year=record.year,
        number=record.number,
        number_text=record.number_text,
        issued_on=record.made_on,
        signed_by=record.made_by,
        by=by,
        at=at,
        case=record.case,
    )
    return record


@transaction.atomic
def sign_decision(
    *, case: Case, version: int, by: User, at: datetime
) -> SanctionDecision:
    """Sign the sanction decision and issue it (MQĐ02).

    Raises what `cases.services.sign_decision` raises, and TemplateMissing.
    """
    decision = cases.sign_decision(case=case, version=version, by=by, at=at)
    template = FormTemplate.objects.current(
        FormId.SANCTION_DECISION, agency=decision.agency, on=decision.signed_on
    )
    form = SanctionDecisionForm.of(decision, template=template)
    issue(
        form=form,
        form_id=FormId.SANCTION_DECISION,
        template=template,
        agency=decision.agency,
        register=DECISION_REGISTER,
        year=decision.year,
        number=decision.number,
        number_text=decision.number_text,
        issued_on=decision.signed_on,
        signed_by=decision.signed_by,
        by=by,
        at=at,
        case=decision.case,
    )
    return decision


@transaction.atomic
def lock_inspection_record(
    *,
    visit: Inspection,
    version: int,
    record: MinutesInput,
    by: User,
    at: datetime,
    ended_at: datetime | None = None,
) -> InspectionRecord:
    """Lock the visit and issue its minutes (biên bản kiểm tra).

    Raises what `inspections.services.lock_record` raises, and TemplateMissing.
    """
    made = inspections.lock_record(
        visit=visit, version=version, record=record, ended_at=ended_at, by=by, at=at
    )
    day = local_day(made.made_at)
    template = FormTemplate.objects.current(
        FormId.INSPECTION_RECORD, agency=made.agency, on=day
    )
    form = InspectionRecordForm.of(made, template=template)
    issue(
        form=form,
        form_id=FormId.INSPECTION_RECORD,
        template=template,
        agency=made.agency,
        register=made.register,
        year=made.year,
        number=made.number,
        number_text=form.number_text or made.code,
        issued_on=day,
        signed_by=made.locked_by,
        by=by,
        at=at,
        inspection=made.inspection,
    )
    return made
