"""Doubles are proposed with reasons; sites of one enterprise and namesakes are not."""

import string

import pytest
from django.db import connection

from agencies.kinds import SubjectKind
from audit.models import Entry
from facilities import doubles, queries_of_doubles, queries_of_likeness, services
from facilities.doubles import Place, Portrait, Weights
from facilities.models import Facility, NotADouble, ProposedDouble
from facilities.services import AddressInput, FacilityInput, PersonInput, UrlInput
from facilities.services.doubles import find_doubles_among
from facilities.states import AddressKind, FacilityKind, PersonRole
from kernel.errors import NotPermitted, Refused
from reliability.doubles import search
from tests.facilities.conftest import AT, BUON_MA_THUOT, DONG_HOA, TAN_AN


def owner(name="Đặng Thu Hà", phone="0900 111 222"):
    return PersonInput(role=PersonRole.OWNER, name=name, phone=phone)


def at(text, ward=BUON_MA_THUOT):
    return AddressInput(kind=AddressKind.SHOP, text=text, ward_code=ward)


def codes_of(facility):
    """What is proposed for the facility: the other's id with the reasons' codes."""
    return {
        like.facility_id: {reason.code for reason in like.comparison.reasons}
        for like in services.doubles_of(facility)
    }


class TestFindDoubles:
    def test_finds_one_shop_entered_twice_and_says_why(self, enter):
        one = enter("Hộ kinh doanh Nhà sách Hoa Cúc", people=[owner()])
        two = enter("hieu sach hoa cuc", people=[owner(phone="+84 900 111 222")])
        enter("Photocopy Ban Mai", addresses=[at("99 Lê Lợi")])

        assert services.find_doubles(by=None, at=AT) == 1

        found = ProposedDouble.objects.get()
        assert {found.one_id, found.other_id} == {one.pk, two.pk}
        assert found.score == 100
        reasons = [doubles.Reason.of(row) for row in found.reasons]
        assert [reason.code for reason in reasons] == [
            "same_name",
            "same_place",
            "same_phone",
            "same_person",
        ]
        assert str(reasons[2].text) == "They have a phone number in common."

    def test_never_merges_by_itself(self, enter):
        one, two = enter(people=[owner()]), enter(people=[owner()])

        services.find_doubles(by=None, at=AT)

        one.refresh_from_db()
        two.refresh_from_db()
        assert one.merged_into is None
        assert two.merged_into is None

    def test_replaces_what_it_found_before(self, enter, keeper):
        one, _two = enter(people=[owner()]), enter(people=[owner()])
        services.find_doubles(by=keeper, at=AT)
        services.change_name(
            facility=one,
            version=one.version,
            name="Photocopy Ban Mai",
            from_on=AT.date(),
            by=keeper,
            at=AT,
        )
        for address in [*one.addresses.all()]:
            one.refresh_from_db()
            services.end_address(
                address=address,
                version=one.version,
                ended_on=AT.date(),
                by=keeper,
                at=AT,
            )

        assert services.find_doubles(by=keeper, at=AT) == 1

        (found,) = ProposedDouble.objects.all()
        assert "former_name" in {row["code"] for row in found.reasons}

    def test_is_not_for_every_officer(self, enter, officer):
        with pytest.raises(NotPermitted):
            services.find_doubles(by=officer("so.kiemtra"), at=AT)

    def test_takes_as_many_queries_for_ten_as_for_two(
        self, enter, django_assert_num_queries
    ):
        for _ in range(4):
            enter(people=[owner()])

        # Portraits, decisions, pairs, and what stood before (savepoints beside).
        with django_assert_num_queries(7):
            services.find_doubles(by=None, at=AT)


class TestDoublesOfOne:
    def test_are_told_in_three_queries(self, enter, django_assert_num_queries):
        one, two = enter(people=[owner()]), enter(people=[owner()])

        with django_assert_num_queries(3):
            found = services.doubles_of(one)

        assert [like.facility_id for like in found] == [two.pk]

    def test_find_a_move_by_name_and_phone(self, enter):
        one = enter("Nhà sách Hoa Cúc", people=[owner()])
        two = enter(
            "HKD Nhà sách Hoa Cúc",
            addresses=[at("7 Y Jút", TAN_AN)],
            people=[owner()],
        )

        assert codes_of(one)[two.pk] == {
            "same_name",
            "same_phone",
            "same_person",
            "other_ward",
        }

    def test_find_a_former_name(self, enter, keeper):
        one = enter("Nhà sách Hoa Cúc")
        services.change_name(
            facility=one,
            version=one.version,
            name="Nhà sách Ban Mai",
            from_on=AT.date(),
            by=keeper,
            at=AT,
        )
        two = enter("Hiệu sách Hoa Cúc")

        assert codes_of(one)[two.pk] == {"former_name", "same_place"}
        assert codes_of(two)[one.pk] == {"former_name", "same_place"}

    def test_find_the_same_shop_on_the_internet(self, enter):
        link = [UrlInput(url="https://shopee.vn/hoacuc")]
        one, two = enter(urls=link), enter("Hoa Cúc Books", urls=link)

        assert "same_web" in codes_of(one)[two.pk]

    def test_are_no_namesakes_in_the_same_ward(self, enter):
        one = enter("Nhà sách Hoa Cúc", people=[owner()])
        enter(
            "Nhà sách Hoa Cúc",
            addresses=[at("300 Lê Duẩn")],
            people=[owner("Trần Văn Ba", "0900 333 444")],
        )

        assert codes_of(one) == {}

    def test_are_no_branches(self, enter):
        organisation = {"subject_kind": SubjectKind.ORGANISATION}
        head = enter("Công ty Cúc", tax_code="9900000023", **organisation)
        enter(
            "Công ty Cúc",
            tax_code="9900000023-001",
            addresses=[at("1 Lê Lợi")],
            **organisation,
        )
        enter("Công ty Cúc", tax_code="9900000023-002", **organisation)

        assert codes_of(head) == {}

    def test_are_no_numbered_sites_of_a_chain(self, enter):
        one = enter("Nhà sách Hoa Cúc 1", people=[owner()])
        enter("Nhà sách Hoa Cúc 2", addresses=[at("5 Y Jút")], people=[owner()])

        assert codes_of(one) == {}

    def test_are_no_two_taxpayers_at_one_house(self, enter):
        one = enter("Nhà sách Hoa Cúc", tax_code="9900000016")
        enter("Nhà sách Hoa Cúc", tax_code="9900000087")

        assert codes_of(one) == {}


class TestDoublesAtEntry:
    def test_are_told_before_anything_is_written(
        self, enter, django_assert_num_queries
    ):
        known = enter("Nhà sách Hoa Cúc", people=[owner()])
        typed = FacilityInput(
            kinds=(FacilityKind.DISTRIBUTOR,),
            name="HIEU SACH HOA CUC",
            subject_kind=SubjectKind.HOUSEHOLD,
        )

        with django_assert_num_queries(2):
            found = services.doubles_at_entry(
                data=typed,
                addresses=[at("số 12 đường Quang Trung")],
                people=[owner("Dang Thu Ha", "+84900111222")],
            )

        (like,) = found
        assert like.facility_id == known.pk
        assert {"same_name", "same_place", "same_phone"} <= {
            reason.code for reason in like.comparison.reasons
        }

    def test_are_none_for_what_nobody_knows(self, enter):
        enter()
        typed = FacilityInput(
            kinds=(FacilityKind.DISTRIBUTOR,),
            name="Xưởng in Bình Minh",
            subject_kind=SubjectKind.HOUSEHOLD,
        )

        assert services.doubles_at_entry(data=typed, addresses=[at("1 Y Jút")]) == []


class TestDecideNotADouble:
    @pytest.fixture
    def pair(self, enter):
        return enter(people=[owner()]), enter(people=[owner()])

    def decide(self, pair, by, reason="Hai chị em, hai quầy"):
        return services.decide_not_a_double(
            one=pair[0], other=pair[1], reason=reason, by=by, at=AT
        )

    def test_is_remembered_with_who_and_why(self, pair, keeper):
        services.find_doubles(by=keeper, at=AT)

        decision = self.decide(pair, keeper)

        assert (decision.decided_by, decision.reason) == (
            keeper,
            "Hai chị em, hai quầy",
        )
        assert not ProposedDouble.objects.exists()
        assert services.find_doubles(by=keeper, at=AT) == 0
        assert services.doubles_of(pair[0]) == []
        entries = Entry.objects.filter(action="facility.not_a_double")
        assert {entry.object_id for entry in entries} == {str(f.pk) for f in pair}

    @pytest.mark.parametrize("what", ["name", "tax_code", "address"])
    def test_holds_until_the_record_changes(self, pair, keeper, what):
        self.decide(pair, keeper)
        one = pair[0]
        if what == "address":
            services.add_address(facility=one, data=at("5 Lê Lợi"), by=keeper, at=AT)
        else:
            data = FacilityInput.of(one)
            new = {"name": "Nhà sách Hoa  Cuc An", "tax_code": "9900000016"}[what]
            services.edit_facility(
                facility=one,
                version=one.version,
                data=services.FacilityInput(
                    **{
                        name: getattr(data, name)
                        for name in FacilityInput.__dataclass_fields__
                    }
                    | {what: new}
                ),
                by=keeper,
                at=AT,
            )

        assert services.find_doubles(by=keeper, at=AT) == 1

    def test_holds_when_a_phone_changes(self, pair, keeper):
        self.decide(pair, keeper)
        services.add_person(
            facility=pair[0],
            data=PersonInput(
                role=PersonRole.CONTACT, name="Trần Văn Ba", phone="0900 555 666"
            ),
            by=keeper,
            at=AT,
        )

        assert services.find_doubles(by=keeper, at=AT) == 0

    def test_wants_a_reason_and_the_right(self, pair, keeper, officer):
        with pytest.raises(Refused) as refusal:
            self.decide(pair, keeper, reason="  ")
        assert "reason" in refusal.value.errors
        with pytest.raises(NotPermitted):
            self.decide(pair, officer("so.kiemtra"))
        assert not NotADouble.objects.exists()


class TestCompare:
    weights = Weights.configured()

    def portrait(self, *names, **facts):
        return Portrait(id=None, names=names, **facts)

    @pytest.mark.parametrize(
        ("one", "other", "least", "most"),
        [
            ("sach hoa cuc", "hoa cuc sach", 1, 1),
            ("in minhphat", "in minh phat", 1, 1),
            ("sach hoa cuc", "hoa cuc", 0.9, 0.95),
            ("sach hoa cuc", "sach hao cuc", 0.9, 0.95),
            ("sach hoa cuc", "photocopy hoa cuc", 0.8, 0.9),
            ("sach hoa cuc", "sach ban mai", 0, 0.2),
            ("sach hoa cuc 1", "sach hoa cuc 2", 0, 0.9),
        ],
    )
    def test_likens_names(self, one, other, least, most):
        assert least <= doubles.likeness(one, other) <= most
        assert doubles.likeness(one, other) == doubles.likeness(other, one)

    def test_never_reaches_the_threshold_by_the_name_alone(self):
        found = doubles.compare(
            self.portrait("sach hoa cuc"), self.portrait("sach hoa cuc"), self.weights
        )

        assert 0 < found.score < self.weights.threshold

    def test_counts_another_house_against_and_a_lane_as_another_house(self):
        one = self.portrait("hoa cuc", places=(Place("12 quang trung", TAN_AN),))
        other = self.portrait("hoa cuc", places=(Place("12x3 quang trung", TAN_AN),))

        found = doubles.compare(one, other, self.weights)

        assert [reason.code for reason in found.reasons] == ["same_name", "other_place"]

    def test_takes_one_code_at_one_house_for_one_facility(self):
        places = (Place("12 quang trung", DONG_HOA),)
        one = self.portrait(
            "hoa cuc", places=places, tax_code="9900000023", enterprise="9900000023"
        )
        other = self.portrait("hoa cuc", places=places, enterprise="9900000023")

        assert doubles.compare(one, other, self.weights).score == 100

    def test_has_words_for_each_reason(self):
        assert set(doubles.REASONS) >= {
            "same_name",
            "other_tax_code",
        }
        assert all(str(text).endswith(".") for text in doubles.REASONS.values())


class TestPlantedDoubles:
    def test_are_found_among_look_alikes(self, db):
        found = search(facilities=600, doubles=40, seed=5)

        assert found.facilities == 600
        assert found.planted == 40
        assert found.recall >= 0.95, found.missed
        assert found.precision >= 0.95

    def test_are_found_alike_by_the_search_of_an_import(self, db):
        """It asks for fewer keys, and may miss nothing by that."""
        search(facilities=600, doubles=40, seed=6)
        whole = set(ProposedDouble.objects.values_list("one", "other", "score"))
        ProposedDouble.objects.all().delete()
        ids = list(Facility.objects.values_list("pk", flat=True))
        find_doubles_among(ids, at=AT)

        assert set(ProposedDouble.objects.values_list("one", "other", "score")) == whole
        assert len(whole) > 35


class TestSearchAmongMany:
    """How an import looks for doubles of its rows in a commune that has thousands."""

    def crowd(self, enter, count, text="Quang Trung"):
        # Entered by one service call each; nothing but the street is common to them.
        return [
            enter(f"Photocopy {letter * 3} {letter * 4}", addresses=[at(text)])
            for letter in string.ascii_lowercase[:count]
        ]

    def pairs(self, *facilities):
        find_doubles_among([item.pk for item in facilities], at=AT)
        rows = ProposedDouble.objects.values_list("one", "other")
        return {frozenset(row) for row in rows}

    @pytest.mark.parametrize(
        ("address", "other"),
        [
            ("12 Quang Trung", "Quang Trung"),
            ("Quang Trung", "12 Quang Trung"),
            ("Chợ Ea Kar", "Chợ Ea Kar"),
            ("Số 12 đường Quang Trung", "12 Quang Trung"),
            ("12 Quang Trung", "12 Quang Trungg"),
        ],
    )
    def test_finds_a_like_name_at_a_like_place(self, enter, address, other):
        one = enter("Nhà sách Sao Mai Đông Hòa", addresses=[at(address)])
        two = enter("Nhà sách Sao Maii Đông Hòa", addresses=[at(other)])

        assert self.pairs(two) == {frozenset([one.pk, two.pk])}

    def test_finds_the_letters_of_a_name_where_the_street_tells_nothing(
        self, enter, settings
    ):
        settings.DOUBLES = {**settings.DOUBLES, "most_sharing": 4}
        self.crowd(enter, 5)
        one = enter("Nhà sách Sao Mai", addresses=[at("Quang Trung")])
        two = enter("Sao Mai - Hiệu sách", addresses=[at("12 Quang Trung")])

        assert self.pairs(two) == self.pairs(one) == {frozenset([one.pk, two.pk])}

    def test_reads_no_more_of_a_street_than_may_share_it(self, enter, settings):
        settings.DOUBLES = {**settings.DOUBLES, "most_sharing": 4}
        self.crowd(enter, 5)
        enter("Nhà sách Sao Mai", addresses=[at("Quang Trung")])
        two = enter("Nhà sách Sao Maii", addresses=[at("12 Quang Trung")])
        portraits = queries_of_doubles.portraits_of([two.pk])

        assert queries_of_likeness.like_many([portraits[two.pk]]) == []

    def test_asks_indexes_alone(self, enter):
        one = enter("Nhà sách Sao Mai", addresses=[at("12 Quang Trung"), at("Lê Lợi")])
        portraits = queries_of_doubles.portraits_of([one.pk])
        plans = []

        def explained(execute, sql, params, many, context):
            with connection.cursor() as cursor:
                cursor.cursor.execute(f"EXPLAIN {sql}", params)
                plans.append("\n".join(row[0] for row in cursor.cursor.fetchall()))
            return execute(sql, params, many, context)

        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        with connection.execute_wrapper(explained):
            queries_of_likeness.like_many([portraits[one.pk]])

        (plan,) = plans
        assert "Seq Scan" not in plan
        for index in ("address_of_house", "address_in_street", "facility_by_letters"):
            assert f"using {index}" in plan or f"on {index}" in plan
