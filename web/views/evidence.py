"""A file of a record: its re-encoded copy, marked with reader and time."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from agencies import access
from cases.models import Case
from evidence import services
from evidence.models import EvidenceFile
from facilities.models import Facility
from inspections.models import FieldRecord, Inspection, TipOff


def evidence(request: HttpRequest, id: UUID) -> HttpResponse:
    """Whoever may see a record that the file belongs to sees its copy."""
    now = timezone.now()
    rows = EvidenceFile.objects.visible_to(request.user, now)
    file = get_object_or_404(rows.select_related("stored_file"), pk=id)
    if not may_see(request, file, now):
        raise Http404
    content = services.derivative(evidence_file=file, by=request.user, at=now)
    answer = HttpResponse(content, content_type=file.derivative_media_type)
    is_picture = file.derivative_media_type.startswith("image/")
    name = f"{file.stored_file_id[:12]}.{'jpg' if is_picture else 'pdf'}"
    kind = "inline" if is_picture else "attachment"
    answer["Content-Disposition"] = f'{kind}; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def may_see(request: HttpRequest, file: EvidenceFile, now: datetime) -> bool:
    """Some record that the file belongs to is open to the person."""
    cases = Case.objects.visible_to(request.user, now).filter(case_evidence__file=file)
    if any(
        access.can(request.user, "evidence.view_derivative", case, now)
        for case in cases.with_file()
    ):
        return True
    linked = Q(evidence_links__evidence_file=file) | Q(
        findings__evidence_links__evidence_file=file
    )
    if Inspection.objects.visible_to(request.user, now).filter(linked).exists():
        return True
    if TipOff.objects.visible_to(request.user, now).filter(files=file).exists():
        return True
    records = FieldRecord.objects.visible_to(request.user, now)
    if records.filter(files__evidence_file=file).exists():
        return True
    facilities = Facility.objects.seen_by(request.user, now)
    return facilities.filter(files__file=file).exists()
