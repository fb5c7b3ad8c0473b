import pytest

from facilities import services
from facilities.models import Facility
from facilities.services import PersonInput
from facilities.states import PersonRole
from tests.facilities.conftest import AT


@pytest.fixture
def fifty(enter):
    for number in range(50):
        enter(f"Nhà sách {number}")


@pytest.mark.usefixtures("fifty")
class TestListFacilities:
    def test_of_fifty_rows_in_one_query(self, officer, django_assert_num_queries):
        user = officer("so.kiemtra")

        with django_assert_num_queries(1):
            rows = Facility.objects.visible_to(user, AT).select_related("ward", "party")
            shown = [
                (row.code, row.name, row.ward.name, row.party.name, row.enterprise_code)
                for row in rows.by_name()
            ]
        assert len(shown) == 50

    def test_of_a_commune_in_one_query(self, officer, django_assert_num_queries):
        user = officer("xa.bmt.kiemtra")

        with django_assert_num_queries(1):
            assert len(Facility.objects.visible_to(user, AT).by_name()) == 50

    def test_with_all_parts_in_a_fixed_number_of_queries(
        self, keeper, django_assert_num_queries
    ):
        for facility in Facility.objects.all()[:5]:
            person = PersonInput(
                role=PersonRole.HEAD, name="Y Thu Niê", phone="0905123456"
            )
            services.add_person(facility=facility, data=person, by=keeper, at=AT)

        with django_assert_num_queries(9):
            for facility in Facility.objects.with_parts():
                assert facility.main_address.ward.name
                assert facility.tax_code_shown == ""
                assert facility.name_on(AT.date())
                for person in facility.people.all():
                    list(person.protected_numbers.all())

    def test_leaves_the_search_with_two(self, officer, django_assert_num_queries):
        visible = Facility.objects.visible_to(officer("so.kiemtra"), AT)

        with django_assert_num_queries(2):
            assert len(visible.search("nha sach")[:25]) == 25
