"""How often each row of the law is used: what the law desk looks at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, Model, Q, QuerySet

from cases.models import (
    CaseViolation,
    CriminalSign,
    Deadline,
    Payment,
    SanctionDecision,
    ViolationRecord,
)
from facilities.models import Obligation, ObligationRule
from inspections.models import Finding
from regulations.kinds import AuthorityField, SettingKey, ViolationGroup
from regulations.models import (
    AuthorityRule,
    CriminalIndicator,
    DatedRow,
    DeadlineRule,
    FieldMaximum,
    LegalSetting,
    ViolationBehaviour,
)
from regulations.models.law import PUBLISHING_GROUPS

Row = TypeVar("Row", bound=DatedRow)
Counts = dict[tuple[type[DatedRow], Any], int]

_GROUPS_OF = {
    AuthorityField.PUBLISHING: sorted(PUBLISHING_GROUPS),
    AuthorityField.COPYRIGHT: [ViolationGroup.COPYRIGHT],
}
_THRESHOLDS = (SettingKey.EXPLANATION_INDIVIDUAL, SettingKey.EXPLANATION_ORGANISATION)


@dataclass(frozen=True, slots=True)
class LawUses:
    """A behaviour: its acts in cases and findings of visits. A limit: the clocks that
    run or ran by it. A ceiling, a field's maximum: decisions signed under it. The
    thresholds of Điều 61.1: violation records. Late interest: payments that bore it.
    A criminal indicator: signs that officers recorded by it. A duty: obligations that
    facilities were given by it.
    """

    counts: Counts

    def of(self, row: DatedRow) -> int | None:
        """None where every case uses the row, and nobody counts."""
        return self.counts.get((type(row), row.pk))


def uses_of(rows: Sequence[DatedRow]) -> LawUses:
    """Count the uses of these rows, in one query for each kind of use."""
    counts: Counts = {}
    behaviours = _of_model(rows, ViolationBehaviour)
    if behaviours:
        acts = _by(CaseViolation.objects.all(), "behaviour_id")
        acts += _by(Finding.objects.exclude(behaviour=None), "behaviour_id")
        counts |= {(ViolationBehaviour, row.pk): acts[row.pk] for row in behaviours}
    rules = _of_model(rows, DeadlineRule)
    if rules:
        clocks = _by(Deadline.objects.all(), "rule_id")
        counts |= {(DeadlineRule, row.pk): clocks[row.pk] for row in rules}
    decided: list[AuthorityRule | FieldMaximum]
    decided = [*_of_model(rows, AuthorityRule), *_of_model(rows, FieldMaximum)]
    counts |= _each(SanctionDecision, ((row, _signed_under(row)) for row in decided))
    counts |= _each(
        CriminalSign,
        (
            (row, Q(indicator=row.code) & _while_in_force(row, "recorded_on"))
            for row in _of_model(rows, CriminalIndicator)
        ),
    )
    duties = _of_model(rows, ObligationRule)
    if duties:
        kept = _by(Obligation.objects.exclude(rule=None), "rule_id")
        counts |= {(ObligationRule, row.pk): kept[row.pk] for row in duties}
    settings = _of_model(rows, LegalSetting)
    counts |= _each(
        ViolationRecord,
        (
            (row, _while_in_force(row, "made_on"))
            for row in settings
            if row.key in _THRESHOLDS
        ),
    )
    counts |= _each(
        Payment,
        (
            (row, Q(interest_vnd__gt=0) & _while_in_force(row, "paid_on"))
            for row in settings
            if row.key == SettingKey.LATE_INTEREST_FROM
        ),
    )
    return LawUses(counts)


def _of_model(rows: Sequence[DatedRow], model: type[Row]) -> list[Row]:
    return [row for row in rows if isinstance(row, model)]


def _by(rows: QuerySet[Any], column: str) -> Counter[Any]:
    counted = rows.order_by().values_list(column).annotate(n=Count("pk"))
    return Counter(dict(counted))


def _each(model: type[Model], asked: Iterable[tuple[DatedRow, Q]]) -> Counts:
    """How many rows of the model meet each condition, in one query or none."""
    named = {f"n{number}": pair for number, pair in enumerate(asked)}
    if not named:
        return {}
    found = model._default_manager.aggregate(
        **{name: Count("pk", filter=when) for name, (_row, when) in named.items()}
    )
    return {(type(row), row.pk): found[name] for name, (row, _when) in named.items()}


def _signed_under(row: AuthorityRule | FieldMaximum) -> Q:
    """Signed while the row held, in its field and, if it names one, by its title."""
    groups = _GROUPS_OF[AuthorityField(row.field)]
    condition = Q(case__group__in=groups) & _while_in_force(row, "signed_on")
    if isinstance(row, AuthorityRule):
        condition &= Q(signed_by__authority_title=row.title)
    return condition


def _while_in_force(row: DatedRow, column: str) -> Q:
    condition = Q(**{f"{column}__isnull": False})
    if row.valid_from is not None:
        condition &= Q(**{f"{column}__gte": row.valid_from})
    if row.valid_to is not None:
        condition &= Q(**{f"{column}__lte": row.valid_to})
    return condition
