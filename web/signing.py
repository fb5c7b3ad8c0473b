"""What a signer sees beside the draft: facts, conditions, the ladder of ceilings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agencies.models import User
from cases import conditions, services, steps
from cases.models import Case, DraftAct
from cases.states import CaseState, ExplanationEnd, Family
from kernel.clock import local_day
from regulations import authority
from regulations.standing import standing_of_ceiling, standing_of_frame
from web.case_page import Clock
from web.forms.fields import group
from web.law_words import citation

GOOD, BAD, MIND = "g", "r", "a"


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of the check: its tone, what it is about, how it stands, its source."""

    tone: str
    name: str
    text: str
    source: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class LadderRung:
    title: str
    vnd: int | None
    suffices: bool | None
    is_mine: bool
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Another draft that waits for the same signer, with its verdict."""

    case: Case
    title: str
    is_current: bool
    is_ready: bool
    verdict: str


def context_of(case: Case, request: HttpRequest, now: datetime) -> dict[str, Any]:
    officer, on = request.user, local_day(now)
    draft = case.draft
    if draft is None:
        return {}
    acts = list(
        draft.acts.select_related("violation__behaviour", "respondent", "draft")
    )
    conditions = list(conditions_of(case, acts, officer, on))
    ladder = ladder_of(case, acts, officer, on)
    return {
        "draft": draft,
        "acts": acts,
        "conditions": conditions,
        "may_sign": all(condition.tone != BAD for condition in conditions),
        "ladder_name": _("Power to sanction"),
        "ladder": [rung for rung in ladder if rung.vnd is not None or rung.is_mine],
        "unset": [
            rung.title for rung in ladder if rung.vnd is None and not rung.is_mine
        ],
        "queue": queue_of(case, officer, now),
        "sentence": sentence_of(case, officer, now),
    }


def sentence_of(case: Case, officer: User, at: datetime) -> str:
    """What the signature says, word for word."""
    draft = case.draft
    names = ", ".join(
        services.name_for(respondent, case, officer, at)
        for respondent in case.respondents.all()
    )
    if draft is None or not draft.fine_vnd:
        return _("Sign and issue the sanction decision against %(names)s: warning") % {
            "names": names
        }
    return _(
        "Sign and issue the sanction decision against %(names)s, fine %(fine)s đ"
    ) % {"names": names, "fine": group(draft.fine_vnd)}


def conditions_of(
    case: Case, acts: list[DraftAct], officer: User, on: date
) -> Iterator[Condition]:
    yield from _frames(acts)
    yield _authority(case, officer, on)
    yield from _limits(case, on)
    yield _explanation(case)
    yield _persons(case, officer)


def ladder_of(
    case: Case, acts: list[DraftAct], officer: User, on: date
) -> list[LadderRung]:
    """All titles' ceilings for the act with the highest frame."""
    if not acts:
        return []
    act = max(acts, key=lambda line: line.frame_max_vnd or 0)
    field = act.violation.behaviour.field
    if field is None:
        return []
    capacity = conditions.capacity_of(officer, case, on)
    mine = capacity.title if capacity is not None else ""
    rungs = []
    for ceiling in authority.ladder(field, act.respondent.subject_kind, on):
        rungs.append(
            LadderRung(
                ceiling.title_name,
                ceiling.vnd,
                ceiling.covers(act.frame_max_vnd),
                ceiling.title == mine,
                standing_of_ceiling(ceiling).remark if ceiling.is_configured else "",
            )
        )
    return rungs


def queue_of(case: Case, officer: User, now: datetime) -> list[Waiting]:
    """Drafts waiting for this signer, this one among them, at most six."""
    rows = (
        Case.objects.visible_to(officer, now)
        .waiting_for_me(officer, now)
        .filter(state=CaseState.PENDING_DECISION)
        .with_file()
        .order_by("due_on", "id")[:6]
    )
    queue = []
    for row in rows:
        step = next(
            (
                s
                for s in steps.steps_for(row, officer, now)
                if s.name == "sign_decision"
            ),
            None,
        )
        is_ready = step is not None and step.allowed
        verdict = _("Ready to be signed")
        if step is not None and not step.allowed:
            verdict = str(step.reason)
        title = services.without_minors(row.title, row, officer, now)
        queue.append(Waiting(row, title, row.pk == case.pk, is_ready, verdict))
    return queue if len(queue) > 1 else []


def _frames(acts: list[DraftAct]) -> Iterator[Condition]:
    for act in acts:
        behaviour = act.violation.behaviour
        kind = act.respondent.get_subject_kind_display()
        source = f"{kind}. {citation(behaviour.legal_basis)}"
        fine = group(act.fine_vnd)
        if act.frame_max_vnd is None or act.frame_min_vnd is None:
            yield Condition(
                MIND,
                _("Frame"),
                _("%(fine)s đ; the frame is not loaded") % {"fine": fine},
                source,
                _("confirmed by the legal officer"),
            )
            continue
        low, high = group(act.frame_min_vnd), group(act.frame_max_vnd)
        inside = act.frame_min_vnd <= act.fine_vnd <= act.frame_max_vnd
        text = (
            _("%(fine)s đ lies within %(low)s – %(high)s đ")
            if inside or not act.fine_vnd
            else _("%(fine)s đ lies outside %(low)s – %(high)s đ")
        )
        yield Condition(
            GOOD if inside or not act.fine_vnd else BAD,
            _("Frame"),
            text % {"fine": fine, "low": low, "high": high},
            source,
            standing_of_frame(behaviour).remark,
        )


def _authority(case: Case, officer: User, on: date) -> Condition:
    name = _("Power to sanction")
    capacity = conditions.capacity_of(officer, case, on)
    if capacity is None:
        return Condition(BAD, name, _("You hold no title that may sign."))
    rungs = capacity.rungs
    if not rungs:
        return Condition(BAD, name, _("The case has no act yet."))
    top = max(rungs, key=lambda rung: rung.frame_max_vnd or 0)
    basis = citation(top.ceiling.basis)
    if not capacity.is_configured:
        tone = MIND if case.confirmation is not None else BAD
        tag = (
            _("confirmed by the legal officer")
            if case.confirmation is not None
            else _("not configured")
        )
        return Condition(
            tone, name, _("frame or ceiling is not configured"), basis, tag
        )
    within = all(rung.is_within for rung in rungs)
    text = _("ceiling %(ceiling)s đ, highest frame %(frame)s đ") % {
        "ceiling": group(top.ceiling.vnd or 0),
        "frame": group(top.frame_max_vnd or 0),
    }
    if capacity.delegation is not None:
        lent = _("delegated: %(paper)s") % {"paper": capacity.delegation.document_no}
        text = f"{text}; {lent}"
    remark = standing_of_ceiling(top.ceiling).remark
    return Condition(GOOD if within else BAD, name, text, basis, remark)


def _limits(case: Case, on: date) -> Iterator[Condition]:
    for family in (Family.DECISION, Family.LIMITATION):
        limit = case.clock(family)
        if limit is None:
            continue
        clock = Clock.of(limit, today=on)
        tone = {"over": BAD, "soon": MIND, "": GOOD}[clock.tone]
        text = _("until the end of %(day)s, %(left)s") % {
            "day": f"{limit.last_day:%d/%m/%Y}",
            "left": clock.words.lower(),
        }
        source = f"{limit.rule.name_vi}. {citation(limit.rule.basis)}"
        yield Condition(tone, str(Family(family).label), text, source, clock.doubt)


def _explanation(case: Case) -> Condition:
    name = _("Explanation")
    record, explanation = case.violation_record, case.explanation
    if explanation is not None and explanation.is_open:
        return Condition(BAD, name, _("is not finished yet"))
    if explanation is not None:
        ended = ExplanationEnd(explanation.ended).label
        day = f"{explanation.ended_on:%d/%m/%Y}" if explanation.ended_on else ""
        return Condition(GOOD, name, f"{ended}, {day}", "Điều 61 Luật XLVPHC")
    if record is not None and record.has_explanation_right:
        text = _("the respondent had the right and did not ask")
        running = any(
            limit.is_running
            for family in (Family.EXPLAIN_DIRECT, Family.EXPLAIN_WRITTEN)
            if (limit := case.clock(family)) is not None
            and not limit.has_passed_on(record.made_on)
        )
        tone = MIND if running else GOOD
        return Condition(tone, name, text, "Điều 61 Luật XLVPHC")
    return Condition(GOOD, name, _("no right to explain"), "Điều 61 Luật XLVPHC")


def _persons(case: Case, officer: User) -> Condition:
    name = _("Two different persons")
    draft, record = case.draft, case.violation_record
    drafted = draft.drafted_by.full_name if draft is not None else "–"
    made = record.made_by.full_name if record is not None else "–"
    same = draft is not None and draft.drafted_by_id == officer.pk
    return Condition(
        BAD if same else GOOD,
        name,
        _("draft by %(drafted)s, record by %(made)s")
        % {"drafted": drafted, "made": made},
    )
