"""The remote review of a visit: what was asked, what came back, how it ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from inspections import services
from inspections.models import Inspection, RemoteReview
from inspections.states import Mode, SendingWay
from kernel.clock import local_day
from web.downloads import table_as
from web.errors import refusals_on, require
from web.forms import remote_reviews as forms
from web.pages import page, typed
from web.views.visits import head_of, visit_of

# Offered on the form; no text of the law sets it.
ANSWER_DAYS = 10


def remote_reviews(request: HttpRequest, number: str) -> HttpResponse:
    """All questionnaires of the visit; the open one takes its answers here."""
    now = timezone.now()
    found = visit_of(request, number, now=now)
    reviews = list(found.remote_reviews.for_page())
    head = head_of(request, found, "remote_reviews", now=now)
    waiting = next((row for row in reviews if row.is_open), None)
    form = None
    if request.method == "POST":
        require(request.user, "finding.record", found, now)
    if waiting is not None and (head["may_record"] or request.method == "POST"):
        form = _answers_form(request, waiting, today=local_day(now))
        if request.method == "POST" and form.is_valid():
            with refusals_on(form):
                services.enter_answers(
                    review=waiting,
                    answers=form.changed(),
                    occurred_on=form.cleaned_data["occurred_on"],
                    by=request.user,
                    at=now,
                )
                messages.success(request, _("The answers are recorded."))
                return redirect("remote_reviews", found.number)
    return page(
        request,
        "inspections/remote.html",
        {
            **head,
            "form": form,
            "reviews": [(row, _lines(row, form)) for row in reviews],
            "may_send": head["may_record"]
            and found.mode == Mode.REMOTE
            and waiting is None,
            "today": local_day(now),
        },
    )


def send_questionnaire(request: HttpRequest, number: str) -> HttpResponse:
    now = timezone.now()
    found = visit_of(request, number, now=now)
    require(request.user, "finding.record", found, now)
    today = local_day(now)
    form = forms.SendQuestionnaireForm(
        typed(request),
        visit=found,
        today=today,
        initial={
            "version": found.version,
            "sent_way": SendingWay.EMAIL,
            "occurred_on": today,
            "due_on": today + timedelta(days=ANSWER_DAYS),
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.send_questionnaire(
                visit=found, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(request, _("The sending is recorded."))
            return redirect("remote_reviews", found.number)
    return _step_page(
        request,
        found,
        form,
        _("Send a questionnaire"),
        _("The product does not send it: it records that you did, and when."),
    )


def close_review(request: HttpRequest, number: str, id: UUID) -> HttpResponse:
    now = timezone.now()
    found = visit_of(request, number, now=now)
    require(request.user, "finding.record", found, now)
    review = get_object_or_404(found.remote_reviews, pk=id)
    form = forms.CloseReviewForm(
        typed(request),
        initial={"version": found.version, "occurred_on": local_day(now)},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.close_review(
                review=review, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(request, _("The result is recorded."))
            return redirect("remote_reviews", found.number)
    return _step_page(
        request,
        found,
        form,
        _("Note how the review ended"),
        _("Afterwards the questionnaire, its answers and files do not change."),
    )


def add_answer_files(request: HttpRequest, number: str, id: UUID) -> HttpResponse:
    now = timezone.now()
    found = visit_of(request, number, now=now)
    require(request.user, "finding.record", found, now)
    review = get_object_or_404(found.remote_reviews, pk=id)
    questions = review.questionnaire.items.order_by("position")
    form = forms.AnswerFilesForm(
        typed(request),
        request.FILES or None,
        questions=questions,
        initial={"item": request.GET.get("item", "")},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, {"file": "files"}), transaction.atomic():
            for upload in form.cleaned_data["files"]:
                services.attach_answer_file(
                    review=review,
                    upload=upload,
                    name=upload.name,
                    item=form.cleaned_data["item"],
                    caption=form.cleaned_data["caption"],
                    by=request.user,
                    at=now,
                )
        if not form.errors:
            messages.success(request, _("Received; the hashes are recorded."))
            return redirect("remote_reviews", found.number)
    return page(
        request,
        "inspections/remote_files.html",
        {"visit": found, "form": form, "label": _("Add files to the answers")},
    )


def questionnaire_file(
    request: HttpRequest, number: str, id: UUID, form: str
) -> HttpResponseBase:
    """The questions with room for the answers, to be sent along."""
    now = timezone.now()
    found = visit_of(request, number, now=now)
    review = get_object_or_404(
        found.remote_reviews.select_related("questionnaire__checklist"), pk=id
    )
    headers = (_("No."), _("Question"), _("Copy asked for"), _("Answer"))
    rows = (
        (item.number, item.question_vi, _("Yes") if item.asks_file else "", "")
        for item in review.questionnaire.items.order_by("position")
    )
    name = f"phieu-hoi-{found.number}"
    return table_as(form, name=name, headers=headers, rows=rows)


def _answers_form(
    request: HttpRequest, review: RemoteReview, *, today: date
) -> forms.AnswersForm:
    questions = sorted(review.questionnaire.items.all(), key=lambda row: row.position)
    given = {answer.item_id: answer.text for answer in review.answers.all()}
    initial: dict[str, Any] = {
        f"a_{item.pk.hex}": given[item.pk] for item in questions if item.pk in given
    }
    return forms.AnswersForm(
        typed(request),
        questions=questions,
        initial=initial | {"occurred_on": today},
    )


def _lines(
    review: RemoteReview, form: forms.AnswersForm | None
) -> list[tuple[Any, Any, Any, list[Any]]]:
    """Each question with its answer, its field while it is open, and its files."""
    answers = {answer.item_id: answer for answer in review.answers.all()}
    files: dict[Any, list[Any]] = {}
    for row in review.files.all():
        files.setdefault(row.item_id, []).append(row.evidence_file)
    items = sorted(review.questionnaire.items.all(), key=lambda row: row.position)
    return [
        (
            item,
            answers.get(item.pk),
            form[f"a_{item.pk.hex}"] if form is not None and review.is_open else None,
            files.get(item.pk, []),
        )
        for item in items
    ]


def _step_page(
    request: HttpRequest, found: Inspection, form: Any, label: str, will: str
) -> HttpResponse:
    return page(
        request,
        "inspections/step.html",
        {"visit": found, "form": form, "label": label, "will": will},
    )
