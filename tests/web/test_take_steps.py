"""The steps of a case as their officers take them on the pages."""

from __future__ import annotations

import re
import time
from io import BytesIO

import pdfplumber
import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import User
from cases.models import Case
from cases.states import CaseState
from demo import pictures
from evidence.models import EvidenceFile
from tests.api.stage import pending, received
from tests.cases.walk import CLERK, HANDLER, INSPECTOR, MANAGER, SIGNER, at_state
from tests.web.conftest import ClientOf
from tests.web.reading import errors_of, form_of, send, text_of

PASSWORD = "mưa rừng tháng bảy"  # noqa: S105 - only here


@pytest.fixture(autouse=True)
def passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))


def step(case: Case, name: str) -> str:
    return f"/cases/{case.number}/do/{name}/"


def state_of(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


class TestMainPath:
    def test_goes_from_intake_to_the_archive(self, officer, client_of: ClientOf):
        case = received(officer)
        handler, inspector = client_of(HANDLER), client_of(INSPECTOR)

        send(handler, step(case, "start_verification"))
        send(handler, step(case, "open_case"))
        send(inspector, step(case, "make_record"), place="Nhà sách Hoa Cúc")
        assert state_of(case) == CaseState.RECORDED
        send(handler, step(case, "submit_decision"))
        send(client_of(SIGNER), step(case, "sign_decision"), password=PASSWORD)
        send(client_of(CLERK), step(case, "confirm_delivery"), method="DIRECT")
        assert state_of(case) == CaseState.EXECUTING
        send(handler, step(case, "record_payment"), receipt_no="0000312")
        send(handler, step(case, "complete_execution"))
        send(handler, step(case, "propose_close"), reason="Đã nộp phạt đủ.")
        send(client_of(MANAGER), step(case, "close"))

        assert state_of(case) == CaseState.CLOSED

    def test_shows_it_in_the_course_of_the_case(self, officer, client_of):
        walk = at_state(officer, CaseState.CLOSED)

        text = text_of(client_of(HANDLER).get(f"/cases/{walk.case.number}/"))

        for said in ("Ký quyết định xử phạt", "3.750.000 đ", "Kết thúc vụ việc"):
            assert said in text.replace("\xa0", " ")


class TestClosedStep:
    def test_is_shown_with_its_reason_and_cannot_be_reached(self, officer, client_of):
        walk = at_state(officer, CaseState.RECORDED)
        page = client_of(HANDLER).get(f"/cases/{walk.case.number}/").content.decode()

        # 5 million at most and no suspension: no right to explain.
        closed = re.search(r'<[^>]*aria-describedby="why-request_explanation"', page)
        assert closed is not None
        assert 'aria-disabled="true"' in closed[0]
        assert "Không có quyền giải trình" in page

    def test_says_so_where_its_address_is_opened(self, officer, client_of):
        walk = at_state(officer, CaseState.RECORDED)

        answer = client_of(HANDLER).get(step(walk.case, "request_explanation"))

        assert "Bước này hiện không thực hiện được." in text_of(answer)
        assert not form_of(answer)

    def test_answers_409_when_it_is_sent_all_the_same(self, officer, client_of):
        walk = at_state(officer, CaseState.RECORDED)

        answer = client_of(HANDLER).post(
            step(walk.case, "request_explanation"),
            {
                "version": walk.case.version,
                "kind": "WRITTEN",
                "occurred_on": "06/03/2026",
            },
        )

        assert answer.status_code == 409
        assert "Không có quyền giải trình" in errors_of(answer)
        assert state_of(walk.case) == CaseState.RECORDED

    def test_out_of_order_answers_409_and_names_the_state(self, officer, client_of):
        walk = at_state(officer, CaseState.RECEIVED)

        answer = client_of(HANDLER).post(
            step(walk.case, "open_case"),
            {"version": walk.case.version, "occurred_on": "04/03/2026"},
        )

        assert answer.status_code == 409
        assert "“Đã tiếp nhận”" in text_of(answer)
        assert state_of(walk.case) == CaseState.RECEIVED

    def test_unknown_is_no_page(self, officer, client_of):
        walk = at_state(officer, CaseState.RECEIVED)
        assert client_of(HANDLER).get(step(walk.case, "annul")).status_code == 404


class TestSignature:
    def test_shows_conditions_ladder_and_the_draft(self, officer, client_of):
        case = pending(officer)
        client = client_of(SIGNER)

        page = client.get(step(case, "sign_decision"))

        text = text_of(page).replace("\xa0", " ")
        assert "3.750.000 đ nằm trong khung 2.500.000 – 5.000.000 đ" in text
        assert "Chủ tịch Ủy ban nhân dân cấp xã (bạn)" in text
        assert "Chưa cấu hình:" in text
        assert "phạt 3.750.000 đ" in text
        picture = client.get(f"/cases/{case.number}/print/sanction_decision/1.png")
        assert picture.content.startswith(b"\x89PNG")

    def test_needs_the_password(self, officer, client_of):
        case = pending(officer)

        nothing = {"password": ""}
        answer = send(client_of(SIGNER), step(case, "sign_decision"), **nothing)

        assert answer.status_code == 422
        assert "Nhập mật khẩu hoặc mã để ký." in text_of(answer)
        assert state_of(case) == CaseState.PENDING_DECISION

    def test_is_not_given_with_a_wrong_password(self, officer, client_of):
        case = pending(officer)

        wrong = {"password": "sai"}
        answer = send(client_of(SIGNER), step(case, "sign_decision"), **wrong)

        assert answer.status_code == 422
        assert state_of(case) == CaseState.PENDING_DECISION

    def test_asks_again_after_five_minutes(self, officer, client_of):
        case = pending(officer)
        client = client_of(SIGNER)
        session = client.session
        session["stepup_at"] = time.time() - 4 * 60
        session.save()
        send(client, step(case, "sign_decision"), password=PASSWORD)
        assert state_of(case) == CaseState.DECIDED

        fresh = client.get("/cases/")
        assert fresh.status_code == 200

    def test_of_a_second_signer_answers_409_and_keeps_the_first(
        self, officer, client_of
    ):
        case = pending(officer)
        client = client_of(SIGNER)
        late = form_of(client.get(step(case, "sign_decision"))) | {"password": PASSWORD}
        send(client, step(case, "sign_decision"), password=PASSWORD)

        answer = client.post(step(case, "sign_decision"), late)

        assert answer.status_code == 409
        assert Case.objects.get(pk=case.pk).decisions.count() == 1

    def test_gives_the_paper_with_its_number(self, officer, client_of):
        case = pending(officer)
        client = client_of(SIGNER)
        send(client, step(case, "sign_decision"), password=PASSWORD)
        number = Case.objects.with_file().get(pk=case.pk).decision.number_text

        papers = client.get(f"/cases/{case.number}/documents/")
        link = re.search(
            r'href="(/documents/[0-9a-f-]{36}/)"[^>]*>.*?QĐ-XPHC',
            papers.content.decode(),
            re.S,
        )
        paper = client.get(link[1])

        assert paper["Content-Type"] == "application/pdf"
        with pdfplumber.open(BytesIO(paper.content)) as pages:
            assert number in " ".join(p.extract_text() for p in pages.pages)


class TestBadInput:
    def test_of_a_day_after_today_is_told_at_the_day(self, officer, client_of):
        case = received(officer)

        answer = send(
            client_of(HANDLER),
            step(case, "start_verification"),
            occurred_on="05/03/2099",
            note="Đã gọi điện.",
        )

        assert answer.status_code == 422
        assert "Ngày không được sau hôm nay." in errors_of(answer)
        assert form_of(answer)["occurred_on"] == ["05/03/2099"]
        assert form_of(answer)["note"] == ["Đã gọi điện."]
        assert state_of(case) == CaseState.RECEIVED

    def test_of_letters_for_a_day_keeps_them(self, officer, client_of):
        case = received(officer)

        answer = send(
            client_of(HANDLER), step(case, "start_verification"), occurred_on="hôm qua"
        )

        assert answer.status_code == 422
        assert "Nhập ngày theo dạng ngày/tháng/năm" in errors_of(answer)
        assert form_of(answer)["occurred_on"] == ["hôm qua"]

    def test_of_a_fine_outside_its_frame_names_the_frame(self, officer, client_of):
        walk = at_state(officer, CaseState.RECORDED)
        client = client_of(HANDLER)
        path = step(walk.case, "submit_decision")
        fields = form_of(client.get(path))
        fine = next(name for name in fields if name.startswith("fine_"))

        answer = client.post(path, fields | {fine: "9.000.000"})

        assert answer.status_code == 422
        assert "2.500.000 đến 5.000.000 đ" in errors_of(answer)
        assert form_of(answer)[fine] == ["9.000.000"]


class TestFiles:
    @pytest.fixture
    def path(self, officer) -> str:
        return (
            f"/cases/{at_state(officer, CaseState.OPENED).case.number}/findings/files/"
        )

    def test_are_taken_with_their_hash(self, client_of, path):
        photo = SimpleUploadedFile(
            "ke-sach.jpg", pictures.shelf(label="Kệ 1", count=8).read(), "image/jpeg"
        )

        answer = send(client_of(INSPECTOR), path, files=[photo], caption="Kệ số 1")

        assert answer.status_code == 302
        file = EvidenceFile.objects.get()
        assert file.caption == "Kệ số 1"
        page = text_of(client_of(INSPECTOR).get(answer["Location"]))
        assert file.stored_file.sha256[:10] in page

    def test_of_a_kind_that_is_not_theirs_are_refused(self, client_of, path):
        fake = SimpleUploadedFile(
            "anh.jpg", b"MZ\x90\x00" + b"\x00" * 200, "image/jpeg"
        )

        answer = send(client_of(INSPECTOR), path, files=[fake], caption="Kệ số 1")

        assert answer.status_code == 415
        assert "“anh.jpg” bị từ chối" in errors_of(answer)
        assert form_of(answer)["caption"] == ["Kệ số 1"]
        assert not EvidenceFile.objects.exists()

    def test_too_large_are_refused(self, client_of, path):
        photo = SimpleUploadedFile(
            "anh.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * (16 * 1024 * 1024), "image/jpeg"
        )

        answer = send(client_of(INSPECTOR), path, files=[photo])

        assert answer.status_code == 413
        assert "15 MB" in errors_of(answer)
        assert not EvidenceFile.objects.exists()

    def test_all_stay_out_when_one_is_refused(self, client_of, path):
        good = SimpleUploadedFile(
            "tot.jpg", pictures.shelf(label="Kệ 1", count=8).read(), "image/jpeg"
        )
        fake = SimpleUploadedFile("gia.pdf", b"no PDF at all", "application/pdf")

        answer = send(client_of(INSPECTOR), path, files=[good, fake])

        assert answer.status_code == 415
        assert not EvidenceFile.objects.exists()


class TestIntake:
    def test_takes_in_a_tip_off_and_warns_of_a_double(
        self, officer, client_of, hoa_cuc
    ):
        client = client_of(HANDLER)
        typed = {
            "title": "Bán sách không có hóa đơn",
            "source": "TIP_OFF",
            "detected_on": "05/03/2026",
            "facility": hoa_cuc.code,
            "ward": "24133",
        }
        first = send(client, "/cases/new/", **typed)
        assert first.status_code == 302

        again = send(client, "/cases/new/", **typed)
        assert again.status_code == 422
        assert "Cơ sở này đang có vụ việc mở" in text_of(again)
        assert Case.objects.get().number in text_of(again)

        sure = client.post("/cases/new/", form_of(again) | {"not_a_double": "on"})
        assert sure.status_code == 302
        assert Case.objects.count() == 2

    def test_takes_no_commune_that_is_none(self, client_of):
        answer = send(
            client_of(HANDLER),
            "/cases/new/",
            title="Bán sách không có hóa đơn",
            source="TIP_OFF",
            detected_on="05/03/2026",
            ward="99999",
        )

        assert answer.status_code == 422
        assert form_of(answer)["title"] == ["Bán sách không có hóa đơn"]
        assert not Case.objects.exists()
