"""The catalogue of violations: what was forbidden on a day, and at what price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agencies.kinds import SubjectKind
from kernel.folding import fold
from regulations.kinds import FrameSubject
from regulations.models import DatedQuerySet, ViolationBehaviour

# NĐ 119/2020 states organisations, NĐ 341/2025 individuals; one is double the other.
ORGANISATION_FACTOR = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """The least and the highest fine for one act, in whole dong."""

    min_vnd: int
    max_vnd: int

    @property
    def midpoint_vnd(self) -> int:
        """The fine without circumstances (Điều 23.4 Luật XLVPHC), half a dong up."""
        return (self.min_vnd + self.max_vnd + 1) // 2

    def holds(self, fine_vnd: int) -> bool:
        return self.min_vnd <= fine_vnd <= self.max_vnd


def in_force_on(day: date) -> DatedQuerySet:
    """Behaviours that were forbidden on the day of the act."""
    return ViolationBehaviour.objects.in_force_on(day)


def search(text: str, *, day: date) -> DatedQuerySet:
    """Behaviours in force whose code, titles or article hold every word typed."""
    found = in_force_on(day)
    for word in fold(text).split():
        found = found.filter(folded__contains=word)
    return found


def successors_of(behaviour: ViolationBehaviour, *, day: date) -> DatedQuerySet:
    """Administrative behaviours of the same group that replaced an ended one.

    For the warning to compare with the lighter frame when the act is older than the
    decree in force on `day`; empty while the behaviour itself is in force.
    """
    if behaviour.is_in_force_on(day) or behaviour.valid_to is None:
        return ViolationBehaviour.objects.none()
    return in_force_on(day).filter(
        group=behaviour.group, valid_from__gt=behaviour.valid_to
    )


def frame_for(behaviour: ViolationBehaviour, subject_kind: str) -> Frame | None:
    """The frame for one act of this kind of subject; None where it is not loaded.

    A household is fined as an individual. Where the file holds one side only, the
    other is computed from the side the decree states; nothing else is guessed.
    """
    if behaviour.frame_subject == FrameSubject.CRIMINAL:
        return None
    individual = _frame(
        behaviour.fine_min_individual_vnd, behaviour.fine_max_individual_vnd
    )
    organisation = _frame(
        behaviour.fine_min_organisation_vnd, behaviour.fine_max_organisation_vnd
    )
    if subject_kind == SubjectKind.ORGANISATION:
        return organisation or _doubled(individual)
    return individual or _halved(organisation)


def midpoint(frame: Frame) -> int:
    """The fine without circumstances, in whole dong (Điều 23.4 Luật XLVPHC)."""
    return frame.midpoint_vnd


def _frame(min_vnd: int | None, max_vnd: int | None) -> Frame | None:
    if min_vnd is None or max_vnd is None:
        return None
    return Frame(min_vnd, max_vnd)


def _doubled(frame: Frame | None) -> Frame | None:
    if frame is None:
        return None
    return Frame(
        frame.min_vnd * ORGANISATION_FACTOR, frame.max_vnd * ORGANISATION_FACTOR
    )


def _halved(frame: Frame | None) -> Frame | None:
    if frame is None:
        return None
    return Frame(
        frame.min_vnd // ORGANISATION_FACTOR, frame.max_vnd // ORGANISATION_FACTOR
    )
