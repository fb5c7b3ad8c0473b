"""The one page of a facility: what stands out, and nothing that one may not see."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import pgettext

from agencies import services as agencies_services
from agencies.kinds import Role, SubjectKind
from agencies.models import Agency
from cases.models import Case
from cases.states import CaseState
from facilities import services
from facilities.models import Facility, Obligation
from facilities.services import (
    EquipmentInput,
    LicenceInput,
    ObligationInput,
    PrintJobInput,
)
from facilities.states import DeviceClass, LicenceType, ObligationKind
from kernel.clock import local_day
from tests.cases.walk import at_state, party
from tests.evidence import samples
from tests.moments import day

pytestmark = pytest.mark.django_db
# Reads the case of its agency; sees nothing of it; sees its card as the commune.
OWN, STRANGER, REGISTRY = "xa.bmt.thuly", "so.thuly", "so.sobo"


def licence(facility, by, *, ends, number="05/GP", type_=LicenceType.IMPORT):
    return services.add_licence(
        facility=facility,
        data=LicenceInput(
            type=type_,
            number=number,
            issuer="Sở VHTTDL",
            issued_on=day("05/01/2020"),
            expires_on=ends,
        ),
        by=by,
        at=timezone.now(),
    )


def owe(facility, by, **values):
    given = {
        "kind": ObligationKind.CONCLUSION,
        "text": "Báo cáo kết quả thực hiện kết luận",
        "basis": "Kết luận số 12/KL-SVHTTDL",
        "since": day("05/01/2026"),
        "due_on": day("05/02/2026"),
    }
    return services.add_obligation(
        facility=facility,
        data=ObligationInput(**(given | values)),
        by=by,
        at=timezone.now(),
    )


def attach(facility, by, **given):
    return services.attach_file(
        facility=facility,
        upload=io.BytesIO(samples.photo()),
        name="quet.jpg",
        by=by,
        at=timezone.now(),
        **given,
    )


def read(client, facility, tail=""):
    answer = client.get(f"/facilities/{facility.code}/{tail}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def keeper(officer):
    return officer(REGISTRY)


@pytest.fixture
def today():
    return local_day(timezone.now())


class TestTheStory:
    def test_tells_what_the_register_makes_one_look_at(
        self, cao_nguyen_xanh, keeper, client_of, today
    ):
        printer, now = cao_nguyen_xanh, timezone.now()
        licence(printer, keeper, ends=today + timedelta(days=38))
        services.add_equipment(
            facility=printer,
            data=EquipmentInput(
                device_class=DeviceClass.PRINT_OFFSET, name="Máy in 5 màu", colours=5
            ),
            by=keeper,
            at=now,
        )
        services.add_print_job(
            facility=printer,
            data=PrintJobInput(
                title="Lịch bàn",
                decision_no="1",
                decision_on=today,
                licensed_copies=1_000,
                printed_on=today,
                printed_copies=1_200,
            ),
            by=keeper,
            at=now,
        )
        owe(printer, keeper)

        page = read(client_of(STRANGER), printer)

        assert "còn 38 ngày" in page.lower()
        for said in (
            "Sắp hết hạn",
            "Máy in 5 màu",
            "In vượt số lượng được phép",
            "1.200",
            "Báo cáo kết quả thực hiện kết luận",
            pgettext("obligation", "Overdue"),
        ):
            assert said in page, said
        # The publication printing licence itself is not there, and asked for.
        assert "Giấy phép hoạt động in xuất bản phẩm" in page

    def test_says_nothing_stands_out_by_saying_nothing(self, hoa_cuc, client_of):
        assert 'id="glance"' not in read(client_of(STRANGER), hoa_cuc)

    def test_of_a_hidden_case_hints_at_nothing(self, hoa_cuc, officer, client_of):
        before = read(client_of(STRANGER), hoa_cuc)
        walk = at_state(officer, CaseState.OPENED, facility_id=hoa_cuc.pk)

        assert walk.case.number in read(client_of(OWN), hoa_cuc)
        assert masked(read(client_of(STRANGER), hoa_cuc)) == masked(before)

    def test_of_a_hidden_sanction_hints_at_nothing(self, hoa_cuc, officer, client_of):
        who = party("Mạc Thị Thu Cúc", SubjectKind.HOUSEHOLD)
        Facility.objects.filter(pk=hoa_cuc.pk).update(party=who)
        before = read(client_of(STRANGER), hoa_cuc)
        at_state(officer, CaseState.EXECUTING, respondent=who, facility_id=hoa_cuc.pk)

        own = read(client_of(OWN), hoa_cuc)
        assert 'id="sanctions"' in own
        assert "01/QĐ-XPHC" in own
        assert masked(read(client_of(STRANGER), hoa_cuc)) == masked(before)

    def test_tells_no_decision_to_who_sees_the_card_only(
        self, hoa_cuc, officer, client_of
    ):
        """The commune officer of the ward sees number, state and lead (A005)."""
        walk = at_state(officer, CaseState.EXECUTING, facility_id=hoa_cuc.pk)
        Case.objects.filter(pk=walk.case.pk).update(lead_agency="SO_VHTTDL")
        now = timezone.now()
        user = agencies_services.create_officer(
            username="xa.bmt.congchuc",
            full_name="Y Sên Kbuôr",
            title="Công chức",
            agency=Agency.objects.get(pk="UBND_XA_24133"),
            by=None,
            at=now,
        )
        agencies_services.grant_role(
            user=user,
            role=Role.COMMUNE_OFFICER,
            valid_from=local_day(now),
            by=None,
            at=now,
        )

        page = read(client_of(user.username), hoa_cuc)

        assert walk.case.number in page
        assert "01/QĐ-XPHC" not in page

    def test_takes_as_many_queries_for_a_long_life_as_for_a_short_one(
        self, cao_nguyen_xanh, keeper, client_of, today
    ):
        printer, client, counted = cao_nguyen_xanh, client_of(REGISTRY), []
        for place in range(6):
            licence(
                printer,
                keeper,
                number=f"{place}/GP",
                ends=today + timedelta(days=10 * place),
            )
            owe(printer, keeper, text=f"Việc {place}")
            if place < 2:
                attach(printer, keeper)
            if place in (1, 5):
                with CaptureQueriesContext(connection) as queries:
                    read(client, printer)
                counted.append(len(queries))

        assert counted[0] == counted[1] <= 40


def queries_of(client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def masked(page: str) -> str:
    """Without what is new in every answer."""
    return re.sub(r'value="[\w:.-]{40,}"', "", page)


class TestObligations:
    def test_are_kept_met_and_waived_on_their_page(
        self, cao_nguyen_xanh, keeper, client_of
    ):
        printer, client = cao_nguyen_xanh, client_of(REGISTRY)
        page = read(client, printer, "obligations/")
        assert "Luật Xuất bản 2012, Điều 33" in page
        (address,) = links(page, "obligations/new/?rule=")

        form = client.get(address).content.decode()
        assert "quyết định xuất bản (bản chính)" in form
        answer = client.post(
            address,
            {
                "kind": "JOB_PAPERS",
                "text": "Chỉ nhận in khi có quyết định xuất bản",
                "basis": "Luật Xuất bản 2012, Điều 33",
                "since": "01/01/2026",
                "due_on": "",
            },
        )
        assert answer.status_code == 302, answer.content.decode()
        assert "?rule=" not in read(client, printer, "obligations/")

        kept = Obligation.objects.get()
        proof = attach(printer, keeper, caption="Sổ nhận in")
        printer.refresh_from_db()
        answer = client.post(
            f"/facilities/{printer.code}/obligations/{kept.pk}/meet/",
            {
                "version": printer.version,
                "met_on": "01/02/2026",
                "note": "Đã xem sổ",
                "proof": str(proof.pk),
            },
        )
        assert answer.status_code == 302, answer.content.decode()
        page = read(client, printer, "obligations/")
        assert "Đã xem sổ" in page
        assert f"/evidence/{proof.file.pk}/" in page

    def test_are_waived_with_a_reason_only(self, hoa_cuc, keeper, client_of):
        kept, client = owe(hoa_cuc, keeper), client_of(REGISTRY)
        hoa_cuc.refresh_from_db()
        path = f"/facilities/{hoa_cuc.code}/obligations/{kept.pk}/waive/"

        refused = client.post(path, {"version": hoa_cuc.version, "reason": ""})
        assert refused.status_code == 422
        client.post(path, {"version": hoa_cuc.version, "reason": "Đã chuyển chủ"})
        assert Obligation.objects.get().state == "WAIVED"

    def test_are_changed_by_the_registry_officer_only(self, hoa_cuc, keeper, client_of):
        kept = owe(hoa_cuc, keeper)
        client, root = client_of("so.kiemtra"), f"/facilities/{hoa_cuc.code}"

        for path in (
            f"{root}/obligations/new/",
            f"{root}/obligations/{kept.pk}/meet/",
            f"{root}/obligations/{kept.pk}/waive/",
            f"{root}/files/new/",
        ):
            assert client.get(path).status_code == 403
        assert client.get(f"{root}/obligations/").status_code == 200
        assert client.get(f"{root}/obligations/{kept.pk}/eat/").status_code == 404
        # Of another commune: no page at all.
        other = client_of("xa.donghoa")
        assert other.get(f"{root}/obligations/").status_code == 404

    def test_wait_for_the_registry_officer_when_overdue(
        self, hoa_cuc, keeper, client_of, today
    ):
        owe(hoa_cuc, keeper)
        licence(hoa_cuc, keeper, ends=today - timedelta(days=3))
        licence(
            hoa_cuc,
            keeper,
            ends=today + timedelta(days=59),
            number="06",
            type_=LicenceType.DISTRIBUTION,
        )

        page = client_of(REGISTRY).get("/").content.decode()

        assert "Báo cáo kết quả thực hiện kết luận" in page
        assert f"{today - timedelta(days=3):%d/%m/%Y}" in page
        assert f"{today + timedelta(days=59):%d/%m/%Y}" in page
        assert "Báo cáo kết quả" not in client_of(OWN).get("/").content.decode()

    def test_take_as_many_queries_for_many_as_for_one(
        self, cao_nguyen_xanh, keeper, client_of, today
    ):
        client, counted = client_of(REGISTRY), []
        paths = (f"/facilities/{cao_nguyen_xanh.code}/obligations/", "/")
        for place in range(5):
            owe(cao_nguyen_xanh, keeper, text=f"Việc {place}")
            licence(
                cao_nguyen_xanh,
                keeper,
                number=f"{place}",
                type_=list(LicenceType)[place],
                ends=today,
            )
            attach(cao_nguyen_xanh, keeper)
            if place in (0, 4):
                counted.append([queries_of(client, path) for path in paths])

        assert counted[0] == counted[1]
        assert counted[0][0] <= 25
        assert counted[0][1] <= 12


class TestFiles:
    def test_are_sent_listed_with_their_hash_and_seen(self, hoa_cuc, client_of, today):
        client = client_of(REGISTRY)
        upload = io.BytesIO(samples.photo())
        upload.name = "giay-phep.jpg"
        answer = client.post(
            f"/facilities/{hoa_cuc.code}/files/new/",
            {"files": upload, "caption": "Giấy đăng ký"},
        )
        assert answer.status_code == 302, answer.content.decode()

        file = Facility.objects.get(pk=hoa_cuc.pk).files.get().file
        page = read(client_of("so.kiemtra"), hoa_cuc, "obligations/")
        assert "Giấy đăng ký" in page
        assert file.stored_file_id[:16] in page
        path = f"/evidence/{file.pk}/"
        assert client_of("so.kiemtra").get(path).status_code == 200
        # A commune sees the facilities of its own ward.
        assert client_of("xa.bmt.thuly").get(path).status_code == 200
        assert client_of("xa.donghoa").get(path).status_code == 404

    def test_are_asked_for_when_none_was_chosen(self, hoa_cuc, client_of):
        answer = client_of(REGISTRY).post(
            f"/facilities/{hoa_cuc.code}/files/new/", {"caption": "Quên tệp"}
        )

        assert answer.status_code == 422
        assert "Quên tệp" in answer.content.decode()

    def test_keep_the_form_when_the_kind_is_refused(self, hoa_cuc, client_of):
        upload = io.BytesIO(b"MZ")
        upload.name = "chuong-trinh.exe"
        answer = client_of(REGISTRY).post(
            f"/facilities/{hoa_cuc.code}/files/new/", {"files": upload}
        )

        assert answer.status_code == 415


class TestTheList:
    def test_is_filtered_by_licences_and_by_it_use(
        self, hoa_cuc, cao_nguyen_xanh, keeper, client_of, today
    ):
        licence(hoa_cuc, keeper, ends=today + timedelta(days=20))
        licence(
            hoa_cuc,
            keeper,
            ends=today - timedelta(days=1),
            number="6",
            type_=LicenceType.OTHER,
        )
        Facility.objects.filter(pk=hoa_cuc.pk).update(uses_it=True)
        client = client_of(REGISTRY)

        def names(query):
            page = client.get(f"/facilities/?{query}").content.decode()
            return {f.name for f in (hoa_cuc, cao_nguyen_xanh) if f.name in page}

        assert names("licence=ending") == {hoa_cuc.name}
        assert names("licence=run_out") == {hoa_cuc.name}
        assert names("licence=missing") == {cao_nguyen_xanh.name}
        owe(hoa_cuc, keeper)
        assert names("obligation=overdue") == {hoa_cuc.name}
        assert names("uses_it=yes") == {hoa_cuc.name}
        assert names("uses_it=not_asked") == {cao_nguyen_xanh.name}
        assert names("uses_it=no") == set()
        for query in ("licence=ending", "licence=missing", "obligation=overdue"):
            assert queries_of(client, f"/facilities/?{query}") <= 12

    def test_tells_how_many_use_it_to_who_counts(
        self, hoa_cuc, cao_nguyen_xanh, client_of
    ):
        Facility.objects.filter(pk=hoa_cuc.pk).update(uses_it=True)

        for username, is_told in (
            (REGISTRY, True),
            ("so.lanhdao", True),
            ("so.kiemtra", False),
        ):
            page = client_of(username).get("/facilities/").content.decode()
            assert ("50 %" in page) is is_told, username


def links(page: str, part: str) -> list[str]:
    return sorted({a for a in re.findall(r'href="([^"]+)"', page) if part in a})
