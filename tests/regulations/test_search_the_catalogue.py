"""Behaviours by the day of the act, and the frames of both kinds of subject."""

from __future__ import annotations

from datetime import date

import pytest

from agencies.kinds import SubjectKind
from regulations import catalogue
from regulations.catalogue import Frame
from regulations.kinds import AuthorityField, FrameSubject
from regulations.models import ViolationBehaviour

pytestmark = pytest.mark.usefixtures("law")


def behaviour(code: str) -> ViolationBehaviour:
    found: ViolationBehaviour = ViolationBehaviour.objects.get(code=code)
    return found


class TestCatalogue:
    @pytest.mark.parametrize(
        ("day", "old", "new"),
        [
            ("2026-02-10", True, False),
            ("2026-02-14", True, False),
            ("2026-02-15", False, True),
            ("2026-11-22", False, True),
        ],
    )
    def test_offers_the_copyright_decree_of_the_day_of_the_act(
        self,
        day: str,
        old: bool,  # noqa: FBT001
        new: bool,  # noqa: FBT001
    ) -> None:
        """S6: NĐ 341/2025 is in force from 15/02/2026; before it NĐ 131/2013."""
        codes = set(
            catalogue.in_force_on(date.fromisoformat(day)).values_list(
                "code", flat=True
            )
        )

        assert ("CPR-131-18" in codes) is old
        assert ("CPR-341-COPY" in codes) is new

    def test_names_what_replaced_an_ended_behaviour(self) -> None:
        """S6 warns to compare with the lighter frame."""
        codes = {
            row.code
            for row in catalogue.successors_of(
                behaviour("CPR-131-18"), day=date(2026, 3, 10)
            )
        }

        assert "CPR-341-COPY" in codes
        assert not catalogue.successors_of(
            behaviour("DST-29-2A"), day=date(2026, 3, 10)
        )

    @pytest.mark.parametrize(
        "typed", ["hoá đơn 50", "HOA DON 50", "29.2.a", "dst-29-2", "50-99 copies"]
    )
    def test_is_searched_without_diacritics(self, typed: str) -> None:
        found = catalogue.search(typed, day=date(2026, 3, 3))

        assert "DST-29-2A" in {row.code for row in found}

    def test_finds_only_rows_with_every_word(self) -> None:
        assert not catalogue.search("hóa đơn Sao Hỏa", day=date(2026, 3, 3)).exists()

    def test_finds_nothing_that_was_not_in_force(self) -> None:
        assert not catalogue.search("CPR-131-18", day=date(2026, 2, 15)).exists()


class TestFrame:
    @pytest.mark.parametrize(
        ("code", "subject_kind", "frame"),
        [
            # NĐ 119/2020 states organisations; the individual is half.
            ("DST-29-2A", SubjectKind.ORGANISATION, (5_000_000, 10_000_000)),
            ("DST-29-2A", SubjectKind.INDIVIDUAL, (2_500_000, 5_000_000)),
            ("DST-29-2A", SubjectKind.HOUSEHOLD, (2_500_000, 5_000_000)),
            ("PUB-24-5", SubjectKind.ORGANISATION, (140_000_000, 200_000_000)),
            # NĐ 341/2025 states individuals; the organisation is double.
            ("CPR-341-IMP", SubjectKind.INDIVIDUAL, (200_000_000, 250_000_000)),
            ("CPR-341-IMP", SubjectKind.ORGANISATION, (400_000_000, 500_000_000)),
            ("CPR-131-18", SubjectKind.HOUSEHOLD, (15_000_000, 35_000_000)),
            ("IMP-30-3B", SubjectKind.HOUSEHOLD, (10_000_000, 15_000_000)),
        ],
    )
    def test_is_that_of_the_subject(
        self, code: str, subject_kind: str, frame: tuple[int, int]
    ) -> None:
        assert catalogue.frame_for(behaviour(code), subject_kind) == Frame(*frame)

    @pytest.mark.parametrize(
        "code", ["PRT-NODEC", "PRT-OVER", "DST-29-HI", "ONL-29", "CPR-341-COPY"]
    )
    @pytest.mark.parametrize("subject_kind", SubjectKind.values)
    def test_that_is_not_loaded_is_never_guessed(
        self, code: str, subject_kind: str
    ) -> None:
        assert catalogue.frame_for(behaviour(code), subject_kind) is None

    def test_is_not_there_for_a_criminal_threshold(self) -> None:
        threshold = behaviour("CRM-344-1B")

        assert catalogue.frame_for(threshold, SubjectKind.ORGANISATION) is None
        assert threshold.field is None
        assert threshold.is_criminal_threshold

    @pytest.mark.parametrize(
        ("stated", "given", "asked", "frame"),
        [
            ("ORGANISATION", (3, 5), SubjectKind.INDIVIDUAL, (1_500, 2_500)),
            ("INDIVIDUAL", (3, 5), SubjectKind.ORGANISATION, (6_000, 10_000)),
            ("INDIVIDUAL", (3, 5), SubjectKind.HOUSEHOLD, (3_000, 5_000)),
        ],
    )
    def test_of_the_other_side_is_computed_with_factor_two(
        self,
        stated: str,
        given: tuple[int, int],
        asked: str,
        frame: tuple[int, int],
    ) -> None:
        side = "organisation" if stated == FrameSubject.ORGANISATION else "individual"
        row = ViolationBehaviour(frame_subject=stated)
        setattr(row, f"fine_min_{side}_vnd", given[0] * 1_000)
        setattr(row, f"fine_max_{side}_vnd", given[1] * 1_000)

        assert catalogue.frame_for(row, asked) == Frame(*frame)

    def test_has_both_sides_in_the_file_as_the_factor_says(self) -> None:
        """Whose frame the decree states is double or half of the other: 78 rows."""
        for row in ViolationBehaviour.objects.exclude(fine_max_individual_vnd=None):
            assert row.fine_min_organisation_vnd == 2 * row.fine_min_individual_vnd
            assert row.fine_max_organisation_vnd == 2 * row.fine_max_individual_vnd

    def test_gives_its_middle_as_the_fine_without_circumstances(self) -> None:
        """Điều 23.4 Luật XLVPHC; S1: 3,750,000."""
        frame = catalogue.frame_for(behaviour("DST-29-2A"), SubjectKind.HOUSEHOLD)

        assert frame is not None
        assert catalogue.midpoint(frame) == 3_750_000
        assert Frame(1, 2).midpoint_vnd == 2

    def test_holds_its_ends(self) -> None:
        frame = Frame(2_500_000, 5_000_000)

        assert frame.holds(2_500_000)
        assert frame.holds(5_000_000)
        assert not frame.holds(5_000_001)


class TestField:
    @pytest.mark.parametrize(
        ("code", "field", "name"),
        [
            ("PUB-24-5", AuthorityField.PUBLISHING, "xuất bản"),
            ("PRT-OVER", AuthorityField.PUBLISHING, "xuất bản"),
            ("DST-29-2A", AuthorityField.PUBLISHING, "xuất bản"),
            ("ONL-29", AuthorityField.PUBLISHING, "xuất bản"),
            (
                "CPR-341-IMP",
                AuthorityField.COPYRIGHT,
                "quyền tác giả, quyền liên quan",
            ),
        ],
    )
    def test_follows_the_group(self, code: str, field: str, name: str) -> None:
        assert behaviour(code).field == field
        assert behaviour(code).field_name_vi == name

    def test_knows_where_a_licence_may_be_suspended(self) -> None:
        """Điều 61.1: suspension gives the right to explain."""
        assert behaviour("PRT-NODEC").may_suspend
        assert not behaviour("DST-29-2A").may_suspend
