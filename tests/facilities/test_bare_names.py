"""What the database takes for the core of a name and of an address."""

import pytest
from django.db import connection

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
