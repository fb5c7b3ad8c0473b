"""One case, three agencies, five officers: from the ward's tip-off to the archive.

Each in a browser of his own, through the pages only, and each seeing only what is his.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agencies import services as agencies
from agencies.kinds import Role
from agencies.models import Agency, User
from cases import services as cases
from cases.models import Case
from cases.states import CaseState
from demo import facilities, pictures
from demo.loading import ENTERED_AT
from demo.stage import Stage
from evidence.models import CustodyLine
from inspections.models import TipOff
from tests.browser.conftest import PASSWORD, PageOf
from tests.browser.walking import OfficeClock, choose, follow, send, step
from tests.moments import moment
from tests.scenarios.reading import path_of

pytestmark = pytest.mark.browser

# The ward takes the tip-off in, records and seizes; its chairman signs; its clerk
# keeps papers and goods. The department passes the case on and gives its opinion,
# the police find out who sold.
WARD, CHAIRMAN, CLERK = "xa.eakar", "xa.eakar.chutich", "xa.eakar.vanthu"
DEPARTMENT, POLICE = "so.thuly", "ca.pa05"
FOREIGN = "xa.donghoa"
LEAD = "UBND_XA_24373"
TEXT = "Quầy sách ở chợ Ea Kar bán sách giáo khoa không hóa đơn"
TITLE = "Bán sách giáo khoa không có hóa đơn tại Sách Ea Kar"
ANSWER = "Hàng lấy từ tài khoản bán trên mạng của cùng chủ hộ."
SECRET, INSIDE = "Đang theo dõi kho hàng thứ hai", "Chủ hộ là người quen của xã"
POLICE_FILE = "Ảnh trinh sát kho hàng"
OWNER = "Hộ kinh doanh Sách Ea Kar"
FINE, MONDAY_AFTER = "3.750.000", moment("16/03/2026", "08:00")


@pytest.fixture(scope="module")
def clock() -> Iterator[OfficeClock]:
    """Tuesday 03/03/2026; the doors read it wherever they ask for the present."""
    office = OfficeClock(moment("03/03/2026", "08:00"))
    with patch.object(timezone, "now", office.now):
        yield office


@pytest.fixture(scope="module")
def town(site: str, clock: OfficeClock) -> str:
    """F8 is in the register, the ward has a clerk, the department another case."""
    facilities.enter_all(Stage.with_everybody(), at=ENTERED_AT)
    at = clock.now()
    clerk = agencies.create_officer(
        username=CLERK,
        full_name="H’Yar Kbuôr",
        title="Văn thư, thủ kho",
        agency=Agency.objects.get(pk=LEAD),
        password=PASSWORD,
        by=None,
        at=at,
    )
    agencies.grant_role(
        user=clerk, role=Role.CLERK, valid_from=at.date(), by=None, at=at
    )
    other = cases.receive_case(
        facts=cases.CaseInput(
            title="Vụ việc khác của Sở", source="MEDIA", detected_on=at.date()
        ),
        by=User.objects.with_standing().get(username=DEPARTMENT),
        at=at,
    )
    return str(other.number)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "kho-hang.jpg"
    file.write_bytes(pictures.shelf(label="Kho", count=40).read())
    return file


class TestThreeAgencies:
    def test_walk_one_case_from_the_tip_off_to_its_closing(
        self,
        town: str,
        clock: OfficeClock,
        photo: Path,
        page_of: PageOf,
        forget: Callable[[str], None],
    ) -> None:
        pages = Pages(page_of)
        number = referred(pages)
        accepted(pages, number)
        asked_and_answered(pages, number, photo)
        seized(pages, number)
        recorded(pages, number)
        decided(pages, number)
        each_sees_only_what_is_his(pages, number, other=town)

        # Ten days later nothing is paid, and every session is long over.
        clock.put_to(MONDAY_AFTER)
        pages.forget_all(forget)
        enforced(pages, number)
        closed(pages, number)
        holds(number)


class Pages:
    """One page in one browser context for each officer."""

    def __init__(self, page_of: PageOf) -> None:
        self._open_for, self._pages = page_of, dict[str, Page]()

    def __call__(self, username: str, path: str = "") -> Page:
        if username not in self._pages:
            self._pages[username] = self._open_for(username)
        page = self._pages[username]
        if path:
            page.goto(path)
        return page

    def case(self, username: str, number: str, tail: str = "") -> Page:
        return self(username, f"/cases/{number}/{tail}")

    def forget_all(self, forget: Callable[[str], None]) -> None:
        for username in self._pages:
            forget(username)
        self._pages.clear()


def referred(pages: Pages) -> str:
    """The ward's tip-off goes to the department, which offers the case to the ward."""
    page = pages(WARD, "/tip-offs/new/")
    page.fill("#id_text", TEXT)
    choose(page, "channel", "IN_PERSON")
    page.fill("#id_facility", "9900000087")
    page.fill("#id_informant_name", "Người Báo Tin")
    send(page)
    tip_off = TipOff.objects.get()

    page = pages(DEPARTMENT, "/")
    page.locator(f'a[href="/tip-offs/{tip_off.number}/"]').first.click()
    expect(page.locator("main")).to_contain_text(TEXT)
    expect(page.locator("main")).not_to_contain_text("Người Báo Tin")
    follow(page, "/do/refer/")
    page.fill("#id_title", TITLE)
    page.select_option("#id_lead_agency", LEAD)
    page.select_option("#id_behaviour", "DST-29-2A")
    page.fill("#id_act_on", "03/03/2026")
    page.fill("#id_description", "Bán 80 bản sách giáo khoa không có hóa đơn")
    send(page)
    found = re.search(r"VV-\d{4}-\d{4,}", page.url)
    assert found is not None
    return found[0]


def accepted(pages: Pages, number: str) -> None:
    """The chairman sees a card with the offer; he accepts, his officer begins."""
    page = pages(CHAIRMAN, "/tasks/")
    expect(page.locator("main")).to_contain_text(number)
    page.locator(f'main a[href^="/cases/{number}/hand-overs/"]').first.click()
    expect(page.locator("main")).not_to_contain_text(TITLE)
    step(page, "accept_lead")
    expect(page.locator("h1")).to_have_text(TITLE)

    page = pages.case(WARD, number)
    step(page, "start_verification")


def asked_and_answered(pages: Pages, number: str, photo: Path) -> None:
    """The police trace who sold; police and department say what they think."""
    page = pages.case(WARD, number, "do/create_task/")
    page.select_option("#id_kind", "TRACE")
    page.fill("#id_title", "Xác định nguồn hàng")
    page.select_option("#id_to_agency", "PA05")
    page.fill("#id_due_on", "13/03/2026")
    send(page)
    wrote(pages, WARD, number, "AGENCY", INSIDE)

    page = pages.case(POLICE, number)
    expect(page.locator("main")).not_to_contain_text(TITLE)
    page = pages(POLICE, "/")
    page.locator('main a[href^="/tasks/"]', has_text="Xác định nguồn hàng").click()
    step(page, "accept")
    wrote(pages, POLICE, number, "POLICE", SECRET)
    page = pages.case(POLICE, number, "findings/files/")
    page.set_input_files("#id_files", photo)
    page.fill("#id_caption", POLICE_FILE)
    page.select_option("#id_compartment", "POLICE")
    send(page)
    page = pages(POLICE, "/tasks/?box=in")
    page.locator("main a", has_text="Xác định nguồn hàng").click()
    follow(page, "/do/answer/")
    page.fill("#id_answer", ANSWER)
    send(page)

    for username, words in (
        (POLICE, "Đủ căn cứ xử phạt hành chính."),
        (DEPARTMENT, "Thống nhất với hướng xử lý của xã."),
    ):
        page = pages.case(username, number, "do/add_opinion/")
        choose(page, "stance", "AGREE")
        page.fill("#id_text", words)
        send(page)

    page = pages.case(WARD, number, "tasks/")
    for words in (ANSWER, "Đủ căn cứ xử phạt hành chính.", "Thống nhất với hướng"):
        expect(page.locator("main")).to_contain_text(words)


def wrote(
    pages: Pages, username: str, number: str, compartment: str, text: str
) -> None:
    page = pages.case(username, number, "tasks/")
    page.select_option("#id_compartment", compartment)
    page.fill("#id_text", text)
    send(page)


def seized(pages: Pages, number: str) -> None:
    """The copies are seized, sealed and kept; the chairman signs the same day."""
    page = pages.case(WARD, number, "goods/new/draft_seizure/")
    choose(page, "ground", "VERIFY")
    for name, value in {
        "reason": "Xác minh nguồn gốc",
        "minutes_no": "01/BB-TGTV",
        "from_party": OWNER,
        "keeper": "H’Yar Kbuôr",
        "place": "Kho UBND xã",
        "goods0_description": "Sách giáo khoa không hóa đơn",
        "goods0_quantity": "80",
        "goods0_seal_no": "NP-01",
    }.items():
        page.fill(f"#id_{name}", value)
    page.select_option("#id_goods0_kind", "EXHIBIT")
    page.select_option("#id_goods0_unit", "COPY")
    send(page)

    page = pages.case(CHAIRMAN, number, "goods/")
    follow(page, "/decide/")
    page.fill("#id_password", PASSWORD)
    send(page)

    page = pages.case(WARD, number, "goods/new/request_expert/")
    page.fill("#id_body", "Phòng Kỹ thuật hình sự Công an tỉnh")
    page.fill("#id_questions", "Sách có phải in lậu không?")
    page.locator('input[name="items"]').check()
    send(page)


def recorded(pages: Pages, number: str) -> None:
    """Opened and on record; the expert is asked and answers."""
    page = pages.case(WARD, number)
    step(page, "open_case")
    follow(page, "/do/make_record/")
    page.fill("#id_place", "trụ sở Ủy ban nhân dân xã Ea Kar")
    send(page)
    page.goto(f"/cases/{number}/goods/")
    follow(page, "/send/")
    send(page)
    # Nothing is submitted while the expert has not answered.
    page.goto(f"/cases/{number}/")
    expect(page.locator("#why-submit_decision")).to_be_visible()
    page.goto(f"/cases/{number}/goods/")
    follow(page, "/answer/")
    page.fill("#id_conclusion", "Sách in thật, không có dấu hiệu in lậu.")
    page.fill("#id_answer_signer", "Giám định viên Vũ Đình Mẫu")
    send(page)


def decided(pages: Pages, number: str) -> None:
    """Submitted, signed, goods given back with both receipts, decision delivered."""
    page = pages.case(WARD, number, "do/submit_decision/")
    expect(page.locator('input[name^="fine_"]')).to_have_value(FINE)
    send(page)

    page = pages.case(CHAIRMAN, number, "do/sign_decision/")
    send(page)  # his proof of identity is not five minutes old
    page.goto(f"/cases/{number}/goods/")
    follow(page, "/release/")
    page.fill("#id_to_party", OWNER)
    page.fill("#id_reason", "Đã xác minh xong, hàng không thuộc diện tịch thu.")
    send(page)

    page = pages.case(CLERK, number, "goods/")
    expect(page.locator(".note.s-warn").first).to_be_visible()
    follow(page, "/line/")
    page.select_option("#id_kind", "RECEIPT")
    page.fill("#id_from_party", OWNER)
    page.fill("#id_to_party", "H’Yar Kbuôr")
    page.fill("#id_receipt_no", "BN-01")
    page.select_option("#id_confirms", index=1)
    send(page)
    page.goto(f"/cases/{number}/do/confirm_delivery/")
    choose(page, "method", "DIRECT")
    page.fill("#id_receiver", OWNER)
    send(page)


def enforced(pages: Pages, number: str) -> None:
    """Unpaid after ten days: the chairman orders enforcement; the household pays."""
    page = pages.case(CHAIRMAN, number, "do/order_enforcement/")
    page.fill("#id_measure", "Khấu trừ tiền từ tài khoản")
    page.fill("#id_reason", "Quá thời hạn mười ngày chưa nộp phạt.")
    page.fill("#id_received_on", "16/03/2026")
    page.fill("#id_password", PASSWORD)
    send(page)

    page = pages.case(WARD, number, "do/record_payment/")
    assert page.locator("#id_amount_vnd").input_value() > FINE  # late interest
    page.fill("#id_receipt_no", "0000312")
    page.fill("#id_payer", OWNER)
    send(page)
    step(page, "complete_execution")


def closed(pages: Pages, number: str) -> None:
    """The officer proposes, the chairman, who also manages, closes."""
    page = pages.case(WARD, number, "do/propose_close/")
    page.fill("#id_reason", "Đã nộp đủ tiền phạt và tiền chậm nộp.")
    send(page)
    page = pages.case(CHAIRMAN, number)
    step(page, "close")


def each_sees_only_what_is_his(pages: Pages, number: str, *, other: str) -> None:
    """Notes and files stay in their compartments, the case with its agencies."""
    for username, own, others in (
        (WARD, INSIDE, SECRET),
        (CHAIRMAN, INSIDE, SECRET),
        (CLERK, INSIDE, SECRET),
        (DEPARTMENT, "", SECRET),
        (POLICE, SECRET, INSIDE),
    ):
        main = pages.case(username, number, "tasks/").locator("main")
        if own:
            expect(main).to_contain_text(own)
        expect(main).not_to_contain_text(others)
        if username == DEPARTMENT:
            expect(main).not_to_contain_text(INSIDE)
    for username in (WARD, DEPARTMENT):
        main = pages.case(username, number, "findings/").locator("main")
        expect(main).not_to_contain_text(POLICE_FILE)
    main = pages.case(POLICE, number, "findings/").locator("main")
    expect(main).to_contain_text(POLICE_FILE)

    # The department's other case is nobody's business, and this one not a stranger's.
    for username, is_ours in ((WARD, True), (POLICE, True), (FOREIGN, False)):
        main = pages(username, "/cases/?view=all").locator("main")
        expect(main).not_to_contain_text(other)
        if is_ours:
            expect(main).to_contain_text(number)
        else:
            expect(main).not_to_contain_text(number)
        answer = pages(username).goto(f"/cases/{other}/")
        assert answer is not None
        assert answer.status == 404
    answer = pages(FOREIGN).goto(f"/cases/{number}/")
    assert answer is not None
    assert answer.status == 404
    expect(pages(FOREIGN).locator("main")).to_contain_text("404")


def holds(number: str) -> None:
    """What stands in the end, and by whose hands."""
    case = Case.objects.with_file().get(number=number)
    assert path_of(case) == [
        CaseState.RECEIVED,
        CaseState.VERIFYING,
        CaseState.OPENED,
        CaseState.RECORDED,
        CaseState.PENDING_DECISION,
        CaseState.DECIDED,
        CaseState.EXECUTING,
        CaseState.ENFORCING,
        CaseState.EXECUTED,
        CaseState.CLOSED,
    ]
    acts = case.events.select_related("actor", "agency")
    assert {act.actor.username for act in acts} == {
        WARD,
        CHAIRMAN,
        CLERK,
        DEPARTMENT,
        POLICE,
    }
    assert {act.agency_id for act in acts} == {LEAD, "SO_VHTTDL", "PA05"}
    kinds = list(CustodyLine.objects.values_list("kind", flat=True))
    assert kinds[0] == "TAKEN"
    assert kinds[-2:] == ["RETURNED", "RECEIPT"]
    assert (case.open_seizures, case.missing_receipts, case.open_tasks) == (0, 0, 0)
