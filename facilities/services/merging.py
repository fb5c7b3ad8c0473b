"""Two records of one facility become one to read: proposed, agreed by a second person.

The absorbed record is not deleted and nothing is re-pointed: its visits, cases,
licences and addresses stay where they are and are read together with the kept one's.
Nothing is lost, so an undoing puts back exactly what was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.access import could
from agencies.models import User
from audit import trail
from facilities.models import (
    Facility,
    Merge,
    ProposedDouble,
)
from facilities.services.doubles import MERGE, checked_reason
from facilities.services.taken_values import (
    TAKEABLE,
    pointing_at,
    put_back,
    take,
    values,
)
from facilities.services.writing import ask, close, derive
from facilities.states import MergeState
from kernel.errors import MovedOn, NotPermitted, NotReady, Refused


class AlreadyMerging(NotReady):
    code = "already_merging"
    text = gettext_lazy("A merge of one of these records is proposed already.")


class AlreadyMerged(NotReady):
    code = "already_merged"
    text = gettext_lazy("One of these records was merged into another one meanwhile.")


class MergeSettled(NotReady):
    code = "merge_settled"
    text = gettext_lazy("This proposal was settled meanwhile.")


class CannotUndo(NotReady):
    """What was done since belongs to one of the two, and nobody can tell to which."""

    code = "cannot_undo"


@transaction.atomic
def propose_merge(
    *,
    kept: Facility,
    absorbed: Facility,
    kept_version: int,
    absorbed_version: int,
    taken: Sequence[str] = (),
    reason: str,
    by: User,
    at: datetime,
) -> Merge:
    """Propose that `absorbed` is the same facility as `kept`; nothing changes yet.

    `taken` names of TAKEABLE what the kept record takes over. Raises NotPermitted,
    MovedOn (a record changed since it was looked at), AlreadyMerging, AlreadyMerged or
    Refused (no reason, one record twice, two tax codes).
    """
    for record in (kept, absorbed):
        ask(MERGE, record, by=by, at=at)
    reason = checked_reason(reason)
    if kept.pk == absorbed.pk:
        raise Refused(errors={"absorbed": [_("Choose another facility.")]})
    kept, absorbed = _locked(kept, absorbed)
    _still(kept, kept_version)
    _still(absorbed, absorbed_version)
    if kept.merged_into_id or absorbed.merged_into_id:
        raise AlreadyMerged
    both = [kept.pk, absorbed.pk]
    if Merge.objects.open().filter(
        models.Q(kept__in=both) | models.Q(absorbed__in=both)
    ):
        raise AlreadyMerging
    _check_taken(kept, absorbed, taken)
    merge = Merge.objects.create(
        kept=kept,
        absorbed=absorbed,
        taken=[name for name in TAKEABLE if name in taken],
        reason=reason,
        proposed_by=by,
        proposed_at=at,
        kept_version=kept.version,
        absorbed_version=absorbed.version,
    )
    _trace(merge, "facility.propose_merge", by=by, at=at, reason=reason)
    return merge


@transaction.atomic
def agree_to_merge(*, merge: Merge, by: User, at: datetime) -> Merge:
    """Carry the merge out: a second officer of the proposer's agency.

    Raises NotPermitted, MergeSettled, AlreadyMerged, or MovedOn when one of the records
    changed since the proposal.
    """
    merge = _opened(merge, by=by, at=at)
    kept, absorbed = _locked(merge.kept, merge.absorbed)
    if kept.merged_into_id or absorbed.merged_into_id:
        raise AlreadyMerged
    _still(kept, merge.kept_version)
    _still(absorbed, merge.absorbed_version)
    before = values(kept, merge.taken)
    restores: dict[str, Any] = {
        "values": before,
        "kept_version_before": kept.version,
        "pointing": pointing_at(kept),
        "carried": [str(pk) for pk in absorbed.absorbed.values_list("pk", flat=True)],
    }
    absorbed.merged_into = kept
    absorbed.version += 1
    absorbed.updated_at = at
    absorbed.save()
    Facility.objects.filter(merged_into=absorbed).update(merged_into=kept)
    restores |= take(kept, absorbed, merge.taken, at=at)
    after = values(kept, merge.taken)
    close(
        kept,
        action="facility.merge",
        by=by,
        at=at,
        before=before,
        after=after | {"absorbed": absorbed.code},
        reason=merge.reason,
    )
    _rederive(absorbed)
    merge.restores = restores | {"kept_version": kept.version}
    _settle(merge, MergeState.DONE, by=by, at=at)
    ProposedDouble.objects.filter(
        models.Q(one=absorbed) | models.Q(other=absorbed)
    ).delete()
    trail.record(
        action="facility.merged_away",
        record=absorbed,
        at=at,
        by=by,
        after={"kept": kept.code},
        label=absorbed.code,
        reason=merge.reason,
    )
    return merge


@transaction.atomic
def decline_merge(*, merge: Merge, reason: str, by: User, at: datetime) -> Merge:
    """The second person does not agree, and says why. Raises as `agree_to_merge`."""
    merge = _opened(merge, by=by, at=at)
    merge.settled_reason = checked_reason(reason)
    _settle(merge, MergeState.DECLINED, by=by, at=at)
    _trace(merge, "facility.decline_merge", by=by, at=at, reason=merge.settled_reason)
    return merge


@transaction.atomic
def withdraw_merge(*, merge: Merge, by: User, at: datetime) -> Merge:
    """The proposer takes it back. Raises NotPermitted or MergeSettled."""
    merge = _locked_merge(merge)
    ask(MERGE, merge.kept, by=by, at=at)
    if merge.proposed_by_id != by.pk:
        raise NotPermitted
    if not merge.is_open:
        raise MergeSettled
    _settle(merge, MergeState.WITHDRAWN, by=by, at=at)
    _trace(merge, "facility.withdraw_merge", by=by, at=at)
    return merge


@transaction.atomic
def undo_merge(*, merge: Merge, reason: str, by: User, at: datetime) -> Merge:
    """Put both records back as they were before the merge, but for their versions.

    One officer suffices: it only returns to what stood. Raises NotPermitted,
    MergeSettled, CannotUndo (something was done at the record since) or Refused.
    """
    merge = _locked_merge(merge)
    ask(MERGE, merge.kept, by=by, at=at)
    if merge.state != MergeState.DONE:
        raise MergeSettled
    reason = checked_reason(reason)
    kept, absorbed = _locked(merge.kept, merge.absorbed)
    if hindrance := what_hinders_undoing(merge, kept):
        raise CannotUndo(hindrance)
    restores = merge.restores
    after = values(kept, merge.taken)
    put_back(kept, absorbed, restores)
    absorbed.merged_into = None
    absorbed.version += 1
    absorbed.updated_at = at
    # The code may be one that both bear until the kept record has given it back.
    kept.save()
    absorbed.save()
    Facility.objects.filter(pk__in=restores["carried"]).update(merged_into=absorbed)
    close(
        kept,
        action="facility.undo_merge",
        by=by,
        at=at,
        before=after | {"absorbed": absorbed.code},
        after=values(kept, merge.taken),
        reason=reason,
    )
    _rederive(absorbed)
    _follow(kept, restores["kept_version_before"])
    merge.state = MergeState.UNDONE
    merge.undone_by, merge.undone_at, merge.undone_reason = by, at, reason
    merge.save()
    trail.record(
        action="facility.merge_undone",
        record=absorbed,
        at=at,
        by=by,
        before={"kept": kept.code},
        label=absorbed.code,
        reason=reason,
    )
    return merge


def what_hinders_undoing(merge: Merge, kept: Facility) -> str:
    """Why the merge cannot be undone now; empty when it can."""
    if kept.merged_into is not None:
        return _("%(code)s was merged into %(other)s itself: undo that first.") % {
            "code": kept.code,
            "other": kept.merged_into.code,
        }
    if kept.version != merge.restores["kept_version"]:
        return _(
            "%(code)s was changed since the merge, and nobody can tell to which of the"
            " two the change belongs: undo later merges first, or split the record."
        ) % {"code": kept.code}
    since = {
        name: count - merge.restores["pointing"].get(name, 0)
        for name, count in pointing_at(kept).items()
        if count > merge.restores["pointing"].get(name, 0)
    }
    if since:
        return _(
            "Since the merge there are new entries at %(code)s (%(entries)s), and"
            " nobody can tell to which of the two they belong: split the record."
        ) % {
            "code": kept.code,
            "entries": ", ".join(f"{name}: {n}" for name, n in sorted(since.items())),
        }
    return ""


def may_agree(merge: Merge, by: User, at: datetime) -> bool:
    return merge.is_open and could(by, MERGE, merge, at)


def _check_taken(kept: Facility, absorbed: Facility, taken: Sequence[str]) -> None:
    if unknown := set(taken) - TAKEABLE.keys():
        raise Refused(
            errors={
                "taken": [
                    _("“%(value)s” is not in the list: choose one of its values.")
                    % {"value": unknown.pop()}
                ]
            }
        )
    codes = kept.tax_code_shown, absorbed.tax_code_shown
    if all(codes) and codes[0] != codes[1]:
        raise Refused(
            errors={
                "absorbed": [
                    _(
                        "The records have two tax codes, so by law they are two: if one"
                        " code is wrong, correct it first."
                    )
                ]
            }
        )
    if "party" in taken and absorbed.party_id is None:
        raise Refused(
            errors={"taken": [_("The other record does not know its owner either.")]}
        )


def _locked(one: Facility, other: Facility) -> tuple[Facility, Facility]:
    """Both under lock, always in one order."""
    rows = Facility.objects.select_for_update(of=("self",)).order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[one.pk, other.pk])}
    return found[one.pk], found[other.pk]


def _locked_merge(merge: Merge) -> Merge:
    rows = Merge.objects.select_for_update(of=("self",))
    locked: Merge = rows.with_records().get(pk=merge.pk)
    return locked


def _opened(merge: Merge, *, by: User, at: datetime) -> Merge:
    merge = _locked_merge(merge)
    if not could(by, MERGE, merge, at):
        raise NotPermitted
    if not merge.is_open:
        raise MergeSettled
    return merge


def _still(facility: Facility, version: int) -> None:
    if facility.version != version:
        raise MovedOn(current={"version": facility.version})


def _settle(merge: Merge, state: MergeState, *, by: User, at: datetime) -> None:
    merge.state, merge.settled_by, merge.settled_at = state, by, at
    merge.save()


def _rederive(facility: Facility) -> None:
    """The derived columns of a record and of those it absorbed, without a version."""
    for record in (facility, *Facility.objects.filter(merged_into=facility)):
        derive(record)
        record.save(update_fields=["ward", "business_key", "search_text"])


def _follow(kept: Facility, before: int) -> None:
    """An earlier merge may be undone again: nothing but the undone one came after."""
    for earlier in Merge.objects.done().filter(
        kept=kept, restores__kept_version=before
    ):
        earlier.restores["kept_version"] = kept.version
        earlier.save(update_fields=["restores"])


def _trace(
    merge: Merge, action: str, *, by: User, at: datetime, reason: str = ""
) -> None:
    """A line at both records."""
    for record, other in (
        (merge.kept, merge.absorbed),
        (merge.absorbed, merge.kept),
    ):
        trail.record(
            action=action,
            record=record,
            at=at,
            by=by,
            after={"other_facility": other.code},
            label=record.code,
            reason=reason,
        )
