"""What a case shows of itself: clock, stages, actions, tabs, timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from agencies import access
from agencies.models import Agency, User
from cases import policies, steps
from cases.models import Case, CaseEvent, Deadline
from cases.services.clock_sheet import ClockLine, SheetStatus, clock_sheet
from cases.states import (
    OFF_THE_WAY,
    STAGE_LABELS,
    STAGES,
    TERMINAL_STATES,
    CaseState,
    Family,
)
from regulations.kinds import Confidence, Unit
from regulations.standing import standing_of_rule
from web.actions import Action, Reason, arranged, reasons_of
from web.calendar_memory import known_calendar
from web.law_words import CONSEQUENCES

ICONS = {
    "start_verification": "find",
    "dismiss": "no",
    "open_case": "folder",
    "make_record": "pen",
    "request_explanation": "note",
    "close_explanation": "ok",
    "submit_decision": "send",
    "sign_decision": "gavel",
    "send_back": "back",
    "decide_no_sanction": "scale",
    "confirm_delivery": "ok",
    "complete_execution": "done",
    "close": "lock",
    "sanction_without_record": "gavel",
    "approve_two_months": "clock",
    "note_evasion": "note",
    "end_evasion": "note",
    "order_enforcement": "gavel",
    "confirm_enforcement_receipt": "ok",
    "suspend_execution": "clock",
    "resume_execution": "next",
    "annul_decision": "no",
    "correct_decision": "pen",
    "amend_decision": "pen",
    "reopen": "folder",
    "propose_reopen": "folder",
    "close_limitation_expired": "lock",
    "register_relief": "money",
    "register_complaint": "note",
    "extend_explanation": "clock",
    "announce_session": "note",
    "record_session": "note",
    "propose_dismiss": "no",
    "confirm_authority": "shield",
    "record_payment": "money",
    "complete_item": "ok",
    "propose_close": "folder",
    "assign": "user",
    "edit": "pen",
    "forward": "send",
    "take_back": "back",
    "forward_to_competent": "send",
    "accept_file": "ok",
    "refuse_file": "back",
    "record_figure": "scale",
    "record_sign": "shield",
    "transfer_criminal": "send",
    "accept_transfer": "ok",
    "refuse_transfer": "back",
    "extend_investigation": "note",
    "record_prosecution": "gavel",
    "receive_returned_file": "folder",
    "close_on_judgment": "lock",
    "restrict": "lock",
    "name_officer": "user",
    "accept_lead": "ok",
    "decline_lead": "back",
    "accept_invitation": "ok",
    "decline_invitation": "back",
    "invite_agency": "users",
    "create_task": "send",
    "add_opinion": "note",
    "propose_lead": "swap",
    "impose_lead": "swap",
}
# Who sees the card only may answer what he is offered, and the province may decide.
ON_A_CARD = frozenset(
    {
        *("accept_lead", "decline_lead", "impose_lead"),
        *("accept_transfer", "refuse_transfer", "accept_file", "refuse_file"),
        *("accept_invitation", "decline_invitation"),
    }
)
# The step that leads on from a state: the filled button, and what lists say is next.
NEXT_STEP: dict[str, str] = {
    CaseState.RECEIVED: "start_verification",
    CaseState.VERIFYING: "open_case",
    CaseState.OPENED: "make_record",
    CaseState.RECORDED: "submit_decision",
    CaseState.EXPLAINING: "close_explanation",
    CaseState.PENDING_DECISION: "sign_decision",
    CaseState.DECIDED: "confirm_delivery",
    CaseState.EXECUTING: "complete_execution",
    CaseState.EXECUTED: "close",
    CaseState.NO_SANCTION: "close",
    CaseState.ENFORCING: "complete_execution",
    CaseState.EXECUTION_SUSPENDED: "resume_execution",
    CaseState.ANNULLED: "close",
    CaseState.TRANSFERRED: "receive_returned_file",
    CaseState.PROSECUTED: "receive_returned_file",
    CaseState.RETURNED: "submit_decision",
}
CHIPS: dict[str, tuple[str, str | Promise]] = {
    CaseState.RECEIVED: ("s-info", pgettext_lazy("state chip", "Received")),
    CaseState.VERIFYING: ("s-info", pgettext_lazy("state chip", "Being verified")),
    CaseState.DISMISSED: ("", pgettext_lazy("state chip", "Dismissed")),
    CaseState.FORWARDED: ("", pgettext_lazy("state chip", "Forwarded")),
    CaseState.OPENED: ("s-info", pgettext_lazy("state chip", "Opened")),
    CaseState.RECORDED: ("s-vio", pgettext_lazy("state chip", "Record made")),
    CaseState.EXPLAINING: ("s-vio", pgettext_lazy("state chip", "Explanation")),
    CaseState.PENDING_DECISION: (
        "s-warn",
        pgettext_lazy("state chip", "Awaiting decision"),
    ),
    CaseState.DECIDED: ("s-ok", pgettext_lazy("state chip", "Decided")),
    CaseState.EXECUTING: ("s-ok", pgettext_lazy("state chip", "Being executed")),
    CaseState.EXECUTION_SUSPENDED: ("s-warn", pgettext_lazy("state chip", "Suspended")),
    CaseState.ENFORCING: ("s-warn", pgettext_lazy("state chip", "Enforcement")),
    CaseState.NO_SANCTION: ("", pgettext_lazy("state chip", "No sanction")),
    CaseState.TRANSFERRED: (
        "s-vio",
        pgettext_lazy("state chip", "With the investigating body"),
    ),
    CaseState.PROSECUTED: ("s-vio", pgettext_lazy("state chip", "Prosecuted")),
    CaseState.RETURNED: ("s-info", pgettext_lazy("state chip", "File returned")),
    CaseState.EXECUTED: ("s-ok", pgettext_lazy("state chip", "Executed")),
    CaseState.ANNULLED: ("s-bad", pgettext_lazy("state chip", "Decision annulled")),
    CaseState.CLOSED: ("", pgettext_lazy("state chip", "Closed")),
}
STARTERS: dict[str, str | Promise] = {
    "detection": gettext_lazy("Detection"),
    "act_ended": gettext_lazy("End of the act"),
    "violation_record": gettext_lazy("Violation record"),
    "decision": gettext_lazy("Signed decision"),
    "decision_received": gettext_lazy("Receipt of the decision"),
    "executed": gettext_lazy("Execution completed"),
    "respondent_known": gettext_lazy("The respondent became known"),
    "explanation": gettext_lazy("Request to explain"),
    "relief": gettext_lazy("Decision on the relief"),
    "enforcement_received": gettext_lazy("Receipt of the enforcement decision"),
    "complaint": gettext_lazy("Complaint filed"),
    "complaint_accepted": gettext_lazy("Complaint accepted"),
    "complaint_resolved": gettext_lazy("First settlement received"),
    "second_complaint": gettext_lazy("Second complaint filed"),
    "evasion_ended": gettext_lazy("End of the evasion"),
    "suspension": gettext_lazy("Suspension of execution"),
    "criminal_sign": gettext_lazy("Sign of a crime recorded"),
    "file_received": gettext_lazy("Receipt of the file"),
    "file_returned": gettext_lazy("Return of the complete file"),
    "proceedings_decision": gettext_lazy("Decision of the proceedings body in force"),
    "seizure": gettext_lazy("Actual seizure"),
    "second_notice": gettext_lazy("Second public notice"),
    "held_for_valuation": gettext_lazy("Goods held to be valued"),
    "result_received": gettext_lazy("Result of an expert or a valuation"),
}


# Whose last day closes a right of the respondent, or lets a sanction be forgotten.
RIGHTS_OF_THE_OTHER_SIDE = frozenset(
    {
        Family.EXPLAIN_DIRECT,
        Family.EXPLAIN_WRITTEN,
        Family.COMPLAINT_TIME,
        Family.COMPLAINT_SECOND_TIME,
        Family.LAWSUIT_TIME,
        Family.RECIDIVISM,
    }
)


@dataclass(frozen=True, slots=True)
class Clock:
    """One limit as people read it; `tone` is "over", "soon" or ""."""

    limit: Deadline
    words: str
    tone: str

    @classmethod
    def of(cls, limit: Deadline, *, today: date) -> Clock:
        if limit.family in RIGHTS_OF_THE_OTHER_SIDE and limit.last_day < today:
            # Nobody here is late: the other side's time is over.
            words = _("Ended on %(day)s") % {"day": f"{limit.last_day:%d/%m/%Y}"}
            return cls(limit, words, "")
        words, tone = time_left(
            limit.last_day, today=today, in_working_days=_counts_working_days(limit)
        )
        return cls(limit, words, tone)

    @property
    def is_shifted(self) -> bool:
        return self.limit.due != self.limit.strict_due

    @property
    def doubt(self) -> str:
        """Why the date is not certain; empty when it is."""
        rule = self.limit.rule
        if self.limit.is_provisional:
            return _("a day of the calendar awaits its decision")
        standing = standing_of_rule(rule, self.limit.start_on)
        if standing.confidence != Confidence.CONFIRMED:
            return _("the article is to be verified (%(how)s)") % {
                "how": str(standing.confidence.label).lower()
            }
        return ""

    @property
    def consequence(self) -> str:
        return str(CONSEQUENCES.get(self.limit.family, ""))

    @property
    def starter(self) -> str:
        return str(STARTERS.get(self.limit.started_by, self.limit.started_by))


@dataclass(frozen=True, slots=True)
class Stage:
    label: str | Promise
    mark: str = ""
    note: str = ""


def time_left(last_day: date, *, today: date, in_working_days: bool) -> tuple[str, str]:
    """How long there is still time, in words, and how urgent it is."""
    if today > last_day:
        days = (today - last_day).days
        text = ngettext("%(n)d day overdue", "%(n)d days overdue", days)
        return text % {"n": days}, "over"
    if today == last_day:
        return _("Due today"), "soon"
    calendar = known_calendar()
    working = calendar.working_days_between(today, last_day)
    tone = "soon" if working <= 3 else ""
    if in_working_days:
        text = ngettext("%(n)d working day left", "%(n)d working days left", working)
        return text % {"n": working}, tone
    days = (last_day - today).days
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}, tone


def chip_of(case: Case) -> tuple[str, str | Promise]:
    return CHIPS[CaseState(case.state)]


def next_step_of(case: Case) -> str | Promise:
    """What the case waits for, as lists say it."""
    if case.state in TERMINAL_STATES:
        return ""
    name = NEXT_STEP.get(case.state)
    return steps.label_of(name) if name else ""


def stages_of(case: Case, events: Iterable[CaseEvent]) -> list[Stage]:
    """The seven stages, with the days on which the case came into them."""
    reached: dict[str, date] = {}
    for event in sorted(events, key=lambda e: e.entry_id):
        for name, states in STAGES:
            if event.to_state in states and event.changes_state:
                reached[name] = event.occurred_on
    now = next(name for name, states in STAGES if case.state in states)
    is_over = case.state == CaseState.CLOSED
    order = [name for name, _states in STAGES]
    stages = []
    for name in order:
        note = f"{reached[name]:%d/%m/%Y}" if name in reached else ""
        if name == now and not is_over:
            off = case.state in OFF_THE_WAY
            mark = "now"
            note = str(chip_of(case)[1]) if off else note
        elif order.index(name) < order.index(now) or (is_over and name == now):
            mark = "done" if name in reached else "passed"
        else:
            mark, note = "", ""
        stages.append(Stage(STAGE_LABELS[name], mark, note))
    return stages


def clock_of(case: Case, *, today: date) -> Clock | None:
    """The one clock that matters most."""
    limit = case.next_clock
    return Clock.of(limit, today=today) if limit is not None else None


def actions_of(case: Case, officer: User, at: datetime) -> list[Action]:
    """The steps of the present state, open or with the reason why not.

    A step of another state is absent from the row; its own page still says why.
    """
    places = tab_places(case)
    rows = []
    for step in steps.steps_for(case, officer, at):
        if not step.leads_on and not step.allowed:
            continue
        reasons: tuple[Reason, ...] = ()
        if not step.allowed:
            reasons = reasons_of(step.blockers, places) or (Reason(step.reason),)
        rows.append(
            Action(
                step.name,
                step.label,
                reverse("case_step", args=[case.number, step.name]),
                ICONS.get(step.name, "next"),
                reasons,
            )
        )
    lead = NEXT_STEP.get(case.state, "")
    asked = ("accept_lead", "accept_invitation")
    return arranged(rows, first=(*asked, lead, "propose_close", "record_payment"))


def tab_places(case: Case) -> dict[str, str]:
    """Where a blocker's place is found."""
    return {
        "parties": reverse("case_parties", args=[case.number]),
        "findings": reverse("case_findings", args=[case.number]),
        "goods": reverse("case_goods", args=[case.number]),
        "documents": reverse("case_documents", args=[case.number]),
        "deadlines": reverse("case_deadlines", args=[case.number]),
        "tasks": reverse("case_tasks", args=[case.number]),
    }


def tabs_of(
    case: Case, officer: User, at: datetime, *, current: str
) -> list[tuple[str, str, int | None, bool]]:
    rows: list[tuple[str, str, int | None]] = [
        ("case", _("Course"), None),
        ("case_parties", _("Parties"), len(case.respondents.all())),
        ("case_findings", _("Violations and evidence"), len(case.violations.all())),
        ("case_goods", _("Goods"), case.open_seizures or None),
        ("case_tasks", _("Tasks"), case.open_tasks or None),
        ("case_documents", _("Documents"), None),
        ("case_execution", _("Execution, complaints"), None),
        ("case_deadlines", _("Deadlines"), len(current_limits(case))),
    ]
    view = policies.view_of(case, officer, at)
    if view == "case.view_card":
        rows = rows[:1]
    elif view == "case.view_audit":
        rows = [rows[0], rows[-1]]
    if access.can(officer, "trail.view", case, at):
        rows.append(("case_trail", _("Journal"), None))
    return [
        (reverse(name, args=[case.number]), label, count, name == current)
        for name, label, count in rows
    ]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A limit of the clock sheet in the reader's words."""

    line: ClockLine

    @property
    def starter(self) -> str:
        return str(STARTERS.get(self.line.started_by, self.line.started_by))

    @property
    def consequence(self) -> str:
        return str(CONSEQUENCES.get(self.line.family, ""))

    @property
    def since(self) -> str | Promise:
        return steps.label_of(self.line.since_step) if self.line.since_step else ""

    @property
    def ender(self) -> str | Promise:
        return steps.label_of(self.line.ended_step) if self.line.ended_step else ""

    @property
    def tone(self) -> str:
        return {
            SheetStatus.MET: "s-ok",
            SheetStatus.MISSED: "s-bad",
            SheetStatus.PASSED: "s-bad",
        }.get(self.line.status, "")

    @property
    def confidence(self) -> str:
        return "" if self.line.is_confirmed else str(self.line.confidence.label)


def sheet_of(case: Case, on: date) -> list[SheetLine]:
    """The clock sheet of a case as it stood on a day."""
    return [SheetLine(line) for line in clock_sheet(case, on)]


def current_limits(case: Case) -> Sequence[Deadline]:
    return [limit for limit in case.deadlines.all() if limit.is_current]


@dataclass(frozen=True, slots=True)
class Line:
    """One act on the timeline."""

    event: CaseEvent
    label: str | Promise
    agency: Agency | None
    facts: tuple[str, ...]


def timeline_of(events: Iterable[CaseEvent]) -> list[Line]:
    return [
        Line(
            event,
            steps.label_of(event.transition),
            event.agency,
            tuple(_facts(event.details)),
        )
        for event in events
    ]


def _facts(details: dict[str, Any]) -> Iterable[str]:
    """What an event's details say beyond its name, as words."""
    if details.get("number"):
        yield _("No. %(number)s") % {"number": details["number"]}
    for name in ("fine_vnd", "amount_vnd"):
        if details.get(name):
            amount = f"{details[name]:,}".replace(",", ".")
            yield f"{amount}\N{NO-BREAK SPACE}đ"
    for name in ("to", "receipt_no", "inspection", "item", "proof", "source"):
        value = details.get(name)
        if value and not str(value).isupper():
            yield str(value)


def _counts_working_days(limit: Deadline) -> bool:
    return limit.rule.unit == Unit.WORKING_DAY
