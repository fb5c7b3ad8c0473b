"""How well a figure of the law is known: said beside it wherever it is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from regulations.kinds import Confidence, ProposalKind
from regulations.law_tables import is_empty, table_of
from regulations.models import DatedRow, DeadlineRule, ViolationBehaviour

if TYPE_CHECKING:
    from regulations.authority import Ceiling


@dataclass(frozen=True, slots=True)
class Standing:
    """Confidence, note and citation of one figure; `is_loaded` False = no figure."""

    confidence: Confidence
    note: str
    citation: str
    is_loaded: bool = True

    @property
    def is_sure(self) -> bool:
        """Loaded and confirmed: nothing need be said beside the figure."""
        return self.is_loaded and self.confidence == Confidence.CONFIRMED

    @property
    def remark(self) -> str:
        """What stands beside the figure, on pages and drafts; "" where it is sure."""
        if not self.is_loaded:
            return _("Not loaded, confirm with the legal officer")
        if self.confidence == Confidence.CONFIRMED:
            return ""
        return str(self.confidence.label)


def standing_of(kind: ProposalKind, row: DatedRow) -> Standing:
    """The standing of any row that the law desk keeps."""
    return Standing(
        Confidence(row.confidence),
        row.confidence_note,
        table_of(kind).citation_of(row),
        is_loaded=not is_empty(row),
    )


def standing_of_frame(behaviour: ViolationBehaviour) -> Standing:
    """Of the frames of a behaviour; a criminal threshold has none to load."""
    return standing_of(ProposalKind.BEHAVIOUR, behaviour)


def standing_of_rule(rule: DeadlineRule, on: date) -> Standing:
    """Of a time limit that starts on `on`: unsettled before the first row's day."""
    return Standing(
        rule.confidence_on(on),
        rule.confidence_note,
        rule.basis,
        is_loaded=not is_empty(rule),
    )


def standing_of_ceiling(ceiling: Ceiling) -> Standing:
    """As well known as the weaker of percentage and field maximum."""
    return Standing(
        ceiling.confidence, ceiling.note, ceiling.basis, ceiling.is_configured
    )
