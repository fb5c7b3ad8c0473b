"""The parts of a case, each on its own address."""

from collections.abc import Sequence
from datetime import date, datetime

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import User, Ward
from audit.models import Entry
from cases import policies, services
from cases.models import Case, CaseEvidence, CaseViolation, Respondent
from evidence.models import EvidenceFile
from facilities.models import ProtectedNumber
from kernel.clock import local_day
from kernel.errors import NotPermitted
from regulations import catalogue
from regulations.catalogue import Frame
from regulations.standing import Standing, standing_of_frame
from web import case_page, day_strips
from web.errors import refusals_on, require
from web.forms.case_together import CaseFilesForm
from web.forms.cases import DayForm
from web.pages import page, typed
from web.paging import slice_of
from web.views.cases import case_of, head_of

FULL_VIEWS = frozenset({"case.view_full", "case.view_partner"})


def case_parties(request: HttpRequest, number: str) -> HttpResponse:
    now, found = opened(request, number)
    return page(
        request,
        "cases/parties.html",
        {
            **head_of(request, found, "case_parties", now=now),
            "respondents": respondents_of(found, request.user, now),
            "may_reveal": access.can(request.user, "person.reveal", found, now),
            "may_reveal_informant": services.may_reveal_informant(
                found, request.user, now
            ),
            "may_name": found.is_restricted
            and access.can(request.user, "member.assign", found, now),
            "may_edit": access.can(request.user, "case.edit", found, now)
            and found.violation_record is None,
            "may_assign": access.can(request.user, "member.assign", found, now),
        },
    )


def respondents_of(
    found: Case, user: User, now: datetime
) -> list[tuple[Respondent, bool, list[ProtectedNumber]]]:
    """Each, whether his name is masked, and the masked numbers that stand."""
    respondents = found.respondents.all()
    numbers: dict[object, list[ProtectedNumber]] = {}
    for row in ProtectedNumber.objects.filter(
        party__in=[respondent.party_id for respondent in respondents],
        ended_on__isnull=True,
    ).order_by("kind", "id"):
        numbers.setdefault(row.party_id, []).append(row)
    return [
        (
            who,
            services.is_masked(who, found, user, now),
            numbers.get(who.party_id, []),
        )
        for who in respondents
    ]


def case_findings(request: HttpRequest, number: str) -> HttpResponse:
    now, found = opened(request, number)
    files = files_of(found, request.user, now)
    return page(
        request,
        "cases/findings.html",
        {
            **head_of(request, found, "case_findings", now=now),
            "violations": acts_of(found),
            "files": files,
            "may_see_files": files != [],
            "may_narrow": access.can(
                request.user, "evidence.set_compartment", found, now
            ),
            "may_add_file": access.can(request.user, "evidence.add", found, now),
            "may_edit": access.can(request.user, "case.edit", found, now)
            and found.violation_record is None,
        },
    )


def acts_of(
    found: Case,
) -> list[tuple[CaseViolation, Standing, list[tuple[Respondent, Frame | None]]]]:
    """Each act with how sure its frame is, and the frame for each who did it."""
    return [
        (
            violation,
            standing_of_frame(violation.behaviour),
            [
                (who, catalogue.frame_for(violation.behaviour, who.subject_kind))
                for who in found.respondents.all()
                if violation.is_of(who)
            ],
        )
        for violation in found.violations.all()
    ]


def files_of(found: Case, user: User, now: datetime) -> Sequence[CaseEvidence]:
    """The files of the case that the officer may see."""
    if not access.can(user, "evidence.view_derivative", found, now):
        return []
    rows = found.case_evidence.filter(
        file__in=EvidenceFile.objects.visible_to(user, now)
    ).select_related("file__stored_file", "file__added_by")
    return list(rows)


def add_case_evidence(request: HttpRequest, number: str) -> HttpResponse:
    now, found = opened(request, number)
    require(request.user, "evidence.add", found, now)
    form = CaseFilesForm(typed(request), request.FILES or None, officer=request.user)
    if request.method == "POST" and form.is_valid():
        # All files or none: a refused one leaves no row of the others behind.
        with refusals_on(form, {"file": "files"}), transaction.atomic():
            for upload in form.cleaned_data["files"]:
                services.attach_evidence(
                    case=found,
                    upload=upload,
                    name=upload.name or "",
                    caption=form.cleaned_data["caption"],
                    compartment=form.cleaned_data["compartment"],
                    by=request.user,
                    at=now,
                )
            messages.success(request, _("Received; the hashes are recorded."))
            return redirect("case_findings", found.number)
    return page(
        request,
        "cases/part_form.html",
        {
            **head_of(request, found, "case_findings", now=now),
            "form": form,
            "title": _("Add files"),
            "back": "case_findings",
            "has_files": True,
        },
    )


def case_deadlines(request: HttpRequest, number: str) -> HttpResponse:
    now, found = opened(request, number, also="case.view_audit")
    today = local_day(now)
    running, done = clocks_of(found, today)
    asked, sheet_on = asked_day(request)
    return page(
        request,
        "cases/deadlines.html",
        {
            **head_of(request, found, "case_deadlines", now=now),
            "running": running,
            "done": done,
            "asked": asked,
            "sheet_on": sheet_on,
            "sheet": case_page.sheet_of(found, sheet_on) if sheet_on else [],
            "strips": day_strips.strips_for(found.deadlines.all(), today=today),
        },
    )


def clocks_of(
    found: Case, today: date
) -> tuple[list[case_page.Clock], list[case_page.Clock]]:
    """The limits that run, the next to end first, and the others."""
    clocks = [case_page.Clock.of(limit, today=today) for limit in found.deadlines.all()]
    running = sorted(
        (clock for clock in clocks if clock.limit.is_running),
        key=lambda clock: clock.limit.last_day,
    )
    return running, [clock for clock in clocks if not clock.limit.is_running]


def asked_day(request: HttpRequest) -> tuple[DayForm, date | None]:
    """The day of which the clock sheet is asked for, and the form that asks."""
    asked = DayForm(request.GET if "on" in request.GET else None)
    if asked.is_bound and asked.is_valid():
        return asked, asked.cleaned_data["on"]
    return asked, None


def case_trail(request: HttpRequest, number: str) -> HttpResponse:
    now, found, entries = entries_of(request, number)
    return page(
        request,
        "cases/trail.html",
        {
            **head_of(request, found, "case_trail", now=now),
            "slice": slice_of(request, entries, by=("-seq",)),
            "wards": dict(Ward.objects.values_list("code", "name")),
            "reveals": services.reveals_of(found, request.user, now),
        },
    )


def entries_of(
    request: HttpRequest, number: str
) -> tuple[datetime, Case, QuerySet[Entry]]:
    """The journal of a case. Raises Http404 or NotPermitted."""
    now, found = opened(request, number, also="case.view_audit")
    if not access.can(request.user, "trail.view", found, now):
        refusal = NotPermitted()
        refusal.action = "trail.view"  # type: ignore[attr-defined]
        raise refusal
    entries = Entry.objects.filter(
        object_type=Case._meta.label_lower, object_id=str(found.pk)
    )
    return now, found, entries


def opened(
    request: HttpRequest, number: str, *, also: str = ""
) -> tuple[datetime, Case]:
    """The case, if the person's view of it reaches its parts; else 404.

    `also` is one more view that reaches the part.
    """
    now = timezone.now()
    found = case_of(request, number, now=now)
    if policies.view_of(found, request.user, now) not in FULL_VIEWS | {also}:
        raise Http404
    return now, found
