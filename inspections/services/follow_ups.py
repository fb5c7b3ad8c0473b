"""After a conclusion: is what it recommends carried out?"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from inspections.models import Inspection, InspectionConclusion
from inspections.services.funnel import (
    StepNotOpen,
    ask,
    legal_day,
    require_text,
    store,
    trace,
)
from inspections.services.inputs import VisitInput
from inspections.services.opening import hold, save_opened, unsaved
from inspections.states import Ground, Mode, VisitState
from kernel.errors import Blocker, Refused
from regulations.kinds import SettingKey
from regulations.legal_settings import settings_on


@transaction.atomic
def open_follow_up(
    *,
    visit: Inspection,
    ground_text: str,
    follow_up: VisitInput,
    content: tuple[str, ...] | None = None,
    by: User,
    at: datetime,
) -> Inspection:
    """Open the visit that looks whether the conclusion of `visit` was carried out.

    Agency, facility and kind are those of `visit`, and its content unless given. No
    source says whether such a visit is the year's one: the dated setting decides, on
    the day of the visit, and the visit keeps what it said. Raises NotPermitted,
    StepNotOpen (no conclusion, one is open already), OnceAYear, Refused.
    """
    held = Inspection.objects.locked(visit.pk)
    opened = unsaved(follow_up, held.facility, by=by, at=at)
    opened.agency = held.agency
    ask(by, "visit.create", opened, at)
    conclusion = _conclusion_of(held)
    _require_none_open(held)
    require_text(ground_text=ground_text)
    if follow_up.scheduled_on < conclusion.signed_on:
        text = gettext("The date cannot be before %(day)s.")
        found = text % {"day": f"{conclusion.signed_on:%d/%m/%Y}"}
        raise Refused(errors={"scheduled_on": [found]})
    opened.follows = held
    opened.ground = Ground.FOLLOW_UP
    opened.ground_text = ground_text.strip()
    opened.year = follow_up.scheduled_on.year
    opened.kind = held.kind
    opened.mode = Mode.ON_SITE
    opened.content = list(content or held.content)
    opened.subject = follow_up.subject or held.subject
    opened.counts_yearly = counts_yearly_on(follow_up.scheduled_on)
    if opened.counts_yearly:
        hold(opened, follow_up, by=by, at=at)
    made = save_opened(opened, follow_up.team, by=by, at=at)
    store(held, at=at)
    trace("visit.follow_up", held, by=by, at=at, after={"follow_up": made.number})
    return made


@transaction.atomic
def publish_conclusion(
    *,
    visit: Inspection,
    version: int,
    published_on: date | None = None,
    by: User,
    at: datetime,
) -> InspectionConclusion:
    """Publish a signed conclusion that was not published yet (NQ 198/2025 Điều 4).

    Raises NotPermitted, StepNotOpen, MovedOn, Refused (`published_on`).
    """
    held = Inspection.objects.locked(visit.pk, version=version)
    ask(by, "conclusion.issue", held, at)
    conclusion = _conclusion_of(held)
    if conclusion.published_on is not None:
        raise StepNotOpen(_("The conclusion is published already."))
    conclusion.published_on = legal_day(
        published_on, at=at, not_before=conclusion.signed_on, field="published_on"
    )
    conclusion.save(update_fields=["published_on"])
    store(held, at=at)
    trace(
        "conclusion.publish",
        held,
        by=by,
        at=at,
        after={
            "conclusion": conclusion.code,
            "published_on": conclusion.published_on.isoformat(),
        },
    )
    return conclusion


def counts_yearly_on(day: date) -> bool:
    """Does a follow-up visit on that day use up the year's one visit?"""
    return settings_on(day).is_on(SettingKey.FOLLOW_UP_COUNTS)


def _conclusion_of(visit: Inspection) -> InspectionConclusion:
    if visit.state != VisitState.CONCLUDED:
        raise StepNotOpen(_("The visit has no conclusion yet."))
    conclusion: InspectionConclusion = visit.conclusion
    return conclusion


def _require_none_open(visit: Inspection) -> None:
    standing = visit.follow_ups.open().first()
    if standing is not None:
        text = gettext("Follow-up visit %(number)s is open already.")
        found = text % {"number": standing.number}
        raise StepNotOpen(found, blockers=[Blocker("follow_up_open", found)])
