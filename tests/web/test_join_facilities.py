"""Doubles on the pages: proposals, side by side, merges, splits, owners."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from agencies.kinds import SubjectKind
from facilities import services
from facilities.models import Facility, Merge, NotADouble, ProposedDouble
from facilities.states import FacilityKind, MergeState
from tests.facilities.conftest import AT
from tests.facilities.conftest import colleague as colleague
from tests.facilities.conftest import enter as enter
from tests.facilities.conftest import keeper as keeper
from tests.facilities.test_find_doubles import at, owner
from tests.web.conftest import BACKEND
from tests.web.reading import errors_of, send, text_of

KEEPER = "so.sobo"


@pytest.fixture
def pair(enter) -> tuple[Facility, Facility]:
    one = enter("Nhà sách Hoa Cúc", people=[owner()])
    other = enter("hieu sach hoa cuc", people=[owner()], tax_code="9900000016")
    services.find_doubles(by=None, at=AT)
    return one, other


@pytest.fixture
def second(colleague) -> Client:
    client = Client()
    client.force_login(colleague, backend=BACKEND)
    client.get("/me/")
    return client


@pytest.fixture
def proposed(client_of, pair) -> Merge:
    one, other = pair
    answer = send(
        client_of(KEEPER),
        reverse("double", args=[one.code, other.code]),
        verdict="keep_one",
        taken=["tax_code"],
        reason="Một cửa hàng",
    )
    assert answer.status_code == 302, errors_of(answer)
    return Merge.objects.get()


class TestListOfDoubles:
    def test_shows_pairs_with_their_reasons(self, client_of, pair):
        shown = client_of(KEEPER).get(reverse("doubles"))

        assert shown.status_code == 200
        text = text_of(shown)
        assert pair[0].name in text
        assert pair[1].name in text
        assert shown.content.decode().count("why-l") == 1

    def test_searches_again(self, client_of, pair):
        ProposedDouble.objects.all().delete()

        answer = client_of(KEEPER).post(reverse("doubles"))

        assert answer.status_code == 302
        assert ProposedDouble.objects.count() == 1

    @pytest.mark.parametrize("username", ["so.kiemtra", "quantri", "ubnd.kiemsoat"])
    def test_is_not_for_everybody(self, client_of, pair, username):
        one, other = pair
        for address in (
            reverse("doubles"),
            reverse("double", args=[one.code, other.code]),
        ):
            assert client_of(username).get(address).status_code == 403

    def test_stands_on_the_desk(self, client_of, pair):
        shown = client_of(KEEPER).get("/")

        address = reverse("double", args=[pair[0].code, pair[1].code])
        assert address in shown.content.decode()

    def test_takes_no_more_queries_for_more_pairs(
        self, client_of, enter, pair, django_assert_max_num_queries
    ):
        for _ in range(4):
            enter("Hiệu sách Hoa Cúc", people=[owner()])
        services.find_doubles(by=None, at=AT)
        client = client_of(KEEPER)

        with django_assert_max_num_queries(12):
            client.get(reverse("doubles"))


class TestSideBySide:
    def test_tints_what_differs(self, client_of, pair):
        one, other = pair
        shown = client_of(KEEPER).get(reverse("double", args=[one.code, other.code]))

        html = shown.content.decode()
        assert f'<td class="df" data-l="{other.code}">{other.name}</td>' in html
        assert html.count('name="verdict"') == 3

    def test_notes_two_facilities(self, client_of, pair):
        one, other = pair
        answer = send(
            client_of(KEEPER),
            reverse("double", args=[one.code, other.code]),
            verdict="not_a_double",
            reason="Hai chị em",
        )

        assert answer.status_code == 302, errors_of(answer)
        assert NotADouble.objects.get().reason == "Hai chị em"
        assert not ProposedDouble.objects.exists()

    def test_keeps_the_other_one_when_told(self, client_of, pair):
        one, other = pair
        send(
            client_of(KEEPER),
            reverse("double", args=[one.code, other.code]),
            verdict="keep_other",
            reason="Một cửa hàng",
        )

        merge = Merge.objects.get()
        assert (merge.kept, merge.absorbed) == (other, one)

    def test_wants_a_reason_and_keeps_the_typing(self, client_of, pair):
        one, other = pair
        answer = send(
            client_of(KEEPER),
            reverse("double", args=[one.code, other.code]),
            verdict="keep_one",
            reason=" ",
        )

        assert answer.status_code == 422
        assert not Merge.objects.exists()


class TestMerge:
    def test_is_agreed_to_by_a_second_officer(self, client_of, proposed, second):
        address = reverse("merge_step", args=[proposed.pk, "agree"])
        assert client_of(KEEPER).get(address).status_code == 403

        answer = send(second, address)

        assert answer.status_code == 302, errors_of(answer)
        proposed.refresh_from_db()
        assert proposed.state == MergeState.DONE
        assert Facility.objects.get(pk=proposed.kept_id).tax_code == "9900000016"

    def test_leads_on_from_the_absorbed_record(self, client_of, proposed, second):
        send(second, reverse("merge_step", args=[proposed.pk, "agree"]))
        kept, absorbed = proposed.kept, proposed.absorbed

        for name in ("facility", "facility_contacts", "edit_facility"):
            answer = client_of(KEEPER).get(reverse(name, args=[absorbed.code]))
            assert answer.url == reverse("facility", args=[kept.code])
        shown = client_of("so.kiemtra").get(
            reverse("facility", args=[absorbed.code]), follow=True
        )
        assert f"{absorbed.code} {absorbed.name}" in text_of(shown)
        listed = client_of(KEEPER).get(reverse("facilities"), {"q": absorbed.code})
        assert reverse("facility", args=[kept.code]) in listed.content.decode()

    def test_is_declined_with_a_reason(self, proposed, second):
        answer = send(
            second,
            reverse("merge_step", args=[proposed.pk, "decline"]),
            reason="Hai chị em",
        )

        assert answer.status_code == 302, errors_of(answer)
        shown = second.get(reverse("merge", args=[proposed.pk]))
        assert "Hai chị em" in text_of(shown)

    def test_is_withdrawn_by_the_proposer(self, client_of, proposed):
        send(client_of(KEEPER), reverse("merge_step", args=[proposed.pk, "withdraw"]))

        proposed.refresh_from_db()
        assert proposed.state == MergeState.WITHDRAWN

    def test_is_undone(self, client_of, proposed, second):
        send(second, reverse("merge_step", args=[proposed.pk, "agree"]))
        answer = send(
            client_of(KEEPER),
            reverse("merge_step", args=[proposed.pk, "undo"]),
            reason="Nhầm",
        )

        assert answer.status_code == 302, errors_of(answer)
        absorbed = Facility.objects.get(pk=proposed.absorbed_id)
        assert absorbed.merged_into is None
        shown = client_of(KEEPER).get(reverse("facility", args=[absorbed.code]))
        assert shown.status_code == 200

    def test_says_why_it_cannot_be_undone(
        self, client_of, proposed, second, keeper, enter
    ):
        send(second, reverse("merge_step", args=[proposed.pk, "agree"]))
        kept = Facility.objects.get(pk=proposed.kept_id)
        services.add_address(facility=kept, data=at("1 Lê Lợi"), by=keeper, at=AT)

        page = client_of(KEEPER).get(reverse("merge", args=[proposed.pk]))
        assert reverse("merge_step", args=[proposed.pk, "undo"]) not in (
            page.content.decode()
        )
        answer = send(
            client_of(KEEPER),
            reverse("merge_step", args=[proposed.pk, "undo"]),
            reason="Nhầm",
        )
        assert answer.status_code == 409


class TestNewFacility:
    TYPED = {
        "name": "Nhà sách Hoa Cúc",
        "kinds": ["DISTRIBUTOR"],
        "subject_kind": "HOUSEHOLD",
        "status": "UNVERIFIED",
        "address_kind": "SHOP",
        "address_text": "12 Quang Trung",
        "ward_code": "24133",
    }

    def test_is_shown_its_likely_doubles_first(self, client_of, pair):
        client = client_of(KEEPER)

        answer = send(client, reverse("new_facility"), **self.TYPED)

        assert answer.status_code == 422
        assert pair[0].code in text_of(answer)
        assert Facility.objects.count() == 2
        answer = send(client, reverse("new_facility"), **self.TYPED, is_another="on")
        assert answer.status_code == 302, errors_of(answer)
        assert Facility.objects.count() == 3

    def test_tells_doubles_on_the_page_of_the_record(self, client_of, pair):
        one, other = pair
        address = reverse("facility", args=[one.code])
        link = reverse("double", args=[one.code, other.code])

        assert link in client_of(KEEPER).get(address).content.decode()
        assert link not in client_of("so.kiemtra").get(address).content.decode()


class TestSplitAndOwner:
    def test_splits_a_record(self, client_of, enter):
        source = enter(addresses=[at("12 Quang Trung"), at("7 Y Jút")])
        second = source.addresses.all()[1]

        answer = send(
            client_of(KEEPER),
            reverse("split_facility", args=[source.code]),
            addresses=[str(second.pk)],
            name="Photocopy Hoa Cúc",
            kinds=[FacilityKind.PHOTOCOPY],
            subject_kind=SubjectKind.HOUSEHOLD,
            reason="Hai địa điểm",
        )

        assert answer.status_code == 302, errors_of(answer)
        assert Facility.objects.get(name="Photocopy Hoa Cúc").addresses.get() == second

    def test_assigns_an_owner(self, client_of, enter):
        shop = enter("Nhà sách Hoa Cúc", tax_code="9900000016")
        stall = enter(
            "Shop sách rẻ",
            kinds=(FacilityKind.ONLINE_SHOP,),
            unknown_owner=True,
            addresses=[],
            urls=[services.UrlInput(url="https://shopee.vn/sachre")],
        )

        answer = send(
            client_of(KEEPER),
            reverse("assign_owner", args=[stall.code]),
            party="hoa cuc",
            reason="Chủ gian hàng khai",
        )

        assert answer.status_code == 302, errors_of(answer)
        stall.refresh_from_db()
        assert stall.party == shop.party

    def test_tells_head_and_branches_both_ways(self, client_of, enter):
        organisation = {"subject_kind": SubjectKind.ORGANISATION}
        head = enter("Công ty Cúc", tax_code="9900000023", **organisation)
        branch = enter("CN Công ty Cúc", tax_code="9900000023-001", **organisation)

        for one, other in ((head, branch), (branch, head)):
            shown = client_of("so.kiemtra").get(reverse("facility", args=[one.code]))
            link = f'<a href="{reverse("facility", args=[other.code])}">'
            assert link in shown.content.decode()
