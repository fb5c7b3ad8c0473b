"""What is not for all who see a case: masked fields, notes shared, files narrowed,
and the emergency in which a head reads a case of others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import User
from cases import policies, services
from cases.models import Case, Note
from evidence.models import EvidenceFile
from facilities.models import ProtectedNumber
from kernel.errors import NotPermitted
from web.errors import refusals_on, require
from web.forms import case_together as forms
from web.forms.base import PageForm
from web.hand_over_page import FULL_VIEWS
from web.pages import page, typed
from web.views.cases import case_of, head_of, part_page

Shown = list[tuple[str | Promise, str]]


@dataclass(frozen=True, slots=True)
class Reveal:
    """A kind of what is masked: how it is found, and how it is shown whole."""

    label: str | Promise
    find: Callable[[Case, UUID, User, datetime], Any]
    take: Callable[..., Shown]
    back: str
    form: type[PageForm] = forms.RevealForm


def _find_number(case: Case, id: UUID, officer: User, at: datetime) -> Any:
    require(officer, "person.reveal", case, at)
    parties = [respondent.party_id for respondent in case.respondents.all()]
    return ProtectedNumber.objects.filter(pk=id, party__in=parties).first()


def _find_note(case: Case, id: UUID, officer: User, at: datetime) -> Any:
    seen = services.visible_notes(case, officer, at)
    return next((note for note in seen if note.pk == id), None)


def _find_informant(case: Case, id: UUID, officer: User, at: datetime) -> Any:
    if not services.may_reveal_informant(case, officer, at):
        refusal = NotPermitted()
        refusal.action = "informant.reveal"  # type: ignore[attr-defined]
        raise refusal
    return case.tip_off if case.tip_off_id == id else None


def _show_number(case: Case, found: ProtectedNumber, **who: Any) -> Shown:
    whole = services.reveal_person(case=case, number=found, **who)
    return [(found.get_kind_display(), whole)]


def _show_note(case: Case, found: Note, **who: Any) -> Shown:
    return [(_("Note"), services.reveal_note(note=found, **who))]


def _show_informant(case: Case, found: Any, **who: Any) -> Shown:
    known = services.reveal_informant(case=case, **who)
    return [
        (_("Name"), known.name or "–"),
        (_("Telephone or address"), known.contact or "–"),
    ]


REVEALS = {
    "number": Reveal(
        gettext_lazy("Read the whole number"),
        _find_number,
        _show_number,
        "case_parties",
    ),
    "note": Reveal(
        gettext_lazy("Read the masked note"), _find_note, _show_note, "case_tasks"
    ),
    "informant": Reveal(
        gettext_lazy("Read who reported"),
        _find_informant,
        _show_informant,
        "case_parties",
        forms.RevealInformantForm,
    ),
}


def case_reveal(request: HttpRequest, number: str, kind: str, id: UUID) -> HttpResponse:
    """Something masked, whole, after the reason is written down; not kept anywhere."""
    now, case = _opened(request, number)
    how = REVEALS.get(kind)
    found = how.find(case, id, request.user, now) if how is not None else None
    if how is None or found is None:
        raise Http404
    is_signed = issubclass(how.form, forms.StepUpForm)
    more: dict[str, Any] = {"request": request} if is_signed else {}
    form = how.form(typed(request), **more)
    shown: Shown = []
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            shown = how.take(
                case,
                found,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now,
            )
    return page(
        request,
        "cases/reveal.html",
        {
            **head_of(request, case, how.back, now=now),
            "form": form,
            "label": how.label,
            "shown": shown,
            "back": how.back,
        },
    )


def share_note(request: HttpRequest, number: str, id: UUID) -> HttpResponse:
    """Show a note of the own agency to one more agency on the case."""
    now, case = _opened(request, number)
    note = _find_note(case, id, request.user, now)
    if note is None:
        raise Http404
    if not services.may_share_note(note, case, request.user, now):
        refusal = NotPermitted()
        refusal.action = "agency_note.write"  # type: ignore[attr-defined]
        raise refusal
    note.case = case
    form = forms.ShareNoteForm(typed(request), note=note)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.share_note(note=note, by=request.user, at=now, **form.arguments())
            messages.success(request, _("The note is shared."))
            return redirect("case_tasks", case.number)
    return part_page(request, case, form, _("Share a note"), "case_tasks", now)


def set_compartment(request: HttpRequest, number: str, id: UUID) -> HttpResponse:
    """Say who of those on the case sees a file."""
    now, case = _opened(request, number)
    rows = EvidenceFile.objects.visible_to(request.user, now)
    file = rows.filter(pk=id, case_evidence__case=case).first()
    if file is None:
        raise Http404
    require(request.user, "evidence.set_compartment", case, now)
    form = forms.CompartmentForm(
        typed(request), initial={"compartment": file.compartment}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.set_compartment(
                case=case, file=file, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(request, _("Who may see the file is recorded."))
            return redirect("case_findings", case.number)
    title = _("Who may see “%(file)s”") % {"file": file.caption or file.original_name}
    return part_page(request, case, form, title, "case_findings", now)


def break_glass(request: HttpRequest) -> HttpResponse:
    """A head reads a case that is not the agency's, for four hours."""
    now = timezone.now()
    require(request.user, "breakglass.open", None, now)
    form = forms.BreakGlassForm(
        typed(request), initial={"number": request.GET.get("number", "")}
    )
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"].strip()
        case = Case.objects.with_file().filter(number=number).first()
        if case is None:
            form.add_error("number", _("There is no case with this number."))
        else:
            with refusals_on(form):
                services.break_glass(
                    case=case,
                    reason=form.cleaned_data["reason"],
                    by=request.user,
                    at=now,
                )
                messages.success(
                    request, _("You may read the case for four hours from now.")
                )
                return redirect("case", case.number)
    return page(request, "cases/break_glass.html", {"form": form})


def _opened(request: HttpRequest, number: str) -> tuple[datetime, Case]:
    """The case, where its file is seen; else 404."""
    now = timezone.now()
    found = case_of(request, number, now=now)
    if policies.view_of(found, request.user, now) not in FULL_VIEWS:
        raise Http404
    return now, found
