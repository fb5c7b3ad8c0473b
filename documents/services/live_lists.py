"""What is listed of a file as it stands: its index, and a sheet for each evidence."""

from dataclasses import replace
from datetime import datetime

from agencies.models import User
from cases import services as cases
from cases.models import Case
from documents.form_ids import FormId
from documents.forms.case_index import CaseIndexForm, entries_of
from documents.forms.evidence_sheet import EvidenceSheetForm, sheets_of
from documents.forms.labels import STATES
from documents.forms.report_cover import ReportCover
from documents.kit.pages import PaperForm
from documents.kit.signing import Signer
from evidence.kinds import Compartment
from evidence.models import EvidenceFile

LISTS = frozenset({FormId.CASE_INDEX, FormId.EVIDENCE_SHEET})


def list_of(
    form: FormId, case: Case, cover: ReportCover, *, by: User | None, at: datetime
) -> PaperForm:
    """One of `LISTS`, with what the officer may see of the files."""
    if form == FormId.CASE_INDEX:
        return CaseIndexForm(
            cover=_signed_as("NGƯỜI LẬP MỤC LỤC", cover),
            case_number=case.number,
            case_title=case.title,
            state=STATES[case.state],
            data_at=at,
            entries=entries_of(case),
        )
    return EvidenceSheetForm(
        cover=_signed_as("NGƯỜI LẬP PHIẾU", cover),
        case_number=case.number,
        data_at=at,
        files=sheets_of(_files_of(case, by, at)),
    )


def _files_of(case: Case, by: User | None, at: datetime) -> list[EvidenceFile]:
    """Nobody's own eyes: what all who see the case may see."""
    rows = EvidenceFile.objects.filter(case_evidence__case=case)
    if by is None:
        rows = rows.filter(compartment=Compartment.CASE)
    else:
        seen = [file.pk for file in cases.files_of(case, by=by, at=at)]
        rows = rows.filter(pk__in=seen)
    return list(
        rows.select_related("stored_file", "added_by", "agency", "field_file__record")
        .prefetch_related("custody_events__by")
        .order_by("received_at", "id")
    )


def _signed_as(title: str, cover: ReportCover) -> ReportCover:
    return replace(cover, signer=Signer((title,), cover.signer.name))
