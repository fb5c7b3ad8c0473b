import pytest

from agencies.kinds import SubjectKind
from agencies.models import NumberRegister, Ward
from audit.models import Entry
from facilities import services
from facilities.models import Facility, Party, ProtectedNumber
from facilities.services import (
    AddressInput,
    EquipmentInput,
    FacilityInput,
    LicenceInput,
    PartyInput,
    PersonInput,
    UrlInput,
)
from facilities.states import (
    AddressKind,
    DeviceClass,
    FacilityKind,
    FacilityStatus,
    LicenceType,
    PersonRole,
)
from kernel.errors import NotPermitted, Refused
from tests.facilities.conftest import AT
from tests.moments import day


def refusal_of(enter, *args, **kwargs):
    """The refused fields and sentences, after checking that nothing was written."""
    with pytest.raises(Refused) as refused:
        enter(*args, **kwargs)
    assert not Facility.objects.exists()
    assert not Party.objects.exists()
    assert not Entry.objects.filter(action="facility.create").exists()
    return {name: " ".join(map(str, t)) for name, t in refused.value.errors.items()}


class TestCreateFacility:
    def test_gives_a_code_of_one_register_with_the_mark_of_the_first_kind(self, enter):
        first = enter("Nhà sách Một")
        second = enter(
            "Công ty In Hai",
            kinds=(FacilityKind.PRINTER_PUBLICATION, FacilityKind.IMPORTER),
            subject_kind=SubjectKind.ORGANISATION,
        )

        assert first.code == "DL-DIST-0001"
        assert second.code == "DL-PPUB-0002"
        assert second.kinds == ["PRINTER_PUBLICATION", "IMPORTER"]

    def test_takes_no_number_when_it_refuses(self, enter):
        enter("Nhà sách Một")
        with pytest.raises(Refused):
            enter("")

        assert NumberRegister.objects.get(register="FACILITY").last == 1
        assert enter("Nhà sách Hai").code == "DL-DIST-0002"

    def test_keeps_all_that_the_registry_asks(self, enter):
        facility = enter(
            "Công ty TNHH In Cao Nguyên Xanh",
            kinds=(FacilityKind.PRINTER_PUBLICATION,),
            subject_kind=SubjectKind.ORGANISATION,
            tax_code="9900000023",
            business_registration_no="6001234567",
            business_registration_on=day("02/05/2019"),
            business_registration_issuer="Sở Tài chính",
            uses_it=True,
            status=FacilityStatus.ACTIVE,
            status_since=day("14/06/2019"),
            addresses=[
                AddressInput(
                    kind=AddressKind.HEAD_OFFICE,
                    text="Số 00 đường 10/3",
                    ward_code="24163",
                    legacy_address="TP Buôn Ma Thuột",
                ),
                AddressInput(kind=AddressKind.WAREHOUSE, ward_code="22258"),
            ],
            licences=[
                LicenceInput(
                    type=LicenceType.PUBLICATION_PRINTING,
                    number="12/GP-STTTT",
                    issuer="Sở TT&TT",
                    issued_on=day("14/06/2019"),
                )
            ],
            equipment=[
                EquipmentInput(
                    device_class=DeviceClass.PRINT_OFFSET,
                    maker="Heidelberg",
                    serial="4471",
                    year=2015,
                    colours=4,
                    hs_code="8443.13",
                    declared_on=day("01/06/2019"),
                )
            ],
            people=[
                PersonInput(
                    role=PersonRole.LEGAL_REPRESENTATIVE,
                    name="Phan Thị Thanh Vân",
                    title="Giám đốc",
                    gender="FEMALE",
                    phone="0905 123 456",
                )
            ],
            urls=[UrlInput(url="www.facebook.com/incaonguyenxanh")],
        )

        facility = Facility.objects.with_parts().get(pk=facility.pk)
        assert facility.status == FacilityStatus.ACTIVE
        assert facility.enterprise_code == "9900000023"
        assert str(facility.main_address) == "Số 00 đường 10/3, Phường Tân An"
        assert facility.ward_id == "24163"
        assert facility.ward_codes == {"24163", "22258"}
        (licence,) = facility.licences.all()
        assert licence.issued_year == 2019
        assert licence.is_valid_on(day("02/03/2026"))
        (device,) = facility.equipment.all()
        assert device.is_declared
        (person,) = facility.people.all()
        assert [n.masked for n in person.protected_numbers.all()] == ["•••• 3456"]
        (url,) = facility.urls.all()
        assert (url.url, url.platform, url.domain) == (
            "https://www.facebook.com/incaonguyenxanh",
            "FACEBOOK",
            "facebook.com",
        )

    def test_makes_a_party_with_the_legal_representative_of_the_papers(self, enter):
        facility = enter(
            "Công ty TNHH Văn hóa phẩm Gió Đồi",
            subject_kind=SubjectKind.ORGANISATION,
            tax_code="9900000062",
            people=[
                PersonInput(
                    role=PersonRole.LEGAL_REPRESENTATIVE,
                    name="Lê Văn Gió",
                    title="Giám đốc",
                    gender="MALE",
                )
            ],
        )

        party = facility.party
        assert (party.name, party.tax_code) == (facility.name, "9900000062")
        assert party.legal_representative_name == "Lê Văn Gió"
        assert party.address_text == "12 Quang Trung"
        assert party.ward_id == "24133"

    def test_names_the_party_of_an_individual_after_the_person(self, enter):
        facility = enter(
            "Photocopy Bình Minh",
            subject_kind=SubjectKind.INDIVIDUAL,
            people=[PersonInput(role=PersonRole.OWNER, name="Y Thu Niê")],
        )

        assert facility.party.name == "Y Thu Niê"

    def test_finds_the_party_that_has_the_tax_code_already(self, enter, keeper):
        party = services.register_party(
            data=PartyInput(
                subject_kind=SubjectKind.ORGANISATION,
                name="Công ty TNHH Phát hành Sóng Biển",
                tax_code="9900000055",
            ),
            by=keeper,
            at=AT,
        )

        facility = enter(
            "Công ty Sóng Biển",
            subject_kind=SubjectKind.ORGANISATION,
            tax_code="9900000055",
        )

        assert facility.party == party
        assert Party.objects.count() == 1

    def test_keeps_a_personal_tax_code_encrypted_and_masked(self, enter):
        facility = enter("Hộ kinh doanh Sách Ea Kar", tax_code="066090001234")

        facility = Facility.objects.get(pk=facility.pk)
        assert facility.tax_code == ""
        assert facility.tax_code_shown == "•••• 1234"
        assert "066090001234" not in facility.search_text
        assert facility.party.protected_numbers.get().masked == "•••• 1234"
        entry = Entry.objects.get(action="facility.create")
        assert "066090001234" not in str(entry.changes)

    def test_counts_all_units_of_an_enterprise_under_one_key(self, enter):
        parent = enter(
            "Công ty", subject_kind=SubjectKind.ORGANISATION, tax_code="9900000023"
        )
        branch = enter(
            "Chi nhánh",
            subject_kind=SubjectKind.ORGANISATION,
            tax_code="9900000023-001",
        )
        other = enter("Hộ khác")

        assert parent.business_key == branch.business_key == "9900000023"
        assert set(Facility.objects.of_business("9900000023")) == {parent, branch}
        assert other.business_key not in {"", "9900000023"}

    def test_takes_an_online_shop_without_owner_or_place(self, enter):
        shop = enter(
            "Sách Rẻ 24h",
            kinds=(FacilityKind.ONLINE_SHOP,),
            subject_kind=SubjectKind.INDIVIDUAL,
            unknown_owner=True,
            addresses=[],
            urls=[UrlInput(url="https://shopee.vn/sachre24h", shop_id="sachre24h")],
        )

        assert shop.code == "DL-SHOP-0001"
        assert shop.party is None
        assert shop.ward is None
        assert shop.urls.get().platform == "SHOPEE"

    def test_writes_one_entry_with_what_was_entered(self, enter, keeper):
        facility = enter(tax_code="9900000016")

        entry = Entry.objects.get(action="facility.create")
        assert (entry.actor, entry.object_id) == (keeper, str(facility.pk))
        assert entry.object_label == "DL-DIST-0001"
        assert entry.changes["tax_code"] == [None, "9900000016"]
        assert entry.changes["addresses"][1][0]["ward"] == "24133"

    @pytest.mark.parametrize(
        "username", ["so.kiemtra", "so.lanhdao", "quantri", "xa.bmt.thuly", "ca.pa03"]
    )
    def test_is_for_registry_officers_only(self, officer, username):
        data = FacilityInput(
            kinds=[FacilityKind.PHOTOCOPY],
            name="Photocopy",
            subject_kind=SubjectKind.HOUSEHOLD,
        )

        with pytest.raises(NotPermitted):
            services.create_facility(data=data, by=officer(username), at=AT)


class TestRefuseToCreateFacility:
    def test_for_a_wrong_check_digit(self, enter):
        errors = refusal_of(enter, tax_code="9900000031")

        assert list(errors) == ["tax_code"]
        assert "must be 0" in errors["tax_code"]

    def test_for_an_unknown_ward(self, enter):
        errors = refusal_of(enter, ward="99999")

        assert list(errors) == ["addresses.0.ward_code"]
        assert "99999" in errors["addresses.0.ward_code"]

    def test_for_a_ward_that_is_no_longer_in_force(self, enter):
        Ward.objects.filter(code="24133").update(valid_to=day("28/02/2026"))

        assert "addresses.0.ward_code" in refusal_of(enter)

    def test_for_an_unknown_kind_and_for_none(self, enter):
        assert "kinds" in refusal_of(enter, kinds=("BAKERY",))
        assert "kinds" in refusal_of(enter, kinds=())

    def test_for_an_empty_name_of_spaces(self, enter):
        assert "name" in refusal_of(enter, "  \u200a ")

    def test_for_a_name_longer_than_its_column(self, enter):
        assert "250" in refusal_of(enter, "x" * 251)["name"]

    def test_naming_all_faults_at_once(self, enter):
        errors = refusal_of(
            enter,
            "",
            ward="",
            tax_code="12",
            subject_kind="CLUB",
            licences=[
                LicenceInput(
                    type="X",
                    number="",
                    issuer="",
                    issued_on=day("03/03/2026"),
                    expires_on=day("01/03/2026"),
                )
            ],
            urls=[UrlInput(url="không phải địa chỉ")],
        )

        assert set(errors) == {
            "name",
            "subject_kind",
            "tax_code",
            "addresses.0.ward_code",
            "licences.0.type",
            "licences.0.number",
            "licences.0.issuer",
            "licences.0.issued_on",
            "licences.0.expires_on",
            "urls.0.url",
        }

    def test_for_a_printer_without_owner_or_address(self, enter):
        errors = refusal_of(enter, unknown_owner=True, addresses=[])

        assert set(errors) == {"unknown_owner", "addresses"}

    def test_for_a_status_of_tomorrow(self, enter):
        errors = refusal_of(enter, status_since=day("03/03/2026"))

        assert list(errors) == ["status_since"]

    def test_for_a_tax_code_that_another_facility_has(self, enter):
        known = enter("Hộ kinh doanh Nhà sách Hoa Cúc", tax_code="9900000016")

        with pytest.raises(Refused) as refused:
            enter("Nhà sách Hoa Cúc", tax_code="9900000016")

        (sentence,) = refused.value.errors["tax_code"]
        assert known.code in str(sentence)
        assert Facility.objects.count() == 1

    def test_for_a_personal_tax_code_that_another_facility_has(self, enter):
        enter("Hộ Một", tax_code="066090001234")

        with pytest.raises(Refused) as refused:
            enter("Hộ Hai", tax_code="066 090 001 234")

        assert "tax_code" in refused.value.errors
        assert ProtectedNumber.objects.filter(facility__isnull=False).count() == 1

    def test_for_the_same_web_address_twice(self, enter):
        urls = [UrlInput(url="https://sach.vn/"), UrlInput(url="sach.vn/")]

        assert "url" in refusal_of(enter, urls=urls)

    def test_for_the_same_licence_twice(self, enter):
        licence = LicenceInput(
            type=LicenceType.PRINTING,
            number="12/GP",
            issuer="Sở TT&TT",
            issued_on=day("14/06/2019"),
        )

        assert "number" in refusal_of(enter, licences=[licence, licence])
