from dataclasses import replace

import pytest

from agencies.kinds import SubjectKind
from audit.models import Entry
from facilities import services
from facilities.models import Facility, Party
from facilities.services import FacilityInput, UrlInput
from facilities.states import FacilityKind
from kernel.errors import MovedOn, NotPermitted, Refused
from tests.facilities.conftest import AT


@pytest.fixture
def edit(keeper):
    """Edits some fields and leaves the others as they are."""

    def make(facility, *, version=None, by=keeper, **fields):
        return services.edit_facility(
            facility=facility,
            version=version or facility.version,
            data=replace(FacilityInput.of(facility), **fields),
            by=by,
            at=AT,
        )

    return make


class TestEditFacility:
    def test_changes_the_fields_and_raises_the_version(self, shop, edit):
        edited = edit(shop, trade_name="Hoa Cúc Books", uses_it=False)

        stored = Facility.objects.get(pk=shop.pk)
        assert (stored.trade_name, stored.uses_it) == ("Hoa Cúc Books", False)
        assert stored.version == edited.version == shop.version + 1
        assert "hoa cuc books" in stored.search_text

    def test_keeps_the_code_when_kinds_change(self, shop, edit):
        edited = edit(shop, kinds=[FacilityKind.IMPORTER, FacilityKind.DISTRIBUTOR])

        assert edited.code == shop.code == "DL-DIST-0001"
        assert edited.kinds == ["IMPORTER", "DISTRIBUTOR"]

    def test_traces_only_what_changed(self, shop, edit, keeper):
        edit(shop, trade_name="Hoa Cúc Books")

        entry = Entry.objects.get(action="facility.edit")
        assert entry.changes == {"trade_name": ["", "Hoa Cúc Books"]}
        assert (entry.actor, entry.object_label) == (keeper, shop.code)

    def test_corrects_the_party_where_both_said_the_same(self, shop, edit):
        edit(shop, name="Hộ kinh doanh Nhà sách Hoa Cúc 2", tax_code="9900000087")

        party = Party.objects.get(pk=shop.party_id)
        assert party.name == "Hộ kinh doanh Nhà sách Hoa Cúc 2"
        assert party.tax_code == "9900000087"
        assert Entry.objects.filter(action="party.edit").count() == 1

    def test_takes_a_tax_code_away_from_nobody(self, shop, enter, edit):
        other = enter("Sách khác")

        with pytest.raises(Refused) as refused:
            edit(other, tax_code=shop.tax_code)

        assert shop.code in str(refused.value.errors["tax_code"])

    def test_leaves_a_masked_personal_tax_code_as_it_is(self, enter, edit):
        shop = enter("Hộ Ea Kar", tax_code="066090001234")

        edited = edit(shop, trade_name="Ea Kar Books")

        assert edited.tax_code_shown == "•••• 1234"
        assert edited.protected_numbers.count() == 1

    def test_replaces_a_personal_tax_code_by_an_enterprise_code(self, enter, edit):
        shop = enter("Hộ Ea Kar", tax_code="066090001234")

        edited = edit(shop, tax_code="9900000087")

        assert edited.tax_code_shown == "9900000087"
        assert edited.protected_numbers.get().ended_on is not None
        assert edited.business_key == "9900000087"

    def test_gives_an_online_shop_its_owner_once_known(self, enter, edit):
        shop = enter(
            "Sách Rẻ 24h",
            kinds=(FacilityKind.ONLINE_SHOP,),
            unknown_owner=True,
            addresses=[],
            urls=[UrlInput(url="https://shopee.vn/sachre24h")],
        )

        edited = edit(shop, unknown_owner=False, tax_code="9900000087")

        assert edited.party.tax_code == "9900000087"
        assert not edited.unknown_owner

    def test_refuses_to_forget_a_known_owner(self, shop, edit):
        with pytest.raises(Refused) as refused:
            edit(shop, unknown_owner=True)

        assert "unknown_owner" in refused.value.errors

    def test_refuses_a_stale_version_with_the_values_that_stand(self, shop, edit):
        edit(shop, trade_name="Một")

        with pytest.raises(MovedOn) as stale:
            edit(shop, trade_name="Hai")

        assert stale.value.current["version"] == shop.version + 1
        assert stale.value.current["trade_name"] == "Một"
        assert Facility.objects.get(pk=shop.pk).trade_name == "Một"

    def test_refuses_wrong_values_and_changes_nothing(self, shop, edit):
        with pytest.raises(Refused) as refused:
            edit(shop, name="", tax_code="9900000031", kinds=["BAKERY"])

        assert set(refused.value.errors) == {"name", "tax_code", "kinds"}
        stored = Facility.objects.get(pk=shop.pk)
        assert (stored.name, stored.version) == (shop.name, shop.version)
        assert not Entry.objects.filter(action="facility.edit").exists()

    @pytest.mark.parametrize("username", ["so.kiemtra", "xa.bmt.thuly", "so.lanhdao"])
    def test_is_for_registry_officers_only(self, shop, edit, officer, username):
        with pytest.raises(NotPermitted):
            edit(shop, trade_name="X", by=officer(username))

    def test_makes_an_individual_of_a_household(self, shop, edit):
        assert edit(shop, subject_kind=SubjectKind.INDIVIDUAL).enterprise_code == ""
