"""Checklists on the pages: one drafts, another publishes, a file goes out and in."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from inspections.models import ChecklistDraft
from inspections.states import DraftState
from kernel.clock import local_day
from kernel.spreadsheets import XLSX, write_xlsx
from tests.inspections import drafting as d
from tests.web.conftest import ClientOf
from tests.web.reading import errors_of, form_of, send, text_of

PASSWORD = "mưa rừng tháng bảy"  # noqa: S105 - only here
DESK = "/admin/checklists/"
PRINTING = f"{DESK}PRINTING/"
READERS = (
    (d.ADMIN, 200),
    (d.SECOND, 200),
    (d.LAWYER, 200),
    ("so.kiemtra", 403),
    ("ca.lanhdao", 403),
    ("ubnd.kiemsoat", 403),
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))


@pytest.fixture
def draft(client_of: ClientOf) -> ChecklistDraft:
    answer = send(client_of(d.ADMIN), f"{PRINTING}draft/", reason="Bổ sung nhật ký")
    assert answer.status_code == 302, errors_of(answer)
    assert answer["Location"] == f"{PRINTING}2/"
    return ChecklistDraft.objects.get()


def add(client, **typed: str):
    values = {
        "section_vi": "Hoạt động in",
        "question_vi": "Có nhật ký vận hành của từng máy in",
        "requires_note_on_fail": "on",
        "phrases": "Không có nhật ký.\nNhật ký không ghi ngày.",
    }
    return send(client, f"{PRINTING}questions/new/", **values | typed)


def first_day() -> str:
    return f"{local_day(timezone.now()) + timedelta(days=7):%d/%m/%Y}"


class TestDesk:
    @pytest.mark.parametrize("path", [DESK, PRINTING, f"{PRINTING}1/"])
    def test_opens_for_who_drafts_or_publishes(self, client_of: ClientOf, path):
        for username, status in READERS:
            assert client_of(username).get(path).status_code == status, username

    @pytest.mark.parametrize("path", [f"{PRINTING}draft/", f"{PRINTING}import/"])
    def test_offers_its_forms_to_the_administrator(self, client_of: ClientOf, path):
        for username, status in ((d.ADMIN, 200), (d.SECOND, 403), (d.LAWYER, 403)):
            assert client_of(username).get(path).status_code == status, username

    def test_stands_in_the_menu_of_those_only(self, client_of: ClientOf):
        for username, status in READERS:
            page = client_of(username).get("/me/").content.decode()
            assert (f'href="{DESK}"' in page) is (status == 200), username

    def test_shows_what_is_in_use_and_what_is_drafted(self, client_of, draft):
        text = text_of(client_of(d.SECOND).get(DESK))
        assert _("Version %(number)s") % {"number": 2} in text
        assert _("came with the product") not in text
        assert "Cơ sở in" in text

    @pytest.mark.parametrize(
        "path",
        [
            f"{DESK}NOTHING/",
            f"{PRINTING}9/",
            f"{PRINTING}questions/new/",
            f"{PRINTING}draft/publish/",
            f"{PRINTING}part/?part=x",
        ],
    )
    def test_does_not_find_what_is_not_there(self, client_of: ClientOf, path):
        assert client_of(d.ADMIN).get(path).status_code == 404

    @pytest.mark.parametrize(
        ("path", "most"), [(DESK, 9), (PRINTING, 9), (f"{PRINTING}2/", 12)]
    )
    def test_takes_few_queries(self, client_of, draft, path, most):
        client = client_of(d.ADMIN)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        assert len(queries) <= most


class TestDraft:
    def test_takes_questions_from_the_form(self, client_of, draft):
        answer = add(client_of(d.ADMIN))
        assert answer.status_code == 302, errors_of(answer)
        text = text_of(client_of(d.ADMIN).get(f"{PRINTING}2/"))
        assert "Có nhật ký vận hành của từng máy in" in text
        made = draft.edition.items.get(question_vi=d.NEW.question_vi)
        assert made.phrases == ["Không có nhật ký.", "Nhật ký không ghi ngày."]

    def test_changes_a_question_and_its_place(self, client_of, draft):
        row = d.item(draft, "A2")
        answer = send(
            client_of(d.ADMIN),
            f"{PRINTING}questions/{row.pk}/",
            legal_ref="Luật Xuất bản 2012, Điều 32",
            place="1",
        )
        assert answer.status_code == 302, errors_of(answer)
        assert d.item(draft, "A1").legal_ref == "Luật Xuất bản 2012, Điều 32"

    def test_retires_and_puts_back_by_buttons(self, client_of, draft):
        client, row = client_of(d.ADMIN), d.item(draft, "A2")
        sent = {"version": draft.version, "item": str(row.pk)}
        client.post(f"{PRINTING}change/retire/", sent)
        text = text_of(client.get(f"{PRINTING}2/"))
        assert _("retired") in text

        again = d.fresh(draft)
        sent = {"version": again.version, "item": str(row.follows_id)}
        client.post(f"{PRINTING}change/restore/", sent)
        assert draft.edition.items.filter(follows=row.follows_id).exists()

    def test_moves_and_renames_a_part(self, client_of, draft):
        client, part = client_of(d.ADMIN), d.item(draft, "B1").section_vi
        client.post(f"{PRINTING}change/move/", {"version": draft.version, "part": part})
        assert d.item(draft, "A1").section_vi == part
        answer = send(client, f"{PRINTING}part/?part={part}", section_vi="Việc in")
        assert answer.status_code == 302, errors_of(answer)
        assert d.item(draft, "A1").section_vi == "Việc in"

    def test_is_changed_by_its_drafter_alone(self, client_of, draft):
        client, row = client_of(d.SECOND), d.item(draft, "A2")
        assert client.get(f"{PRINTING}questions/{row.pk}/").status_code == 403
        sent = {"version": draft.version, "item": str(row.pk)}
        assert client.post(f"{PRINTING}change/retire/", sent).status_code == 403

    def test_of_a_stale_page_says_so_and_keeps_the_typing(self, client_of, draft):
        client = client_of(d.ADMIN)
        path = f"{PRINTING}questions/new/"
        stale = form_of(client.get(path))
        add(client)
        answer = client.post(
            path, stale | {"section_vi": "Máy in", "question_vi": "Câu khác"}
        )
        assert answer.status_code == 409
        assert "Câu khác" in answer.content.decode()

    def test_names_what_is_wrong(self, client_of, draft):
        answer = add(client_of(d.ADMIN), question_vi=" ")
        assert answer.status_code == 422
        assert errors_of(answer)


class TestWay:
    def propose(self, client_of) -> None:
        add(client_of(d.ADMIN))
        answer = send(
            client_of(d.ADMIN), f"{PRINTING}draft/propose/", begins_on=first_day()
        )
        assert answer.status_code == 302, errors_of(answer)

    def test_to_the_first_day_by_two_persons(self, client_of, draft):
        self.propose(client_of)
        text = text_of(client_of(d.ADMIN).get(f"{PRINTING}2/"))
        second = _("Another person publishes: nobody publishes what he proposed.")
        assert second in text
        path = f"{PRINTING}draft/publish/"
        assert client_of(d.ADMIN).get(path).status_code == 403

        wrong = send(client_of(d.SECOND), path, password="sai")  # noqa: S106
        assert wrong.status_code == 422
        answer = send(client_of(d.SECOND), path, password=PASSWORD)

        assert answer.status_code == 302, errors_of(answer)
        assert d.fresh(draft).state == DraftState.PUBLISHED
        assert _("Published, not begun") in text_of(client_of(d.LAWYER).get(PRINTING))

    def test_back_and_discarded(self, client_of, draft):
        self.propose(client_of)
        answer = send(
            client_of(d.LAWYER), f"{PRINTING}draft/send_back/", reason="Thiếu căn cứ"
        )
        assert answer.status_code == 302, errors_of(answer)
        assert "Thiếu căn cứ" in text_of(client_of(d.ADMIN).get(f"{PRINTING}2/"))
        answer = send(client_of(d.ADMIN), f"{PRINTING}draft/discard/", reason="Nhầm")
        assert answer.status_code == 302, errors_of(answer)
        assert d.fresh(draft).state == DraftState.DISCARDED

    def test_taken_back(self, client_of, draft):
        self.propose(client_of)
        answer = send(client_of(d.ADMIN), f"{PRINTING}draft/take_back/")
        assert answer.status_code == 302, errors_of(answer)
        assert d.fresh(draft).state == DraftState.DRAFT

    def test_waits_on_the_first_page_of_the_second_person(self, client_of, draft):
        self.propose(client_of)
        assert "Cơ sở in (2)" in text_of(client_of(d.LAWYER).get("/"))


class TestFile:
    def form(self, *rows: tuple[str, ...]) -> SimpleUploadedFile:
        file = io.BytesIO()
        headers = ("type", "name", "label")
        results = [("kq", "PASS", "Đạt"), ("kq", "FAIL", "Không đạt")]
        write_xlsx(
            file,
            [
                ("survey", headers, rows),
                ("choices", ("list_name", "name", "label"), results),
            ],
        )
        return SimpleUploadedFile("phieu.xlsx", file.getvalue(), XLSX)

    def test_goes_out(self, client_of: ClientOf):
        answer = client_of(d.LAWYER).get(f"{PRINTING}1/xlsform/")
        assert answer.status_code == 200
        assert answer["Content-Type"] == XLSX
        assert answer["Cache-Control"] == "no-store"
        assert 'filename="printing-1.xlsx"' in answer["Content-Disposition"]
        assert b"".join(answer.streaming_content).startswith(b"PK")
        refused = client_of("so.kiemtra").get(f"{PRINTING}1/xlsform/")
        assert refused.status_code == 403

    def test_comes_in_once_what_is_left_out_is_agreed(self, client_of: ClientOf):
        rows = (
            ("select_one kq", "q1", "Có giấy phép"),
            ("geopoint", "vi_tri", "Vị trí"),
        )
        path = f"{PRINTING}import/"
        answer = send(
            client_of(d.ADMIN), path, reason="Nhập tệp", file=self.form(*rows)
        )
        assert answer.status_code == 422
        assert "A (type)" in text_of(answer)
        assert "geopoint" in text_of(answer)

        answer = send(
            client_of(d.ADMIN),
            path,
            reason="Nhập tệp",
            leave_out="on",
            file=self.form(*rows),
        )
        assert answer.status_code == 302, errors_of(answer)
        text = text_of(client_of(d.ADMIN).get(f"{PRINTING}2/"))
        assert "A (type)" in text
        assert "Có giấy phép" in text

    def test_with_macros_is_another_kind(self, client_of: ClientOf):
        sent = SimpleUploadedFile("phieu.xlsm", b"PK\x03\x04", XLSX)
        answer = send(
            client_of(d.ADMIN), f"{PRINTING}import/", reason="Nhập", file=sent
        )
        assert answer.status_code == 415
