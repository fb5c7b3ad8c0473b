import pytest
from django.db import connection

from agencies.kinds import SubjectKind
from facilities import services
from facilities.models import Facility, Party
from facilities.services import PartyInput
from tests.facilities.conftest import AT

# The order of a Vietnamese dictionary: letters first (a ă â … d đ … o ô ơ … u ư), then
# tones: none, grave, hook, tilde, acute, dot.
ORDERED = [
    "An",
    "An Bình",
    "Ánh",
    "Ăn",
    "Ấn",
    "Bắc",
    "Bình",
    "Cúc",
    "Cư M’gar",
    "Dương",
    "Đá",
    "Đắk",
    "Đông",
    "Ea",
    "Êban",
    "Giang",
    "Ha",
    "Hà",
    "Hả",
    "Hã",
    "Há",
    "Hạ",
    "Hoa",
    "Hòa",
    "Hoa Cúc",
    "Hồng",
    "Hơ",
    "In",
    "Kar",
    "Loan",
    "Minh",
    "Ngân",
    "Nguyên",
    "Ông",
    "Ở",
    "Phát",
    "Quỳnh",
    "Sách",
    "Tân",
    "Tây",
    "Thanh",
    "Thành",
    "Thạnh",
    "Trang",
    "Uyên",
    "Ước",
    "Vân",
    "Xanh",
    "Ỷ",
    "Ya",
]


class TestOrderByName:
    def test_is_the_order_of_the_dictionary(self, db):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM unnest(%s::text[]) AS name"
                ' ORDER BY vi_sort(name) COLLATE "C"',
                [sorted(ORDERED)],
            )
            names = [name for (name,) in cursor.fetchall()]

        assert names == ORDERED

    @pytest.mark.parametrize(
        ("name", "other"), [("Đắk Lắk", "ĐẮK LẮK"), ("Hòa", "Ho\u0300a")]
    )
    def test_takes_capitals_and_decomposed_letters_as_the_same(self, db, name, other):
        with connection.cursor() as cursor:
            cursor.execute("SELECT vi_sort(%s) = vi_sort(%s)", [name, other])
            assert cursor.fetchone() == (True,)

    def test_orders_facilities_with_an_unique_end(self, enter):
        for name in ("Ước", "An", "Đá", "Dương", "An", "Ánh"):
            enter(name)

        rows = list(Facility.objects.by_name())
        assert [row.name for row in rows] == ["An", "An", "Ánh", "Dương", "Đá", "Ước"]
        assert rows[0].pk < rows[1].pk

    def test_orders_people_by_the_given_name_and_bodies_by_the_whole(self, keeper):
        people, bodies = SubjectKind.INDIVIDUAL, SubjectKind.ORGANISATION
        for kind, name in [
            (people, "Trần Văn An"),
            (people, "Lê Văn An"),
            (people, "An Thị Xuân"),
            (bodies, "Công ty In An"),
        ]:
            services.register_party(
                data=PartyInput(subject_kind=kind, name=name), by=keeper, at=AT
            )

        assert [party.name for party in Party.objects.by_name()] == [
            "Lê Văn An",
            "Trần Văn An",
            "Công ty In An",
            "An Thị Xuân",
        ]

    def test_pages_by_key_without_loss(self, enter):
        """The key of a page is the name's key and the id (stack, "Paging")."""
        for number in range(7):
            enter(f"Nhà sách {number % 3}")
        seen: list[Facility] = []
        page = list(Facility.objects.by_name()[:3])
        while page:
            seen += page
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT id FROM facilities_facility WHERE (name_key, id) > (%s, %s)"
                    " ORDER BY name_key, id LIMIT 3",
                    [page[-1].name_key, page[-1].pk],
                )
                ids = [pk for (pk,) in cursor.fetchall()]
            page = list(Facility.objects.by_name().filter(pk__in=ids))

        assert seen == list(Facility.objects.by_name())
