"""During a visit: the checklist, findings, files; afterwards the case out of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from cases import services as cases
from cases.services.linking import links_of_visit
from inspections import services
from inspections.models import Answer, ChecklistItem, Inspection
from inspections.states import AnswerResult, Channel
from kernel.clock import local_day
from kernel.errors import NotPermitted
from regulations import catalogue
from web.errors import refusals_on, require
from web.forms import fieldwork as forms
from web.forms.visits import ReasonForm
from web.pages import asked_id, page, typed
from web.views.visits import head_of, visit_of


def inspection_checklist(request: HttpRequest, number: str) -> HttpResponse:
    """All questions at once; only what was changed is recorded."""
    now = timezone.now()
    found = visit_of(request, number, now=now)
    questions = questions_of(found)
    answers = answers_of(found)
    form = forms.ChecklistForm(
        typed(request),
        questions=questions,
        initial={
            f"{mark}_{item.pk.hex}": value
            for item in questions
            if (answer := answers.get(item.pk)) is not None
            for mark, value in (("r", answer.result), ("n", answer.note))
        },
    )
    if request.method == "POST":
        require(request.user, "finding.record", found, now)
        if form.is_valid():
            with refusals_on(form), transaction.atomic():
                for item, result, note in form.changed_answers():
                    services.answer_item(
                        visit=found,
                        item=item,
                        result=result,
                        note=note,
                        by=request.user,
                        at=now,
                    )
            if not form.errors:
                messages.success(request, _("The answers are recorded."))
                return redirect("inspection_checklist", found.number)
    answered = sum(item.pk in answers for item in questions)
    return page(
        request,
        "inspections/checklist.html",
        {
            **head_of(request, found, "inspection_checklist", now=now),
            "form": form,
            "sections": _sections(form, questions, answers),
            "answered": answered,
            "total": len(questions),
            "share": answered * 100 // (len(questions) or 1),
            "fails": AnswerResult.FAIL,
        },
    )


def inspection_findings(request: HttpRequest, number: str) -> HttpResponse:
    now = timezone.now()
    found = visit_of(request, number, now=now)
    return page(
        request,
        "inspections/findings.html",
        {
            **head_of(request, found, "inspection_findings", now=now),
            "findings": found.findings.select_related(
                "behaviour", "recorded_by", "withdrawn_by", "answer__item"
            ).prefetch_related(
                "titles",
                "case_findings__case",
                "evidence_links__evidence_file__stored_file",
                "evidence_links__evidence_file__added_by",
            ),
            "files": found.evidence_links.select_related(
                "evidence_file__stored_file", "evidence_file__added_by", "answer__item"
            ),
            "ties": links_of_visit(request.user, found, at=now),
        },
    )


def add_finding(request: HttpRequest, number: str) -> HttpResponse:
    """A fact with its titles and photos: recorded together, or not at all."""
    now = timezone.now()
    found = visit_of(request, number, now=now)
    require(request.user, "finding.record", found, now)
    answer = _asked_answer(request, found)
    today = local_day(now)
    form = forms.FindingForm(
        typed(request),
        request.FILES or None,
        today=today,
        initial={
            "detected_on": today,
            "act_ended_on": today,
            "channel": Channel.OFFLINE,
            "place": found.place,
            "behaviour": answer.item.suggests if answer else "",
            "description": answer.note if answer else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, forms.FindingForm.NAMES), transaction.atomic():
            finding = services.record_finding(
                visit=found, answer=answer, by=request.user, at=now, **form.facts()
            )
            for upload in form.cleaned_data["files"]:
                services.attach_evidence(
                    visit=found,
                    upload=upload,
                    name=upload.name,
                    finding=finding,
                    by=request.user,
                    at=now,
                )
        if not form.errors:
            messages.success(request, _("The finding is recorded."))
            return redirect("inspection_findings", found.number)
    suggested = None
    if answer is not None and answer.item.suggests:
        suggested = (
            catalogue.in_force_on(today).filter(code=answer.item.suggests).first()
        )
    return page(
        request,
        "inspections/finding.html",
        {
            "visit": found,
            "form": form,
            "answer": answer,
            "suggested": suggested,
            "earlier_sanctions": _earlier_sanctions(request, found, now),
        },
    )


def _earlier_sanctions(
    request: HttpRequest, visit: Inspection, now: datetime
) -> list[tuple[cases.EarlierSanction, bool]]:
    """Repeat offence, at the moment of the finding: what still counts on that day."""
    party = visit.facility.party
    if party is None:
        return []
    rows = cases.earlier_sanctions(
        parties=[party], on=local_day(now), viewer=request.user, at=now
    )
    return [(row, False) for row in rows]


def withdraw_finding(request: HttpRequest, number: str, finding: UUID) -> HttpResponse:
    now = timezone.now()
    found = visit_of(request, number, now=now)
    require(request.user, "finding.record", found, now)
    row = get_object_or_404(found.findings.select_related("inspection"), pk=finding)
    form = ReasonForm(typed(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.withdraw_finding(
                finding=row,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now,
            )
            messages.success(request, _("The finding is withdrawn."))
            return redirect("inspection_findings", found.number)
    return page(
        request,
        "inspections/step.html",
        {
            "visit": found,
            "form": form,
            "label": _("Withdraw the finding"),
            "will": row.description,
        },
    )


def add_visit_files(request: HttpRequest, number: str) -> HttpResponse:
    now = timezone.now()
    found = visit_of(request, number, now=now)
    require(request.user, "finding.record", found, now)
    answer = _asked_answer(request, found)
    finding = None
    if (asked := asked_id(request, "finding")) is not None:
        finding = get_object_or_404(found.findings, pk=asked)
    form = forms.FilesForm(typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, {"file": "files"}), transaction.atomic():
            for upload in form.cleaned_data["files"]:
                services.attach_evidence(
                    visit=found,
                    upload=upload,
                    name=upload.name,
                    finding=finding,
                    answer=answer if finding is None else None,
                    caption=form.cleaned_data["caption"],
                    by=request.user,
                    at=now,
                )
        if not form.errors:
            messages.success(request, _("Received; the hashes are recorded."))
            back = "inspection_checklist" if answer else "inspection_findings"
            return redirect(back, found.number)
    return page(
        request,
        "inspections/files.html",
        {"visit": found, "form": form, "answer": answer, "finding": finding},
    )


def open_case_from_findings(request: HttpRequest, number: str) -> HttpResponse:
    now = timezone.now()
    found = visit_of(request, number, now=now)
    if not access.can(request.user, "case.receive", None, now):
        refusal = NotPermitted()
        refusal.action = "case.receive"  # type: ignore[attr-defined]
        raise refusal
    form = forms.NewCaseFromFindingsForm(typed(request), visit=found)
    form.initial["findings"] = list(form.rows)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            case = cases.open_from_findings(
                findings=form.chosen(),
                title=form.cleaned_data["title"],
                is_complex=form.cleaned_data["is_complex"],
                by=request.user,
                at=now,
            )
            messages.success(
                request, _("%(number)s is received.") % {"number": case.number}
            )
            return redirect("case", case.number)
    return page(
        request,
        "inspections/step.html",
        {
            "visit": found,
            "form": form,
            "label": _("Open a case from the findings"),
            "will": _("Acts, titles, files and the respondent come along as they are."),
        },
    )


def questions_of(found: Inspection) -> list[ChecklistItem]:
    version = found.checklist_version
    return list(version.items.order_by("position")) if version is not None else []


def answers_of(found: Inspection) -> dict[UUID, Answer]:
    rows = found.answers.current().select_related("by")
    return {
        answer.item_id: answer
        for answer in rows.prefetch_related("evidence_links", "findings")
    }


def _sections(
    form: forms.ChecklistForm,
    questions: list[ChecklistItem],
    answers: dict[UUID, Answer],
) -> list[tuple[str, list[Any]]]:
    sections: list[tuple[str, list[Any]]] = []
    for item in questions:
        if not sections or sections[-1][0] != item.section:
            sections.append((item.section, []))
        sections[-1][1].append(
            (
                item,
                form[f"r_{item.pk.hex}"],
                form[f"n_{item.pk.hex}"],
                answers.get(item.pk),
            )
        )
    return sections


def _asked_answer(request: HttpRequest, found: Inspection) -> Answer | None:
    asked = asked_id(request, "answer")
    if asked is None:
        return None
    rows = found.answers.current().select_related("item")
    return get_object_or_404(rows, pk=asked)
