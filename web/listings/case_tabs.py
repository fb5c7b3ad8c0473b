"""What the tabs of a case list, as files: the same rows, the same masks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from cases import services
from cases.models import Case
from cases.timeline import timeline
from kernel.clock import local_day
from web.case_page import Clock, sheet_of
from web.law_words import citation
from web.listings.base import Column, Found, Listing
from web.templatetags.web import place, vnd, whole
from web.views.case_tabs import (
    acts_of,
    asked_day,
    clocks_of,
    files_of,
    opened,
    respondents_of,
)
from web.views.tasks import opinions_of, tasks_of, transfers_of

Say = Callable[[str], str]
Told = Callable[[Case, User, datetime], Iterable[Any]]


def of_case(
    name: str, file_name: str, told: Told, *columns: Column, also: str = ""
) -> Listing:
    """A list of a case: `told` gives its rows, for the columns each with `say`.

    `say` gives a text that officers typed as this one may read it.
    """

    def find(request: HttpRequest, now: datetime, number: str) -> Found:
        now, case = opened(request, number, also=also)
        user = request.user

        def say(text: str) -> str:
            return services.without_minors(text, case, user, now)

        return Found(((row, say) for row in told(case, user, now)), case)

    return Listing(name=name, file_name=file_name, columns=columns, find=find)


def named(label: str | Promise, name: str) -> Column:
    """What a row holds under a name; "a.b" of what it points to."""
    return (label, lambda row: _read(row[0], name))


def typed(label: str | Promise, name: str) -> Column:
    """What an officer typed."""
    return (label, lambda row: row[1](_read(row[0], name) or ""))


def told(label: str | Promise, value: Callable[[Any], Any]) -> Column:
    return (label, lambda row: value(row[0]))


def number_of(label: str | Promise, name: str) -> Column:
    """A quantity, without empty places behind the point."""
    return (label, lambda row: _short(_read(row[0], name)))


def _read(row: Any, name: str) -> Any:
    for part in name.split("."):
        if row is None:
            return ""
        row = getattr(row, part)
    return row() if callable(row) else row


def _short(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == int(amount) else float(amount)


@dataclass(frozen=True, slots=True)
class _Respondent:
    name: str
    kind: str
    is_masked: bool
    address: str
    tax_code: str
    numbers: str
    represented_by: str


def _parties(case: Case, user: User, now: datetime) -> Iterator[_Respondent]:
    for who, is_masked, numbers in respondents_of(case, user, now):
        yield _Respondent(
            services.name_for(who, case, user, now),
            who.get_subject_kind_display(),
            is_masked,
            "" if is_masked else place(who.address, who.ward),
            who.tax_code,
            "; ".join(f"{row.get_kind_display()}: {row.masked}" for row in numbers),
            "" if is_masked else who.particulars.get("legal_representative_name") or "",
        )


PARTIES = of_case(
    "case_parties",
    "nguoi-vi-pham",
    _parties,
    named(_("Respondent"), "name"),
    named(_("Kind of business"), "kind"),
    told(_("Name masked"), lambda row: _now("Yes") if row.is_masked else ""),
    named(_("Address"), "address"),
    named(_("Tax code"), "tax_code"),
    named(_("Numbers"), "numbers"),
    named(_("Represented by"), "represented_by"),
)


@dataclass(frozen=True, slots=True)
class _Agency:
    name: str
    part: str
    since: date | None
    remark: str = ""


def _agencies(case: Case, _user: User, _at: datetime) -> Iterator[_Agency]:
    yield _Agency(case.lead_agency.name, _now("Lead"), None)
    if case.competent_authority:
        yield _Agency(case.competent_authority.name, _now("Decides"), None)
    for part in case.participations.all():
        since = local_day(part.accepted_at) if part.accepted_at else None
        remark = part.decline_reason
        if not part.accepted_at:
            remark = remark or ("" if part.declined_at else _now("invited"))
        yield _Agency(part.agency.name, _now("Supporting"), since, remark)
    if case.referrer:
        yield _Agency(case.referrer.name, _now("Referred by"), None)


AGENCIES = of_case(
    "case_agencies",
    "co-quan-trong-vu-viec",
    _agencies,
    named(_("Agency"), "name"),
    named(_("Part"), "part"),
    named(_("Since"), "since"),
    typed(_("Remark"), "remark"),
)


def _officers(case: Case, _user: User, _at: datetime) -> list[Any]:
    return [part for part in case.assignments.all() if not part.ended_at]


OFFICERS = of_case(
    "case_officers",
    "can-bo-phu-trach",
    _officers,
    named(_("Officer"), "officer.full_name"),
    named(_("Title"), "officer.title"),
    told(_("Since"), lambda part: local_day(part.assigned_at)),
)


@dataclass(frozen=True, slots=True)
class _Act:
    violation: Any
    frames: str
    titles: str


def _acts(case: Case, user: User, now: datetime) -> Iterator[_Act]:
    for violation, _standing, frames in acts_of(case):
        named_frames = (
            f"{services.name_for(who, case, user, now)}: "
            + (f"{whole(frame.min_vnd)} – {vnd(frame.max_vnd)}" if frame else "–")
            for who, frame in frames
        )
        titles = (
            " · ".join(
                str(part)
                for part in (
                    title.get("title"),
                    title.get("publisher"),
                    title.get("registration_no"),
                    title.get("decision_no"),
                    title.get("quantity"),
                )
                if part not in (None, "")
            )
            for title in violation.titles
        )
        yield _Act(violation, "\n".join(named_frames), "\n".join(titles))


ACTS = of_case(
    "case_acts",
    "hanh-vi",
    _acts,
    named(_("Code"), "violation.behaviour.code"),
    named(_("Behaviour"), "violation.behaviour.title_vi"),
    told(_("Article"), lambda row: citation(row.violation.behaviour.legal_basis)),
    typed(_("Description"), "violation.description"),
    named(_("Day of the act"), "violation.occurred_on"),
    named(_("Ended"), "violation.act_ended_on"),
    named(_("Manner"), "violation.get_channel_display"),
    named(_("Frame"), "frames"),
    named(_("Titles"), "titles"),
)
EVIDENCE = of_case(
    "case_evidence",
    "chung-cu",
    files_of,
    told(_("File"), lambda link: link.file.caption or link.file.original_name),
    named(_("Kind"), "file.get_kind_display"),
    named(_("Received"), "file.received_at"),
    named(_("Added by"), "file.added_by.full_name"),
    named(_("Taken"), "file.taken_at"),
    named("SHA-256", "file.stored_file_id"),
    named(_("Who sees it"), "file.get_compartment_display"),
    named(_("Marked invalid"), "file.invalid_reason"),
)
TASKS = of_case(
    "case_tasks",
    "nhiem-vu-cua-vu-viec",
    tasks_of,
    typed(_("Task"), "title"),
    named(_("Kind"), "get_kind_display"),
    named(_("From"), "from_agency.short_name"),
    told(
        _("To"),
        lambda task: task.to_agency.short_name if task.to_agency else task.to_body,
    ),
    named(_("Since"), "asked_on"),
    named(_("Until"), "due_on"),
    named(_("State"), "get_state_display"),
)
TRANSFERS = of_case(
    "case_transfers",
    "chuyen-giao",
    transfers_of,
    named(_("What"), "get_kind_display"),
    named(_("Number"), "record_text"),
    typed(_("Reason"), "reason"),
    named(_("Giver"), "from_agency.short_name"),
    named(_("Offered by"), "offered_by.full_name"),
    named(_("Offered"), "offered_on"),
    told(
        _("Receiver"),
        lambda row: row.to_agency.short_name if row.to_agency else row.to_body,
    ),
    named(_("Answered by"), "answered_by.full_name"),
    named(_("Answered"), "answered_on"),
    named(_("Until"), "answer_due_on"),
    named(_("State"), "get_state_display"),
    typed(_("Reason of the answer"), "answer_reason"),
)
OPINIONS = of_case(
    "case_opinions",
    "y-kien",
    opinions_of,
    named(_("Agency"), "agency.short_name"),
    named(_("When"), "given_at"),
    named(_("Opinion"), "get_stance_display"),
    typed(_("Text"), "text"),
    told(_("Replaced"), lambda row: "" if row.is_current else _now("Yes")),
)


def _notes(case: Case, user: User, now: datetime) -> Iterator[tuple[Any, str]]:
    for note in services.visible_notes(case, user, now):
        yield note, services.text_for(note, user)


NOTES = of_case(
    "case_notes",
    "ghi-chu",
    _notes,
    told(_("When"), lambda row: row[0].written_at),
    told(_("Agency"), lambda row: row[0].agency.short_name),
    told(_("Who"), lambda row: row[0].written_by.full_name),
    told(_("Who reads it"), lambda row: row[0].get_compartment_display()),
    told(
        _("Shared with"),
        lambda row: "; ".join(agency.short_name for agency in row[0].shared_with.all()),
    ),
    (_("Text"), lambda row: row[1](row[0][1])),
)


def _happenings(request: HttpRequest, now: datetime, number: str) -> Found:
    now, case = opened(request, number)
    user = request.user
    of = request.GET.get("agency", "")
    rows = timeline(case, user, now, agency=of)
    agency = Agency.objects.filter(pk=of).first() if of else None

    def say(text: str) -> str:
        return services.without_minors(text, case, user, now)

    return Found(
        ((row, say) for row in reversed(rows)),
        case,
        asked=((_("Agency"), agency.short_name),) if agency else (),
    )


HAPPENINGS = Listing(
    name="case_happenings",
    file_name="dien-bien",
    columns=(
        named(_("Day"), "on"),
        named(_("Entered"), "at"),
        named(_("Agency"), "agency.short_name"),
        named(_("What happened"), "label"),
        named(_("Who"), "who"),
        typed(_("Text"), "text"),
    ),
    find=_happenings,
)


def _limits(case: Case, _user: User, now: datetime) -> list[Clock]:
    running, done = clocks_of(case, local_day(now))
    return [*running, *done]


def _state(clock: Clock) -> str:
    if clock.limit.is_running:
        return clock.words
    return str(clock.limit.get_status_display())


DEADLINES = of_case(
    "case_deadlines",
    "thoi-han",
    _limits,
    named(_("Limit"), "limit.get_family_display"),
    told(_("Citation"), lambda clock: citation(clock.limit.rule.basis)),
    named(_("Rule"), "limit.rule.code"),
    named(_("Starts from"), "starter"),
    named(_("Day of the start"), "limit.start_on"),
    named(_("Strict date"), "limit.strict_due"),
    named(_("Rolled date"), "limit.due"),
    told(_("State"), _state),
    named(_("Ended"), "limit.ended_on"),
    named(_("Provisional"), "doubt"),
    named(_("If missed"), "consequence"),
    also="case.view_audit",
)


def _sheet(request: HttpRequest, now: datetime, number: str) -> Found:
    now, case = opened(request, number, also="case.view_audit")
    _form, on = asked_day(request)
    day = on or local_day(now)
    rows = sheet_of(case, day)
    return Found(((row, str) for row in rows), case, asked=((_("On the day"), day),))


CLOCK_SHEET = Listing(
    name="case_clock_sheet",
    file_name="thoi-han-tai-mot-ngay",
    columns=(
        named(_("Limit"), "line.family_label"),
        told(_("Citation"), lambda row: citation(row.line.basis)),
        told(_("Rule"), lambda row: str(row.line.rule)),
        named(_("Starts from"), "starter"),
        named(_("Day of the start"), "line.start_on"),
        named(_("Strict date"), "line.strict_due"),
        named(_("Rolled date"), "line.due"),
        named(_("State"), "line.status.label"),
        named(_("Ended"), "line.ended_on"),
        named(_("If missed"), "consequence"),
    ),
    find=_sheet,
)

LISTINGS = (
    PARTIES,
    AGENCIES,
    OFFICERS,
    ACTS,
    EVIDENCE,
    TASKS,
    TRANSFERS,
    OPINIONS,
    NOTES,
    HAPPENINGS,
    DEADLINES,
    CLOCK_SHEET,
)
