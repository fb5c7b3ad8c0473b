"""The parts of a case, each on its own address."""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Ward
from audit.models import Entry
from cases import policies, services
from cases.models import Case
from evidence.models import EvidenceFile
from facilities.models import ProtectedNumber
from kernel.clock import local_day
from kernel.errors import NotPermitted
from regulations import catalogue
from regulations.standing import standing_of_frame
from web import case_page, day_strips
from web.errors import refusals_on, require
from web.forms.case_together import CaseFilesForm
from web.forms.cases import DayForm
from web.pages import page, typed
from web.paging import slice_of
from web.views.cases import case_of, head_of

FULL_VIEWS = frozenset({"case.view_full", "case.view_partner"})


def case_parties(request: HttpRequest, number: str) -> HttpResponse:
    now, found = _opened(request, number, FULL_VIEWS)
    respondents = found.respondents.all()
    numbers: dict[object, list[ProtectedNumber]] = {}
    for row in ProtectedNumber.objects.filter(
        party__in=[respondent.party_id for respondent in respondents],
        ended_on__isnull=True,
    ).order_by("kind", "id"):
        numbers.setdefault(row.party_id, []).append(row)
    return page(
        request,
        "cases/parties.html",
        {
            **head_of(request, found, "case_parties", now=now),
            "respondents": [
                (
                    who,
                    services.is_masked(who, found, request.user, now),
                    numbers.get(who.party_id, []),
                )
                for who in respondents
            ],
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


def case_findings(request: HttpRequest, number: str) -> HttpResponse:
    now, found = _opened(request, number, FULL_VIEWS)
    files = (
        found.case_evidence.filter(
            file__in=EvidenceFile.objects.visible_to(request.user, now)
        ).select_related("file__stored_file", "file__added_by")
        if access.can(request.user, "evidence.view_derivative", found, now)
        else []
    )
    rows = [
        (
            violation,
            standing_of_frame(violation.behaviour),
            [
                (
                    who,
                    catalogue.frame_for(violation.behaviour, who.subject_kind),
                )
                for who in found.respondents.all()
                if violation.is_of(who)
            ],
        )
        for violation in found.violations.all()
    ]
    return page(
        request,
        "cases/findings.html",
        {
            **head_of(request, found, "case_findings", now=now),
            "violations": rows,
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


def add_case_evidence(request: HttpRequest, number: str) -> HttpResponse:
    now, found = _opened(request, number, FULL_VIEWS)
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
    now, found = _opened(request, number, FULL_VIEWS | {"case.view_audit"})
    today = local_day(now)
    clocks = [case_page.Clock.of(limit, today=today) for limit in found.deadlines.all()]
    asked = DayForm(request.GET if "on" in request.GET else None)
    sheet_on = asked.cleaned_data["on"] if asked.is_bound and asked.is_valid() else None
    running = sorted(
        (clock for clock in clocks if clock.limit.is_running),
        key=lambda clock: clock.limit.last_day,
    )
    return page(
        request,
        "cases/deadlines.html",
        {
            **head_of(request, found, "case_deadlines", now=now),
            "running": running,
            "done": [clock for clock in clocks if not clock.limit.is_running],
            "asked": asked,
            "sheet_on": sheet_on,
            "sheet": case_page.sheet_of(found, sheet_on) if sheet_on else [],
            "strips": day_strips.strips_for(found.deadlines.all(), today=today),
        },
    )


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
    now, found = _opened(request, number, FULL_VIEWS | {"case.view_audit"})
    if not access.can(request.user, "trail.view", found, now):
        refusal = NotPermitted()
        refusal.action = "trail.view"  # type: ignore[attr-defined]
        raise refusal
    entries = Entry.objects.filter(
        object_type=Case._meta.label_lower, object_id=str(found.pk)
    )
    return now, found, entries


def _opened(
    request: HttpRequest, number: str, views: frozenset[str]
) -> tuple[datetime, Case]:
    """The case, if the person's view of it reaches this part; else 404."""
    now = timezone.now()
    found = case_of(request, number, now=now)
    if policies.view_of(found, request.user, now) not in views:
        raise Http404
    return now, found
