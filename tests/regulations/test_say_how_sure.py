"""Every use of an unconfirmed row says so beside the figure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from regulations.authority import ceiling_vnd
from regulations.kinds import Confidence, ProposalKind
from regulations.models import AuthorityRule, FieldMaximum, ViolationBehaviour
from regulations.rules import rule_for
from regulations.standing import (
    standing_of,
    standing_of_ceiling,
    standing_of_frame,
    standing_of_rule,
)
from tests.regulations.agreed import agree
from tests.regulations.test_propose_reference import TODAY

if TYPE_CHECKING:
    from agencies.models import User

pytestmark = pytest.mark.usefixtures("law")
DAY = date(2026, 11, 23)


class TestStanding:
    def test_of_a_missing_frame_sends_to_the_legal_officer(self) -> None:
        printing = ViolationBehaviour.objects.get(code="PRT-NODEC")

        standing = standing_of_frame(printing)

        assert not standing.is_loaded
        assert standing.remark == "Not loaded, confirm with the legal officer"
        assert standing.citation == printing.legal_basis

    def test_of_a_missing_frame_is_no_better_for_being_confirmed(self) -> None:
        """IMP-30-4: the article is confirmed, its amounts are not loaded."""
        standing = standing_of_frame(ViolationBehaviour.objects.get(code="IMP-30-4"))

        assert standing.confidence == Confidence.CONFIRMED
        assert not standing.is_sure
        assert standing.remark

    def test_of_a_confirmed_frame_says_nothing(self) -> None:
        standing = standing_of_frame(ViolationBehaviour.objects.get(code="DST-29-2A"))

        assert standing.is_sure
        assert standing.remark == ""

    def test_of_a_threshold_of_a_crime_misses_no_figure(self) -> None:
        crime = ViolationBehaviour.objects.get(code="CRM-344-1B")

        assert standing_of_frame(crime).is_loaded

    def test_of_a_limit_tells_recalled_from_unsettled(self) -> None:
        assert standing_of_rule(rule_for("D-SUIT", DAY), DAY).remark == (
            "Recalled, to be verified"
        )
        assert standing_of_rule(rule_for("D-SEND", DAY), DAY).remark == "Unsettled"
        assert standing_of_rule(rule_for("D-DEC-7WD", DAY), DAY).is_sure

    def test_of_a_limit_before_its_first_row_is_unsettled(self) -> None:
        """An event before the first row of an id takes that row, shown as unsettled."""
        rule = rule_for("D-DEC-7WD", DAY)
        rule.valid_from = DAY

        earlier = standing_of_rule(rule, date(2026, 11, 22))
        assert earlier.confidence == Confidence.UNSETTLED

    def test_of_a_ceiling_is_that_of_its_weaker_part(self) -> None:
        title, field = "GIAM_DOC_SO", "publishing"
        ceiling = ceiling_vnd(title, field, "INDIVIDUAL", DAY)
        assert standing_of_ceiling(ceiling).is_sure

        FieldMaximum.objects.filter(field=field).update(
            confidence=Confidence.RECALLED, confidence_note="chưa đối chiếu"
        )

        standing = standing_of_ceiling(ceiling_vnd(title, field, "INDIVIDUAL", DAY))
        assert standing.confidence == Confidence.RECALLED
        assert standing.note == "chưa đối chiếu"

    def test_of_a_title_without_a_percentage_is_not_loaded(self) -> None:
        ceiling = ceiling_vnd("GIAM_DOC_CONG_AN_TINH", "publishing", "INDIVIDUAL", DAY)

        standing = standing_of_ceiling(ceiling)

        assert not standing.is_loaded
        assert standing.note.startswith("percentage not verified")

    def test_changes_once_two_persons_have_confirmed_it(
        self, lawyer: User, manager: User
    ) -> None:
        agree(
            kind=ProposalKind.CEILING,
            code="GIAM_DOC_CONG_AN_TINH.publishing",
            reach="COMPLETES",
            values={
                "valid_from": "2025-07-01",
                "percent": 80,
                "basis": "NĐ 189/2025/NĐ-CP Điều 8.5",
                "confidence": "confirmed",
                "confidence_note": "",
            },
            reason="Đã có văn bản",
            by=lawyer,
            second=manager,
            at=TODAY,
        )

        row = AuthorityRule.objects.get(
            title="GIAM_DOC_CONG_AN_TINH", field="publishing"
        )
        assert standing_of(ProposalKind.CEILING, row).is_sure
