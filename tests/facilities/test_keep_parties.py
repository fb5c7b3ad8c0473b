from dataclasses import replace

import pytest

from agencies.kinds import SubjectKind
from audit.models import Entry
from facilities import services
from facilities.models import Party
from facilities.services import PartyInput
from kernel.errors import MovedOn, NotPermitted, Refused
from tests.facilities.conftest import AT
from tests.moments import day

LOAN = PartyInput(
    subject_kind=SubjectKind.INDIVIDUAL,
    name="Nguyễn  Thị Loan ",
    gender="FEMALE",
    born_on=day("12/08/1985"),
    occupation="Buôn bán",
    address_text="Thôn 3",
    ward_code="24373",
)


@pytest.fixture
def loan(keeper) -> Party:
    return services.register_party(data=LOAN, by=keeper, at=AT)


class TestRegisterParty:
    def test_keeps_what_the_papers_name(self, loan):
        party = Party.objects.get(pk=loan.pk)

        assert party.name == "Nguyễn Thị Loan"
        assert party.nationality == "Việt Nam"
        assert party.ward.name == "Xã Ea Kar"
        assert Entry.objects.get(action="party.register").object_id == str(party.pk)

    @pytest.mark.parametrize(
        ("fields", "at_fault"),
        [
            ({"name": " "}, "name"),
            ({"subject_kind": "GHOST"}, "subject_kind"),
            ({"gender": "X"}, "gender"),
            ({"born_on": day("03/03/2026")}, "born_on"),
            ({"ward_code": "00000"}, "ward_code"),
            ({"tax_code": "9900000031"}, "tax_code"),
            ({"tax_code": "066090001234"}, "tax_code"),
            ({"occupation": "x" * 121}, "occupation"),
        ],
    )
    def test_refuses_a_wrong_value(self, keeper, fields, at_fault):
        with pytest.raises(Refused) as refused:
            services.register_party(data=replace(LOAN, **fields), by=keeper, at=AT)

        assert list(refused.value.errors) == [at_fault]
        assert not Party.objects.exists()

    def test_refuses_a_tax_code_known_already(self, shop, keeper):
        assert services.known_party(tax_code="9900000016") == shop.party

        with pytest.raises(Refused) as refused:
            services.register_party(
                data=replace(LOAN, tax_code="99 000 000 16"), by=keeper, at=AT
            )

        assert list(refused.value.errors) == ["tax_code"]


class TestEditParty:
    def test_traces_what_changed(self, loan, keeper):
        services.edit_party(
            party=loan,
            version=1,
            data=replace(PartyInput.of(loan), occupation="Giáo viên"),
            by=keeper,
            at=AT,
        )

        entry = Entry.objects.get(action="party.edit")
        assert entry.changes == {"occupation": ["Buôn bán", "Giáo viên"]}
        assert Party.objects.get(pk=loan.pk).version == 2

    def test_refuses_the_tax_code_of_another_party(self, loan, shop, keeper):
        with pytest.raises(Refused) as refused:
            services.edit_party(
                party=loan,
                version=1,
                data=replace(PartyInput.of(loan), tax_code="9900000016"),
                by=keeper,
                at=AT,
            )

        assert "Hoa Cúc" in str(refused.value.errors["tax_code"])

    def test_refuses_a_stale_version_and_other_officers(self, loan, keeper, officer):
        with pytest.raises(MovedOn) as stale:
            services.edit_party(party=loan, version=7, data=LOAN, by=keeper, at=AT)
        assert stale.value.current["version"] == 1
        with pytest.raises(NotPermitted):
            services.edit_party(
                party=loan, version=1, data=LOAN, by=officer("so.thuly"), at=AT
            )


class TestChangePartyName:
    def test_keeps_and_finds_the_former_name(self, loan, keeper):
        services.change_party_name(
            party=loan,
            version=1,
            name="Nguyễn Thị Loan Anh",
            from_on=day("01/02/2026"),
            by=keeper,
            at=AT,
        )

        party = Party.objects.search("loan anh").get()
        assert party.name_on(day("31/01/2026")) == "Nguyễn Thị Loan"
        assert party.name_on(day("01/02/2026")) == "Nguyễn Thị Loan Anh"
        assert Entry.objects.filter(action="party.change_name").count() == 1
