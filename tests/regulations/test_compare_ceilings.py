"""Fining ceilings (NĐ 189/2025, Điều 24 and 52 XLVPHC) and the right to explain."""

from __future__ import annotations

from datetime import date

import pytest

from agencies.kinds import SubjectKind
from regulations.authority import ceiling_vnd, explanation_right, ladder
from regulations.kinds import AuthorityField, AuthorityTitle, Confidence

pytestmark = pytest.mark.usefixtures("law")
SIGNING_DAY = date(2026, 3, 12)

# title: publishing individual, organisation, copyright individual, organisation
CEILINGS_IN_MILLIONS = {
    "CHIEN_SI_CAND": (10, 20, 25, 50),
    "TRUONG_CONG_AN_XA": (50, 100, 125, 250),
    "CHU_TICH_UBND_XA": (50, 100, 125, 250),
    "GIAM_DOC_SO": (80, 160, 200, 400),
    "CHU_TICH_UBND_TINH": (100, 200, 250, 500),
    "GIAM_DOC_CONG_AN_TINH": (None,) * 4,
    "TRUONG_PHONG_CONG_AN_TINH": (None,) * 4,
    "CHANH_THANH_TRA_TINH": (None,) * 4,
    "TRUONG_DOAN_THANH_TRA": (None,) * 4,
    "CHI_CUC_TRUONG_QLTT": (None,) * 4,
}
COLUMNS = [
    (AuthorityField.PUBLISHING, SubjectKind.INDIVIDUAL),
    (AuthorityField.PUBLISHING, SubjectKind.ORGANISATION),
    (AuthorityField.COPYRIGHT, SubjectKind.INDIVIDUAL),
    (AuthorityField.COPYRIGHT, SubjectKind.ORGANISATION),
]
TABLE = [
    (title, field, subject_kind, millions)
    for title, row in CEILINGS_IN_MILLIONS.items()
    for (field, subject_kind), millions in zip(COLUMNS, row, strict=True)
]


class TestCeiling:
    def test_table_names_every_title(self) -> None:
        assert set(CEILINGS_IN_MILLIONS) == set(AuthorityTitle.values)

    @pytest.mark.parametrize(("title", "field", "subject_kind", "millions"), TABLE)
    def test_is_a_share_of_the_field_s_maximum(
        self, title: str, field: str, subject_kind: str, millions: int | None
    ) -> None:
        """Agencies section 2; what is unsettled has no figure."""
        ceiling = ceiling_vnd(title, field, subject_kind, SIGNING_DAY)

        if millions is None:
            assert ceiling.vnd is None
            assert not ceiling.is_configured
            assert ceiling.confidence == Confidence.UNSETTLED
        else:
            assert ceiling.vnd == millions * 1_000_000
            assert ceiling.basis.startswith("NĐ 189/2025/NĐ-CP")

    def test_of_a_household_is_that_of_an_individual(self) -> None:
        household, individual = (
            ceiling_vnd("CHU_TICH_UBND_XA", "publishing", kind, SIGNING_DAY)
            for kind in (SubjectKind.HOUSEHOLD, SubjectKind.INDIVIDUAL)
        )

        assert household == individual

    @pytest.mark.parametrize(
        ("title", "frame_max_vnd", "covers"),
        [
            ("CHU_TICH_UBND_XA", 500_000_000, False),  # S8: 500 > 250
            ("GIAM_DOC_SO", 500_000_000, False),  # 500 > 400
            ("CHU_TICH_UBND_TINH", 500_000_000, True),  # 500 <= 500
            ("GIAM_DOC_SO", None, None),
            ("CHANH_THANH_TRA_TINH", 1_000_000, None),
        ],
    )
    def test_is_compared_with_the_frame_maximum_of_one_act(
        self,
        title: str,
        frame_max_vnd: int | None,
        covers: bool | None,  # noqa: FBT001
    ) -> None:
        """Điều 52.1 and 52.2; None = the legal officer confirms."""
        ceiling = ceiling_vnd(
            title, AuthorityField.COPYRIGHT, SubjectKind.ORGANISATION, SIGNING_DAY
        )

        assert ceiling.covers(frame_max_vnd) is covers

    def test_is_not_configured_before_the_decree(self) -> None:
        """NĐ 189/2025 is in force from 01/7/2025."""
        ceiling = ceiling_vnd(
            "GIAM_DOC_SO", "publishing", SubjectKind.INDIVIDUAL, date(2025, 6, 30)
        )

        assert ceiling.vnd is None

    def test_of_an_unknown_title_is_not_configured(self) -> None:
        ceiling = ceiling_vnd("", "publishing", SubjectKind.INDIVIDUAL, SIGNING_DAY)

        assert ceiling.vnd is None
        assert ceiling.covers(1) is None

    def test_of_copyright_is_only_as_sure_as_the_maximum(self) -> None:
        """The maximum of NĐ 131/2013, before 15/02/2026, is recalled."""
        before, after = (
            ceiling_vnd("GIAM_DOC_SO", "copyright", SubjectKind.INDIVIDUAL, day)
            for day in (date(2026, 2, 14), date(2026, 2, 15))
        )

        assert before.confidence == Confidence.RECALLED
        assert after.confidence == Confidence.CONFIRMED
        assert before.vnd == after.vnd == 200_000_000


class TestLadder:
    def test_stands_in_order_with_unsettled_titles_last(self) -> None:
        rungs = ladder("publishing", SubjectKind.ORGANISATION, SIGNING_DAY)

        figures = [rung.vnd for rung in rungs if rung.vnd is not None]
        assert figures == sorted(figures)
        assert [rung.title for rung in rungs[:5]] == [
            "CHIEN_SI_CAND",
            "TRUONG_CONG_AN_XA",
            "CHU_TICH_UBND_XA",
            "GIAM_DOC_SO",
            "CHU_TICH_UBND_TINH",
        ]
        assert all(rung.vnd is None for rung in rungs[5:])
        assert len(rungs) == len(AuthorityTitle)

    def test_names_titles_as_papers_do(self) -> None:
        ceiling = ceiling_vnd(
            "GIAM_DOC_SO", "publishing", SubjectKind.INDIVIDUAL, SIGNING_DAY
        )

        assert ceiling.title_name == "Giám đốc Sở"


class TestExplanationRight:
    @pytest.mark.parametrize(
        ("frame_max_vnd", "subject_kind", "has_suspension", "is_due"),
        [
            (5_000_000, SubjectKind.HOUSEHOLD, False, False),  # S1
            (35_000_000, SubjectKind.HOUSEHOLD, False, True),  # S6
            (500_000_000, SubjectKind.ORGANISATION, False, True),  # S8
            (14_999_999, SubjectKind.INDIVIDUAL, False, False),
            (15_000_000, SubjectKind.INDIVIDUAL, False, True),
            (29_999_999, SubjectKind.ORGANISATION, False, False),
            (30_000_000, SubjectKind.ORGANISATION, False, True),
            (1_000_000, SubjectKind.INDIVIDUAL, True, True),
            (None, SubjectKind.ORGANISATION, True, True),  # S2
            (None, SubjectKind.ORGANISATION, False, None),
        ],
    )
    def test_starts_at_15_and_30_million_or_with_a_suspension(
        self,
        frame_max_vnd: int | None,
        subject_kind: str,
        has_suspension: bool,  # noqa: FBT001
        is_due: bool | None,  # noqa: FBT001
    ) -> None:
        """Điều 61.1 Luật XLVPHC; an unknown frame is not guessed."""
        right = explanation_right(
            frame_max_vnd=frame_max_vnd,
            subject_kind=subject_kind,
            has_suspension=has_suspension,
            on=SIGNING_DAY,
        )

        assert right.is_due is is_due
