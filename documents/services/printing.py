"""Looking at paper: issued files as stored, drafts and reports as the file stands.

Every print is written to the trail before its bytes leave. `by=None` is the system:
somebody at the server's own command line, who is asked for no right.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, User
from audit import trail
from audit.models import AccessAction
from cases.models import Case
from cases.states import SeizureState
from documents import storage
from documents.form_ids import LIVE_FORMS, VISIT_FORMS, FormId
from documents.forms import seizure_decision
from documents.forms.bodies import expanded, head_of, letterhead_of
from documents.forms.case_facts import CaseFacts
from documents.forms.case_report import CaseReportForm
from documents.forms.case_report_short import CaseReportShortForm
from documents.forms.inspection_record import InspectionRecordForm
from documents.forms.report_cover import ReportCover
from documents.forms.sanction_decision import SanctionDecisionForm
from documents.forms.violation_record import ViolationRecordForm
from documents.kit.head import Draft
from documents.kit.pages import PaperForm
from documents.kit.signing import Signer
from documents.models import FormTemplate, IssuedDocument, PaperDraft
from documents.models.editions import CodedPrint, CopyLevel
from documents.policies import OwnPapers
from documents.render import Printed, render
from documents.services.live_lists import LISTS, list_of
from documents.verification import grouped_code, verify_site
from inspections.models import Inspection
from kernel.clock import local_day
from kernel.errors import NotPermitted, NotReady

_INTERNAL, _SHARED = "Nội bộ", "Chia sẻ phối hợp"


class PaperMissing(NotReady):
    code = "paper_missing"
    text = _("There is nothing to print on this form yet.")


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A PDF to hand out; the name is ASCII and says nothing personal."""

    name: str
    content: bytes
    pages: int
    is_draft: bool = False


def print_issued(
    *, document: IssuedDocument, by: User | None, at: datetime
) -> PaperFile:
    """The stored bytes, checked against their hash.

    Raises NotPermitted, FileDamaged.
    """
    if by is not None and not may_print(document, by, at):
        raise NotPermitted
    content = storage.read(document.sha256)
    with transaction.atomic():
        trail.record_access(
            action=AccessAction.PRINTED,
            record=document,
            at=at,
            by=by,
            label=document.number_text,
            detail={"form": document.form, "sha256": document.sha256},
        )
    return PaperFile(document.file_name, content, document.pages)


def render_draft(
    *, form: str, record: Case | Inspection, by: User | None, at: datetime
) -> PaperFile:
    """DỰ THẢO of a form as the record stands; raises NotPermitted, PaperMissing."""
    _ask(record, by, at)
    paper, agency = _draft(FormId(form), record, at)
    return handed_out(
        paper, FormId(form), record, by, at, is_draft=True, faces_of=agency
    )


def render_report(
    *,
    form: str,
    case: Case,
    by: User | None,
    at: datetime,
    verify_at: str = "",
) -> PaperFile:
    """A report or list, drawn anew; a supporting agency gets the shared one.

    The sheets of the evidence are for the lead's own file.

    `verify_at` is the address before the code in the QR, this site's without. Raises
    NotPermitted.
    """
    case, cover, is_lead = _covered(form, case, by=by, at=at, verify_at=verify_at)
    paper: PaperForm
    if form in LISTS:
        paper = list_of(FormId(form), case, cover, by=by, at=at)
    else:
        kind = CaseReportForm if form == FormId.CASE_REPORT else CaseReportShortForm
        paper = kind(cover=cover, facts=_facts(case, by, at, is_lead=is_lead))
    return handed_out(
        paper,
        FormId(form),
        case,
        by,
        at,
        code=cover.verification_code,
        agency=case.lead_agency,
        level=CopyLevel.INTERNAL if is_lead else CopyLevel.SHARED,
    )


@dataclass(frozen=True, slots=True)
class Report:
    """What a report of a case is made of, as its reader may have it."""

    case: Case
    cover: ReportCover
    facts: CaseFacts
    is_shared: bool


def report_of(
    *, form: str, case: Case, by: User | None, at: datetime, verify_at: str = ""
) -> Report:
    """The facts for a report of any form, the shared ones for a supporting agency.

    Nothing is handed out yet, and nothing is in the trail. Raises NotPermitted.
    """
    case, cover, is_lead = _covered(form, case, by=by, at=at, verify_at=verify_at)
    facts = _facts(case, by, at, is_lead=is_lead)
    return Report(case, cover, facts, is_shared=not is_lead)


def _covered(
    form: str, case: Case, *, by: User | None, at: datetime, verify_at: str
) -> tuple[Case, ReportCover, bool]:
    """The case with its file, the cover for this reader, and whether he is the lead's.

    The sheets of the evidence are never for a supporting agency.
    """
    is_lead = by is None or access.can(by, "document.print", case, at)
    is_shared = form != FormId.EVIDENCE_SHEET
    if not is_lead and not (
        is_shared and by and access.can(by, "document.print_shared", case, at)
    ):
        raise NotPermitted
    case = Case.objects.with_file().get(pk=case.pk)
    code = report_code(case, form=form, by=by, at=at)
    template = FormId(form) if form in FormId.values else FormId.CASE_REPORT
    cover = _cover(case, template, code, by=by, at=at, verify_at=verify_at)
    return case, cover if is_lead else _for_partner(cover), is_lead


def _facts(case: Case, by: User | None, at: datetime, *, is_lead: bool) -> CaseFacts:
    facts = CaseFacts.of(case, by=by, at=at)
    return facts if is_lead else facts.shared()


def print_newest(
    *,
    form: str,
    record: Case | Inspection,
    by: User | None,
    at: datetime,
    verify_at: str = "",
) -> PaperFile:
    """The newest issued paper of a form, else its draft; reports are drawn anew."""
    if form in LIVE_FORMS:
        if not isinstance(record, Case):
            raise PaperMissing
        return render_report(form=form, case=record, by=by, at=at, verify_at=verify_at)
    subject = _subject_of(FormId(form), record)
    issued = IssuedDocument.objects.newest(form, record=subject).first()
    if issued is not None:
        return print_issued(document=issued, by=by, at=at)
    return render_draft(form=form, record=subject, by=by, at=at)


def report_code(case: Case, *, form: str, by: User | None, at: datetime) -> str:
    """The code of one print of a report; the trail holds it, so it can be verified."""
    who = by.username if by else ""
    said = f"{case.pk}|{case.version}|{form}|{who}|{at.isoformat()}"
    return grouped_code(salted_hmac("documents.report", said).hexdigest()[:12])


def remember_print(
    printed: Printed,
    *,
    code: str,
    form: str,
    level: CopyLevel,
    agency: Agency,
    by: User | None,
    at: datetime,
    document: IssuedDocument | None = None,
) -> CodedPrint:
    """Keep code and hash, so that whoever holds the print can have it confirmed."""
    return CodedPrint.objects.create(
        code=code,
        form=form,
        level=level,
        agency=agency,
        document=document,
        sha256=hashlib.sha256(printed.content).hexdigest(),
        size=len(printed.content),
        printed_by=by,
        printed_at=at,
    )


def _subject_of(form: FormId, record: Case | Inspection) -> Case | Inspection:
    """A visit's form asked for by the case, or a case's form by the visit."""
    subject: Case | Inspection | None = record
    if form in VISIT_FORMS and isinstance(record, Case):
        subject = record.inspection
    elif form not in VISIT_FORMS and isinstance(record, Inspection):
        subject = Case.objects.filter(inspection=record).first()
    if subject is None:
        raise PaperMissing
    return subject


def _draft(
    form: FormId, record: Case | Inspection, at: datetime
) -> tuple[PaperForm, str]:
    """The paper, and whose it will be."""
    day = local_day(at)
    if isinstance(record, Inspection):
        if form != FormId.INSPECTION_RECORD:
            raise PaperMissing
        template = FormTemplate.objects.current(form, agency=record.agency, on=day)
        mark = Draft(at, f"Cuộc kiểm tra {record.number}")
        visited = InspectionRecordForm.of_draft(record, template=template, mark=mark)
        return visited, record.agency_id
    case = Case.objects.with_file().get(pk=record.pk)
    mark = Draft(at, f"Vụ việc {case.number}", case.draft and case.draft.sequence)
    if form == FormId.SANCTION_DECISION:
        agency = case.competent_authority
        template = FormTemplate.objects.current(form, agency=agency, on=day)
        decision = SanctionDecisionForm.of_draft(case, template=template, mark=mark)
        return decision, agency.pk
    if form == FormId.VIOLATION_RECORD:
        template = FormTemplate.objects.current(form, agency=case.lead_agency, on=day)
        made = ViolationRecordForm.of_draft(case, template=template, mark=mark)
        return made, case.lead_agency_id
    seizure = case.seizures.filter(state=SeizureState.DRAFT).last()
    if form == FormId.SEIZURE_DECISION and seizure is not None:
        seizure.case = case
        template = FormTemplate.objects.current(form, agency=case.lead_agency, on=day)
        unnumbered = Draft(mark.at, mark.record)
        paper = seizure_decision.draft(seizure, template=template, mark=unnumbered)
        return paper, case.lead_agency_id
    raise PaperMissing


def _cover(
    case: Case,
    form: FormId,
    code: str,
    *,
    by: User | None,
    at: datetime,
    verify_at: str,
) -> ReportCover:
    agency = case.lead_agency
    template = FormTemplate.objects.current(form, agency=agency, on=local_day(at))
    return ReportCover(
        letterhead=letterhead_of(agency),
        verification_code=code,
        qr_text=f"{verify_at or verify_site()}{code}/",
        level=_INTERNAL,
        signer=Signer(("NGƯỜI LẬP BÁO CÁO",), by.full_name if by else ""),
        addressees=(head_of(agency),),
        recipients=expanded(template.recipients, case.supporting_agencies),
        printed_by=by.username if by else "",
    )


def _for_partner(cover: ReportCover) -> ReportCover:
    return ReportCover(
        letterhead=cover.letterhead,
        verification_code=cover.verification_code,
        qr_text=cover.qr_text,
        level=_SHARED,
        signer=cover.signer,
        printed_by=cover.printed_by,
    )


def handed_out(
    paper: PaperForm,
    form: FormId,
    record: Case | Inspection | PaperDraft,
    by: User | None,
    at: datetime,
    *,
    code: str = "",
    agency: Agency | None = None,
    level: CopyLevel = CopyLevel.INTERNAL,
    is_draft: bool = False,
    faces_of: str = "",
) -> PaperFile:
    printed = render(paper, agency=faces_of)
    with transaction.atomic():
        if agency is not None:
            remember_print(
                printed,
                code=code,
                form=form,
                level=level,
                agency=agency,
                by=by,
                at=at,
            )
        trail.record_access(
            action=AccessAction.PRINTED,
            record=record,
            at=at,
            by=by,
            label=record.number,
            detail={"form": form.value, "draft": is_draft, "code": code},
        )
    word = "draft-" if is_draft else ""
    name = f"{word}{form.value}-{record.number}.pdf"
    return PaperFile(name, printed.content, printed.pages, is_draft=is_draft)


def _ask(record: Case | Inspection, by: User | None, at: datetime) -> None:
    action = "document.print" if isinstance(record, Case) else "visit.view"
    if by is not None and not access.can(by, action, record, at):
        raise NotPermitted


def may_print(document: IssuedDocument, by: User, at: datetime) -> bool:
    """A visit's paper may be printed with the visit, or with a case that grew of it;
    that of a delegation by the agency whose power is lent, one of the agency itself
    by who reads its reports."""
    if document.delegation_id is not None:
        return access.shares_relations_of(by, document.agency, at)
    if document.is_of_agency:
        return access.can(by, "document.print", OwnPapers(document.agency), at)
    if document.case is not None:
        return access.can(by, "document.print", document.case, at) or (
            _is_side_of(document, by, at)
            and access.can(by, "document.print_shared", document.case, at)
        )
    visit = document.inspection
    return access.can(by, "visit.view", visit, at) or any(
        access.can(by, "document.print", case, at)
        for case in Case.objects.filter(inspection=visit)
    )


def _is_side_of(document: IssuedDocument, by: User, at: datetime) -> bool:
    """A hand-over record belongs to giver and receiver alike."""
    if document.form != FormId.HANDOVER_RECORD:
        return False
    codes = [document.data[side]["code"] for side in ("giver", "receiver")]
    return any(
        access.shares_relations_of(by, agency, at)
        for agency in Agency.objects.filter(pk__in=codes)
    )
