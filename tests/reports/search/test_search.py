"""One search over everything: alike however it is typed, and nobody's secrets."""

import unicodedata

import pytest
from django.db import connection

from cases import policies, services
from cases.models import Case, Respondent
from facilities import services as registry
from facilities.models import Facility, FacilityPerson
from facilities.search import Query, best
from inspections.models import Inspection
from reports.search import (
    CASES,
    DOCUMENTS,
    FACILITIES,
    INSPECTIONS,
    PEOPLE,
    PLANS,
    SHOWN,
    search,
)
from tests.cases.walk import HANDLER, SIGNER, party, received, reread
from tests.cases.walk_together import asked
from tests.moments import day
from tests.reports.search.conftest import AT, SEEN_BY

SHOP, PRINTER = "Nhà sách Hoa Cúc", "Công ty TNHH In Suối Đá"
MGAR, MDRAK = "Cửa hàng sách Cư M’gar", "Photocopy M'Drắk"
CASE_TITLE = "Phát hành xuất bản phẩm không có hóa đơn – Nhà sách Hoa Cúc"
PLAN = "Kế hoạch kiểm tra năm 2026"
# Typed with marks and signs, typed without, the group and the title both must find.
QUERIES = [
    ("Hoa Cúc", "hoa cuc", FACILITIES, SHOP),
    ("NHÀ SÁCH HOA CÚC", "nha sach hoa cuc", FACILITIES, SHOP),
    ("Cúc, nhà sách", "cuc nha sach", FACILITIES, SHOP),
    ("hoa cú", "hoa cu", FACILITIES, SHOP),
    ("9900000016", "99 0000 0016", FACILITIES, SHOP),
    ("9900000023-001", "9900000023001", FACILITIES, PRINTER),
    ("9900000023-001", "9900000023/001", FACILITIES, PRINTER),
    ("Suối Đá", "suoi da", FACILITIES, PRINTER),
    ("SUỐI ĐÁ", "SUOI DA", FACILITIES, PRINTER),
    ("in suối đ", "in suoi d", FACILITIES, PRINTER),
    ("Đá", "da", FACILITIES, PRINTER),
    ("Cư M’gar", "cu m'gar", FACILITIES, MGAR),
    ("CƯ M'GAR", "cu mgar", FACILITIES, MGAR),
    ("cửa hàng sách cư m", "cua hang sach cu m", FACILITIES, MGAR),
    ("M’Drắk", "m'drak", FACILITIES, MDRAK),
    ("M'DRẮK", "mdrak", FACILITIES, MDRAK),
    ("mʼdrắk", "m drak", FACILITIES, MDRAK),
    ("Quang Trung, M’Drắk", "quang trung mdrak", FACILITIES, MDRAK),
    ("hóa đơn", "hoa don", CASES, CASE_TITLE),
    ("hoá đơn", "hoa don", CASES, CASE_TITLE),
    ("không có hóa đơn", "khong co hoa don", CASES, CASE_TITLE),
    ("xuất bản phẩm", "xuat ban pham", CASES, CASE_TITLE),
    ("Chợ Tân An", "cho tan an", CASES, CASE_TITLE),
    ("Đình Đạo", "dinh dao", CASES, CASE_TITLE),
    ("phát hành hoa cúc", "phat hanh hoa cuc", CASES, CASE_TITLE),
    ("VV-2026-0001", "vv20260001", CASES, CASE_TITLE),
    ("VV/2026/0001", "vv 2026 0001", CASES, CASE_TITLE),
    ("Đỗ Đình Đạo", "do dinh dao", PEOPLE, "Đỗ Đình Đạo"),
    ("ĐỖ ĐÌNH ĐẠO", "DO DINH DAO", PEOPLE, "Đỗ Đình Đạo"),
    ("đạo đỗ", "dao do", PEOPLE, "Đỗ Đình Đạo"),
    ("H’Ngân Byă", "h'ngan bya", PEOPLE, "H’Ngân Byă"),
    ("H’NGÂN BYĂ", "hngan bya", PEOPLE, "H’Ngân Byă"),
    ("h‘ngân", "h ngan", PEOPLE, "H’Ngân Byă"),
    ("H'Ngân", "hngan", PEOPLE, "H’Ngân Byă"),
    ("Byă", "bya", PEOPLE, "H’Ngân Byă"),
    ("KT-2026-0001", "kt20260001", INSPECTIONS, SHOP),
    ("KT/2026/0001", "kt 2026 0001", INSPECTIONS, SHOP),
    ("Sách Hoa Cúc", "sach hoa cuc", INSPECTIONS, SHOP),
    ("kế hoạch kiểm tra", "ke hoach kiem tra", PLANS, PLAN),
    ("kiểm tra năm 2026", "kiem tra nam 2026", PLANS, PLAN),
]
# Typed with a slip of the finger, and what is meant.
SLIPS = [
    ("suoi daa", FACILITIES, PRINTER),
    ("photocoppy mdrak", FACILITIES, MDRAK),
    ("do dinh daoo", PEOPLE, "Đỗ Đình Đạo"),
    ("uat ban pham", CASES, CASE_TITLE),
    ("xuatt ban phamm khong co", CASES, CASE_TITLE),
    ("photocoppy", FACILITIES, MDRAK),
    ("ke hoach kiem tar", PLANS, PLAN),
]
# One of each agency and role that stands otherwise to the cases.
WATCHERS = (
    *("so.thuly", "so.sobo", "so.lanhdao", "so.phapche", "quantri", "ca.pa03"),
    *("ca.lanhdao", "tt.chanh", "ubnd.lanhdao", "ubnd.kiemsoat", "xa.bmt.thuly"),
    *("xa.bmt.chutich", "xa.donghoa"),
)


@pytest.fixture
def found(officer):
    """What an officer finds: group and title, in the order of the page."""

    def ask(typed: str, username: str = SEEN_BY):
        answer = search(typed, user=officer(username), at=AT)
        return [(hit.kind, hit.title or hit.number) for hit in answer.hits]

    return ask


class TestSearch:
    def test_finds_the_same_however_it_is_typed(self, found):
        """Must show 5: forty texts with and without marks, signs and dashes."""
        assert len(QUERIES) == 40
        for marked, plain, group, title in QUERIES:
            decomposed = unicodedata.normalize("NFD", marked)

            assert (group, title) in found(marked), marked
            assert set(found(plain)) == set(found(marked)), plain
            assert Query.of(decomposed) == Query.of(marked), marked

    def test_forgives_a_slip_where_nothing_fits(self, officer):
        for slip, group, title in SLIPS:
            answer = search(slip, user=officer(SEEN_BY), at=AT)

            assert answer.is_near, slip
            assert title in [hit.title for hit in answer.groups[group]], slip

    def test_takes_no_similar_number_for_the_typed_one(self, found):
        assert found("9900000024") == []
        assert found("VV-2026-0077") == []

    @pytest.mark.parametrize("typed", ["", " ", "’ --", "'", "%", "_", "a'b:*", "!&|"])
    def test_takes_any_sign_as_text(self, found, typed):
        found(typed)

    def test_finds_a_paper_by_number_and_by_code(self, found, shelf):
        title = (DOCUMENTS, shelf.paper.title)
        for typed in ("01/QĐ-XPHC", "01 qd xphc", "01qdxphc"):
            assert title in found(typed, SIGNER), typed
        assert found(shelf.paper.verification_code, SIGNER) == [title]

    def test_knows_which_one_record_was_meant(self, officer, shelf):
        def meant(typed: str):
            answer = search(typed, user=officer(SEEN_BY), at=AT)
            return answer.meant and answer.meant.record

        assert meant(shelf.case.number) == shelf.case
        assert meant("kt20260001") == shelf.visit
        mdrak = Facility.objects.get(name=MDRAK)
        assert meant(mdrak.code.lower()) == mdrak
        assert meant("hoa cuc") is None


class TestOrder:
    def test_puts_the_typed_marks_first(self, enter, found):
        for name in ("Nhà sách Hỏa", "Nhà sách Hòa", "Nhà sách Hoa"):
            enter(name)

        for typed in ("sách hòa", "sách hỏa", "sách hoa"):
            shops = [title for kind, title in found(typed) if kind == FACILITIES]
            assert shops[0].lower() == f"nhà {typed}"

    def test_puts_the_number_itself_first(self, enter, found):
        enter("Hiệu sách 9900000016")

        shops = [title for kind, title in found("9900000016") if kind == FACILITIES]
        assert shops == [SHOP, "Hiệu sách 9900000016"]

    def test_says_that_there_is_more_but_not_how_much(self, enter, officer):
        for number in range(SHOWN + 2):
            enter(f"Nhà sách {number}")

        answer = search("nha sach", user=officer(SEEN_BY), at=AT)

        assert len(answer.groups[FACILITIES]) == SHOWN
        assert answer.more == {FACILITIES}


class TestSight:
    """INV-14: what one may not see is neither shown nor hinted at."""

    def test_is_that_of_each_page(self, shelf, officer):
        for user in map(officer, WATCHERS):
            answer = search("hoa cuc", user=user, at=AT)
            told = {hit.record.pk for hit in answer.groups[CASES]}
            for case in (shelf.case, shelf.of_ward):
                view = policies.view_of(reread(case), user, AT)
                reads = view in {"case.view_full", "case.view_partner"}
                assert (case.pk in told) == reads, user.username
            visits = Inspection.objects.visible_to(user, AT)
            assert all(
                visits.filter(pk=hit.record.pk).exists()
                for hit in answer.groups[INSPECTIONS]
            ), user.username
            seen = Facility.objects.visible_to(user, AT)
            assert all(
                seen.filter(pk=hit.record.pk).exists()
                for hit in answer.groups[FACILITIES]
            ), user.username

    @pytest.mark.parametrize("typed", ["Nguyễn Thị Loan", "nguyen thi loam"])
    def test_tells_nothing_of_another_agencys_case(self, shelf, found, typed):
        assert found(typed) == []
        assert (PEOPLE, "Nguyễn Thị Loan") in found(typed, SIGNER)

    def test_tells_nothing_of_another_agencys_paper(self, shelf, found):
        assert found("01/QĐ-XPHC") == []
        assert found(shelf.paper.verification_code) == []

    def test_of_a_card_finds_the_number_and_tells_no_more(self, shelf, found):
        for who in ("ubnd.lanhdao", "ubnd.kiemsoat"):
            number = shelf.case.number
            assert found(number, who) == [(CASES, number)]
            assert found("Đỗ Đình Đạo", who) == []
            assert CASES not in {kind for kind, _title in found("hóa đơn", who)}

    def test_of_a_minor_is_for_the_lead_alone(self, officer, found):
        child = party("Trần Thị Bé Út", "INDIVIDUAL")
        child.born_on = day("01/01/2012")
        child.save()
        walk = received(officer, by=SEEN_BY, respondent=child)
        task = asked(walk)
        services.accept_task(task=task, by=officer("ca.pa05"), at=AT)

        assert (PEOPLE, "Trần Thị Bé Út") in found("be ut", SEEN_BY)
        assert found("be ut", "ca.pa05") == []
        assert found("tran thi be utt", "ca.pa05") == []
        assert found(walk.case.number, "ca.pa05") == [(CASES, walk.case.number)]

    def test_of_a_restricted_case_is_for_its_officers(self, shelf, found, officer):
        Case.objects.filter(pk=shelf.of_ward.pk).update(is_restricted=True)

        assert found("Nguyễn Thị Loan", "xa.bmt.vanthu") == []
        assert found(shelf.of_ward.number, "xa.bmt.vanthu") == []
        assert (PEOPLE, "Nguyễn Thị Loan") in found("Nguyễn Thị Loan", HANDLER)

    def test_of_a_commune_ends_at_its_border(self, shelf, found):
        assert (FACILITIES, SHOP) in found("hoa cuc", "xa.bmt.thuly")
        assert found("suoi da", "xa.bmt.thuly") == []
        assert found("hngan", "xa.donghoa") == []
        assert (PEOPLE, "H’Ngân Byă") in found("hngan", "xa.bmt.thuly")

    def test_of_an_administrator_is_published_plans(self, shelf, found):
        for typed in ("hoa cuc", "VV-2026-0001", "01/QĐ-XPHC", "dinh dao", "ke hoach"):
            assert {kind for kind, _title in found(typed, "quantri")} <= {PLANS}

    def test_forgets_who_answers_no_longer(self, shelf, found, officer):
        person = FacilityPerson.objects.get(name="H’Ngân Byă")
        registry.end_person(
            person=person,
            version=person.facility.version,
            ended_on=day("01/03/2026"),
            by=officer("so.sobo"),
            at=AT,
        )

        assert found("hngan bya") == []


class TestCost:
    @pytest.mark.parametrize("username", [SEEN_BY, "xa.bmt.chutich", "ca.lanhdao"])
    @pytest.mark.parametrize(
        "typed", ["hoa cuc", "VV-2026-0001", "0905 123 456", "zzz"]
    )
    def test_is_bounded_however_much_is_found(
        self, shelf, officer, username, typed, django_assert_max_num_queries
    ):
        user = officer(username)
        with django_assert_max_num_queries(24):
            search(typed, user=user, at=AT)

    def test_of_one_tier_is_one_question(self, shelf, django_assert_num_queries):
        query = Query.of("hoa cuc")
        with django_assert_num_queries(1):
            best(Facility.objects.tiers(query, "hoa cuc"), most=8)


class TestIndexes:
    @pytest.mark.parametrize(
        ("rows", "index"),
        [
            (lambda q, u: Case.objects.tiers(q, u, AT)[0], "case_marked"),
            (lambda q, u: Case.objects.tiers(q, u, AT)[1], "case_search"),
            (lambda q, u: Case.objects.tiers_of_slips(q, u, AT)[0], "case_folded"),
            (lambda q, u: Case.objects.tiers_alike(q, u, AT)[0], "case_folded"),
            (lambda q, u: Facility.objects.tiers(q, "")[0], "facility_marked"),
            (lambda q, u: Facility.objects.tiers(q, "")[1], "facility_search"),
            (
                lambda q, u: Facility.objects.tiers_alike(q)[0],
                "facility_search_trigram",
            ),
            (lambda q, u: Respondent.objects.tiers(q, "")[0], "respondent_marked"),
            (lambda q, u: Respondent.objects.tiers(q, "")[1], "respondent_search"),
            (
                lambda q, u: Respondent.objects.tiers_of_slips(q)[0],
                "respondent_trigram",
            ),
            (lambda q, u: FacilityPerson.objects.tiers(q)[0], "facility_person_marked"),
            (lambda q, u: FacilityPerson.objects.tiers(q)[1], "facility_person_search"),
            (
                lambda q, u: FacilityPerson.objects.tiers_of_slips(q)[0],
                "facility_person_trigram",
            ),
            (
                lambda q, u: Inspection.objects.tiers(q, Facility.objects.all())[0],
                "visit_search",
            ),
        ],
    )
    def test_answer_every_question(self, officer, rows, index):
        tier = rows(Query.of("hòa cúc"), officer(SEEN_BY)).order_by()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
        assert index in tier.explain()
