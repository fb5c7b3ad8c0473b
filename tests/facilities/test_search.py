import unicodedata
from datetime import timedelta

import pytest
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.kinds import SubjectKind
from facilities import services
from facilities.models import Facility, Party
from facilities.services import AddressInput, LicenceInput, PartyInput, UrlInput
from facilities.states import AddressKind, FacilityKind, LicenceType
from tests.facilities.conftest import AT
from tests.moments import day

NAMES = {
    "Hộ kinh doanh Nhà sách Hoa Cúc": "24133",
    "Công ty TNHH In Cao Nguyên Xanh": "24163",
    "Công ty CP In Suối Đá": "24305",
    "Cơ sở Photocopy Bình Minh": "24154",
    "Công ty TNHH Phát hành Sóng Biển": "22015",
    "Công ty TNHH Văn hóa phẩm Gió Đồi": "22258",
    "Hộ kinh doanh Sách Ea Kar": "24373",
    "Nhà sách Ea H’leo": "24184",
    "Photocopy M'Drắk": "24412",
    "Cửa hàng sách Cư M’gar": "24280",
    "Nhà sách H'Ngân Byă": "24121",
    "Cơ sở in Y Đăk Ƀyă": "24169",
    "Nhà sách Nguyễn Thị Loan": "24133",
    "Nhà sách Đỗ Đình Đạo": "24175",
    "Ấn phẩm Ẫn Ễn Ỗn Ữn": "24181",
}

# Typed with marks, typed without, the facility that both must find.
QUERIES = [
    ("Hoa Cúc", "hoa cuc", "Hộ kinh doanh Nhà sách Hoa Cúc"),
    ("nhà sách hoa cúc", "nha sach hoa cuc", "Hộ kinh doanh Nhà sách Hoa Cúc"),
    ("HỘ KINH DOANH HOA", "ho kinh doanh hoa", "Hộ kinh doanh Nhà sách Hoa Cúc"),
    ("Cúc Hoa", "cuc hoa", "Hộ kinh doanh Nhà sách Hoa Cúc"),
    ("Hoa Cú", "hoa cu", "Hộ kinh doanh Nhà sách Hoa Cúc"),
    ("Cao Nguyên Xanh", "cao nguyen xanh", "Công ty TNHH In Cao Nguyên Xanh"),
    ("CAO NGUYÊN", "CAO NGUYEN", "Công ty TNHH In Cao Nguyên Xanh"),
    ("in cao nguyên", "in cao nguyen", "Công ty TNHH In Cao Nguyên Xanh"),
    ("Tân An", "tan an", "Công ty TNHH In Cao Nguyên Xanh"),
    ("Suối Đá", "suoi da", "Công ty CP In Suối Đá"),
    ("SUỐI ĐÁ", "SUOI DA", "Công ty CP In Suối Đá"),
    ("đá", "da", "Công ty CP In Suối Đá"),
    ("Buôn Hồ", "buon ho", "Công ty CP In Suối Đá"),
    ("Bình Minh", "binh minh", "Cơ sở Photocopy Bình Minh"),
    ("cơ sở photocopy", "co so photocopy", "Cơ sở Photocopy Bình Minh"),
    ("Thành Nhất", "thanh nhat", "Cơ sở Photocopy Bình Minh"),
    ("Sóng Biển", "song bien", "Công ty TNHH Phát hành Sóng Biển"),
    ("phát hành", "phat hanh", "Công ty TNHH Phát hành Sóng Biển"),
    ("Tuy Hòa", "tuy hoa", "Công ty TNHH Phát hành Sóng Biển"),
    ("Tuy Hoà", "tuy hoa", "Công ty TNHH Phát hành Sóng Biển"),
    ("Gió Đồi", "gio doi", "Công ty TNHH Văn hóa phẩm Gió Đồi"),
    ("văn hoá phẩm", "van hoa pham", "Công ty TNHH Văn hóa phẩm Gió Đồi"),
    ("Đông Hòa", "dong hoa", "Công ty TNHH Văn hóa phẩm Gió Đồi"),
    ("Sách Ea Kar", "sach ea kar", "Hộ kinh doanh Sách Ea Kar"),
    ("Ea H’leo", "ea h'leo", "Nhà sách Ea H’leo"),
    ("EA H’LEO", "ea hleo", "Nhà sách Ea H’leo"),
    ("Ea H‘leo", "ea h leo", "Nhà sách Ea H’leo"),
    ("H’leo", "h`leo", "Nhà sách Ea H’leo"),
    ("M’Drắk", "m'drak", "Photocopy M'Drắk"),
    ("M'DRẮK", "mdrak", "Photocopy M'Drắk"),
    ("mʼdrắk", "m drak", "Photocopy M'Drắk"),
    ("Cư M’gar", "cu m'gar", "Cửa hàng sách Cư M’gar"),
    ("cửa hàng cư m", "cua hang cu m", "Cửa hàng sách Cư M’gar"),
    ("H’Ngân Byă", "h'ngan bya", "Nhà sách H'Ngân Byă"),
    ("Y Đăk Ƀyă", "y dak bya", "Cơ sở in Y Đăk Ƀyă"),
    ("Nguyễn Thị Loan", "nguyen thi loan", "Nhà sách Nguyễn Thị Loan"),
    ("NGUYỄN THỊ LOAN", "NGUYEN THI LOAN", "Nhà sách Nguyễn Thị Loan"),
    ("Loan Nguyễn", "loan  nguyen", "Nhà sách Nguyễn Thị Loan"),
    ("Đỗ Đình Đạo", "do dinh dao", "Nhà sách Đỗ Đình Đạo"),
    ("đình đ", "dinh d", "Nhà sách Đỗ Đình Đạo"),
    ("Ẫn Ễn Ỗn Ữn", "an en on un", "Ấn phẩm Ẫn Ễn Ỗn Ữn"),
    ("ẤN PHẨM", "an pham", "Ấn phẩm Ẫn Ễn Ỗn Ữn"),
]


def names_found(typed: str) -> list[str]:
    return [facility.name for facility in Facility.objects.search(typed)]


@pytest.fixture
def shelf(enter):
    for name, ward in NAMES.items():
        enter(name, ward=ward)


@pytest.mark.usefixtures("shelf")
class TestSearchByWords:
    def test_finds_the_same_with_and_without_marks(self):
        """ux, "Search": all spellings of a name give the same list."""
        for marked, plain, name in QUERIES:
            decomposed = unicodedata.normalize("NFD", marked)
            found = set(names_found(marked))

            assert name in found, marked
            assert found == set(names_found(plain)), plain
            assert found == set(names_found(decomposed)), marked

    def test_ranks_the_typed_marks_first(self, enter):
        enter("Nhà sách Hòa")
        enter("Nhà sách Hoa")
        enter("Nhà sách Họa")

        assert names_found("sách hòa")[0] == "Nhà sách Hòa"
        assert names_found("sách họa")[0] == "Nhà sách Họa"
        assert names_found("SÁCH HOA")[:2] == [
            "Hộ kinh doanh Nhà sách Hoa Cúc",
            "Nhà sách Hoa",
        ]

    def test_ranks_the_typed_marks_first_with_either_apostrophe(self):
        assert names_found("ea h'leo")[0] == "Nhà sách Ea H’leo"
        assert Facility.objects.search("Ea H'leo").first().search_rank == 1

    def test_needs_every_word(self):
        assert names_found("hoa kar") == []

    def test_shows_everything_when_nothing_was_typed(self):
        assert len(names_found("  ’ -- ")) == len(NAMES)

    @pytest.mark.parametrize(
        "typed", ["'", "\\", "a'b:*", "!&|", "sách & (", "<-> hoa", "%", "_", "\x00"]
    )
    def test_takes_any_sign_as_text(self, typed):
        names_found(typed.replace("\x00", ""))

    def test_finds_parts_of_words_when_no_word_begins_so(self):
        assert names_found("guyên xanh") == ["Công ty TNHH In Cao Nguyên Xanh"]

    def test_forgives_a_slip_when_no_word_fits(self):
        assert "Công ty TNHH In Cao Nguyên Xanh" in names_found("cao nguyem xanh")

    def test_asks_the_database_twice(self):
        with CaptureQueriesContext(connection) as asked:
            names_found("hoa cúc")

        assert len(asked) == 2


class TestSearchByNumber:
    @pytest.fixture
    def branch(self, enter):
        return enter(
            "Chi nhánh",
            subject_kind=SubjectKind.ORGANISATION,
            tax_code="9900000023-001",
            licences=[
                LicenceInput(
                    type=LicenceType.PRINTING,
                    number="12/GP-STTTT",
                    issuer="Sở TT&TT",
                    issued_on=day("14/06/2019"),
                )
            ],
            urls=[UrlInput(url="https://shopee.vn/sachre24h", shop_id="sachre24h")],
        )

    @pytest.mark.parametrize(
        "typed",
        [
            "9900000023-001",
            "9900000023001",
            "99 0000 0023 001",
            "9900000023",
            "DL-DIST-0001",
            "dl-dist-0001",
            "DLDIST0001",
            "dl dist 0001",
            "12/GP-STTTT",
            "12gpstttt",
            "12 gp",
            "shopee.vn",
            "sachre24h",
        ],
    )
    def test_finds_codes_with_and_without_dashes(self, branch, enter, typed):
        enter("Khác", tax_code="9900000016", kinds=(FacilityKind.PHOTOCOPY,))

        assert list(Facility.objects.search(typed)) == [branch]

    def test_ranks_the_code_itself_first(self, branch, enter):
        enter("Hiệu 9900000016")
        shop = enter("Sách", tax_code="9900000016")

        assert Facility.objects.search("9900000016").first() == shop

    def test_takes_no_similar_number_for_the_typed_one(self, branch):
        assert list(Facility.objects.search("9900000024001")) == []
        assert list(Facility.objects.search("0000023")) == [branch]

    def test_finds_a_personal_tax_code_whole_but_not_by_its_beginning(self, enter):
        shop = enter("Hộ Ea Kar", tax_code="066090001234")

        assert list(Facility.objects.search("066 090 001 234")) == [shop]
        assert list(Facility.objects.search("06609000123")) == []
        assert list(Facility.objects.search("1234")) == []


class TestSearchFollowsTheRecord:
    def test_finds_a_former_name(self, shop, keeper):
        services.change_name(
            facility=shop,
            version=shop.version,
            name="Nhà sách Hướng Dương",
            from_on=day("01/03/2026"),
            by=keeper,
            at=AT,
        )

        assert names_found("hoa cuc") == ["Nhà sách Hướng Dương"]
        assert names_found("huong duong") == ["Nhà sách Hướng Dương"]

    def test_finds_a_new_address_and_forgets_an_ended_one(self, shop, keeper):
        services.add_address(
            facility=shop,
            data=AddressInput(kind=AddressKind.WAREHOUSE, ward_code="24412"),
            by=keeper,
            at=AT,
        )
        assert list(Facility.objects.search("M’Drắk")) == [shop]

        shop.refresh_from_db()
        services.end_address(
            address=shop.main_address,
            version=shop.version,
            ended_on=day("01/03/2026"),
            by=keeper,
            at=AT,
        )
        assert list(Facility.objects.search("Buôn Ma Thuột")) == []


class TestSearchParties:
    def test_finds_people_by_name_in_order_of_the_given_name(self, keeper):
        for name in ("Nguyễn Thị Loan", "Nguyễn Thị Ánh", "Nguyễn Thị Đào"):
            services.register_party(
                data=PartyInput(subject_kind=SubjectKind.INDIVIDUAL, name=name),
                by=keeper,
                at=AT + timedelta(minutes=1),
            )

        found = [party.name for party in Party.objects.search("nguyen thi")]
        assert found == ["Nguyễn Thị Ánh", "Nguyễn Thị Đào", "Nguyễn Thị Loan"]


class TestSearchUsesItsIndex:
    @pytest.mark.parametrize(
        ("condition", "index"),
        [
            ("fulltext", "facility_search"),
            ("substring", "facility_search_trigram"),
            ("similar", "facility_search_trigram"),
        ],
    )
    def test_of_words_and_of_trigrams(self, db, condition, index):
        rows = Facility.objects.all().order_by()
        rows = {
            "fulltext": rows.alias(
                searched=SearchVector("search_text", config="simple")
            ).filter(searched=SearchQuery("hoa", config="simple")),
            "substring": rows.filter(search_text__contains="guyen xanh"),
            "similar": rows.filter(search_text__trigram_word_similar="nguyem xanh"),
        }[condition]

        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            assert index in rows.explain()
