"""What plans and visits show of themselves: steps, actions with reasons, tabs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import access
from agencies.models import User
from inspections import guards
from inspections.models import Inspection, InspectionPlan
from inspections.states import Mode, PlanState, VisitState
from kernel.clock import local_day
from web.actions import Action, Reason, arranged, reasons_of


@dataclass(frozen=True, slots=True)
class Stage:
    label: str | Promise
    mark: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A transition as a button: the permission it asks for, its icon."""

    name: str
    action: str
    icon: str


PLAN_WAYS = (
    Way("propose", "plan.propose", "send"),
    Way("review", "plan.review", "ok"),
    Way("send_back", "plan.review", "back"),
    Way("approve", "plan.approve", "pen"),
    Way("publish", "plan.publish", "eye"),
    Way("start", "plan.adjust", "next"),
    Way("finish", "plan.adjust", "done"),
)
VISIT_WAYS = (
    Way("decide", "inspection.decide", "pen"),
    Way("start", "finding.record", "next"),
    Way("lock_record", "record.lock", "lock"),
    Way("finish_remote", "record.lock", "done"),
    Way("go_on_site", "record.lock", "pin"),
    Way("conclude", "conclusion.issue", "pen"),
    Way("cancel", "inspection.decide", "no"),
)
PLAN_CHIPS = {
    PlanState.DRAFT: "s-info",
    PlanState.REVIEWED: "s-vio",
    PlanState.APPROVED: "s-warn",
    PlanState.PUBLISHED: "s-ok",
    PlanState.IN_PROGRESS: "s-ok",
    PlanState.FINISHED: "",
}
VISIT_CHIPS = {
    VisitState.PLANNED: "s-info",
    VisitState.DECIDED: "s-info",
    VisitState.UNDER_WAY: "s-warn",
    VisitState.RECORDED: "s-ok",
    VisitState.CONCLUDED: "s-ok",
    VisitState.DONE_WITHOUT_VISIT: "s-ok",
    VisitState.CANCELLED: "",
}
_PLAN_STAGES = (
    (gettext_lazy("List"), "proposed_on"),
    (gettext_lazy("Review of overlaps"), "reviewed_on"),
    (gettext_lazy("Approval"), "approved_on"),
    (gettext_lazy("Publication"), "published_on"),
    (gettext_lazy("Carrying out"), ""),
)


def plan_stages(plan: InspectionPlan) -> list[Stage]:
    now = {
        PlanState.DRAFT: 1 if plan.proposed_by_id else 0,
        PlanState.REVIEWED: 2,
        PlanState.APPROVED: 3,
        PlanState.PUBLISHED: 4,
        PlanState.IN_PROGRESS: 4,
        PlanState.FINISHED: 5,
    }[PlanState(plan.state)]
    rows = []
    for place, (label, column) in enumerate(_PLAN_STAGES):
        day: date | None = getattr(plan, column) if column and place < now else None
        note = f"{day:%d/%m/%Y}" if day else ""
        if not column:
            note = _("Year %(year)s") % {"year": plan.year}
        mark = "done" if place < now else "now" if place == now else ""
        rows.append(Stage(label, mark, note))
    return rows


def plan_actions(plan: InspectionPlan, officer: User, at: datetime) -> list[Action]:
    places = {"items": "#items"}
    rows = _ways(plan, PLAN_WAYS, officer, at, places, "plan_step", [plan.pk])
    if plan.is_editable and access.could(officer, "plan.propose", plan, at):
        rows += [
            Action(
                "candidates",
                _("Choose from the candidates"),
                reverse("plan_candidates", args=[plan.pk]),
                "list",
            ),
            Action(
                "add_item",
                _("Add a facility"),
                reverse("add_plan_item", args=[plan.pk]),
                "plus",
            ),
            Action(
                "edit",
                _("Title and bases"),
                reverse("edit_plan", args=[plan.pk]),
                "pen",
            ),
        ]
    if plan.is_running and access.could(officer, "plan.adjust", plan, at):
        rows += [
            Action(
                "adjust",
                _("Adjust the plan"),
                reverse("adjust_plan", args=[plan.pk]),
                "swap",
            ),
            Action(
                "add_by_adjustment",
                _("Add by adjustment"),
                reverse("add_by_adjustment", args=[plan.pk]),
                "plus",
            ),
        ]
    return arranged(rows, first=("propose", "review", "approve", "publish", "adjust"))


def visit_stages(visit: Inspection) -> list[Stage]:
    decision = getattr(visit, "decision", None)
    record = getattr(visit, "record", None)
    conclusion = getattr(visit, "conclusion", None)
    days = [
        local_day(visit.created_at),
        decision and decision.signed_on,
        visit.started_at and local_day(visit.started_at),
        record and local_day(record.made_at),
        conclusion and conclusion.signed_on,
    ]
    labels = [
        _("Visit opened"),
        _("Decision"),
        _("Visit"),
        _("Minutes"),
        _("Conclusion"),
    ]
    now = {
        VisitState.PLANNED: 1,
        VisitState.DECIDED: 2,
        VisitState.UNDER_WAY: 3 if visit.started_at else 2,
        VisitState.RECORDED: 4,
        VisitState.CONCLUDED: 5,
        VisitState.DONE_WITHOUT_VISIT: 5,
        VisitState.CANCELLED: 1 if decision is None else 2,
    }[VisitState(visit.state)]
    rows = []
    for place, (label, day) in enumerate(zip(labels, days, strict=True)):
        note = f"{day:%d/%m/%Y}" if day else ""
        if place < now:
            mark = "done" if day else "passed"
        elif place == now:
            mark = "now"
            if visit.state == VisitState.CANCELLED:
                note = str(VisitState.CANCELLED.label)
        else:
            mark = ""
        rows.append(Stage(label, mark, note))
    return rows


def visit_actions(visit: Inspection, officer: User, at: datetime) -> list[Action]:
    number = visit.number
    places = {
        "team": "#team",
        "checklist": reverse("inspection_checklist", args=[number]),
        "findings": reverse("inspection_findings", args=[number]),
        "remote": reverse("remote_reviews", args=[number]),
    }
    rows = _ways(visit, VISIT_WAYS, officer, at, places, "inspection_step", [number])
    if visit.is_open and access.could(officer, "visit.assign", visit, at):
        rows.append(
            Action(
                "assign",
                _("Name the team"),
                reverse("inspection_step", args=[number, "assign"]),
                "users",
            )
        )
        if visit.state != VisitState.UNDER_WAY:
            rows.append(
                Action(
                    "reschedule",
                    _("Move to another day"),
                    reverse("inspection_step", args=[number, "reschedule"]),
                    "cal",
                )
            )
    if visit.state == VisitState.UNDER_WAY and access.could(
        officer, "finding.record", visit, at
    ):
        last = visit.last_review
        if visit.mode == Mode.REMOTE and not (last and last.is_open):
            rows.append(
                Action(
                    "send_questionnaire",
                    _("Send a questionnaire"),
                    reverse("send_questionnaire", args=[number]),
                    "send",
                )
            )
        rows.append(
            Action(
                "finding",
                _("Record a finding"),
                reverse("add_finding", args=[number]),
                "plus",
            )
        )
    is_draft_due = (
        visit.state == VisitState.RECORDED and not visit.draft_conclusion_received_on
    )
    if is_draft_due and access.could(officer, "conclusion.submit", visit, at):
        rows.append(
            Action(
                "receive_draft",
                _("Hand in the draft conclusion"),
                reverse("inspection_step", args=[number, "receive_draft"]),
                "send",
            )
        )
    if visit.state == VisitState.CONCLUDED:
        rows += _after_the_conclusion(visit, officer, at)
    if visit.is_locked and access.can(officer, "case.receive", None, at):
        rows += _case_of_findings(visit, officer)
    return arranged(
        rows, first=("open_case", "decide", "start", "lock_record", "finish_remote")
    )


def _after_the_conclusion(
    visit: Inspection, officer: User, at: datetime
) -> list[Action]:
    """Published at once or later; looked after by a visit of the same agency."""
    rows = []
    if visit.conclusion.published_on is None and access.could(
        officer, "conclusion.issue", visit, at
    ):
        rows.append(
            Action(
                "publish_conclusion",
                _("Publish the conclusion"),
                reverse("inspection_step", args=[visit.number, "publish_conclusion"]),
                "eye",
            )
        )
    if visit.agency_id == officer.agency_id and access.could(
        officer, "visit.create", visit, at
    ):
        rows.append(
            Action(
                "follow_up",
                _("Open a follow-up visit"),
                reverse("open_follow_up", args=[visit.number]),
                "again",
            )
        )
    return rows


def _case_of_findings(visit: Inspection, officer: User) -> list[Action]:
    free = [
        finding
        for finding in visit.findings.all()
        if finding.is_standing and not finding.case_findings.all()
    ]
    if not free or visit.agency_id != officer.agency_id:
        return []
    return [
        Action(
            "open_case",
            _("Open a case from the findings"),
            reverse("open_case_from_findings", args=[visit.number]),
            "case",
        )
    ]


def visit_tabs(
    visit: Inspection, *, current: str
) -> list[tuple[str, str, int | None, bool]]:
    rows: list[tuple[str, str, int | None]] = [
        ("inspection", _("Overview"), None),
        ("inspection_checklist", _("Checklist"), None),
        ("inspection_findings", _("Findings and files"), visit.findings_count),
    ]
    if visit.mode == Mode.REMOTE or visit.last_review is not None:
        rows.insert(1, ("remote_reviews", _("Remote review"), None))
    return [
        (reverse(name, args=[visit.number]), label, count, name == current)
        for name, label, count in rows
    ]


def against(record: Any, name: str, at: datetime) -> Sequence[Reason]:
    """What stands against a step now, for the page of the step itself."""
    step = getattr(record, name, None)
    if not hasattr(step, "_django_fsm"):
        return ()
    record.step_at = at
    return reasons_of(guards.blockers_of(step), {})


def _ways(
    record: Any,
    ways: Iterable[Way],
    officer: User,
    at: datetime,
    places: Mapping[str, str],
    url_name: str,
    args: Sequence[Any],
) -> list[Action]:
    """Transitions that lead from the present state and lie in the officer's reach."""
    rows = []
    record.step_at = at
    for way in ways:
        step = getattr(record, way.name)
        transition = step._django_fsm.get_transition(record.state)
        if transition is None or not access.could(officer, way.action, record, at):
            continue
        if way.name == "go_on_site" and not guards.is_remote(record):
            continue
        if way.name == "finish_remote" and not guards.is_remote(record):
            continue
        blockers = guards.blockers_of(step)
        rows.append(
            Action(
                way.name,
                transition.custom["label"],
                reverse(url_name, args=[*args, way.name]),
                way.icon,
                reasons_of(blockers, places) if blockers else (),
            )
        )
    return rows
