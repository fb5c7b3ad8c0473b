"""A paper is drafted with its preview beside it, submitted, returned, signed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from csp.decorators import csp_exempt
from django.contrib import messages
from django.core.cache import cache
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import User
from cases.models import Case
from documents import services
from documents.catalogue import drafted_form
from documents.models import PaperDraft
from documents.services.drafting import house_of
from documents.states import EDITABLE, DraftState
from kernel.errors import NotReady, Refused
from web.errors import refusals_on, require
from web.forms.papers import DraftForm, ReasonForm, SignForm
from web.page_images import page_png, pages_in
from web.pages import page, typed
from web.papers import pdf_answer
from web.views.cases import case_of, head_of
from web.views.documents import DRAFT_CHIPS, PREVIEW_SECONDS
from web.views.visits import visit_of


def draft_papers(request: HttpRequest, number: str) -> HttpResponse:
    """The forms that can be drafted about the case now, and what each is about."""
    now = timezone.now()
    found = case_of(request, number, now=now)
    require(request.user, "document.draft", found, now)
    return page(
        request,
        "papers/offers.html",
        {
            **head_of(request, found, "case_documents", now=now),
            "offers": services.offers_of(found, request.user, now),
        },
    )


def draft_paper(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """A form to begin with: nothing is kept before it is sent."""
    now = timezone.now()
    found = case_of(request, number, now=now)
    require(request.user, "document.draft", found, now)
    offer = next(
        (
            offer
            for offer in services.offers_of(found, request.user, now)
            if offer.form.form == form
        ),
        None,
    )
    if offer is None:
        raise Http404
    unsaved = PaperDraft(
        form=offer.form.form,
        case=found,
        agency=house_of(offer.form, request.user, now),
        drafted_by=request.user,
    )
    filled = DraftForm(
        typed(request),
        drafted=offer.form,
        usual=services.usual_lines(unsaved, now),
        subjects=offer.subjects,
    )
    if request.method == "POST" and filled.is_valid():
        with refusals_on(filled, filled.names):
            draft = services.begin_draft(
                form=form,
                record=found,
                about=filled.cleaned_data.get("about") or filled.only_subject,
                content=filled.content(),
                by=request.user,
                at=now,
            )
            messages.success(request, _("The draft is kept. Read it, then go on."))
            return redirect("paper_draft", draft.pk)
    return page(
        request,
        "papers/begin.html",
        {
            **head_of(request, found, "case_documents", now=now),
            "form": filled,
            "label": offer.form.form.label,
        },
    )


def paper_draft(request: HttpRequest, id: UUID) -> HttpResponse:
    """The draft beside what it prints; kept, and submitted, from one form."""
    now = timezone.now()
    draft = draft_of(request, id, now)
    is_mine = draft.drafted_by_id == request.user.pk
    signers: list[User] = []
    if is_mine and not draft.is_signed_by_maker:
        signers = services.signers_of(draft.agency, now, besides=draft.drafted_by)
    may_edit = is_mine and draft.state in EDITABLE
    if request.method == "POST":
        require(request.user, "document.draft", draft.in_case, now)
    form = DraftForm(
        typed(request),
        drafted=drafted_form(draft.form),
        usual=services.usual_lines(draft, now),
        draft=draft,
        signers=signers,
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, form.names):
            return _kept(request, draft, form, now)
    return page(
        request,
        "papers/draft.html",
        {
            **about(request, draft, now),
            "form": form,
            "may_edit": may_edit,
            "may_submit": bool(signers),
            "is_mine": is_mine,
            "may_sign": _may_sign(request, draft, now),
            "may_withdraw": draft.is_open
            and access.can(request.user, "document.draft", draft.in_case, now),
        },
    )


def sign_paper_draft(request: HttpRequest, id: UUID) -> HttpResponse:
    """The draft beside the facts; signed, or returned with a reason."""
    now = timezone.now()
    draft = draft_of(request, id, now)
    require(request.user, "document.sign", draft.in_case, now)
    returns = request.method == "POST" and request.POST.get("act") == "return"
    first = {"version": draft.version}
    sign = SignForm(None if returns else typed(request), request=request, initial=first)
    back = ReasonForm(
        request.POST if returns else None, initial=first, auto_id="id_back_%s"
    )
    if returns and back.is_valid():
        with refusals_on(back):
            services.return_to_drafter(
                draft=draft, by=request.user, at=now, **back.cleaned_data
            )
            messages.success(request, _("The draft goes back, with your reason."))
            return redirect("to_sign")
    elif request.method == "POST" and not returns and sign.is_valid():
        with refusals_on(sign):
            paper = services.sign_draft(
                draft=draft,
                version=sign.cleaned_data["version"],
                by=request.user,
                at=now,
            )
            messages.success(
                request, _("%(number)s is issued.") % {"number": paper.number_text}
            )
            return redirect("paper", paper.pk)
    case = draft.case
    if case is not None:
        case = Case.objects.with_file().get(pk=case.pk)
    return page(
        request,
        "papers/sign.html",
        {
            **about(request, draft, now),
            "case": case,
            "form": back if returns else sign,
            "sign": sign,
            "back": back,
            "is_open": draft.is_signed_by_maker or draft.state == DraftState.SUBMITTED,
        },
    )


def withdraw_paper_draft(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    draft = draft_of(request, id, now)
    require(request.user, "document.draft", draft.in_case, now)
    form = ReasonForm(typed(request), initial={"version": draft.version})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.withdraw_draft(
                draft=draft, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(request, _("The draft is withdrawn."))
            return redirect("paper_draft", draft.pk)
    return page(
        request,
        "papers/withdraw.html",
        {"draft": draft, "form": form, "record": draft.record},
    )


def paper_draft_page(
    request: HttpRequest, id: UUID, number_of_page: int
) -> HttpResponse:
    """One page of the draft as a picture."""
    now = timezone.now()
    draft = draft_of(request, id, now)
    picture = page_png(preview_of(request, draft, now), page=number_of_page)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/png")


@csp_exempt()
def paper_draft_file(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    draft = draft_of(request, id, now)
    return pdf_answer(services.preview_draft(draft=draft, by=request.user, at=now))


def draft_of(request: HttpRequest, id: UUID, now: datetime) -> PaperDraft:
    """A draft that the officer sees; the opening of its record leaves a trace."""
    rows = PaperDraft.objects.visible_to(request.user, now).for_act()
    found: PaperDraft = get_object_or_404(rows, pk=id)
    # The record as loaded for questions of right takes the place of the bare one.
    if found.case is not None:
        found.case = case_of(request, found.case.number, now=now)
    elif found.inspection is not None:
        found.inspection = visit_of(request, found.inspection.number, now=now)
    return found


def preview_of(request: HttpRequest, draft: PaperDraft, now: datetime) -> bytes:
    """The draft's PDF; its pages are asked for one by one, so it is kept shortly."""
    record = draft.record
    key = f"paper:{request.user.pk}:{draft.pk}:{draft.version}:{record.version}"
    content: bytes | None = cache.get(key)
    if content is None:
        content = services.preview_draft(draft=draft, by=request.user, at=now).content
        cache.set(key, content, PREVIEW_SECONDS)
    return content


def about(request: HttpRequest, draft: PaperDraft, now: datetime) -> dict[str, Any]:
    """What every page of a draft shows: its state, its record, its pages."""
    pages: range = range(0)
    against = ""
    if draft.is_open:
        try:
            pages = range(1, pages_in(preview_of(request, draft, now)) + 1)
        except (NotReady, Refused) as refusal:
            against = str(refusal)
    record: Any = draft.record
    return {
        "draft": draft,
        "label": draft.get_form_display(),
        "chip": DRAFT_CHIPS[DraftState(draft.state)],
        "record": record,
        "record_address": record_address(draft),
        "pages": pages,
        "against": against,
    }


def record_address(paper: PaperDraft) -> str:
    """Of the case or the visit; the report of a year stands with its figures."""
    if paper.is_of_agency:
        return reverse("annual_report", args=[int(paper.number)])
    name = "case" if paper.case_id else "inspection"
    return reverse(name, args=[paper.record.number])


def _may_sign(request: HttpRequest, draft: PaperDraft, now: datetime) -> bool:
    is_ready = draft.is_signed_by_maker or draft.state == DraftState.SUBMITTED
    return (
        draft.is_open
        and is_ready
        and access.can(request.user, "document.sign", draft.in_case, now)
    )


@transaction.atomic
def _kept(
    request: HttpRequest, draft: PaperDraft, form: DraftForm, now: datetime
) -> HttpResponse:
    """Kept, and submitted where that was asked: both or neither."""
    kept = services.edit_draft(
        draft=draft,
        version=form.cleaned_data["version"],
        content=form.content(),
        by=request.user,
        at=now,
    )
    if request.POST.get("act") != "submit":
        messages.success(request, _("The draft is kept."))
        return redirect("paper_draft", kept.pk)
    signer = next(
        (
            row
            for row in services.signers_of(draft.agency, now)
            if row.username == form.cleaned_data.get("to")
        ),
        None,
    )
    if signer is None:
        raise Refused(errors={"to": [_("Choose who signs.")]})
    services.submit_draft(
        draft=kept, version=kept.version, to=signer, by=request.user, at=now
    )
    messages.success(request, _("Submitted to %(name)s.") % {"name": signer.full_name})
    return redirect("paper_draft", kept.pk)
