"""How paper cites a provision of the catalogue."""

from datetime import date

import pytest

from agencies.models import Agency
from documents.citations import provision
from documents.forms.bodies import head_of
from regulations.packaged import violation_behaviours

DAY = date(2026, 3, 5)


class TestCiteLaw:
    @pytest.mark.parametrize(
        ("basis", "words"),
        [
            (
                "NĐ 119/2020/NĐ-CP Điều 29.2.a",
                "điểm a khoản 2 Điều 29 Nghị định số 119/2020/NĐ-CP",
            ),
            (
                "NĐ 119/2020/NĐ-CP Điều 23.1.đ",
                "điểm đ khoản 1 Điều 23 Nghị định số 119/2020/NĐ-CP",
            ),
            (
                "NĐ 119/2020/NĐ-CP Điều 28b (added by NĐ 14/2022) khoản 3.c",
                "điểm c khoản 3 Điều 28b Nghị định số 119/2020/NĐ-CP",
            ),
            ("BLHS Điều 344.1.b", "điểm b khoản 1 Điều 344 Bộ luật Hình sự"),
        ],
    )
    def test_spells_out_point_clause_and_article(self, basis: str, words: str):
        found = provision(basis, on=DAY)

        assert found.short == words
        assert found.is_complete

    @pytest.mark.parametrize(
        ("basis", "words"),
        [
            (
                "NĐ 119/2020/NĐ-CP Điều 27-28 (exact clause to load)",
                "Điều 27, Điều 28 Nghị định số 119/2020/NĐ-CP",
            ),
            (
                "NĐ 119/2020/NĐ-CP Điều 29.3 and following",
                "Điều 29 Nghị định số 119/2020/NĐ-CP",
            ),
            ("NĐ 341/2025/NĐ-CP (article to load)", "Nghị định số 341/2025/NĐ-CP"),
        ],
    )
    def test_never_guesses_a_clause(self, basis: str, words: str):
        found = provision(basis, on=DAY)

        assert found.short == words
        assert not found.is_complete

    def test_leaves_no_english_remark_of_the_catalogue(self):
        for row in violation_behaviours():
            text = provision(row["legal_basis"], on=DAY).in_full
            assert not any(
                word in text for word in ("load", "verify", "recalled", "by")
            )


class TestNameBodies:
    @pytest.mark.parametrize(
        ("title", "name", "called"),
        [
            (
                "CHỦ TỊCH",
                "Ủy ban nhân dân phường Buôn Ma Thuột",
                "Chủ tịch Ủy ban nhân dân phường Buôn Ma Thuột",
            ),
            (
                "CHÁNH THANH TRA",
                "Thanh tra tỉnh Đắk Lắk",
                "Chánh Thanh tra tỉnh Đắk Lắk",
            ),
            ("TRƯỞNG CÔNG AN", "Công an xã Ea Kar", "Trưởng Công an xã Ea Kar"),
            ("", "Viện kiểm sát nhân dân", "Viện kiểm sát nhân dân"),
        ],
    )
    def test_joins_the_head_and_the_body(self, title: str, name: str, called: str):
        assert head_of(Agency(name=name, head_title=title)) == called
