"""Acts on checklists: begin a version, edit its questions, lead it to its first day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from inspections import policies, services
from inspections.checklist_content import FIELDS
from inspections.models import Checklist, ChecklistDraft, ChecklistItem
from inspections.states import DraftState
from kernel.clock import local_day
from kernel.errors import DomainError, NotPermitted
from web.errors import refusals_on, require
from web.forms import checklists as forms
from web.forms.base import VersionForm
from web.pages import page, typed
from web.stepup import StepUpForm
from web.views.checklists import checklist_of, open_draft_of, version_page


def draft_checklist(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a new version with the questions of the one that stands."""
    now = timezone.now()
    found = checklist_of(request, code, now)
    require(request.user, policies.EDIT_CHECKLIST, None, now)
    form = forms.DraftForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft = services.draft_checklist(
                checklist=found, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(request, _("The draft has the questions as they stand."))
            return _to(found, draft)
    return _form_page(request, found, form, title=_("Draft a new version"))


def import_checklist(request: HttpRequest, code: str) -> HttpResponse:
    """A new version from an XLSForm file; what it cannot bring is named."""
    now = timezone.now()
    found = checklist_of(request, code, now)
    require(request.user, policies.EDIT_CHECKLIST, None, now)
    form = forms.ImportForm(typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        with refusals_on(form):
            draft = services.import_checklist(
                checklist=found,
                file=sent.file,
                name=sent.name,
                reason=form.cleaned_data["reason"],
                leave_out=form.cleaned_data["leave_out"],
                by=request.user,
                at=now,
            )
            messages.success(request, _("The questions of the file are a draft now."))
            return _to(found, draft)
    return page(
        request,
        "inspections/import_checklist.html",
        {"checklist": found, "form": form},
    )


# Questions ---------------------------------------------------------------------------


def add_question(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    found, draft = _own_draft(request, code)
    form = forms.QuestionForm(
        typed(request),
        today=local_day(now),
        is_remote=found.is_remote,
        initial={
            "version": draft.version,
            "section_vi": request.GET.get("part", "")[:120],
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft = services.add_question(
                draft=draft,
                version=form.cleaned_data["version"],
                question=form.question,
                place=form.cleaned_data["place"],
                by=request.user,
                at=now,
            )
            messages.success(request, _("The question is in the draft."))
            return _to(found, draft)
    return _form_page(request, found, form, title=_("Add a question"), draft=draft)


def edit_question(request: HttpRequest, code: str, item: UUID) -> HttpResponse:
    now = timezone.now()
    found, draft = _own_draft(request, code)
    row = get_object_or_404(ChecklistItem, version=draft.edition_id, pk=item)
    section = draft.edition.items.filter(section_vi=row.section_vi)
    place = section.filter(position__lte=row.position).count()
    form = forms.QuestionForm(
        typed(request),
        today=local_day(now),
        is_remote=found.is_remote,
        initial={name: getattr(row, name) for name in FIELDS}
        | {"version": draft.version, "place": place},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft = services.edit_question(
                draft=draft,
                version=form.cleaned_data["version"],
                item=row.pk,
                question=form.question,
                place=form.cleaned_data["place"],
                by=request.user,
                at=now,
            )
            messages.success(request, _("The question is changed."))
            return _to(found, draft)
    title = _("Question %(number)s") % {"number": row.number}
    return _form_page(request, found, form, title=title, draft=draft)


def rename_part(request: HttpRequest, code: str) -> HttpResponse:
    """Another title for a part, that `?part=` names by its Vietnamese one."""
    now = timezone.now()
    found, draft = _own_draft(request, code)
    part = request.GET.get("part", "")
    row = draft.edition.items.filter(section_vi=part).first()
    if row is None:
        raise Http404
    form = forms.PartForm(
        typed(request),
        initial={
            "version": draft.version,
            "section_vi": row.section_vi,
            "section_en": row.section_en,
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft = services.rename_part(
                draft=draft,
                version=form.cleaned_data["version"],
                section_vi=part,
                new_vi=form.cleaned_data["section_vi"],
                new_en=form.cleaned_data["section_en"],
                by=request.user,
                at=now,
            )
            messages.success(request, _("The part has its new title."))
            return _to(found, draft)
    return _form_page(request, found, form, title=_("Title of a part"), draft=draft)


@require_POST
def change_checklist_draft(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """Retire a question, take one back, or move a part up: a button of the page."""
    now = timezone.now()
    found, draft = _own_draft(request, code)
    how = _CHANGES.get(act)
    if how is None:
        raise Http404
    try:
        how(request, draft, by=request.user, at=now)
    except NotPermitted:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal.detail))
    return _to(found, draft)


def _version(request: HttpRequest) -> int:
    try:
        return int(request.POST.get("version", ""))
    except ValueError as wrong:
        raise Http404 from wrong


def _asked_item(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("item", ""))
    except ValueError as wrong:
        raise Http404 from wrong


def _retire(request: HttpRequest, draft: ChecklistDraft, **who: Any) -> None:
    services.retire_question(
        draft=draft, version=_version(request), item=_asked_item(request), **who
    )
    messages.success(request, _("The question is left out of the new version."))


def _restore(request: HttpRequest, draft: ChecklistDraft, **who: Any) -> None:
    services.restore_question(
        draft=draft, version=_version(request), item=_asked_item(request), **who
    )
    messages.success(request, _("The question is in the draft again."))


def _move(request: HttpRequest, draft: ChecklistDraft, **who: Any) -> None:
    services.move_part(
        draft=draft,
        version=_version(request),
        section_vi=request.POST.get("part", ""),
        **who,
    )
    messages.success(request, _("The part stands further up."))


_CHANGES: dict[str, Callable[..., None]] = {
    "retire": _retire,
    "restore": _restore,
    "move": _move,
}


# The way of a draft ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    form: type[VersionForm]
    take: Callable[..., ChecklistDraft]
    is_open: Callable[..., bool]
    state: DraftState
    verb: str | Promise
    will: str | Promise
    said: str | Promise


def _may_discard(user: Any, draft: ChecklistDraft, at: Any) -> bool:
    return policies.may_draft_checklists(user, at)


STEPS = {
    "propose": Step(
        forms.ProposeForm,
        services.propose_draft,
        policies.may_edit_draft,
        DraftState.DRAFT,
        gettext_lazy("Propose"),
        gettext_lazy(
            "A second person looks at the version and publishes it. Until then the"
            " questions stay as they are."
        ),
        gettext_lazy("Proposed. A second person publishes it."),
    ),
    "publish": Step(
        forms.PublishForm,
        services.publish_draft,
        policies.may_publish_draft,
        DraftState.PROPOSED,
        gettext_lazy("Publish"),
        gettext_lazy(
            "Visits that are opened for the first day or later take this version;"
            " visits that were opened keep theirs. A published version never changes."
        ),
        gettext_lazy("Published."),
    ),
    "send_back": Step(
        forms.SendBackForm,
        services.send_back_draft,
        policies.may_publish_draft,
        DraftState.PROPOSED,
        gettext_lazy("Send back"),
        gettext_lazy("The drafter reads your reason and goes on with the draft."),
        gettext_lazy("Sent back."),
    ),
    "take_back": Step(
        forms.TakeBackForm,
        services.take_back_draft,
        policies.may_edit_draft,
        DraftState.PROPOSED,
        gettext_lazy("Take back"),
        gettext_lazy("The version is a draft again and can be changed."),
        gettext_lazy("Taken back."),
    ),
    "discard": Step(
        forms.DiscardForm,
        services.discard_draft,
        _may_discard,
        DraftState.DRAFT,
        gettext_lazy("Discard"),
        gettext_lazy("The version is never published; it stays readable."),
        gettext_lazy("Discarded."),
    ),
}


def checklist_draft_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    now = timezone.now()
    found = checklist_of(request, code, now)
    draft = open_draft_of(found)
    request.seen = draft  # type: ignore[attr-defined]  # for a refusal
    how = STEPS.get(step)
    if how is None or draft.state != how.state:
        raise Http404
    if not how.is_open(request.user, draft, now):
        refusal = NotPermitted()
        refusal.action = policies.EDIT_CHECKLIST  # type: ignore[attr-defined]
        raise refusal
    more: dict[str, Any] = (
        {"request": request} if issubclass(how.form, StepUpForm) else {}
    )
    form = how.form(typed(request), initial={"version": draft.version}, **more)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft = how.take(draft=draft, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, str(how.said))
            return _to(found, draft)
    context = version_page(request, found, draft.edition, draft, now)
    return page(
        request,
        "inspections/checklist_version.html",
        context
        | {"form": form, "verb": how.verb, "will": how.will, "may_edit": False}
        | {"actions": []},
    )


def _own_draft(request: HttpRequest, code: str) -> tuple[Checklist, ChecklistDraft]:
    """The draft that the officer edits; forbidden to all but its drafter."""
    now = timezone.now()
    found = checklist_of(request, code, now)
    draft = open_draft_of(found)
    request.seen = draft  # type: ignore[attr-defined]  # for a refusal
    if not policies.may_edit_draft(request.user, draft, now):
        refusal = NotPermitted()
        refusal.action = policies.EDIT_CHECKLIST  # type: ignore[attr-defined]
        raise refusal
    return found, draft


def _form_page(
    request: HttpRequest,
    found: Checklist,
    form: Any,
    *,
    title: str,
    draft: ChecklistDraft | None = None,
) -> HttpResponse:
    return page(
        request,
        "inspections/checklist_form.html",
        {"checklist": found, "form": form, "title": title, "draft": draft},
    )


def _to(found: Checklist, draft: ChecklistDraft) -> HttpResponse:
    return redirect("checklist_version", found.code, draft.edition.number)
