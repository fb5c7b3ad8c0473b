"""The law desk on the pages: an afternoon's work of two persons, not a developer's."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from facilities.models import ObligationRule
from kernel.clock import local_day
from regulations import exchange
from regulations.catalogue import Frame, frame_for
from regulations.law_tables import LABELS, RULES, TABLES
from regulations.models import (
    AuthorityRule,
    CalendarDay,
    CriminalIndicator,
    DeadlineRule,
    LegalSetting,
    ReferenceProposal,
    ViolationBehaviour,
)
from tests.cases.walk import received
from tests.web.conftest import ClientOf
from tests.web.reading import errors_of, form_of, send, text_of

PASSWORD = "mưa rừng tháng bảy"  # noqa: S105 - only here
DESK = "/admin/law/"
LAWYER, MANAGER, ADMIN, INSPECTOR = "so.phapche", "so.lanhdao", "quantri", "so.kiemtra"
FRAME = {
    "fine_min_organisation_vnd": "20.000.000",
    "fine_max_organisation_vnd": "40.000.000",
    "citation": "NĐ 119/2020/NĐ-CP Điều 27.3.a",
    "confidence": "confirmed",
    "reason": "Nạp khung phạt còn thiếu",
}
PRINTING = f"{DESK}BEHAVIOUR/PRT-NODEC/"
OPEN_PAGES = (
    DESK,
    f"{DESK}proposals/",
    PRINTING,
    f"{DESK}DEADLINE_RULE/D-SEND/",
    f"{DESK}CEILING/GIAM_DOC_SO.publishing/",
    f"{DESK}FIELD_MAXIMUM/copyright/",
    f"{DESK}SETTING/late_interest_from/",
)
FORMS = (f"{PRINTING}propose/", f"{DESK}new/", f"{DESK}import/")


@pytest.fixture(autouse=True)
def passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))


@pytest.fixture
def proposal(client_of: ClientOf) -> str:
    answer = send(client_of(LAWYER), f"{PRINTING}propose/", **FRAME)
    assert answer.status_code == 302, errors_of(answer)
    return answer["Location"]


def tomorrow() -> str:
    return f"{local_day(timezone.now()) + timedelta(days=1):%d/%m/%Y}"


class TestDesk:
    def test_shows_what_is_missing_with_its_citation(self, client_of: ClientOf) -> None:
        text = text_of(client_of(LAWYER).get(f"{DESK}?shown=empty"))

        assert "PRT-NODEC" in text
        assert "GIAM_DOC_CONG_AN_TINH.publishing" in text
        assert "D-CHECK-LEN" in text
        assert "D-DEC-7WD" not in text

    def test_finds_a_row_by_words_kind_and_use(
        self, client_of: ClientOf, officer
    ) -> None:
        received(officer, behaviour="PRT-NODEC")
        client = client_of(LAWYER)

        used = text_of(client.get(f"{DESK}?used=used&kind=BEHAVIOUR"))
        assert "PRT-NODEC" in used
        assert "PRT-LIC" not in used
        words = text_of(client.get(f"{DESK}?q=d-suit&shown=all"))
        assert "D-SUIT" in words
        assert "D-SEND" not in words

    @pytest.mark.parametrize("path", OPEN_PAGES)
    def test_opens_for_whoever_may_propose_or_settle(
        self, client_of: ClientOf, path: str
    ) -> None:
        for username, status in (
            (LAWYER, 200),
            (MANAGER, 200),
            (ADMIN, 200),
            (INSPECTOR, 403),
            ("ca.lanhdao", 403),  # A152: SO_VHTTDL or UBND_TINH
            ("ubnd.kiemsoat", 403),
        ):
            assert client_of(username).get(path).status_code == status, username

    @pytest.mark.parametrize("path", FORMS)
    def test_offers_its_forms_to_the_legal_officer(
        self, client_of: ClientOf, path: str
    ) -> None:
        for username, status in ((LAWYER, 200), (MANAGER, 403), (ADMIN, 403)):
            assert client_of(username).get(path).status_code == status, username

    def test_stands_in_the_menu_of_those_only(self, client_of: ClientOf) -> None:
        for username, shown in ((LAWYER, True), (MANAGER, True), (INSPECTOR, False)):
            page = client_of(username).get("/me/").content.decode()
            assert ('href="/admin/law/"' in page) is shown, username

    @pytest.mark.parametrize(
        "path",
        [
            f"{DESK}BEHAVIOUR/PRT-NOTHING/",
            f"{DESK}PEOPLE/PRT-NODEC/",
            f"{DESK}CEILING/KING.publishing/",
            f"{DESK}CEILING/KING/",
            f"{PRINTING}propose/?of=2020-12-02",
            f"{PRINTING}propose/?of=never",
            f"{DESK}proposals/01890a5d-ac96-774b-bcce-b302099a8057/",
        ],
    )
    def test_does_not_find_what_is_not_there(
        self, client_of: ClientOf, path: str
    ) -> None:
        assert client_of(LAWYER).get(path).status_code == 404

    @pytest.mark.parametrize(
        ("path", "most"),
        [
            (f"{DESK}?shown=all", 22),
            (f"{DESK}proposals/", 8),
            (PRINTING, 12),
        ],
    )
    def test_takes_few_queries(
        self, client_of: ClientOf, officer, proposal: str, path: str, most: int
    ) -> None:
        for _case in range(3):
            received(officer)
        client = client_of(LAWYER)
        client.get(path)

        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200

        assert len(queries) <= most, [q["sql"][:90] for q in queries]

    def test_waits_on_the_first_page_of_who_works_at_it(
        self, client_of: ClientOf, proposal: str
    ) -> None:
        for username, shown in ((LAWYER, True), (ADMIN, True), (INSPECTOR, False)):
            page = client_of(username).get("/").content.decode()
            assert (f'href="{proposal}"' in page) is shown, username


class TestPropose:
    def test_of_every_row_of_the_law_opens_and_asks_for_a_change(
        self, client_of: ClientOf
    ) -> None:
        """The form is filled in as the row stands: sent as it is, nothing changes."""
        client = client_of(LAWYER)
        for table in TABLES:
            for row in table.model.objects.all():
                if table.code_of(row) == "vietnam_culture_day_is_holiday":
                    continue  # the administrator's
                start = row.valid_from.isoformat() if row.valid_from else ""
                path = f"{DESK}{table.kind}/{table.code_of(row)}/propose/?of={start}"
                answer = send(client, path, reach="KEEPS", reason="Thử")
                assert answer.status_code == 422, path
                assert _("Nothing would change.") in errors_of(answer), path

    def test_keeps_what_was_typed_and_names_the_field(
        self, client_of: ClientOf
    ) -> None:
        wrong = FRAME | {"fine_max_organisation_vnd": "4.000.000"}

        answer = send(client_of(LAWYER), f"{PRINTING}propose/", **wrong)

        assert answer.status_code == 422
        assert "4.000.000" in answer.content.decode()
        assert str(LABELS["fine_max_organisation_vnd"]) in errors_of(answer)
        assert not ReferenceProposal.objects.exists()

    def test_refuses_a_first_day_that_is_not_to_come(self, client_of: ClientOf) -> None:
        path = f"{DESK}DEADLINE_RULE/D-SEND/propose/"
        today = f"{local_day(timezone.now()):%d/%m/%Y}"

        answer = send(
            client_of(LAWYER), path, length="3", valid_from=today, reason="Luật mới"
        )

        assert answer.status_code == 422
        assert not ReferenceProposal.objects.exists()

    def test_says_409_while_the_row_waits(
        self, client_of: ClientOf, proposal: str
    ) -> None:
        answer = send(client_of(LAWYER), f"{PRINTING}propose/", **FRAME)

        assert answer.status_code == 409

    @pytest.mark.parametrize(
        ("path", "typed", "model", "found"),
        [
            (
                "DEADLINE_RULE/D-LATE",
                {"length": "0,06"},
                DeadlineRule,
                lambda row: str(row.length) == "0.060",
            ),
            (
                "CEILING/GIAM_DOC_SO.publishing",
                {"percent": "70"},
                AuthorityRule,
                lambda row: row.percent == 70,
            ),
            (
                "SETTING/late_interest_from",
                {"value": "strict"},
                LegalSetting,
                lambda row: row.value == "strict",
            ),
            (
                "SETTING/explanation_threshold_individual_vnd",
                {"value": "20000000"},
                LegalSetting,
                lambda row: row.value == "20000000",
            ),
            (
                "INDICATOR/CI-344b.COPIES",
                {"threshold": "3.000"},
                CriminalIndicator,
                lambda row: row.threshold == 3_000,
            ),
            (
                "OBLIGATION/LOG-COPY",
                {
                    "facility_kinds": ["PHOTOCOPY", "PRINTER_DECLARED"],
                    "is_yearly": "on",
                },
                ObligationRule,
                lambda row: (
                    row.facility_kinds == ["PHOTOCOPY", "PRINTER_DECLARED"]
                    and row.is_yearly
                ),
            ),
        ],
    )
    def test_of_each_table_is_approved_into_a_row(
        self, client_of: ClientOf, path: str, typed, model, found
    ) -> None:
        answer = send(
            client_of(LAWYER),
            f"{DESK}{path}/propose/",
            valid_from=tomorrow(),
            citation="Luật mới Điều 1",
            reason="Luật mới",
            **typed,
        )
        assert answer.status_code == 302, errors_of(answer)
        send(client_of(MANAGER), f"{answer['Location']}approve/", password=PASSWORD)

        start = local_day(timezone.now()) + timedelta(days=1)
        assert any(found(row) for row in model.objects.filter(valid_from=start))

    def test_takes_a_new_behaviour(self, client_of: ClientOf) -> None:
        answer = send(
            client_of(LAWYER),
            f"{DESK}new/",
            code="PRT-27-9",
            group="printing",
            title_vi="Hành vi mới",
            title_en="New behaviour",
            valid_from="01/12/2020",
            **FRAME,
        )
        assert answer.status_code == 302, errors_of(answer)
        send(client_of(MANAGER), f"{answer['Location']}approve/", password=PASSWORD)

        assert ViolationBehaviour.objects.get(code="PRT-27-9").legal_basis


class TestSettle:
    def test_shows_old_and_new_side_by_side(
        self, client_of: ClientOf, proposal: str
    ) -> None:
        for path in (proposal, f"{proposal}approve/"):
            text = text_of(client_of(MANAGER).get(path)).replace("\xa0", " ")
            assert f"{LABELS['fine_max_organisation_vnd']} – 40.000.000 đ" in text
            assert "exact clause to load" not in text
            assert "Nạp khung phạt còn thiếu" in text

    def test_of_two_persons_loads_the_frame_of_illegal_printing(
        self, client_of: ClientOf, proposal: str
    ) -> None:
        answer = send(client_of(MANAGER), f"{proposal}approve/", password=PASSWORD)

        assert answer.status_code == 302
        row = ViolationBehaviour.objects.get(code="PRT-NODEC")
        assert frame_for(row, "ORGANISATION") == Frame(20_000_000, 40_000_000)
        catalogue = text_of(client_of(INSPECTOR).get("/regulations/violations/"))
        assert "20.000.000 – 40.000.000" in catalogue

    def test_asks_for_the_password(self, client_of: ClientOf, proposal: str) -> None:
        """A152: step-up."""
        for password in ("", "sai rồi"):
            path = f"{proposal}approve/"
            answer = send(client_of(MANAGER), path, password=password)
            assert answer.status_code == 422

        assert ReferenceProposal.objects.get().is_open

    def test_is_the_second_person_s(self, client_of: ClientOf, proposal: str) -> None:
        for step in ("approve", "refuse"):
            for username in (LAWYER, ADMIN, INSPECTOR):
                address = f"{proposal}{step}/"
                assert client_of(username).get(address).status_code == 403
        page = text_of(client_of(LAWYER).get(proposal))
        assert _("Another person approves: nobody approves what he proposed.") in page

    def test_refuses_with_a_reason(self, client_of: ClientOf, proposal: str) -> None:
        manager = client_of(MANAGER)
        assert send(manager, f"{proposal}refuse/", reason="").status_code == 422

        send(manager, f"{proposal}refuse/", reason="Sai khoản")

        assert "Sai khoản" in text_of(client_of(LAWYER).get(proposal))
        late = manager.post(f"{proposal}refuse/", {"reason": "Lần nữa"})
        assert late.status_code == 409

    def test_lets_the_proposer_withdraw(
        self, client_of: ClientOf, proposal: str
    ) -> None:
        assert client_of(MANAGER).get(f"{proposal}withdraw/").status_code == 403

        send(client_of(LAWYER), f"{proposal}withdraw/")

        assert ReferenceProposal.objects.get().state == "WITHDRAWN"

    def test_knows_no_other_step(self, client_of: ClientOf, proposal: str) -> None:
        assert client_of(MANAGER).get(f"{proposal}bless/").status_code == 404


class TestCalendar:
    def test_of_a_day_needs_a_second_person(self, client_of: ClientOf) -> None:
        """A104: second person approves."""
        day = local_day(timezone.now()) + timedelta(days=400)
        day += timedelta(days=(2 - day.weekday()) % 7)
        administrator = client_of(ADMIN)
        answer = send(
            administrator,
            f"/admin/calendar/{day}/",
            kind="HOLIDAY",
            name="Ngày nghỉ thử",
            decision_no="12/QĐ-TTg",
            confirmed="on",
            reason="Quyết định của Thủ tướng",
        )
        assert answer.status_code == 302, errors_of(answer)
        proposal = answer["Location"]
        assert not CalendarDay.objects.filter(name="Ngày nghỉ thử").exists()
        year = f"/admin/calendar/?year={day.year}"
        assert f"{day:%d/%m/%Y}" in text_of(administrator.get(year))
        assert administrator.get(f"{proposal}approve/").status_code == 403

        send(client_of(LAWYER), f"{proposal}approve/", password=PASSWORD)

        assert CalendarDay.objects.get(date=day).kind == "HOLIDAY"
        page = administrator.get(f"/admin/calendar/{day}/").content.decode()
        assert f"/admin/calendar/{day}/restore/" in page

        back = send(
            administrator, f"/admin/calendar/{day}/restore/", reason="Nhập nhầm"
        )
        send(client_of(LAWYER), f"{back['Location']}approve/", password=PASSWORD)

        assert not CalendarDay.objects.filter(date=day).exists()

    def test_of_a_day_that_nobody_edited_is_not_restored(
        self, client_of: ClientOf
    ) -> None:
        year = local_day(timezone.now()).year + 1
        path = f"/admin/calendar/{year}-04-30/restore/"

        assert send(client_of(ADMIN), path, reason="Thử").status_code == 422
        assert client_of(ADMIN).get("/admin/calendar/30-4/restore/").status_code == 404


class TestFile:
    def test_goes_out_and_comes_back_as_one_proposal(self, client_of: ClientOf) -> None:
        lawyer = client_of(LAWYER)
        answer = lawyer.get(f"{DESK}export/")
        assert "attachment" in answer["Content-Disposition"]
        file = json.loads(answer.content)
        for row in file["tables"]["violation_behaviours"]:
            if row["code"] in {"PRT-NODEC", "PRT-LIC"}:
                row["fine_min_organisation_vnd"] = 20_000_000
                row["fine_max_organisation_vnd"] = 40_000_000
        file["checksum"] = exchange.checksum_of(file["tables"])

        taken = self.upload(lawyer, exchange.as_text(file).encode())

        assert taken.status_code == 302, errors_of(taken)
        assert ReferenceProposal.objects.get().changes.count() == 2
        send(client_of(MANAGER), f"{taken['Location']}approve/", password=PASSWORD)
        loaded = ViolationBehaviour.objects.filter(
            fine_max_organisation_vnd=40_000_000, code__in=["PRT-NODEC", "PRT-LIC"]
        )
        assert loaded.count() == 2

    def test_is_refused_with_every_fault_named(self, client_of: ClientOf) -> None:
        lawyer = client_of(LAWYER)
        file = json.loads(lawyer.get(f"{DESK}export/").content)
        file["tables"]["deadline_rules"][0]["unit"] = "fortnight"
        assert self.upload(lawyer, exchange.as_text(file).encode()).status_code == 422
        file["checksum"] = exchange.checksum_of(file["tables"])

        answer = self.upload(lawyer, exchange.as_text(file).encode())

        assert answer.status_code == 422
        place = _("%(table)s, row %(number)d (%(code)s), %(column)s: %(fault)s") % {
            "table": RULES.kind.label,
            "number": 1,
            "code": "D-CHECK-LEN",
            "column": LABELS["unit"],
            "fault": "",
        }
        assert place in errors_of(answer)
        assert not ReferenceProposal.objects.exists()

    def upload(self, client, content: bytes):
        page = client.get(f"{DESK}import/")
        file = SimpleUploadedFile("law.json", content, "application/json")
        typed = form_of(page) | {"reason": "Nạp từ tỉnh bạn", "file": file}
        return client.post(f"{DESK}import/", typed)
