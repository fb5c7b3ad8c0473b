import pytest

from agencies.access import can
from facilities.models import Facility
from facilities.services import AddressInput, UrlInput
from facilities.states import AddressKind, FacilityKind
from tests.facilities.conftest import AT, BUON_MA_THUOT, DONG_HOA, EA_KAR
from tests.moments import moment

PROVINCE = [
    "so.kiemtra",
    "so.truongdoan",
    "so.thuly",
    "so.giamdoc",
    "so.vanthu",
    "so.sobo",
    "so.lanhdao",
    "ca.pa05",
    "tt.thanhtra",
    "ubnd.thuly",
    "qltt.kiemtra",
]
COMMUNES = {
    "xa.bmt.kiemtra": {"Hoa Cúc", "Hai nơi"},
    "xa.bmt.chutich": {"Hoa Cúc", "Hai nơi"},
    "xa.donghoa": {"Gió Đồi", "Hai nơi"},
    "xa.eakar": {"Ea Kar"},
}
NOBODY = ["so.phapche", "quantri", "ubnd.kiemsoat"]


@pytest.fixture
def register(enter):
    enter("Hoa Cúc", ward=BUON_MA_THUOT)
    enter("Gió Đồi", ward=DONG_HOA)
    enter("Ea Kar", ward=EA_KAR)
    enter(
        "Hai nơi",
        addresses=[
            AddressInput(kind=AddressKind.HEAD_OFFICE, ward_code=BUON_MA_THUOT),
            AddressInput(kind=AddressKind.WAREHOUSE, ward_code=DONG_HOA),
            AddressInput(kind=AddressKind.SHOP, ward_code=DONG_HOA),
        ],
    )
    enter(
        "Trên mạng",
        kinds=(FacilityKind.ONLINE_SHOP,),
        unknown_owner=True,
        addresses=[],
        urls=[UrlInput(url="https://shopee.vn/x")],
    )


def seen(user, at=AT) -> list[str]:
    return sorted(row.name for row in Facility.objects.visible_to(user, at))


@pytest.mark.usefixtures("register")
class TestSeeFacilities:
    """Row A095 of the permission table: a commune sees its own ward's only."""

    @pytest.mark.parametrize("username", PROVINCE)
    def test_of_the_whole_province_for_its_agencies(self, officer, username):
        assert len(seen(officer(username))) == 5

    @pytest.mark.parametrize(("username", "names"), COMMUNES.items())
    def test_of_the_own_ward_for_a_commune(self, officer, username, names):
        assert seen(officer(username)) == sorted(names)

    @pytest.mark.parametrize("username", NOBODY)
    def test_is_granted_to_no_other_role(self, officer, username):
        assert seen(officer(username)) == []

    @pytest.mark.parametrize("username", [*PROVINCE, *COMMUNES, *NOBODY])
    def test_gives_lists_and_single_records_the_same_answer(self, officer, username):
        user = officer(username)

        allowed = {
            facility.name
            for facility in Facility.objects.prefetch_related("addresses")
            if can(user, "facility.view", facility, AT)
        }
        assert sorted(allowed) == seen(user)

    def test_ends_with_the_address(self, officer):
        Facility.objects.get(name="Ea Kar").addresses.update(ended_on="2026-03-01")

        assert seen(officer("xa.eakar")) == []

    def test_ends_with_the_role(self, officer):
        user = officer("so.kiemtra")

        assert seen(user, moment("01/06/2031")) == []

    def test_narrows_by_kind_and_ward(self):
        online = Facility.objects.of_kind(FacilityKind.ONLINE_SHOP)
        assert [row.name for row in online] == ["Trên mạng"]
        assert Facility.objects.in_ward(DONG_HOA).count() == 2

    def test_searches_only_what_is_visible(self, officer):
        visible = Facility.objects.visible_to(officer("xa.eakar"), AT)

        assert not visible.search("hoa cuc").exists()
        assert visible.search("ea kar").count() == 1
