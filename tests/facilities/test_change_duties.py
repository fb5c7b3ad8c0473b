"""The duties of facilities on the law desk: two persons, dated, never retroactive."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cases.law_uses import uses_of
from facilities import reference, services
from facilities.models import ObligationRule
from facilities.states import FacilityKind
from kernel.errors import NotPermitted, Refused
from regulations import desk
from regulations.kinds import ProposalKind, Reach, Source
from regulations.law_tables import table_of
from regulations.proposals import propose_change
from regulations.services import Retroactive
from tests.facilities.conftest import AT
from tests.facilities.test_keep_obligations import REPORT
from tests.moments import day
from tests.regulations.agreed import agree

CODE = "LOG-COPY"
CHANGE = {
    "kind": ProposalKind.OBLIGATION,
    "code": CODE,
    "reach": Reach.FROM_DAY,
    "values": {
        "valid_from": "2026-04-01",
        "text_vi": "Lưu giữ sổ khách hàng photocopy màu trong 24 tháng",
        "facility_kinds": ["PHOTOCOPY", "PRINTER_DECLARED"],
        "basis": "Nghị định mới, Điều 5",
        "confidence": "confirmed",
    },
    "reason": "Nghị định mới có hiệu lực",
}


@pytest.fixture(autouse=True)
def duties(db) -> None:
    reference.load(at=AT)


@pytest.fixture
def lawyer(officer):
    return officer("so.phapche")


@pytest.fixture
def second(officer):
    return officer("so.lanhdao")


def rows() -> list[ObligationRule]:
    return list(ObligationRule.objects.filter(code=CODE))


class TestDuties:
    def test_get_a_new_row_from_a_day_and_the_old_one_ends(self, lawyer, second):
        agree(by=lawyer, second=second, at=AT, **CHANGE)
        old, new = rows()

        assert (old.valid_to, old.source) == (day("31/03/2026"), Source.EDITED)
        assert (new.valid_from, new.basis) == (
            day("01/04/2026"),
            "Nghị định mới, Điều 5",
        )
        assert new.facility_kinds == ["PHOTOCOPY", "PRINTER_DECLARED"]
        # What was not said stays as it stood.
        assert (new.kind, new.text_en) == (old.kind, old.text_en)

    def test_are_asked_of_other_facilities_from_that_day(self, enter, lawyer, second):
        shop = enter("In bao bì", kinds=(FacilityKind.PRINTER_DECLARED,))
        agree(by=lawyer, second=second, at=AT, **CHANGE)

        def asked(on: str) -> set[str]:
            return {rule.code for rule in services.asked_by_law(shop, day(on))}

        assert CODE not in asked("31/03/2026")
        assert CODE in asked("01/04/2026")

    def test_leave_what_a_facility_was_given_as_it_was(
        self, enter, keeper, lawyer, second
    ):
        copier = enter("Photocopy Bình Minh", kinds=(FacilityKind.PHOTOCOPY,))
        (rule,) = rows()
        data = replace(REPORT, rule=rule, text=rule.text_vi, kind=rule.kind)
        kept = services.add_obligation(facility=copier, data=data, by=keeper, at=AT)

        agree(by=lawyer, second=second, at=AT, **CHANGE)

        kept.refresh_from_db()
        assert (kept.text, kept.rule) == (rule.text_vi, rule)
        assert services.asked_by_law(copier, day("02/04/2026")) == []

    def test_are_never_changed_for_a_day_that_is_over(self, lawyer):
        values = CHANGE["values"] | {"valid_from": f"{AT:%Y-%m-%d}"}
        with pytest.raises(Retroactive):
            propose_change(by=lawyer, at=AT, **CHANGE | {"values": values})

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("facility_kinds", []),
            ("facility_kinds", ["BAKERY"]),
            ("text_vi", ""),
            ("text_vi", "x" * 401),
            ("is_yearly", "yes"),
            ("basis", ""),
            ("colour", "red"),
        ],
    )
    def test_refuse_what_cannot_be(self, lawyer, column, value):
        values = CHANGE["values"] | {column: value}
        with pytest.raises(Refused) as refused:
            propose_change(by=lawyer, at=AT, **CHANGE | {"values": values})
        assert list(refused.value.errors) == [column]

    def test_are_the_legal_officers_and_need_a_second_person(self, officer, lawyer):
        """A151 and A152."""
        for username in ("quantri", "so.kiemtra", "so.lanhdao", "so.sobo"):
            with pytest.raises(NotPermitted):
                propose_change(by=officer(username), at=AT, **CHANGE)
        with pytest.raises(NotPermitted):
            agree(by=lawyer, second=lawyer, at=AT, **CHANGE)
        assert len(rows()) == 1

    def test_outlive_the_next_loading(self, lawyer, second):
        table = table_of(ProposalKind.OBLIGATION)
        agree(by=lawyer, second=second, at=AT, **CHANGE)
        before = [table.plain(row) for row in rows()]

        reference.load(at=AT)

        assert [table.plain(row) for row in rows()] == before

    def test_stand_on_the_desk_with_their_uses(self, enter, keeper):
        copier = enter("Photocopy Bình Minh", kinds=(FacilityKind.PHOTOCOPY,))
        (rule,) = rows()
        data = replace(REPORT, rule=rule, kind=rule.kind)
        services.add_obligation(facility=copier, data=data, by=keeper, at=AT)

        found = desk.law_rows(count_uses=uses_of, kind=ProposalKind.OBLIGATION)

        uses = {row.code: row.uses for row in found}
        assert uses[CODE] == 1
        assert {row.name for row in found} >= {rule.text}
