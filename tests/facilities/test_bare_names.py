"""What the database takes for the core of a name and of an address."""

import pytest
from django.db import connection

from facilities import doubles
from facilities.doubles import Place
from facilities.models import Facility


def asked(function: str, text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [text])
        return cursor.fetchone()[0]


@pytest.mark.django_db
class TestBareName:
    @pytest.mark.parametrize(
        ("name", "bare"),
        [
            ("Công ty TNHH MTV In Minh Phát", "in minh phat"),
            ("CTY TNHH Một thành viên in ấn Minh Phát", "in minh phat"),
            ("Cty Trách nhiệm hữu hạn  IN MINH PHÁT", "in minh phat"),
            ("HKD Nhà sách Hoa Cúc", "sach hoa cuc"),
            ("Hộ kinh doanh - Hiệu Sách “Hoa Cúc”", "sach hoa cuc"),
            ("Photo copy Đại Đồng", "photocopy dai dong"),
            ("VPP Ea H’leo", "vpp ea h leo"),
            ("Văn phòng phẩm Ea H'leo", "vpp ea h leo"),
            ("Công ty TNHH", "cong ty tnhh"),
            ("Cty", "cty"),
            ("", ""),
        ],
    )
    def test_is_free_of_legal_form_and_spelling(self, name, bare):
        assert asked("identity_name", name) == bare

    def test_is_kept_by_the_database_itself(self, shop):
        Facility.objects.update(name="CÔNG TY CP BAN MAI")

        shop.refresh_from_db()
        assert shop.bare_name == "ban mai"


@pytest.mark.django_db
class TestBarePlace:
    @pytest.mark.parametrize(
        ("text", "bare"),
        [
            ("Số 12 đường Quang Trung", "12 quang trung"),
            ("12, Quang Trung", "12 quang trung"),
            ("12/3 Quang Trung", "12x3 quang trung"),
            ("12A / 3 phố Quang Trung", "12ax3 quang trung"),
            ("Tổ dân phố 4", "tdp 4"),
            ("", ""),
        ],
    )
    def test_keeps_house_and_street(self, text, bare):
        assert asked("identity_place", text) == bare

    @pytest.mark.parametrize(
        ("bare", "house", "street"),
        [
            ("12 quang trung", "12", "quang trung"),
            ("12x3 quang trung", "12x3", "quang trung"),
            ("12ax3bx4 quang trung", "12ax3bx4", "quang trung"),
            ("thon 3", "3", "thon"),
            ("kiot 5 cho ea kar 7", "5", "kiot cho ea kar"),
            ("12 13 le loi", "12", "le loi"),
            ("ql26 km 82", "82", "ql26 km"),
            ("cho ea kar", "", "cho ea kar"),
            ("3", "3", ""),
            ("", "", ""),
        ],
    )
    def test_is_parted_by_the_database_as_by_the_comparison(self, bare, house, street):
        place = Place(bare, "24133")

        assert (asked("place_house", bare), asked("place_street", bare)) == (
            house,
            street,
        )
        assert (place.house, place.street) == (house, street)


@pytest.mark.django_db
class TestNameLetters:
    @pytest.mark.parametrize(
        ("name", "like"),
        [
            ("sach hoa cuc", "hoa cuc"),
            ("cuc hoa photocopy", "sach hoa cuc"),
            ("in minhphat", "in minh phat"),
            ("hoa cuc", "hao cuc"),
            ("sach", "sach"),
        ],
    )
    def test_are_the_same_in_another_order(self, name, like):
        assert asked("name_letters", name) == asked("name_letters", like) != ""

    @pytest.mark.parametrize(
        ("name", "other"),
        [("hoa cuc", "hoa mai"), ("minh anh 1", "minh anh 2"), ("sach", "in")],
    )
    def test_differ_with_the_name(self, name, other):
        assert asked("name_letters", name) != asked("name_letters", other)

    def test_leave_the_trades_out_that_the_comparison_weighs_less(self):
        for word in doubles.COMMON:
            assert asked("name_letters", f"hoa {word} cuc") == asked(
                "name_letters", "hoa cuc"
            )
