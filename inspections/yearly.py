"""Once a year, and no content twice: NQ 198/2025/QH15 Điều 4, as pure questions.

An enterprise, household or business person is inspected at most once and checked at
most once a year, joint teams included; what was inspected is not checked for the same
content that year, and the reverse. Clear signs of a violation are the exception.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from inspections.states import PlanKind

BASIS = "Nghị quyết 198/2025/QH15, Điều 4"

ONCE_A_YEAR = "once_a_year"
SAME_CONTENT = "same_content"


@dataclass(frozen=True, slots=True)
class Engagement:
    """One planned or actual inspection or check of a business in one year.

    `source` is the plan's title or the visit's number; `id` that of item or visit.
    """

    id: UUID | None
    kind: str
    content: frozenset[str]
    agency_name: str
    source: str
    facility_name: str
    window: str = ""

    @property
    def kind_in_words(self) -> str:
        return str(PlanKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Clash:
    code: str
    other: Engagement
    facility_name: str

    @property
    def text(self) -> str:
        """Names the other plan or visit, its agency and its facility."""
        if self.code == SAME_CONTENT:
            text = gettext(
                "%(facility)s: %(source)s of %(agency)s (%(other)s) looks at the same"
                " content in the same year (%(basis)s)."
            )
        else:
            text = gettext(
                "%(facility)s: %(source)s of %(agency)s already has it this year"
                " (%(other)s; %(basis)s)."
            )
        parts = (self.other.facility_name, self.other.window)
        return text % {
            "facility": self.facility_name,
            "source": self.other.source,
            "agency": self.other.agency_name,
            "other": ", ".join(part for part in parts if part),
            "basis": BASIS,
        }


def clashes(
    mine: Engagement,
    others: Iterable[Engagement],
    *,
    passes: frozenset[UUID] = frozenset(),
) -> list[Clash]:
    """What stands against `mine` among the engagements of the business in its year.

    `others` may hold `mine` itself: the same id does not clash; nor do those in
    `passes`, beside which it may stand by a decision.
    """
    found = []
    for other in others:
        if other.id == mine.id or other.id in passes:
            continue
        if other.kind == mine.kind:
            found.append(Clash(ONCE_A_YEAR, other, mine.facility_name))
        elif other.content & mine.content:
            found.append(Clash(SAME_CONTENT, other, mine.facility_name))
    return found
