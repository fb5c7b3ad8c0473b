"""One record that is two facilities; a shop on the internet whose owner is found."""

import pytest

from agencies.kinds import SubjectKind
from audit.models import Entry
from cases.models import Case
from cases.services import CaseInput, receive_case
from facilities import services
from facilities.models import Facility, Party, Split
from facilities.services import FacilityInput, LicenceInput, PartyInput, UrlInput
from facilities.states import FacilityKind, LicenceType
from kernel.errors import MovedOn, NotPermitted, Refused
from tests.facilities.conftest import AT, TAN_AN
from tests.facilities.test_find_doubles import at, owner
from tests.moments import day

NEW = FacilityInput(
    kinds=(FacilityKind.PHOTOCOPY,),
    name="Photocopy Hoa Cúc",
    subject_kind=SubjectKind.HOUSEHOLD,
)


@pytest.fixture
def source(enter):
    """Two sites in one record."""
    return enter(
        "Nhà sách và Photocopy Hoa Cúc",
        addresses=[at("12 Quang Trung"), at("7 Y Jút", TAN_AN)],
        people=[owner()],
        licences=[
            LicenceInput(
                type=LicenceType.DISTRIBUTION,
                number="77",
                issuer="Sở VHTTDL",
                issued_on=day("01/02/2025"),
            )
        ],
    )


@pytest.fixture
def split(source, keeper):
    def make(moved=None, **given):
        second = source.addresses.all()[1]
        return services.split_facility(
            **{
                "facility": source,
                "version": source.version,
                "data": NEW,
                "moved": {"addresses": [second.pk]} if moved is None else moved,
                "has_same_owner": True,
                "reason": "Hai địa điểm khác nhau",
                "by": keeper,
                "at": AT,
            }
            | given
        )

    return make


class TestSplitFacility:
    def test_moves_the_chosen_rows_with_their_ids(self, source, split):
        place, licence = source.addresses.all()[1], source.licences.get()

        made = split({"addresses": [place.pk], "licences": [licence.pk]})

        assert [row.pk for row in made.addresses.all()] == [place.pk]
        assert [row.pk for row in made.licences.all()] == [licence.pk]
        assert [row.text for row in source.addresses.all()] == ["12 Quang Trung"]
        assert made.ward_id == TAN_AN
        assert list(Facility.objects.search("77")) == [made]

    def test_counts_once_a_year_for_both_of_one_owner(self, source, split):
        made = split()

        assert made.party == source.party
        assert made.business_key == source.business_key

    def test_makes_a_party_of_another_owner(self, source, split):
        made = split(has_same_owner=False)

        assert made.party.name == "Photocopy Hoa Cúc"
        assert made.business_key != source.business_key

    def test_is_traced_at_both(self, source, split, keeper):
        made = split()

        row = Split.objects.get()
        assert (row.source, row.made, row.done_by) == (source, made, keeper)
        told = Entry.objects.get(action="facility.split")
        assert told.changes["made"] == [None, made.code]
        assert Entry.objects.get(action="facility.split_off").object_id == str(made.pk)

    def test_is_taken_back_by_a_merge(self, source, split, keeper, colleague):
        made = split()
        source.refresh_from_db()
        merge = services.propose_merge(
            kept=source,
            absorbed=made,
            kept_version=source.version,
            absorbed_version=made.version,
            reason="Vẫn là một",
            by=keeper,
            at=AT,
        )
        services.agree_to_merge(merge=merge, by=colleague, at=AT)

        assert list(Facility.objects.standing()) == [source]
        assert list(Facility.objects.standing().search("7 y jut")) == [source]

    def test_leaves_each_record_a_place(self, source, split):
        for moved in ({}, {"addresses": [a.pk for a in source.addresses.all()]}):
            with pytest.raises(Refused) as refusal:
                split(moved)
            assert "addresses" in refusal.value.errors
        assert Facility.objects.count() == 1

    def test_refuses_rows_of_others_and_stale_pages(self, source, split, enter):
        foreign = enter("Nhà sách khác").addresses.get()
        with pytest.raises(Refused):
            split({"addresses": [foreign.pk]})
        with pytest.raises(MovedOn):
            split(version=source.version + 1)

    def test_is_for_the_registry_officer_with_a_reason(self, split, officer):
        with pytest.raises(NotPermitted):
            split(by=officer("so.kiemtra"))
        with pytest.raises(Refused):
            split(reason=" ")


class TestAssignOwner:
    @pytest.fixture
    def stall(self, enter):
        return enter(
            "Shop sách rẻ",
            kinds=(FacilityKind.ONLINE_SHOP,),
            subject_kind=SubjectKind.INDIVIDUAL,
            unknown_owner=True,
            addresses=[],
            urls=[UrlInput(url="https://shopee.vn/sachre")],
        )

    def assign(self, stall, by, **given):
        return services.assign_owner(
            **{
                "facility": stall,
                "version": stall.version,
                "reason": "Chủ gian hàng khai khi làm việc",
                "by": by,
                "at": AT,
            }
            | given
        )

    def test_keeps_code_history_and_cases(self, stall, shop, keeper, officer):
        case = receive_case(
            facts=CaseInput(
                title="Bán sách lậu trên mạng",
                source="INSPECTION",
                detected_on=AT.date(),
                facility_id=stall.pk,
            ),
            by=officer("so.kiemtra"),
            at=AT,
        )

        owned = self.assign(stall, keeper, party=shop.party)

        assert (owned.party, owned.unknown_owner) == (shop.party, False)
        assert owned.business_key == shop.business_key
        assert owned.subject_kind == shop.party.subject_kind
        assert list(Case.objects.at_facility(owned)) == [case]
        actions = [entry.action for entry in services.history(owned)]
        assert actions == ["facility.assign_owner", "facility.create"]

    def test_enters_a_new_owner(self, stall, keeper):
        new = PartyInput(name="Trần Văn Ba", subject_kind=SubjectKind.INDIVIDUAL)

        owned = self.assign(stall, keeper, data=new)

        assert owned.party == Party.objects.get(name="Trần Văn Ba")

    def test_takes_the_known_owner_of_a_tax_code(self, stall, shop, keeper):
        typed = PartyInput(
            name="Hoa Cúc", subject_kind=SubjectKind.HOUSEHOLD, tax_code="9900000016"
        )

        assert self.assign(stall, keeper, data=typed).party == shop.party

    def test_refuses_what_is_owned_unnamed_or_unexplained(self, stall, shop, keeper):
        for given in (
            {"facility": shop, "version": shop.version, "party": shop.party},
            {},
            {"party": shop.party, "reason": ""},
        ):
            with pytest.raises(Refused):
                self.assign(stall, keeper, **given)

    def test_is_for_the_registry_officer(self, stall, shop, officer):
        with pytest.raises(NotPermitted):
            self.assign(stall, officer("so.kiemtra"), party=shop.party)
