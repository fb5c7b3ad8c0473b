"""One issued paper: its electronic signatures, signed files and copies by level."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from csp.decorators import csp_exempt
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import services, verification
from documents.models import IssuedDocument
from documents.models.editions import CopyLevel
from kernel.errors import NotPermitted, TooLarge
from web.errors import refusals_on
from web.forms.signed_files import SignatureForm, TakeBackForm
from web.pages import page
from web.papers import pdf_answer
from web.views.documents import is_seen

STEPS = {
    "sign": (
        services.sign_file,
        services.may_sign_file,
        gettext_lazy("Sign the file with my certificate"),
    ),
    "seal": (
        services.seal_file,
        services.may_seal_file,
        gettext_lazy("Seal the file with the agency's certificate"),
    ),
}


def document_signatures(request: HttpRequest, id: UUID) -> HttpResponse:
    """Who signed the file, and the way back for one that was signed elsewhere."""
    now = timezone.now()
    paper = _paper_of(request, id, now)
    form = TakeBackForm()
    if request.method == "POST":
        form = TakeBackForm(request.POST, request.FILES)
        if form.is_valid() and _took_back(request, paper, form, now):
            messages.success(request, _("The signed file is kept."))
            return redirect("document_signatures", paper.pk)
    return page(request, "documents/signatures.html", _shown(request, paper, form, now))


def document_signature_step(request: HttpRequest, id: UUID, step: str) -> HttpResponse:
    """Sign or seal with the certificate that is set up here."""
    if step not in STEPS:
        raise Http404
    now = timezone.now()
    paper = _paper_of(request, id, now)
    act, may, title = STEPS[step]
    if not may(paper, request.user, now):
        raise NotPermitted
    form = SignatureForm(request=request)
    if request.method == "POST":
        form = SignatureForm(request.POST, request=request)
        if form.is_valid():
            with refusals_on(form):
                act(document=paper, by=request.user, at=now)
                messages.success(request, _("The file is signed."))
                return redirect("document_signatures", paper.pk)
    context = {"paper": paper, "form": form, "title": title, "step": step}
    return page(request, "documents/signature_step.html", context)


@csp_exempt()
def signed_file(request: HttpRequest, id: UUID, edition: UUID) -> HttpResponse:
    """A signed edition, byte for byte."""
    now = timezone.now()
    paper = _paper_of(request, id, now)
    found = get_object_or_404(paper.signed_editions.all(), pk=edition)
    return pdf_answer(services.print_edition(edition=found, by=request.user, at=now))


@csp_exempt()
def paper_copy(request: HttpRequest, id: UUID, level: str) -> HttpResponse:
    """A copy of the paper with only what its level shows."""
    wanted = level.upper()
    if wanted not in CopyLevel.values:
        raise Http404
    now = timezone.now()
    paper = _paper_of(request, id, now)
    copy = services.render_copy(document=paper, level=wanted, by=request.user, at=now)
    return pdf_answer(copy)


def _paper_of(request: HttpRequest, id: UUID, now: datetime) -> IssuedDocument:
    """Invisible papers are not found."""
    related = ("case", "inspection", "template", "agency", "signed_by")
    found = get_object_or_404(IssuedDocument.objects.select_related(*related), pk=id)
    if not is_seen(request, found, now):
        raise Http404
    return found


def _took_back(
    request: HttpRequest, paper: IssuedDocument, form: TakeBackForm, now: datetime
) -> bool:
    file = form.cleaned_data["file"]
    with refusals_on(form):
        if file.size > services.LARGEST_FILE:
            raise TooLarge
        services.take_back(document=paper, content=file.read(), by=request.user, at=now)
        return True
    return False


def _shown(
    request: HttpRequest, paper: IssuedDocument, form: TakeBackForm, now: datetime
) -> dict[str, Any]:
    editions = list(paper.signed_editions.select_related("kept_by"))
    steps = [
        (step, title)
        for step, (_act, may, title) in STEPS.items()
        if may(paper, request.user, now)
    ]
    levels = [
        level
        for level in CopyLevel
        if services.may_copy(paper, level, request.user, now)
    ]
    return {
        "paper": paper,
        "editions": editions,
        "steps": steps,
        "may_take_back": bool(steps),
        "levels": [(level.value.lower(), level.label) for level in levels],
        "verify_at": verification.verify_address(paper.verification_code),
        "form": form,
    }
