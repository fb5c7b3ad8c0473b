"""Repeat offence: was the same person sanctioned before, within the legal period?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from agencies.kinds import SubjectKind
from cases.models import Case, SanctionDecision, SanctionedAct
from cases.policies import READING
from cases.states import MainSanction
from facilities.models import Facility, Party, ProtectedNumber
from kernel.clock import local_day
from regulations.models import ViolationBehaviour
from regulations.rules import RuleBook
from regulations.working_days import load_calendar

if TYPE_CHECKING:
    from agencies.models import User


@dataclass(frozen=True, slots=True)
class EarlierSanction:
    """A decision that still counts against somebody; `until` is its last day.

    `case_number` is empty for who may not see that case.
    """

    decision_no: str
    signed_on: date
    agency: str
    behaviour: str
    behaviour_title: str
    respondent: str
    party_id: UUID
    executed_on: date | None
    until: date
    case_id: UUID
    case_number: str = ""

    def is_about(self, behaviour: ViolationBehaviour | str) -> bool:
        return self.behaviour == str(getattr(behaviour, "code", behaviour))


def earlier_sanctions(
    *,
    parties: Iterable[Party | UUID],
    on: date,
    behaviour: ViolationBehaviour | None = None,
    besides: Case | None = None,
    viewer: User | None = None,
    at: datetime | None = None,
) -> list[EarlierSanction]:
    """Sanctions of the same persons or organisations that count on a day.

    Điều 7.1 Luật XLVPHC: six months after a warning, one year after any other decision,
    from the end of its execution, or from the end of the limitation of execution. The
    same party is found by its record and numbers; an organisation by its names too,
    former ones included. `behaviour` narrows to the same act. The case's number is
    told to a `viewer` who sees that case at `at`.
    """
    everybody = same_parties(parties)
    if not everybody:
        return []
    acts = (
        SanctionedAct.objects.filter(
            is_in_force=True,
            respondent__party__in=everybody,
            decision__annulled_on__isnull=True,
            decision__signed_on__lte=on,
        )
        .select_related(
            "decision__case", "decision__agency", "violation__behaviour", "respondent"
        )
        .order_by("-decision__signed_on", "pk")
    )
    if behaviour is not None:
        acts = acts.filter(violation__behaviour__code=behaviour.code)
    if besides is not None:
        acts = acts.exclude(decision__case=besides)
    rows = list(acts)
    if not rows:
        return []
    periods = _Periods()
    found = [
        _of(act, until) for act in rows if on <= (until := periods.until(act.decision))
    ]
    return _named_for(found, viewer, at)


def sanctions_read_by(
    facilities: Iterable[Facility], viewer: User, at: datetime
) -> list[EarlierSanction]:
    """What still counts against their owners, of cases that the officer reads."""
    parties = {record.party_id for record in facilities if record.party_id}
    found = earlier_sanctions(parties=parties, on=local_day(at))
    if not found:
        return []
    sources = Case.objects.filter(pk__in={row.case_id for row in found})
    read = sources.visible_as(READING, viewer, at).order_by()
    numbers = dict(read.values_list("pk", "number"))
    return [
        replace(row, case_number=numbers[row.case_id])
        for row in found
        if row.case_id in numbers
    ]


def same_parties(parties: Iterable[Party | UUID]) -> frozenset[UUID]:
    """The parties of the registry that are the same person or organisation."""
    keys: set[UUID] = {
        party.pk if isinstance(party, Party) else party for party in parties
    }
    rows = list(
        Party.objects.filter(pk__in=keys).prefetch_related(
            "former_names", "protected_numbers"
        )
    )
    digests = {n.digest for row in rows for n in row.protected_numbers.all()}
    names = {
        name
        for row in rows
        if row.subject_kind == SubjectKind.ORGANISATION
        for name in (row.name, *(old.name for old in row.former_names.all()))
    }
    same = Q(pk__in=keys)
    if digests:
        same |= Q(
            pk__in=ProtectedNumber.objects.filter(
                digest__in=digests, party__isnull=False
            ).values("party")
        )
    if names:
        is_named = Q(name__in=names) | Q(former_names__name__in=names)
        same |= Q(subject_kind=SubjectKind.ORGANISATION) & is_named
    return frozenset(Party.objects.filter(same).values_list("pk", flat=True))


class _Periods:
    """When earlier decisions stop counting, with rules and calendar read once."""

    def __init__(self) -> None:
        self.book, self.calendar = RuleBook.load(), load_calendar()

    def until(self, decision: SanctionDecision) -> date:
        start = decision.case.executed_on or self._last(
            "D-EXEC-LIM", decision.signed_on
        )
        is_warning = decision.main_sanction == MainSanction.WARNING
        return self._last("D-RECID-W" if is_warning else "D-RECID-F", start)

    def _last(self, code: str, start: date) -> date:
        rule = self.book.rule_for(code, start)
        last: date = rule.due_on(start, calendar=self.calendar).last_day
        return last


def _of(act: SanctionedAct, until: date) -> EarlierSanction:
    decision, behaviour = act.decision, act.violation.behaviour
    return EarlierSanction(
        decision_no=decision.number_text,
        signed_on=decision.signed_on,
        agency=decision.agency.name,
        behaviour=behaviour.code,
        behaviour_title=behaviour.title_vi,
        respondent=act.respondent.name,
        party_id=act.respondent.party_id,
        executed_on=decision.case.executed_on,
        until=until,
        case_id=decision.case_id,
    )


def _named_for(
    rows: list[EarlierSanction], viewer: User | None, at: datetime | None
) -> list[EarlierSanction]:
    """With the numbers of the cases that the viewer may see."""
    if viewer is None or at is None or not rows:
        return rows
    numbers = dict(
        Case.objects.visible_to(viewer, at)
        .filter(pk__in={row.case_id for row in rows})
        .values_list("pk", "number")
    )
    return [replace(row, case_number=numbers.get(row.case_id, "")) for row in rows]
