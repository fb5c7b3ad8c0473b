"""A million of everything, set by set: one record through the services, then copies.

Each statement takes a row that the product itself has written and inserts it again
with other values, so that a new column needs no word here. Indexes are made after.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from datetime import date, datetime

from django.db import connection, transaction

from agencies.kinds import SubjectKind
from agencies.models import User
from cases import services as cases
from cases.models import Case, Respondent
from cases.services import ActInput, CaseInput
from facilities import services as registry
from facilities.models import Address, Facility, FacilityPerson, Party
from facilities.services import AddressInput, FacilityInput, PartyInput, PersonInput
from facilities.states import AddressKind, FacilityKind, PersonRole
from inspections import services as visits
from inspections.models import Inspection
from inspections.services import VisitInput
from inspections.states import ContentTag, Ground
from kernel.clock import LOCAL_ZONE
from tests import database

AT = datetime(2026, 3, 2, 8, 0, tzinfo=LOCAL_ZONE)
VISITS_OF_CASES = 5  # one visit for each five cases
# Words of real names; the number of the row chooses, so every run fills alike.
WORDS = {
    "shops": (
        "Nhà sách",
        "Hiệu sách",
        "Cửa hàng văn phòng phẩm",
        "Công ty TNHH In",
        "Công ty CP Phát hành sách",
        "Cơ sở Photocopy",
        "Hộ kinh doanh",
        "Nhà in",
    ),
    "firsts": (
        *("An", "Bảo", "Cao", "Đại", "Gia", "Hòa", "Khánh", "Lam", "Minh", "Ngọc"),
        *("Phú", "Quang", "Sơn", "Tân", "Uyên", "Vĩnh", "Xuân", "Yên", "Đông", "Thiên"),
    ),
    "seconds": (
        *("Bình", "Châu", "Dương", "Đức", "Hà", "Hương", "Khoa", "Long", "Mai", "Nam"),
        *("Phát", "Quý", "Sáng", "Thành", "Thịnh", "Trí", "Tuệ", "Việt", "Vượng"),
        *("H’leo", "M’gar", "M’Drắk", "Nguyên", "Hiệp"),
    ),
    "families": (
        *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng"),
        *("Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Y", "H’", "Êban", "Niê"),
    ),
    "middles": ("Văn", "Thị", "Đình", "Ngọc", "Hữu", "Quốc", "Minh", "Thu", "Xuân"),
    "givens": (
        *("Anh", "Bình", "Cường", "Dung", "Đạo", "Giang", "Hạnh", "Hùng", "Khoa"),
        *("Lan", "Loan", "Mạnh", "Nga", "Oanh", "Phúc", "Quân", "Sơn", "Thảo", "Tuấn"),
        *("Út", "Vinh", "Xuyến", "Yến", "Đức", "Hiếu", "Bhiăng", "Ngân", "Loát"),
    ),
    "streets": (
        *("Quang Trung", "Lê Duẩn", "Nguyễn Tất Thành", "Y Jút", "Phan Bội Châu"),
        *("Hùng Vương", "Trần Phú", "Điện Biên Phủ", "Lý Thường Kiệt", "Y Ngông"),
    ),
    "acts": (
        "Phát hành xuất bản phẩm không có hóa đơn",
        "In quá số lượng ghi trong giấy phép",
        "Photocopy sách giáo khoa trái phép",
        "Bán sách giả qua mạng",
        "Không lưu chiểu xuất bản phẩm",
        "Nhập khẩu xuất bản phẩm không giấy phép",
    ),
    "wards": ("24133", "24163", "24305", "24373", "24280", "24412", "22258", "24184"),
    "agencies": ("SO_VHTTDL", "UBND_XA_24133", "PA03", "THANH_TRA_TINH"),
}


def pick(words: str, *, by: int, of: str = "i") -> str:
    """SQL: one of the words; `by` spreads the choice from the others'."""
    chosen = WORDS[words]
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in chosen)
    place = f"mod(hashint8extended({of}, {by}) & 2147483647, {len(chosen)})"
    return f"(ARRAY[{listed}])[1 + {place}::int]"


def key(kind: str, of: str = "i") -> str:
    """SQL: the id of a row, in the order of the rows as the product's own are."""
    return f"('0198{kind}' || lpad(to_hex({of}), 24, '0'))::uuid"


_SPACE = " || ' ' || "
SHOP = _SPACE.join([pick("shops", by=1), pick("firsts", by=2), pick("seconds", by=3)])
PERSON = _SPACE.join(
    [pick("families", by=4), pick("middles", by=5), pick("givens", by=6)]
)
PLACE = f"(1 + mod(i, 400))::text || ' ' || {pick('streets', by=7)}"
WARD = pick("wards", by=8)
WARD_NAME = f"(SELECT name FROM agencies_ward w WHERE w.code = {WARD})"  # noqa: S608
TAX_CODE = "'4' || lpad(i::text, 9, '0')"
TITLE = f"{pick('acts', by=9)} || ' – ' || {SHOP}"
AGENCY = pick("agencies", by=10)
YEAR = "(2020 + mod(i, 7))"
# At least four digits, as the registers give them.
NUMBER = f"'VV-' || {YEAR} || '-' || to_char(i / 7 + 2, 'FM9999990000')"
VISIT = f"'KT-' || {YEAR} || '-' || to_char(i / 7 + 2, 'FM9999990000')"
CODE = "'DL-DIST-' || to_char(i + 1, 'FM9999990000')"
FACILITY = key("f000")
STATE = "(ARRAY['RECEIVED','VERIFYING','OPENED','CLOSED','CLOSED'])[1 + mod(i, 5)::int]"
SINCE = "timestamptz '2026-03-01 08:00+07' - mod(i, 2000) * interval '1 day'"


def database_of(cases: int) -> str:
    """Use the filled database of so many cases and facilities, made once and kept."""
    name = f"bench_search_{cases}_{database._state()}"
    with database._server() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)",
            [f"bench_search_{cases}_"],
        )
        known = {row[0] for row in cursor.fetchall()}
    if name not in known:
        for old in known:
            database.drop(old)
        unfinished = f"bench_unfinished_{cases}"
        database.use_copy(unfinished)
        fill(cases)
        with database._server() as cursor:
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    database.use(name)
    return name


def fill(count: int) -> None:
    """`count` facilities and cases, each with its people, and a fifth of the visits."""
    facility, case, visit = _first_of_each()
    of_facility = {"facility_id": FACILITY}
    words = (
        f"vi_fold({SHOP}) || ' ' || vi_fold({PLACE} || ' ' || {WARD_NAME})"
        f" || ' ' || vi_fold({CODE}) || ' ' || {TAX_CODE} || ' ' || vi_plain({CODE})"
    )
    steps: tuple[tuple[type, object, int, Mapping[str, str]], ...] = (
        (
            Facility,
            facility.pk,
            count,
            {
                "id": FACILITY,
                "code": CODE,
                "name": SHOP,
                "tax_code": TAX_CODE,
                "business_key": TAX_CODE,
                "ward_id": WARD,
                "party_id": "NULL",
                "search_text": words,
            },
        ),
        (
            Address,
            facility.addresses.get().pk,
            count,
            {"id": key("a000"), "text": PLACE, "ward_id": WARD, **of_facility},
        ),
        (
            FacilityPerson,
            facility.people.get().pk,
            count,
            {"id": key("b000"), "name": PERSON, **of_facility},
        ),
        (
            Party,
            case.respondents.get().party_id,
            count,
            {
                "id": key("d000"),
                "name": PERSON,
                "search_text": f"vi_fold({PERSON})",
                "tax_code": "''",
            },
        ),
        (
            Case,
            case.pk,
            count,
            {
                "id": key("c000"),
                "number": NUMBER,
                "title": TITLE,
                "state": STATE,
                "facility_id": FACILITY,
                "ward_id": WARD,
                "lead_agency_id": AGENCY,
                "competent_authority_id": AGENCY,
                "received_at": SINCE,
                "received_on": f"({SINCE})::date",
                "folded": f"vi_fold({TITLE}) || ' ' || vi_fold({PERSON}) || ' '"
                f" || vi_fold({NUMBER}) || ' ' || {TAX_CODE}"
                f" || ' ' || vi_plain({NUMBER})",
            },
        ),
        (
            Respondent,
            case.respondents.get().pk,
            count,
            {
                "id": key("e000"),
                "case_id": key("c000"),
                "party_id": key("d000"),
                "name": PERSON,
            },
        ),
        (
            Inspection,
            visit.pk,
            count // VISITS_OF_CASES,
            {
                "id": key("9000"),
                "number": VISIT,
                "year": YEAR,
                "facility_id": FACILITY,
                "ward_id": WARD,
                "scheduled_on": f"({SINCE})::date",
            },
        ),
    )
    for model, source, rows, values in steps:
        _copy(model._meta.db_table, source, rows, values)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(table: str, source: object, rows: int, values: Mapping[str, str]) -> None:
    begin = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        # The rows fit together as they are made; nothing needs to be looked up.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
        # An index is not made while the first rows still wait to be looked at.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass"
            " AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [table],
        )
        columns = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)"
            " FROM pg_index WHERE indrelid = %s::regclass AND NOT EXISTS"
            " (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
            [table],
        )
        indexes = cursor.fetchall()
        for name, _made_by in indexes:
            cursor.execute(f"DROP INDEX {name}")
        named = ", ".join(f'"{column}"' for column in columns)
        taken = ", ".join(values.get(column, f't."{column}"') for column in columns)
        cursor.execute(
            f'INSERT INTO "{table}" ({named}) SELECT {taken}'  # noqa: S608
            f' FROM "{table}" t, generate_series(1, %s::bigint) i WHERE t.id = %s',
            [rows, source],
        )
        for _name, made_by in indexes:
            cursor.execute(made_by)
    seconds = time.perf_counter() - begin
    sys.stderr.write(f"{table}: {rows} rows in {seconds:.0f} s\n")


def _first_of_each() -> tuple[Facility, Case, Inspection]:
    def officer(username: str) -> User:
        return User.objects.with_standing().get(username=username)

    facility = registry.create_facility(
        data=FacilityInput(
            kinds=(FacilityKind.DISTRIBUTOR,),
            name="Nhà sách Đầu Tiên",
            subject_kind=SubjectKind.ORGANISATION,
        ),
        addresses=[
            AddressInput(kind=AddressKind.SHOP, text="1 Y Jút", ward_code="24133")
        ],
        people=[PersonInput(role=PersonRole.HEAD, name="Nguyễn Thị Đầu")],
        by=officer("so.sobo"),
        at=AT,
    )
    party = registry.register_party(
        data=PartyInput(subject_kind=SubjectKind.HOUSEHOLD, name="Trần Văn Đầu"),
        by=officer("so.sobo"),
        at=AT,
    )
    case = cases.receive_case(
        facts=CaseInput(
            title="Phát hành xuất bản phẩm không có hóa đơn – Nhà sách Đầu Tiên",
            source="INSPECTION",
            detected_on=date(2026, 3, 2),
            ward="24133",
            party_ids=(party.pk,),
            facility_id=facility.pk,
            acts=(
                ActInput(
                    behaviour="DST-29-2A",
                    description="Không có hóa đơn, chứng từ",
                    occurred_on=date(2026, 3, 2),
                    titles=({"title": "Truyện cổ tích", "quantity": 80},),
                ),
            ),
        ),
        by=officer("so.thuly"),
        at=AT,
    )
    visit = visits.open_ad_hoc_visit(
        facility=facility,
        ground=Ground.TIP_OFF,
        ground_text="Tin báo của bạn đọc.",
        content=(ContentTag.INVOICES,),
        visit=VisitInput(scheduled_on=date(2026, 3, 3)),
        by=officer("so.kiemtra"),
        at=AT,
    )
    return facility, case, visit
