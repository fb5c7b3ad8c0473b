"""The acts on a visit, from its team to its conclusion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.steps import Act, Call, StepBody
from api.visits import asked
from documents import services as papers
from inspections import services


def _act(service: Callable[..., object]) -> Callable[[Call], object]:
    """The fields of the body are the service's parameters."""
    return lambda call: service(visit=call.record, **call.values, **call.of_record)


def _note(service: Callable[..., object]) -> Callable[[Call], object]:
    """What the team writes down overwrites nothing and needs no version."""
    return lambda call: service(
        visit=call.record, **call.values, by=call.by, at=call.at
    )


def _assign_team(call: Call) -> None:
    services.assign_team(
        visit=call.record, team=asked.team_input(call.values), **call.of_record
    )


def _note_title(call: Call) -> None:
    title = services.TitleInput(**call.values)
    services.note_title(visit=call.record, title=title, by=call.by, at=call.at)


def _withdraw(call: Call) -> None:
    services.withdraw_finding(**call.values, by=call.by, at=call.at)


def _lock(call: Call) -> None:
    ended: dict[str, Any] = {}
    if "ended_at" in call.values:
        ended["ended_at"] = call.values.pop("ended_at")
    papers.lock_inspection_record(
        visit=call.record,
        record=services.RecordInput(**call.values),
        **ended,
        **call.of_record,
    )


VISIT_ACTS = (
    Act(
        "assign_team",
        "visit.assign",
        asked.AssignTeam,
        _assign_team,
        "Name the team anew, until the record is locked.",
    ),
    Act(
        "decide",
        "inspection.decide",
        asked.Decide,
        _act(papers.decide_inspection),
        "Sign the inspection decision; it takes its number.",
    ),
    Act(
        "start",
        "finding.record",
        asked.Start,
        _act(services.start_visit),
        "Announce the decision and begin.",
    ),
    Act(
        "answer",
        "finding.record",
        asked.AnswerBody,
        _note(services.answer_item),
        "Answer a question of the checklist; the one before stays as history.",
        needs_version=False,
    ),
    Act(
        "note_paper",
        "finding.record",
        asked.PaperBody,
        _note(services.note_paper),
        "List a paper that was asked for and what was seen.",
        needs_version=False,
    ),
    Act(
        "note_device",
        "finding.record",
        asked.DeviceBody,
        _note(services.note_device),
        "List a machine that was seen.",
        needs_version=False,
    ),
    Act(
        "note_title",
        "finding.record",
        asked.TitleBody,
        _note_title,
        "List a publication that is in order.",
        needs_version=False,
    ),
    Act(
        "withdraw_finding",
        "finding.record",
        asked.Withdraw,
        _withdraw,
        "Strike a mistaken finding through before the lock.",
        needs_version=False,
    ),
    Act(
        "lock_record",
        "record.lock",
        asked.LockRecord,
        _lock,
        "Make the minutes, issue them, and lock the visit.",
    ),
    Act(
        "finish_remote",
        "record.lock",
        asked.FinishRemote,
        _act(services.finish_remote),
        "The papers are in order: done without a visit.",
    ),
    Act(
        "go_on_site",
        "record.lock",
        asked.Reason,
        _act(services.go_on_site),
        "Turn a remote review into a visit.",
    ),
    Act(
        "submit_conclusion",
        "conclusion.submit",
        StepBody,
        _act(services.receive_draft_conclusion),
        "Hand in the draft conclusion: its time runs from this day.",
    ),
    Act(
        "conclude",
        "conclusion.issue",
        asked.Conclude,
        _act(papers.issue_conclusion),
        "Sign the conclusion.",
    ),
    Act(
        "publish_conclusion",
        "conclusion.issue",
        asked.PublishConclusion,
        _act(services.publish_conclusion),
        "Publish a conclusion that was signed without it.",
    ),
    Act(
        "cancel",
        "inspection.decide",
        asked.Reason,
        _act(services.cancel_visit),
        "Call the visit off before it begins.",
    ),
)
