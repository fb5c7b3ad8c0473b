"""What the condition column of the permission table asks, row by row.

Written from the table, not from the code: where the fact that a row asks for is
missing, the row does not open. The facts themselves are the subject of the acts' tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace as Facts

import pytest

from agencies import access
from cases.conditions import PartInCase
from tests.agencies.matrix import PAIRS, STATES, TABLE, opened
from tests.moments import moment

AT = moment("05/03/2026")
OWN, OTHER = "OWN", "OTHER"


class Listed(list):
    def all(self):
        return self


def agency(code: str) -> Facts:
    return Facts(code=code, parent_id=None)


class World:
    """A case and an officer for whom every condition of the table holds."""

    def __init__(self, role: str, kind: str, relation: str, state: str) -> None:
        own = agency(OWN)
        self.officer = Facts(
            pk=1,
            agency=Facts(code=OWN, kind=kind, parent_id=None),
            agency_id=OWN,
            authority_title="GIAM_DOC_SO",
            delegations_held=Facts(
                active_on=lambda day: Facts(select_related=lambda *names: [])
            ),
            roles_on=lambda day: frozenset({role}),
            has_recording_power=lambda day: self.has_power,
        )
        self.has_power = self.is_assigned = True
        self.is_free = False
        self.proposer = 2
        self.case = Facts(
            state=state,
            relations_of=lambda actor, at: frozenset({relation}),
            is_restricted=False,
            is_assigned=lambda officer: self.is_assigned,
            is_handled_by_nobody=lambda: self.is_free,
            participations=Listed([Facts(agency=own, accepted_at=AT)]),
            competent_authority_id=OWN,
            lead_agency_id=OWN,
            competent_authority=Facts(maker_may_sign=False),
            draft=Facts(drafted_by_id=2),
            violation_record=Facts(made_by_id=2),
            violations=Listed(),
            respondents=Listed(),
            transfer=Facts(to_agency=own, is_accepted=True),
            lead_offer=Facts(to_agency=own, is_open=True),
            open_proposal=lambda kind: Facts(proposed_by_id=self.proposer),
        )
        self.part = Facts(
            agency=own,
            from_agency=own,
            from_agency_id=OWN,
            to_agency=own,
            second_agency=None,
            shared_with=Listed(),
        )

    def can(self, action: str) -> bool:
        record = PartInCase(self.case, self.part)
        return access.can(self.officer, action, record, AT)


def _restrict(world: World) -> None:
    world.case.is_restricted, world.is_assigned = True, False


def _not_accepted(world: World) -> None:
    world.case.participations[0].accepted_at = None


def _no_title(world: World) -> None:
    world.officer.authority_title = ""


def _given_to_other(world: World) -> None:
    world.part.to_agency = agency(OTHER)


def _given_by_other(world: World) -> None:
    world.part.from_agency, world.part.from_agency_id = agency(OTHER), OTHER


# What a row asks → how it is missing, and the rows that ask it.
ASKED: dict[str, tuple[Callable[[World], object], str]] = {
    "named on the list of a restricted case": (_restrict, "A001 A002"),
    "not restricted": (
        lambda world: setattr(world.case, "is_restricted", True),
        "A005 A007",
    ),
    "invitation or task accepted": (
        _not_accepted,
        "A002 A006 A013 A017 A019 A021 A024 A026 A076 A086 A130",
    ),
    "assigned": (
        lambda world: setattr(world, "is_assigned", False),
        "A011 A022 A037 A039 A040 A042 A119 A125 A132",
    ),
    "owner agency of the tip-off": (
        lambda world: setattr(world.part, "agency", agency(OTHER)),
        "A015",
    ),
    "proposed by another person": (
        lambda world: setattr(world, "proposer", 1),
        "A033 A066 A067 A071",
    ),
    "recording power valid on that date": (
        lambda world: setattr(world, "has_power", False),
        "A037",
    ),
    "authority in force": (
        _no_title,
        "A038 A045 A046 A047 A048 A051 A052 A053 A054 A055 A056 A057 A058 A063 A064"
        " A068 A069 A081 A133 A134 A136 A137 A138 A139 A160 A161",
    ),
    "the lead agency is itself the competent authority": (
        lambda world: setattr(world.case, "competent_authority_id", OTHER),
        "A044 A046 A048 A052 A054 A056 A058 A064 A067 A069 A134 A137 A139 A161",
    ),
    "not drafter": (
        lambda world: setattr(world.case.draft, "drafted_by_id", 1),
        "A045 A046",
    ),
    "not record maker where agency so sets": (
        lambda world: setattr(world.case.violation_record, "made_by_id", 1),
        "A045 A046",
    ),
    "own investigating body": (
        lambda world: setattr(world.case.transfer, "to_agency", agency(OTHER)),
        "A059 A060 A062",
    ),
    "handover list signed": (
        lambda world: setattr(world.case.transfer, "is_accepted", False),
        "A028",
    ),
    "proposal open": (
        lambda world: setattr(world.case.lead_offer, "is_open", False),
        "A078",
    ),
    "own agency named": (
        lambda world: setattr(world.case.lead_offer, "to_agency", agency(OTHER)),
        "A078",
    ),
    "task addressed to own agency": (_given_to_other, "A075"),
    "task given inside own agency": (_given_by_other, "A140"),
    "task given by own agency": (_given_by_other, "A141"),
    "written in own agency or shared with it": (
        lambda world: setattr(world.part, "agency", agency(OTHER)),
        "A121 A122",
    ),
    "decision or act complained of is own, or second level": (
        lambda world: setattr(world.part, "second_agency", agency(OTHER)),
        "A133 A134",
    ),
}
CASES = [
    pytest.param(row, spoil, id=f"{row}-{words}")
    for words, (spoil, rows) in ASKED.items()
    for row in rows.split()
]


def cells_of(row_id: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Cells that this row alone opens."""
    row = next(row for row in TABLE if row["id"] == row_id)
    relation = row["relation"]
    for role, kind in PAIRS:
        for state in STATES:
            here = opened(role, kind, (relation,), state)
            rest = opened(role, kind, (relation,), state, without=frozenset({row_id}))
            for action in sorted((here - rest) & row["actions"]):
                yield role, kind, relation, state, action


class TestRow:
    @pytest.mark.parametrize(("row_id", "spoil"), CASES)
    def test_opens_only_where_its_condition_holds(self, row_id, spoil):
        role, kind, relation, state, action = next(cells_of(row_id))
        world = World(role, kind, relation, state)
        assert world.can(action)

        spoil(world)

        assert not world.can(action)

    def test_shows_the_card_until_the_invitation_is_accepted(self):
        """A120: what is asked, by whom, until when."""
        world = World("police_coordinator", "CONG_AN", "supporting", "RECEIVED")
        assert not world.can("case.view_card")

        _not_accepted(world)

        assert world.can("case.view_card")

    def test_lets_whoever_takes_up_a_case_that_nobody_holds_edit_it(self):
        """A119: assigned, or free to be taken up."""
        world = World("case_handler", "SO_VHTTDL", "lead", "RECEIVED")
        world.is_assigned = False
        world.is_free = True

        assert world.can("case.edit")
