"""What is open beside a case, counted into the columns that its guards read."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from cases.models import (
    Case,
    Complaint,
    ExpertAssessmentRequest,
    InteragencyTask,
    Seizure,
    Valuation,
)
from cases.states import (
    OPEN_COMPLAINTS,
    OPEN_EXPERTS,
    OPEN_SEIZURES,
    OPEN_TASKS,
    ComplaintState,
)
from evidence.models import CustodyLine

_ANY_CASE = UUID(int=0)


def count_open_parts(case: Case) -> None:
    """Bring the counters of a case into line with its parts; under its lock."""
    sql, params, names = _query()
    with connection.cursor() as cursor:
        cursor.execute(sql, [case.pk if p == _ANY_CASE else p for p in params])
        row = cursor.fetchone()
    for name, counted in zip(names, row, strict=True):
        setattr(case, name, counted)


@cache
def _query() -> tuple[str, tuple[Any, ...], tuple[str, ...]]:
    """The one query, compiled once: it would take as long as the act itself."""
    parts = _parts()
    rows = Case.objects.filter(pk=_ANY_CASE).values_list(*parts.values())
    sql, params = rows.query.sql_with_params()
    return sql, tuple(params), tuple(parts)


def _parts() -> dict[str, Combinable]:
    """The columns of the case with what each of them counts."""
    lawsuit = Q(state=ComplaintState.LAWSUIT, court_result_on__isnull=True)
    unvalued = Q(valued_on__isnull=True, waived_reason="")
    return {
        "open_seizures": _those_of(Seizure, Q(state__in=OPEN_SEIZURES)),
        "open_experts": _those_of(ExpertAssessmentRequest, Q(state__in=OPEN_EXPERTS))
        + _those_of(Valuation, unvalued),
        "open_tasks": _those_of(InteragencyTask, Q(state__in=OPEN_TASKS)),
        "open_complaints": _those_of(Complaint, Q(state__in=OPEN_COMPLAINTS) | lawsuit),
        "missing_receipts": _counted(
            CustodyLine.objects.unsettled().filter(
                item__seized_items__seizure__case=OuterRef("pk")
            ),
            by="item__seized_items__seizure__case",
        ),
    }


def _those_of(model: type[models.Model], which: Q) -> Coalesce:
    return _counted(
        model._default_manager.filter(which, case=OuterRef("pk")), by="case"
    )


def _counted(rows: models.QuerySet[Any], *, by: str) -> Coalesce:
    counted = (
        rows.order_by()
        .values(by)
        .annotate(count=Count("pk", distinct=True))
        .values("count")
    )
    return Coalesce(Subquery(counted), 0)
