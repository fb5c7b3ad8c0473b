"""The way of a drafted checklist: proposed, published from a day on, or sent back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.checklist_content import (
    content_hash,
    newest_published,
    questions_of,
)
from inspections.models import ChecklistDraft
from inspections.services.checklist_funnel import store, taken, trace
from kernel.clock import local_day
from kernel.errors import Refused
from kernel.folding import nfc
from kernel.reasons import given

if TYPE_CHECKING:
    from agencies.models import User


class FirstDayPassed(Refused):
    code = "retroactive"
    text = gettext_lazy("A checklist is never published for days that are over.")


@transaction.atomic
def propose_draft(
    *,
    draft: ChecklistDraft,
    version: int,
    begins_on: date,
    by: User,
    at: datetime,
) -> ChecklistDraft:
    """Lay the version before a second person; visits take it from `begins_on` on.

    Raises NotPermitted, DraftNotOpen, MovedOn, FirstDayPassed, Refused.
    """
    draft = taken(draft, ChecklistDraft.propose, version=version, by=by, at=at)
    questions = questions_of(draft.edition)
    if not questions:
        raise Refused(_("A checklist without questions is not published."))
    if draft.based_on and content_hash(questions) == content_hash(
        questions_of(draft.based_on)
    ):
        raise Refused(_("Nothing differs from the version that stands."))
    _refuse_first_day(draft, begins_on, at)
    draft.begins_on, draft.proposed_by, draft.proposed_at = begins_on, by, at
    draft.answer, draft.settled_by, draft.settled_at = "", None, None
    store(draft, at=at)
    trace("checklist.propose", draft, by=by, at=at, reason=draft.reason)
    return draft


@transaction.atomic
def publish_draft(
    *,
    draft: ChecklistDraft,
    version: int,
    reason: str = "",
    by: User,
    at: datetime,
) -> ChecklistDraft:
    """The second person agrees: visits that are opened for its days take the version.

    Raises NotPermitted, DraftNotOpen, MovedOn, FirstDayPassed.
    """
    draft = taken(draft, ChecklistDraft.publish, version=version, by=by, at=at)
    _refuse_first_day(draft, draft.begins_on, at)
    edition = draft.edition
    edition.content_hash = content_hash(questions_of(edition))
    edition.published_on = draft.begins_on
    edition.save(update_fields=["content_hash", "published_on"])
    _settled(draft, reason, by=by, at=at)
    trace("checklist.publish", draft, by=by, at=at, reason=draft.answer)
    return draft


@transaction.atomic
def send_back_draft(
    *, draft: ChecklistDraft, version: int, reason: str, by: User, at: datetime
) -> ChecklistDraft:
    """The second person does not agree and says why; the drafter goes on.

    Raises NotPermitted, DraftNotOpen, MovedOn, Refused.
    """
    draft = taken(draft, ChecklistDraft.send_back, version=version, by=by, at=at)
    _settled(draft, given(reason), by=by, at=at)
    trace("checklist.send_back", draft, by=by, at=at, reason=draft.answer)
    return draft


@transaction.atomic
def take_back_draft(
    *, draft: ChecklistDraft, version: int, by: User, at: datetime
) -> ChecklistDraft:
    """The drafter takes the proposal back. Raises NotPermitted, DraftNotOpen."""
    draft = taken(draft, ChecklistDraft.take_back, version=version, by=by, at=at)
    store(draft, at=at)
    trace("checklist.take_back", draft, by=by, at=at)
    return draft


@transaction.atomic
def discard_draft(
    *, draft: ChecklistDraft, version: int, reason: str, by: User, at: datetime
) -> ChecklistDraft:
    """Give the version up; it stays readable and is never published.

    Raises NotPermitted, DraftNotOpen, MovedOn, Refused.
    """
    draft = taken(draft, ChecklistDraft.discard, version=version, by=by, at=at)
    _settled(draft, given(reason), by=by, at=at)
    trace("checklist.discard", draft, by=by, at=at, reason=draft.answer)
    return draft


def _refuse_first_day(
    draft: ChecklistDraft, begins_on: date | None, at: datetime
) -> None:
    """Not before today, and not before the version that stands began."""
    if begins_on is None or begins_on < local_day(at):
        raise FirstDayPassed(errors={"begins_on": [FirstDayPassed.text]})
    standing = newest_published(draft.checklist)
    if standing and standing.published_on and begins_on < standing.published_on:
        raise Refused(
            errors={
                "begins_on": [
                    _("Version %(number)s begins on %(day)s: not before that.")
                    % {
                        "number": standing.number,
                        "day": f"{standing.published_on:%d/%m/%Y}",
                    }
                ]
            }
        )


def _settled(draft: ChecklistDraft, answer: str, *, by: User, at: datetime) -> None:
    draft.answer, draft.settled_by, draft.settled_at = nfc(answer), by, at
    store(draft, at=at)
