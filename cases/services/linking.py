"""Links between records: found, shown to who may see both sides, settled by somebody.

Printed at A, folded at B, stored at C: each names the same title, number or person.
Nothing hints at what one may not see. Where a side is a case or visit that one may not
see, one is shown nothing; who leads the case or makes the visit is told instead, and of
the other side only whose matter it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency
from audit import trail
from cases.models import Case, CaseViolation, Respondent
from cases.own_rows import of_agency
from cases.policies import READING
from evidence.models import EvidenceItem
from facilities import link_keys
from facilities.models import Facility, Link, ProtectedNumber
from facilities.querysets import LinkQuerySet
from facilities.services.doubles import checked_reason
from facilities.services.linking import (
    Named,
    forget_proposals_within_one_facility,
    keep_facilities,
    keep_keys,
    keys_in,
    number_keys,
)
from facilities.services.writing import ask
from facilities.states import LinkSource, LinkState
from inspections.models import Inspection
from inspections.services.linking import keep_visits
from kernel.errors import NotPermitted, NotReady

if TYPE_CHECKING:
    from agencies.models import User

SETTLE = "facility.settle_link"
AT_A_TIME = 500


class WasSettled(NotReady):
    code = "link_settled"
    text = _("Somebody confirmed or rejected this link already.")


@dataclass(frozen=True, slots=True)
class End:
    """One side of a link; without record and facility where only the agency is told.

    Without an agency too: a facility of the register that lies in another commune.
    """

    source: str
    agency: Agency | None = None
    record: Case | Inspection | None = None
    facility: Facility | None = None
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class Tie:
    """A link as one officer may see it, from one of its sides."""

    link: Link
    mine: End
    other: End
    may_settle: bool


@transaction.atomic
def keep_cases(ids: Collection[UUID], *, at: datetime) -> int:
    """What cases name now is compared with all others; gives how many links are new."""
    rows = Case.objects.filter(pk__in=ids).values_list("pk", "facility_id")
    named = {pk: Named(LinkSource.CASE, facility) for pk, facility in rows}
    for act in CaseViolation.objects.filter(case__in=list(named)):
        keys = named[act.case_id].keys
        keys += keys_in(act.description)
        for title in act.titles:
            keys += link_keys.of_title(str(title.get("title") or ""))
            keys += link_keys.of_registration(str(title.get("registration_no") or ""))
    goods = EvidenceItem.objects.filter(seized_items__seizure__case__in=list(named))
    columns = ("seized_items__seizure__case", "title", "registration_no")
    texts = ("description", "condition")
    for case, title, registration, *told in goods.values_list(*columns, *texts):
        keys = named[case].keys
        keys += link_keys.of_title(title)
        keys += link_keys.of_registration(registration)
        for text in told:
            keys += keys_in(text)
    parties: dict[UUID, list[UUID]] = {}
    for case, party in Respondent.objects.filter(case__in=list(named)).values_list(
        "case", "party"
    ):
        parties.setdefault(party, []).append(case)
    for number in ProtectedNumber.objects.filter(
        party__in=list(parties), ended_on__isnull=True
    ):
        for case in parties[number.party_id]:  # type: ignore[index]
            named[case].keys += number_keys([number])
    return keep_keys(named, at=at)


def find_links(
    *, at: datetime, progress: Callable[[int], None] = lambda done: None
) -> int:
    """Go through register, visits and cases; gives how many links are new.

    In parts of some hundreds, each whole by itself; a second run finds nothing.
    """
    new = done = 0
    for model, keep in (
        (Facility, keep_facilities),
        (Inspection, keep_visits),
        (Case, keep_cases),
    ):
        for part in _parts(model):
            new += keep(part, at=at)
            done += len(part)
            progress(done)
    forget_proposals_within_one_facility()
    return new


def links_at(viewer: User, facility: Facility, *, at: datetime) -> list[Tie]:
    """Links of a facility of which the officer may see both sides, open ones first."""
    rows = list(Link.objects.of_facility(facility))
    sight = Sight.of(viewer, rows, at=at)
    own = {facility.pk, *(record.pk for record in facility.absorbed.all())}
    ties = [sight.tie(row, own=own) for row in rows]
    shown = [tie for tie in ties if tie and tie.mine.facility and tie.other.is_told]
    return sorted(shown, key=lambda tie: not tie.link.is_open)


def links_of_visit(viewer: User, visit: Inspection, *, at: datetime) -> list[Tie]:
    """What a visit shares with other records, as far as the officer is told of it.

    Who makes the visit is told of an unseen record whose matter it is.
    """
    rows = list(
        Link.objects.with_ends().filter(
            Q(one_source=LinkSource.VISIT, one_source_id=visit.pk)
            | Q(other_source=LinkSource.VISIT, other_source_id=visit.pk)
        )
    )
    sight = Sight.of(viewer, rows, at=at)
    ties = [sight.tie_from(row, visit.pk) for row in rows]
    return sorted((tie for tie in ties if tie), key=lambda tie: not tie.link.is_open)


def link_for(viewer: User, pk: UUID, *, at: datetime) -> Tie | None:
    """One link: whole, or from the side of a case that the officer's agency leads."""
    row = Link.objects.with_ends().filter(pk=pk).first()
    if row is None:
        return None
    return Sight.of(viewer, [row], at=at).tie(row, own=set())


def links_of_led(viewer: User, *, at: datetime) -> LinkQuerySet:
    """Links of cases that the officer's agency leads, and of visits that it makes.

    As far as he is told of them: of a restricted case that he does not read nobody
    outside is told.
    """
    led = Case.objects.visible_as(READING, viewer, at).filter(
        of_agency("lead_agency", viewer, at)
    )
    hidden = Case.objects.filter(is_restricted=True).exclude(
        pk__in=Case.objects.visible_as(READING, viewer, at).order_by().values("pk")
    )
    made = Inspection.objects.visible_to(viewer, at).filter(
        of_agency("agency", viewer, at)
    )
    mine, visits = (rows.order_by().values("pk") for rows in (led, made))
    one_is_ours = Q(one_source=LinkSource.CASE, one_source_id__in=mine) | Q(
        one_source=LinkSource.VISIT, one_source_id__in=visits
    )
    other_is_ours = Q(other_source=LinkSource.CASE, other_source_id__in=mine) | Q(
        other_source=LinkSource.VISIT, other_source_id__in=visits
    )
    return Link.objects.with_ends().filter(
        one_is_ours & ~Exists(hidden.filter(pk=OuterRef("other_source_id")))
        | other_is_ours & ~Exists(hidden.filter(pk=OuterRef("one_source_id")))
    )


def ties_of(viewer: User, links: list[Link], *, at: datetime) -> list[Tie]:
    """The links as the officer may see them; six queries at most."""
    sight = Sight.of(viewer, links, at=at)
    found = [sight.tie_of_led(link) for link in links]
    return [tie for tie in found if tie is not None]


@transaction.atomic
def confirm_link(*, link: Link, reason: str, by: User, at: datetime) -> Link:
    """The two belong together. Raises NotPermitted, Refused (`reason`), WasSettled."""
    return _settle(link, LinkState.CONFIRMED, "confirm", reason, by=by, at=at)


@transaction.atomic
def reject_link(*, link: Link, reason: str, by: User, at: datetime) -> Link:
    """It is chance, or explained. Raises as `confirm_link`."""
    return _settle(link, LinkState.REJECTED, "reject", reason, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Sight:
    """Of the ends of some links, what one officer may see; seven queries at most."""

    cases: dict[UUID, Case]
    visits: dict[UUID, Inspection]
    facilities: frozenset[UUID]
    led: frozenset[UUID]
    told: dict[UUID, Agency]
    may_settle: bool

    @classmethod
    def of(cls, viewer: User, links: Iterable[Link], *, at: datetime) -> Sight:
        ends = [end for link in links for end in link.ends]
        cases = {pk for source, pk, _at in ends if source == LinkSource.CASE}
        visits = {pk for source, pk, _at in ends if source == LinkSource.VISIT}
        places = {_standing(place) for *_end, place in ends if place}
        read = _read(Case, "lead_agency", cases, viewer, at)
        seen = _read(Inspection, "agency", visits, viewer, at)
        led: frozenset[UUID] = frozenset()
        told: dict[UUID, Agency] = {}
        if read:
            mine = Case.objects.filter(
                of_agency("lead_agency", viewer, at), pk__in=read
            )
            led = _ids(mine)
        if seen:
            made = Inspection.objects.filter(
                of_agency("agency", viewer, at), pk__in=seen
            )
            led |= _ids(made)
        if led:
            told = _agencies(cases - read.keys(), visits - seen.keys())
        standing = Facility.objects.filter(pk__in=places).visible_to(viewer, at)
        return cls(
            read,
            seen,
            _ids(standing) if places else frozenset(),
            led,
            told,
            may_settle=access.could(viewer, SETTLE, None, at),
        )

    def tie_of_led(self, link: Link) -> Tie | None:
        """The link from the side of the case or visit that is the agency's."""
        is_other_led = link.other_source_id in self.led
        if is_other_led and link.one_source_id not in self.led:
            one, other = (self._end(*end) for end in reversed(link.ends))
        else:
            one, other = (self._end(*end) for end in link.ends)
        tie = self.tie(link, own=set())
        if tie is None or one is None or other is None:
            return tie
        return Tie(link, one, other, may_settle=tie.may_settle)

    def tie(self, link: Link, *, own: Collection[UUID]) -> Tie | None:
        """The link from the side that lies in `own`, or that the officer may see."""
        places = [place.pk if place else None for *_end, place in link.ends]
        is_turned = places[0] not in own if own else self._end(*link.ends[0]) is None
        return self._tie(link, is_turned=is_turned)

    def tie_from(self, link: Link, source: UUID) -> Tie | None:
        """The link from the side of one record."""
        return self._tie(link, is_turned=link.other_source_id == source)

    def _tie(self, link: Link, *, is_turned: bool) -> Tie | None:
        one, other = (self._end(*end) for end in link.ends)
        ids = (link.one_source_id, link.other_source_id)
        if is_turned:
            one, other, ids = other, one, ids[::-1]
        if one is None:
            return None
        if other is None:
            agency = self.told.get(ids[1])
            source = link.one_source if is_turned else link.other_source
            is_elsewhere = source == LinkSource.REGISTER
            if ids[0] not in self.led or (agency is None and not is_elsewhere):
                return None
            other = End(source, agency=agency, is_told=False)
        return Tie(link, one, other, may_settle=self.may_settle and link.is_open)

    def _end(self, source: str, pk: UUID, place: Facility | None) -> End | None:
        facility = None
        if place is not None and _standing(place) in self.facilities:
            facility = place.merged_into or place
        if source == LinkSource.REGISTER:
            return End(source, facility=facility) if facility else None
        record: Any = (
            self.cases.get(pk) if source == LinkSource.CASE else self.visits.get(pk)
        )
        if record is None:
            return None
        agency = record.lead_agency if isinstance(record, Case) else record.agency
        return End(source, agency=agency, record=record, facility=facility)


def _settle(
    link: Link, state: LinkState, act: str, reason: str, *, by: User, at: datetime
) -> Link:
    ask(SETTLE, None, by=by, at=at)
    reason = checked_reason(reason)
    link = Link.objects.select_for_update(of=("self",)).with_ends().get(pk=link.pk)
    if Sight.of(by, [link], at=at).tie(link, own=()) is None:
        raise NotPermitted
    if not link.is_open:
        raise WasSettled
    link.state, link.reason = state, reason
    link.settled_by, link.settled_at = by, at
    link.save()
    told = {"kind": str(link.kind), "state": str(state)}
    # On the facility's own journal only what everybody there may know.
    is_open_to_all = {link.one_source, link.other_source} == {LinkSource.REGISTER}
    records: list[Any] = [link]
    if is_open_to_all:
        records = [place for *_end, place in link.ends if place]
    for record in records:
        others = [place.code for place in records if place != record]
        trail.record(
            action=f"facility.{act}_link",
            record=record,
            at=at,
            by=by,
            before={"state": str(LinkState.PROPOSED)},
            after=told | ({"other_facility": others[0]} if others else {}),
            label=record.code if isinstance(record, Facility) else str(link.kind),
            reason=reason,
        )
    return link


def _read(
    model: Any, agency: str, ids: Collection[UUID], viewer: User, at: datetime
) -> dict[UUID, Any]:
    if not ids:
        return {}
    rows = model.objects.filter(pk__in=ids).select_related(agency)
    if model is Case:
        rows = rows.visible_as(READING, viewer, at)
    else:
        rows = rows.visible_to(viewer, at)
    return {row.pk: row for row in rows}


def _agencies(cases: Collection[UUID], visits: Collection[UUID]) -> dict[UUID, Agency]:
    """Whose the unseen sides are; of restricted cases nobody outside is told."""
    told: dict[UUID, Agency] = {}
    if cases:
        rows = Case.objects.filter(pk__in=cases, is_restricted=False)
        told |= {row.pk: row.lead_agency for row in rows.select_related("lead_agency")}
    if visits:
        seen = Inspection.objects.filter(pk__in=visits).select_related("agency")
        told |= {row.pk: row.agency for row in seen}
    return told


def _ids(rows: Any) -> frozenset[UUID]:
    return frozenset(rows.order_by().values_list("pk", flat=True))


def _standing(facility: Facility) -> UUID:
    return facility.merged_into_id or facility.pk


def _parts(model: Any) -> Iterator[list[UUID]]:
    ids = model.objects.order_by("pk").values_list("pk", flat=True).iterator()
    while part := list(islice(ids, AT_A_TIME)):
        yield part
