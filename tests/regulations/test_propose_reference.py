"""The law desk: a legal officer proposes a dated figure with its citation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from agencies.kinds import Role
from audit.models import Entry
from kernel.errors import NotPermitted, Refused
from regulations import proposals
from regulations.kinds import ProposalKind, ProposalState, Reach
from regulations.law_tables import UnknownRow
from regulations.models import (
    AuthorityRule,
    ProposedChange,
    ReferenceProposal,
    ViolationBehaviour,
)
from regulations.services import Retroactive
from tests.regulations.conftest import at

if TYPE_CHECKING:
    from collections.abc import Callable

    from agencies.models import User

pytestmark = pytest.mark.usefixtures("law")
TODAY = at(2026, 11, 23)
# Illegal printing: in the catalogue without figures ("exact clause to load").
FRAME: dict[str, Any] = {
    "valid_from": "2020-12-01",
    "fine_min_organisation_vnd": 20_000_000,
    "fine_max_organisation_vnd": 40_000_000,
    "legal_basis": "NĐ 119/2020/NĐ-CP Điều 27.3.a",
    "confidence": "confirmed",
    "confidence_note": "Công báo, đã đối chiếu bản gốc",
}


def propose(by: User, **changes: Any) -> ReferenceProposal:
    call: dict[str, Any] = {
        "kind": ProposalKind.BEHAVIOUR,
        "code": "PRT-NODEC",
        "reach": Reach.COMPLETES,
        "values": FRAME,
        "reason": "Nạp khung phạt còn thiếu",
        "by": by,
        "at": TODAY,
    }
    return proposals.propose_change(**{**call, **changes})


class TestPropose:
    def test_keeps_the_row_as_it_stands_beside_the_row_as_it_shall_be(
        self, lawyer: User
    ) -> None:
        proposal = propose(lawyer)

        change = proposal.changes.get()
        assert proposal.state == ProposalState.PROPOSED
        assert change.before["fine_max_organisation_vnd"] is None
        assert change.payload["fine_max_organisation_vnd"] == 40_000_000
        # What was not typed stays as it stands.
        assert change.payload["title_vi"] == change.before["title_vi"]
        assert change.citation == "NĐ 119/2020/NĐ-CP Điều 27.3.a"

    def test_changes_nothing_of_the_law_yet(self, lawyer: User) -> None:
        before = list(ViolationBehaviour.objects.values())

        propose(lawyer)

        assert list(ViolationBehaviour.objects.values()) == before

    def test_leaves_a_line_in_the_trail(self, lawyer: User) -> None:
        propose(lawyer)

        entry = Entry.objects.latest("pk")
        assert entry.action == "reference.propose"
        assert entry.object_label == "PRT-NODEC"
        assert entry.reason == "Nạp khung phạt còn thiếu"
        assert entry.actor == lawyer

    def test_is_refused_while_the_same_row_waits(self, lawyer: User) -> None:
        propose(lawyer)

        with pytest.raises(proposals.AlreadyProposed):
            propose(lawyer)

    def test_may_follow_one_that_was_withdrawn(self, lawyer: User) -> None:
        first = propose(lawyer)
        proposals.withdraw(proposal=first, by=lawyer, at=TODAY)

        assert propose(lawyer).is_open

    @pytest.mark.parametrize(
        ("role", "kind", "code"),
        [
            # A151: legal_officer; A104 keeps the calendar for the administrator.
            (Role.ADMIN, ProposalKind.BEHAVIOUR, "PRT-NODEC"),
            (Role.MANAGER, ProposalKind.BEHAVIOUR, "PRT-NODEC"),
            (Role.INSPECTOR, ProposalKind.BEHAVIOUR, "PRT-NODEC"),
            (Role.ADMIN, ProposalKind.DEADLINE_RULE, "D-SEND"),
            (Role.ADMIN, ProposalKind.CEILING, "GIAM_DOC_SO.publishing"),
        ],
    )
    def test_is_the_legal_officer_s(
        self, hire: Callable[..., User], role: str, kind: str, code: str
    ) -> None:
        with pytest.raises(NotPermitted):
            propose(hire(role), kind=kind, code=code)

        assert not ReferenceProposal.objects.exists()


class TestNeverRetroactive:
    """A151: "dated; never retroactive"."""

    def test_a_new_row_begins_after_the_day_of_the_proposal(self, lawyer: User) -> None:
        for day in ("2020-12-01", "2026-11-22", "2026-11-23"):
            with pytest.raises(Retroactive) as refusal:
                propose(
                    lawyer,
                    code="DST-29-2A",
                    reach=Reach.FROM_DAY,
                    values=FRAME | {"valid_from": day},
                )
            assert "valid_from" in refusal.value.errors

        assert propose(
            lawyer,
            code="DST-29-2A",
            reach=Reach.FROM_DAY,
            values=FRAME | {"valid_from": "2026-11-24"},
        ).is_open

    def test_a_row_with_a_figure_is_not_completed(self, lawyer: User) -> None:
        """Only where nothing was computed may a row be filled for its own period."""
        with pytest.raises(Refused) as refusal:
            propose(lawyer, code="DST-29-2A")

        assert refusal.value.reason_code == "row_not_empty"

    def test_a_row_is_completed_with_a_figure_only(self, lawyer: User) -> None:
        empty = {"fine_min_organisation_vnd": None, "fine_max_organisation_vnd": None}

        with pytest.raises(Refused) as refusal:
            propose(lawyer, values=FRAME | empty)

        assert refusal.value.reason_code == "figure_missing"

    def test_a_figure_that_stands_keeps_its_amounts(self, lawyer: User) -> None:
        with pytest.raises(Refused) as refusal:
            propose(lawyer, code="DST-29-2A", reach=Reach.KEEPS)

        assert "fine_max_organisation_vnd" in refusal.value.errors

    def test_a_figure_that_stands_may_get_its_source(self, lawyer: User) -> None:
        row = AuthorityRule.objects.filter(title="GIAM_DOC_SO", field="publishing")[0]

        proposal = propose(
            lawyer,
            kind=ProposalKind.CEILING,
            code="GIAM_DOC_SO.publishing",
            reach=Reach.KEEPS,
            values={
                "valid_from": row.valid_from.isoformat(),
                "basis": "NĐ 189/2025/NĐ-CP Điều 5.2",
            },
        )

        assert proposal.changes.get().payload["percent"] == 80

    def test_a_last_day_is_never_moved_into_the_past(self, lawyer: User) -> None:
        ended = {"valid_from": "2020-12-01", "valid_to": "2026-11-22"}

        with pytest.raises(Retroactive) as refusal:
            propose(lawyer, code="DST-29-2A", reach=Reach.KEEPS, values=ended)

        assert "valid_to" in refusal.value.errors

    def test_a_new_code_may_begin_when_its_decree_did(self, lawyer: User) -> None:
        """Nothing was computed from a behaviour that the catalogue did not have."""
        proposal = propose(
            lawyer,
            code="PRT-NEW-1",
            reach=Reach.NEW,
            values=FRAME
            | {
                "group": "printing",
                "title_vi": "Hành vi mới",
                "title_en": "New behaviour",
                "frame_subject": "ORGANISATION",
            },
        )

        assert proposal.changes.get().starts_on == date(2020, 12, 1)

    @pytest.mark.parametrize("code", ["", "prt-1", "PRT/1", "PRT.1", "P" * 31])
    def test_a_new_code_can_stand_in_an_address(self, lawyer: User, code: str) -> None:
        new = {
            "group": "printing",
            "title_vi": "Hành vi mới",
            "title_en": "New behaviour",
            "frame_subject": "ORGANISATION",
        }

        with pytest.raises(Refused) as refusal:
            propose(lawyer, code=code, reach=Reach.NEW, values=FRAME | new)

        assert "code" in refusal.value.errors

    def test_a_new_code_is_for_behaviours_only(self, lawyer: User) -> None:
        for kind, code in (
            (ProposalKind.DEADLINE_RULE, "D-NONE"),
            (ProposalKind.SETTING, "colour"),
            (ProposalKind.CEILING, "KING.publishing"),
        ):
            with pytest.raises(Refused):
                propose(lawyer, kind=kind, code=code, reach=Reach.NEW, values={})


class TestValues:
    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"legal_basis": " "}, "legal_basis"),
            ({"fine_max_organisation_vnd": 10_000_000}, "fine_max_organisation_vnd"),
            ({"fine_max_organisation_vnd": None}, "fine_max_organisation_vnd"),
            ({"fine_min_organisation_vnd": -1}, "fine_min_organisation_vnd"),
            ({"fine_min_organisation_vnd": "nhiều"}, "fine_min_organisation_vnd"),
            ({"fine_min_organisation_vnd": 1.5}, "fine_min_organisation_vnd"),
            ({"fine_min_organisation_vnd": True}, "fine_min_organisation_vnd"),
            ({"fine_max_organisation_vnd": 2**63}, "fine_max_organisation_vnd"),
            ({"confidence": "sure"}, "confidence"),
            ({"group": "music"}, "group"),
            ({"title_vi": "a\x00b"}, "title_vi"),
            ({"additional_sanctions": "Tịch thu"}, "additional_sanctions"),
            ({"valid_from": "hôm nay"}, "valid_from"),
            ({"valid_to": "2020-11-30"}, "valid_to"),
            ({"colour": "red"}, "colour"),
            ({"code": "PRT-OTHER"}, "code"),
        ],
    )
    def test_that_cannot_be_are_refused_by_name(
        self, lawyer: User, change: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Refused) as refusal:
            propose(lawyer, values=FRAME | change)

        assert field in refusal.value.errors
        assert not ReferenceProposal.objects.exists()

    @pytest.mark.parametrize("percent", [0, 101])
    def test_of_a_ceiling_are_percentages(self, lawyer: User, percent: int) -> None:
        with pytest.raises(Refused) as refusal:
            propose(
                lawyer,
                kind=ProposalKind.CEILING,
                code="GIAM_DOC_CONG_AN_TINH.publishing",
                values={"valid_from": "2025-07-01", "percent": percent},
            )

        assert "percent" in refusal.value.errors

    @pytest.mark.parametrize(
        ("code", "threshold"), [("CI-344b.COPIES", None), ("CI-344b.COPIES", 0)]
    )
    def test_of_an_indicator_are_thresholds(
        self, lawyer: User, code: str, threshold: int | None
    ) -> None:
        """BLHS Điều 344.1.b: over 2.000 copies of one publication."""
        with pytest.raises(Refused) as refusal:
            propose(
                lawyer,
                kind=ProposalKind.INDICATOR,
                code=code,
                reach=Reach.FROM_DAY,
                values={"valid_from": "2027-01-01", "threshold": threshold},
            )

        assert "threshold" in refusal.value.errors

    def test_need_a_reason_and_a_row(self, lawyer: User) -> None:
        with pytest.raises(Refused) as refusal:
            propose(lawyer, reason=" ")
        assert "reason" in refusal.value.errors

        with pytest.raises(UnknownRow):
            propose(lawyer, code="PRT-NOTHING")
        with pytest.raises(UnknownRow):
            propose(lawyer, values=FRAME | {"valid_from": "2020-12-02"})


class TestStoredProposal:
    """What was proposed never changes, even by SQL."""

    def test_keeps_its_content(self, lawyer: User) -> None:
        proposal = propose(lawyer)

        for rows, change in (
            (ReferenceProposal.objects.all(), {"reason": "khác"}),
            (ProposedChange.objects.all(), {"payload": {}}),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**change)
            with pytest.raises(IntegrityError), transaction.atomic():
                rows._raw_delete(rows.db)

        proposal.refresh_from_db()
        assert proposal.reason == "Nạp khung phạt còn thiếu"

    def test_is_never_approved_by_its_proposer(self, lawyer: User) -> None:
        """INV-16, in the database too."""
        propose(lawyer)

        with pytest.raises(IntegrityError), transaction.atomic():
            ReferenceProposal.objects.update(
                state=ProposalState.APPROVED, settled_by=lawyer, settled_at=TODAY
            )

    def test_is_settled_whole_or_not_at_all(self, lawyer: User, manager: User) -> None:
        propose(lawyer)

        for change in (
            {"state": ProposalState.APPROVED},
            {"settled_by": manager, "settled_at": TODAY},
            {
                "state": ProposalState.REFUSED,
                "settled_by": manager,
                "settled_at": TODAY,
            },
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                ReferenceProposal.objects.update(**change)
