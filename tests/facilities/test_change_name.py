import pytest

from audit.models import Entry
from facilities import services
from facilities.models import Facility
from kernel.errors import MovedOn, NotPermitted, Refused
from tests.facilities.conftest import AT
from tests.moments import day


@pytest.fixture
def rename(keeper):
    def make(facility, name, from_on, *, version=None, by=keeper):
        return services.change_name(
            facility=facility,
            version=version or facility.version,
            name=name,
            from_on=day(from_on),
            by=by,
            at=AT,
        )

    return make


class TestChangeName:
    def test_keeps_each_name_with_its_time(self, shop, rename):
        first = shop.name
        renamed = rename(shop, "Nhà sách Hướng Dương", "01/02/2026")
        renamed = rename(renamed, "Nhà sách Mặt Trời", "02/03/2026")

        assert renamed.name_on(day("31/01/2026")) == first
        assert renamed.name_on(day("01/02/2026")) == "Nhà sách Hướng Dương"
        assert renamed.name_on(day("01/03/2026")) == "Nhà sách Hướng Dương"
        assert renamed.name_on(day("02/03/2026")) == "Nhà sách Mặt Trời"

    def test_renames_the_party_of_the_same_name(self, shop, rename):
        renamed = rename(shop, "Nhà sách Hướng Dương", "01/02/2026")

        party = renamed.party
        assert party.name == "Nhà sách Hướng Dương"
        assert party.name_on(day("31/01/2026")) == shop.name

    def test_leaves_the_party_of_another_name(self, enter, keeper, rename):
        shop = enter("Photocopy Một")
        party = shop.party
        party.name = "Y Thu Niê"
        party.save()

        assert rename(shop, "Photocopy Hai", "01/02/2026").party.name == "Y Thu Niê"

    def test_traces_the_old_and_the_new_name(self, shop, rename):
        rename(shop, "Nhà sách Hướng Dương", "01/02/2026")

        entry = Entry.objects.get(action="facility.change_name")
        assert entry.changes["name"] == [shop.name, "Nhà sách Hướng Dương"]
        assert entry.changes["name_from"] == [None, "2026-02-01"]

    @pytest.mark.parametrize(
        ("name", "from_on", "field"),
        [
            ("  ", "01/02/2026", "name"),
            ("Hộ kinh doanh Nhà sách Hoa Cúc", "01/02/2026", "name"),
            ("x" * 251, "01/02/2026", "name"),
            ("Nhà sách Mới", "03/03/2026", "from_on"),
        ],
    )
    def test_refuses_no_name_the_same_name_and_tomorrow(
        self, shop, rename, name, from_on, field
    ):
        with pytest.raises(Refused) as refused:
            rename(shop, name, from_on)

        assert list(refused.value.errors) == [field]
        assert not Facility.objects.get(pk=shop.pk).former_names.exists()

    def test_refuses_a_day_before_the_present_name_began(self, shop, rename):
        renamed = rename(shop, "Nhà sách Hướng Dương", "01/02/2026")

        with pytest.raises(Refused) as refused:
            rename(renamed, "Nhà sách Mặt Trời", "01/02/2026")

        assert "01/02/2026" in str(refused.value.errors["from_on"])

    def test_refuses_a_stale_version_and_other_officers(self, shop, rename, officer):
        with pytest.raises(MovedOn):
            rename(shop, "Nhà sách Mới", "01/02/2026", version=99)
        with pytest.raises(NotPermitted):
            rename(shop, "Nhà sách Mới", "01/02/2026", by=officer("so.kiemtra"))
