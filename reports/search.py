"""One search over cases, facilities, people, papers, visits and plans.

Every group asks the querysets that its own pages ask, so that nobody finds what he
may not open, and nothing is counted: a group says that there is more, never how much.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.db.models import Model, QuerySet

from agencies.models import User
from cases.models import Case, Respondent
from documents.models import IssuedDocument
from facilities.models import Facility, FacilityPerson
from facilities.search import Query, best
from inspections.models import Inspection, InspectionPlan
from kernel.folding import fold_number

SHOWN, MOST = 8, 50
CASES, FACILITIES, PEOPLE, DOCUMENTS, INSPECTIONS, PLANS = GROUPS = (
    "cases",
    "facilities",
    "people",
    "documents",
    "inspections",
    "plans",
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found. Of a card only the number is told: `title` is empty.

    `of` is the record on whose pages it is read, where it has none of its own.
    """

    kind: str
    record: Any
    number: str
    title: str
    details: tuple[str, ...] = ()
    of: Any = None

    @property
    def is_card(self) -> bool:
        return not self.title


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed text found; `more` names groups in which there is more of it.

    `is_near`: nothing has the words themselves, these look like them.
    """

    typed: str
    groups: dict[str, list[Hit]]
    more: frozenset[str] = frozenset()
    is_near: bool = False

    @property
    def hits(self) -> list[Hit]:
        return [hit for hits in self.groups.values() for hit in hits]

    @property
    def meant(self) -> Hit | None:
        """The one record whose number was typed, when nothing else was found."""
        hits = self.hits
        if len(hits) != 1 or self.is_near or hits[0].kind == PEOPLE:
            return None
        typed, number = fold_number(self.typed), fold_number(hits[0].number)
        return hits[0] if number and typed == number else None


def search(typed: str, *, user: User, at: datetime, most: int = SHOWN) -> Found:
    """The first hits of every group: the number itself, the words with their marks,
    then without; only if no group has any, what holds the text with a slip or two.

    Takes at most 24 questions to the database, however much there is.
    """
    empty = Found(typed, {group: [] for group in GROUPS})
    query = Query.of(typed)
    if query is None:
        return empty
    asker = _Asker(query, typed, user, at, most)
    found = replace(empty, groups=asker.words())
    for ask in (asker.slips, asker.alike):
        if not found.hits:
            found = replace(empty, groups=ask(), is_near=True)
    more = frozenset(name for name, hits in found.groups.items() if len(hits) > most)
    return replace(
        found,
        groups={name: hits[:most] for name, hits in found.groups.items()},
        more=more,
    )


@dataclass(frozen=True, slots=True)
class _Asker:
    query: Query
    typed: str
    user: User
    at: datetime
    most: int

    def words(self) -> dict[str, list[Hit]]:
        query, typed, user, at = self.query, self.typed, self.user, self.at
        facilities = Facility.objects.visible_to(user, at)
        respondents = Respondent.objects.visible_to(user, at)
        answering = FacilityPerson.objects.visible_to(user, at)
        visits = Inspection.objects.visible_to(user, at)
        plans = InspectionPlan.objects.visible_to(user, at)
        # A visit to a record that was merged since is found by that record's words.
        visited = Facility.objects.seen_by(user, at)
        return {
            CASES: self._cases(Case.objects.tiers(query, user, at)),
            FACILITIES: self._facilities(facilities.tiers(query, typed)),
            PEOPLE: self._people(
                respondents.tiers(query, typed), answering.tiers(query)
            ),
            DOCUMENTS: self._documents(
                IssuedDocument.objects.all().tiers(query, typed, user, at)
                if query.is_number
                else []
            ),
            INSPECTIONS: self._inspections(visits.tiers(query, visited)),
            PLANS: self._plans(plans.tiers(query)),
        }

    def slips(self) -> dict[str, list[Hit]]:
        query, user, at = self.query, self.user, self.at
        facilities = Facility.objects.visible_to(user, at)
        cases = self._cases(Case.objects.tiers_of_slips(query, user, at))
        found = {group: list[Hit]() for group in GROUPS}
        found |= {
            CASES: cases,
            FACILITIES: self._facilities(facilities.tiers_of_slips(query)),
        }
        if query.is_number:  # of a number a similar one is another one
            return found
        respondents = Respondent.objects.visible_to(user, at)
        answering = FacilityPerson.objects.visible_to(user, at)
        plans = InspectionPlan.objects.visible_to(user, at)
        return found | {
            PEOPLE: self._people(
                respondents.tiers_of_slips(query), answering.tiers_of_slips(query)
            ),
            PLANS: self._plans(plans.tiers_of_slips(query)),
        }

    def alike(self) -> dict[str, list[Hit]]:
        query, user, at = self.query, self.user, self.at
        found = {group: list[Hit]() for group in GROUPS}
        if query.is_number or not query.but_one:  # slips told all there is
            return found
        facilities = Facility.objects.visible_to(user, at)
        return found | {
            CASES: self._cases(Case.objects.tiers_alike(query, user, at)),
            FACILITIES: self._facilities(facilities.tiers_alike(query)),
        }

    def _rows(self, tiers: Sequence[QuerySet[Any]], rows: QuerySet[Any]) -> list[Any]:
        """The records of the first hits, one more than is shown, in their order."""
        keys = best(tiers, most=self.most + 1)
        if not keys:
            return []
        found: dict[Any, Model] = {row.pk: row for row in rows.filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]

    def _cases(self, tiers: Sequence[QuerySet[Any]]) -> list[Hit]:
        rows: list[Case] = self._rows(tiers, Case.objects.for_list())
        if not rows:
            return []
        read = set(
            Case.objects.filter(pk__in=[case.pk for case in rows])
            .readable_by(self.user, self.at)
            .values_list("pk", flat=True)
        )
        return [
            Hit(
                CASES,
                case,
                case.number,
                case.title if case.pk in read else "",
                _named(case.facility, case.ward) if case.pk in read else (),
            )
            for case in rows
        ]

    def _facilities(self, tiers: Sequence[QuerySet[Any]]) -> list[Hit]:
        rows = Facility.objects.select_related("ward")
        return [
            Hit(
                FACILITIES,
                facility,
                facility.code,
                facility.name,
                _named(facility.trade_name, facility.ward),
            )
            for facility in self._rows(
                tiers, rows.prefetch_related("protected_numbers")
            )
        ]

    def _people(
        self,
        respondents: Sequence[QuerySet[Any]],
        answering: Sequence[QuerySet[Any]],
    ) -> list[Hit]:
        of_cases = Respondent.objects.select_related("case__lead_agency")
        of_facilities = FacilityPerson.objects.select_related("facility__ward")
        in_cases = [
            Hit(PEOPLE, row, "", row.name, (row.case.number,), of=row.case)
            for row in self._rows(respondents, of_cases)
        ]
        at_facilities = [
            Hit(PEOPLE, row, "", row.name, (row.facility.name,), of=row.facility)
            for row in self._rows(answering, of_facilities)
        ]
        # By turns, so that neither crowds the other out.
        turns = zip_longest(in_cases, at_facilities)
        return [hit for pair in turns for hit in pair if hit is not None]

    def _documents(self, tiers: Sequence[QuerySet[Any]]) -> list[Hit]:
        rows = IssuedDocument.objects.select_related(
            "template", "agency", "case", "inspection", "drafted_as"
        ).defer("data")
        return [
            Hit(
                DOCUMENTS,
                paper,
                paper.number_text,
                paper.title,
                (owner.number, paper.agency.short_name),
                of=owner,
            )
            for paper in self._rows(tiers, rows)
            for owner in (paper.record,)
        ]

    def _inspections(self, tiers: Sequence[QuerySet[Any]]) -> list[Hit]:
        rows = Inspection.objects.select_related("agency", "facility__ward", "ward")
        return [
            Hit(
                INSPECTIONS,
                visit,
                visit.number,
                visit.facility.name,
                _named(visit.ward or visit.facility.ward),
            )
            for visit in self._rows(tiers, rows)
        ]

    def _plans(self, tiers: Sequence[QuerySet[Any]]) -> list[Hit]:
        rows = InspectionPlan.objects.select_related("agency")
        return [
            Hit(PLANS, plan, plan.code, plan.title, (plan.agency.short_name,))
            for plan in self._rows(tiers, rows)
        ]


def _named(*things: Any) -> tuple[str, ...]:
    return tuple(_words(things))


def _words(things: Iterable[Any]) -> Iterable[str]:
    for thing in things:
        text = thing if isinstance(thing, str) else getattr(thing, "name", "")
        if text:
            yield text
