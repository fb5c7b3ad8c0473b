"""Planning through the pages: from the candidates to the published plan's month."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.services.risk import compute_risk
from demo import facilities
from demo.loading import ENTERED_AT
from demo.stage import Stage
from facilities.models import Facility
from inspections import services
from inspections.models import InspectionPlan, OverlapConflict
from inspections.states import ContentTag, OverlapDecision, PlanKind, PlanState
from kernel.clock import local_day
from tests.browser.conftest import PASSWORD, PHONE, PageOf
from tests.browser.walking import choose, follow, option, send, step

pytestmark = pytest.mark.browser

MANAGER, SECOND_MANAGER, HEAD = "so.lanhdao", "so.lanhdao2", "so.giamdoc"
INSPECTORATE, CHAIRMAN = "tt.lanhdao", "ubnd.chutich"
SHOP, IMPORTER = "9900000016", "9900000062"
CONTENT = (ContentTag.LICENCES, ContentTag.INVOICES)


@pytest.fixture(scope="module")
def year(site: str) -> int:
    """The registry has its facilities and scores; the inspectorate plans F7."""
    stage, now = Stage.with_everybody(), timezone.now()
    facilities.enter_all(stage, at=ENTERED_AT)
    compute_risk(at=now)
    following = local_day(now).year + 1
    by = stage.by(INSPECTORATE)
    plan = services.draft_plan(
        year=following,
        kind=PlanKind.INSPECTION,
        title="Kế hoạch thanh tra",
        by=by,
        at=now,
    )
    services.add_items(
        plan=plan,
        version=plan.version,
        items=[
            services.PlanItemInput(
                facility=Facility.objects.get(tax_code=IMPORTER),
                first_month=7,
                last_month=9,
                content=CONTENT,
            )
        ],
        by=by,
        at=now,
    )
    return following


class TestPlanning:
    def test_is_walked_from_the_candidates_to_the_calendar(
        self, year: int, page_of: PageOf
    ) -> None:
        shop = Facility.objects.get(tax_code=SHOP)
        importer = Facility.objects.get(tax_code=IMPORTER)
        address = drafted(page_of(MANAGER), year)
        put_in(page_of(MANAGER), address, year, shop, importer)
        settled(page_of(CHAIRMAN), importer)
        published(page_of, address)

        plan = InspectionPlan.objects.get(year=year, agency="SO_VHTTDL")
        assert plan.state == PlanState.PUBLISHED
        assert {item.facility for item in plan.items.all()} == {shop, importer}
        overlap = OverlapConflict.objects.get()
        assert overlap.decision == OverlapDecision.BOTH_STAND
        assert overlap.decided_by.username == CHAIRMAN
        on_the_calendar(page_of(MANAGER), year, shop, importer)
        on_a_phone(page_of(MANAGER, width=PHONE), year, shop)
        progress_is_told(page_of(INSPECTORATE), year)
        everybody_reads(page_of(""), plan, shop, importer)


def drafted(page: Page, year: int) -> str:
    page.goto("/inspections/plans/")
    follow(page, "/plans/new/")
    page.fill("#id_year", str(year))
    choose(page, "kind", "CHECK")
    page.fill("#id_title", "Kế hoạch kiểm tra hoạt động phát hành")
    send(page)
    return page.url


def put_in(
    page: Page, address: str, year: int, shop: Facility, importer: Facility
) -> None:
    """The importer stands against it: named, the choice kept, laid before the heads."""
    page.goto(address)
    follow(page, "/candidates/")
    expect(page.locator(".cand tbody tr")).to_have_count(Facility.objects.count())
    page.select_option("#id_kind", "DISTRIBUTOR")
    page.locator("form.filter button").click()
    for facility in (shop, importer):
        choose(page, "facilities", facility.code)
    for content in CONTENT:
        choose(page, "content", content)
    page.fill("#id_planned_on", f"10/02/{year}")
    page.locator("#id_team_lead").select_option(
        label=option(page, "team_lead", "Nguyễn Văn Thảo")
    )
    page.locator("main form button.pri").last.click()
    expect(page.locator(".errors")).to_contain_text(importer.name)
    expect(page.locator('input[name="facilities"]:checked')).to_have_count(2)

    page.fill("#id_overlap_request", "Cơ sở mở thêm điểm bán trong năm.")
    send(page)
    expect(page.locator("#items tbody")).to_contain_text(shop.name)
    propose = page.locator('[aria-describedby="why-propose"]')
    expect(propose).to_have_attribute("aria-disabled", "true")


def settled(page: Page, importer: Facility) -> None:
    page.goto("/inspections/overlaps/")
    page.get_by_role("link", name=importer.name).click()
    choose(page, "decision", OverlapDecision.BOTH_STAND)
    page.fill("#id_ground", "Biên bản thống nhất giữa hai cơ quan.")
    send(page)


def published(page_of: PageOf, address: str) -> None:
    page = page_of(MANAGER)
    page.goto(address)
    step(page, "propose")
    other = page_of(SECOND_MANAGER)
    other.goto(address)
    step(other, "review")
    signer = page_of(HEAD)
    signer.goto(address)
    step(signer, "approve", password=PASSWORD)
    page.goto(address)
    step(page, "publish")


def on_the_calendar(page: Page, year: int, *planned: Facility) -> None:
    """On the day thought of, in the square of a grid of seven columns."""
    page.goto(f"/calendar/?month={year}-02")
    square = page.locator(".cal.mon > li", has_text=f"10/02/{year}")
    for facility in planned:
        expect(square).to_contain_text(facility.name)
    first, second = (page.locator(".cal.mon > .none").nth(n) for n in (0, 1))
    assert first.bounding_box()["y"] == second.bounding_box()["y"]
    page.goto(f"/calendar/?month={year}-02&by=team")
    expect(page.locator("main h2")).to_contain_text(["Nguyễn Văn Thảo"])


def on_a_phone(page: Page, year: int, shop: Facility) -> None:
    """A list of the days that hold something."""
    page.goto(f"/calendar/?month={year}-02")
    expect(page.locator(".cal.mon > li:visible")).to_have_count(1)
    expect(page.locator(".cal.mon > li:visible")).to_contain_text(shop.name)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE


def everybody_reads(page: Page, plan: InspectionPlan, *planned: Facility) -> None:
    """Without login: the facilities, and a file; no day, no team, no code."""
    page.goto(f"/public/plans/?year={plan.year}")
    page.get_by_role("link", name=plan.title).click()
    table = page.locator("main table")
    for facility in planned:
        expect(table).to_contain_text(facility.name)
    for hidden in (f"10/02/{plan.year}", "Nguyễn Văn Thảo", planned[0].code):
        expect(page.locator("body")).not_to_contain_text(hidden)
    with page.expect_download() as download:
        page.locator('a[href$="/export/csv/"]').click()
    assert planned[0].name in download.value.path().read_text(encoding="utf-8-sig")


def progress_is_told(page: Page, year: int) -> None:
    page.goto(f"/inspections/plans/?year={year}")
    cells = page.locator("#progress tbody tr").first.locator("td")
    expect(cells.nth(1)).to_have_text("2")
    expect(cells.nth(2)).to_contain_text("0")
