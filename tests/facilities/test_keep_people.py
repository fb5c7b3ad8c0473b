from dataclasses import replace

import pytest

from audit.models import Entry
from facilities import services
from facilities.models import FacilityPerson, Party
from facilities.services import NumberInput, PersonInput
from facilities.states import NumberKind, PersonRole
from kernel.errors import MovedOn, NotPermitted, Refused
from tests.facilities.conftest import AT
from tests.moments import day

VAN = PersonInput(
    role=PersonRole.LEGAL_REPRESENTATIVE,
    name="Phan Thị Thanh Vân",
    title="Giám đốc",
    gender="FEMALE",
    phone="+84 905 123 456",
    identity=NumberInput(
        number="066180004321",
        issued_on=day("10/05/2022"),
        issuer="Cục Cảnh sát QLHC về TTXH",
    ),
)


def add(shop, by, **fields) -> FacilityPerson:
    return services.add_person(facility=shop, data=replace(VAN, **fields), by=by, at=AT)


def masked(person) -> dict[str, str]:
    current = person.protected_numbers.filter(ended_on__isnull=True)
    return {number.kind: number.masked for number in current}


class TestAddPerson:
    def test_protects_phone_and_papers(self, shop, keeper):
        person = add(shop, keeper)

        assert masked(person) == {
            NumberKind.PHONE: "•••• 3456",
            NumberKind.PERSONAL_ID: "•••• 4321",
        }
        entry = Entry.objects.get(action="facility.add_person")
        written = str(entry.changes)
        assert "Phan Thị Thanh Vân" in written
        assert "3456" not in written
        assert "4321" not in written

    def test_enters_the_papers_of_the_party(self, shop, keeper):
        add(shop, keeper)

        party = Party.objects.get(pk=shop.party_id)
        assert party.legal_representative_name == "Phan Thị Thanh Vân"
        assert party.legal_representative_title == "Giám đốc"
        assert party.legal_representative_gender == "FEMALE"

    def test_leaves_the_party_alone_for_another_part(self, shop, keeper):
        add(shop, keeper, role=PersonRole.CONTACT)

        assert Party.objects.get(pk=shop.party_id).legal_representative_name == ""

    @pytest.mark.parametrize(
        ("fields", "at_fault"),
        [
            ({"name": ""}, "name"),
            ({"role": "KING"}, "role"),
            ({"gender": "X"}, "gender"),
            ({"phone": "12345"}, "phone"),
            ({"identity": NumberInput(number="123")}, "identity.number"),
            (
                {"identity": NumberInput(kind="BADGE", number="0905123456")},
                "identity.kind",
            ),
            (
                {"identity": NumberInput(kind=NumberKind.PASSPORT, number="B-12")},
                "identity.number",
            ),
        ],
    )
    def test_refuses_a_wrong_value(self, shop, keeper, fields, at_fault):
        with pytest.raises(Refused) as refused:
            add(shop, keeper, **fields)

        assert list(refused.value.errors) == [at_fault]
        assert not shop.people.exists()

    def test_is_for_registry_officers_only(self, shop, officer):
        with pytest.raises(NotPermitted):
            add(shop, officer("so.thuly"))


class TestEditPerson:
    def test_keeps_the_numbers_that_were_not_typed_again(self, shop, keeper):
        person = add(shop, keeper)
        edited = services.edit_person(
            person=person,
            version=2,
            data=replace(PersonInput.of(person), title="Chủ tịch"),
            by=keeper,
            at=AT,
        )

        assert len(masked(edited)) == 2
        party = Party.objects.get(pk=shop.party_id)
        assert party.legal_representative_title == "Chủ tịch"

    def test_ends_the_former_phone_and_says_so_without_it(self, shop, keeper):
        person = add(shop, keeper)
        edited = services.edit_person(
            person=person,
            version=2,
            data=replace(PersonInput.of(person), phone="0912000777"),
            by=keeper,
            at=AT,
        )

        assert masked(edited)[NumberKind.PHONE] == "•••• 0777"
        assert person.protected_numbers.count() == 3
        entry = Entry.objects.get(action="facility.edit_person")
        assert entry.changes["person"] == [{"phone": "•••"}, {"phone": "•••"}]

    def test_refuses_a_stale_version(self, shop, keeper):
        with pytest.raises(MovedOn):
            services.edit_person(
                person=add(shop, keeper), version=1, data=VAN, by=keeper, at=AT
            )


class TestEndPerson:
    def test_keeps_the_row_with_its_last_day(self, shop, keeper):
        services.end_person(
            person=add(shop, keeper),
            version=2,
            ended_on=day("01/03/2026"),
            by=keeper,
            at=AT,
        )

        assert shop.people.get().ended_on == day("01/03/2026")
