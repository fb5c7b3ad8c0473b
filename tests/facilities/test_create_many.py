"""Many facilities at once are what one by one would have made."""

import pytest
from django.db import IntegrityError, transaction

from agencies.kinds import SubjectKind
from audit.models import Entry
from facilities import services
from facilities.models import Facility, FacilityPerson
from facilities.services import (
    AddressInput,
    FacilityInput,
    LicenceInput,
    NumberInput,
    PersonInput,
    UrlInput,
)
from facilities.services.bulk import NewFacility, create_facilities
from facilities.states import PersonRole
from kernel import copying
from kernel.errors import NotPermitted, Refused
from kernel.ids import uuid7
from tests.facilities.conftest import AT
from tests.moments import day

ENTRIES = (
    NewFacility(
        data=FacilityInput(
            name="Nhà sách  Một ", kinds=("DISTRIBUTOR",), subject_kind="HOUSEHOLD"
        ),
        addresses=[AddressInput(kind="SHOP", text="1 Lê Lợi", ward_code="24133")],
    ),
    NewFacility(
        data=FacilityInput(
            name="Công ty In Ea H’leo",
            trade_name="Suối Đá",
            kinds=("PRINTER_PUBLICATION", "IMPORTER"),
            subject_kind=SubjectKind.ORGANISATION,
            tax_code="9900000023",
            business_registration_no="6001234567",
            business_registration_on=day("02/05/2019"),
            business_registration_issuer="Sở Tài chính",
            uses_it=True,
        ),
        addresses=[
            AddressInput(kind="HEAD_OFFICE", text="2 Lê Lợi, Hà Nội"),
            AddressInput(
                kind="WAREHOUSE", ward_code="24184", legacy_address="huyện Ea H’leo"
            ),
        ],
        urls=[UrlInput(url="www.facebook.com/suoida")],
        people=[
            PersonInput(
                role="LEGAL_REPRESENTATIVE",
                name="Phan Thị Thanh Vân",
                title="Giám đốc",
                gender="FEMALE",
                phone="0905 123 456",
                identity=NumberInput(number="066199001234"),
            )
        ],
        licences=[
            LicenceInput(
                type="PUBLICATION_PRINTING",
                number="12/GP",
                issuer="Sở VHTTDL",
                issued_on=day("14/06/2019"),
            )
        ],
        status="ACTIVE",
        status_since=day("14/06/2019"),
    ),
    NewFacility(
        data=FacilityInput(
            name="Photo Y Thu",
            kinds=("PHOTOCOPY",),
            subject_kind=SubjectKind.INDIVIDUAL,
            tax_code="066123456789",
        ),
        addresses=[AddressInput(kind="SHOP", text="3 Lê Lợi", ward_code="24163")],
        people=[PersonInput(role="OWNER", name="Y Thu Niê")],
    ),
    NewFacility(
        data=FacilityInput(
            name="Chi nhánh Suối Đá",
            kinds=("PRINTER_DECLARED",),
            subject_kind=SubjectKind.ORGANISATION,
            tax_code="9900000023-001",
        ),
        addresses=[
            AddressInput(kind="HEAD_OFFICE", text="4 Lê Lợi", ward_code="24163")
        ],
    ),
)
PARTS = ("addresses", "licences", "people", "urls", "protected_numbers")


def one_by_one(keeper):
    for entry in ENTRIES:
        given = {name: getattr(entry, name) for name in entry.__dataclass_fields__}
        services.create_facility(**given, by=keeper, at=AT)


def written():
    """All that was written, without the keys that are drawn."""

    def plain(row, *left_out):
        drawn = {"id", "facility", "party", "person", "sealed", "business_key"}
        return {
            field.name: str(getattr(row, field.attname))
            for field in row._meta.concrete_fields
            if field.name not in drawn | set(left_out)
        }

    facilities = []
    for row in Facility.objects.order_by("code"):
        parts = {
            name: [plain(item) for item in getattr(row, name).order_by("id")]
            for name in PARTS
        }
        numbers = [
            [plain(n) for n in person.protected_numbers.order_by("id")]
            for person in row.people.all()
        ]
        party = plain(row.party)
        of_party = [plain(n) for n in row.party.protected_numbers.all()]
        key = row.business_key.replace(str(row.party_id), "party")
        facilities.append((plain(row), parts, numbers, party, of_party, key))
    entries = [
        {
            name: value
            for name, value in plain(entry, "seq", "previous_hash", "hash").items()
            if name != "object_id"
        }
        | {"changes": _without_ids(entry.changes)}
        for entry in Entry.objects.order_by("seq")
    ]
    return facilities, entries


def _without_ids(changes):
    return {name: value for name, value in changes.items() if name != "party"}


@pytest.mark.django_db
class TestCreateManyFacilities:
    def test_writes_what_one_by_one_writes(self, keeper):
        with transaction.atomic():
            one_by_one(keeper)
            wanted = written()
            transaction.set_rollback(True)
        create_facilities(entries=ENTRIES, by=keeper, at=AT)

        facilities, entries = written()
        assert facilities == wanted[0]
        assert entries == wanted[1]
        assert [f[0]["code"] for f in facilities] == [
            "DL-COPY-0003",
            "DL-DIST-0001",
            "DL-PDEC-0004",
            "DL-PPUB-0002",
        ]

    def test_takes_the_same_number_of_queries_for_forty(
        self, keeper, django_assert_max_num_queries
    ):
        ten = [
            NewFacility(
                data=FacilityInput(
                    name=f"Nhà sách {place}",
                    kinds=("DISTRIBUTOR",),
                    subject_kind="HOUSEHOLD",
                ),
                addresses=ENTRIES[0].addresses,
            )
            for place in range(40)
        ]
        with django_assert_max_num_queries(25):
            create_facilities(entries=ten, by=keeper, at=AT)

        assert Facility.objects.count() == 40

    @pytest.mark.parametrize("twice", [ENTRIES[1], ENTRIES[2]])
    def test_refuses_all_when_one_is_known(self, keeper, twice):
        with pytest.raises(Refused):
            create_facilities(entries=[*ENTRIES, twice], by=keeper, at=AT)

        assert not Facility.objects.exists()
        create_facilities(entries=ENTRIES[1:2], by=keeper, at=AT)
        assert Facility.objects.get().code == "DL-PPUB-0001"

    def test_is_for_who_may_enter_one(self, officer):
        with pytest.raises(NotPermitted):
            create_facilities(entries=ENTRIES, by=officer("so.kiemtra"), at=AT)


@pytest.mark.django_db
class TestCopying:
    def test_refuses_what_a_constraint_refuses(self, shop):
        """A race that only the database sees is the same error as of any insert."""
        twin = Facility.objects.get(pk=shop.pk)
        twin.pk = uuid7()

        with pytest.raises(IntegrityError, match="facilities_facility_code"):
            copying.insert([twin])

    def test_takes_every_sign_as_it_is(self, shop):
        names = ["Một\tHai", "Ba\nBốn", "\\N", "\\.", "Năm\\tSáu", "“Bảy”, H’Ngân"]
        rows = [
            FacilityPerson(facility=shop, role=PersonRole.HEAD, name=name)
            for name in names
        ]
        copying.insert(rows)

        kept = FacilityPerson.objects.filter(pk__in=[row.pk for row in rows])
        assert sorted(kept.values_list("name", flat=True)) == sorted(names)
        assert not rows[0]._state.adding

    def test_of_nothing_is_nothing(self, db):
        copying.insert([])
