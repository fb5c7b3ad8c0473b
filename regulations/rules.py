"""Which row of the law counts: by code, and by the day on which the limit starts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kernel.errors import NotReady, Refused
from regulations.models import DeadlineRule


class UnknownRule(Refused):
    code = "unknown_rule"
    text = _("There is no such deadline rule.")


class ReferenceNotLoaded(NotReady):
    code = "reference_not_loaded"
    text = _("The reference data are not loaded yet: run load_reference first.")


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rows in one query, for services and pages that need several limits."""

    rows: dict[str, list[DeadlineRule]]

    @classmethod
    def load(cls) -> RuleBook:
        rows: dict[str, list[DeadlineRule]] = defaultdict(list)
        for row in DeadlineRule.objects.all():
            rows[row.code].append(row)
        return cls(dict(rows))

    def rule_for(self, code: str, on: date) -> DeadlineRule:
        """As `rules.rule_for`, without another query."""
        return _choose(code, self.rows.get(code, ()), on)


def rule_for(code: str, on: date) -> DeadlineRule:
    """The row of a rule for a limit that starts on `on`.

    A start before the first row takes that row; its `confidence_on(on)` is then
    unsettled. Raises UnknownRule, ReferenceNotLoaded.
    """
    rows = list(DeadlineRule.objects.filter(code=code))
    if not rows and not DeadlineRule.objects.exists():
        raise ReferenceNotLoaded
    return _choose(code, rows, on)


def _choose(code: str, rows: Iterable[DeadlineRule], on: date) -> DeadlineRule:
    by_start = sorted(rows, key=lambda row: row.valid_from or date.min)
    if not by_start:
        raise UnknownRule(
            gettext("There is no deadline rule %(code)s.") % {"code": code}
        )
    started = [row for row in by_start if (row.valid_from or date.min) <= on]
    return started[-1] if started else by_start[0]
