"""Printed at A, folded at B, stored at C: links proposed, shown by right, settled."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.kinds import SubjectKind
from agencies.models import User
from audit.models import Entry
from cases import waiting
from cases.models import Case
from cases.services import ActInput
from cases.services.editing import add_act
from cases.services.linking import (
    WasSettled,
    confirm_link,
    find_links,
    link_for,
    links_at,
    links_of_led,
    links_of_visit,
    reject_link,
    ties_of,
)
from facilities import services
from facilities.models import Facility, Link, LinkKey
from facilities.services import PersonInput, PrintJobInput, UrlInput
from facilities.services.linking import MOST_SHARING
from facilities.states import (
    FacilityKind,
    LinkKind,
    LinkSource,
    LinkState,
    PersonRole,
)
from inspections.services import TitleInput
from inspections.services.fieldwork import record_finding, withdraw_finding
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import received
from tests.inspections.conftest import enter as enter
from tests.inspections.conftest import hoa_cuc as hoa_cuc
from tests.inspections.conftest import second_manager as second_manager
from tests.inspections.conftest import walk as walk
from tests.inspections.walk import BMT, SO, begin, planned_visit
from tests.moments import day, moment

pytestmark = pytest.mark.django_db
AT = moment("10/03/2026")
TITLE = "Truyện cổ tích chọn lọc cho bé"  # the one of the walked case
OWN, STRANGER, KEEPER = "xa.bmt.thuly", "so.thuly", "so.sobo"


@pytest.fixture
def printer(enter):
    return enter("Công ty In Sao Mai", kinds=(FacilityKind.PRINTER_DECLARED,))


@pytest.fixture
def other(enter):
    return enter("Công ty In Sao Hôm", kinds=(FacilityKind.PRINTER_DECLARED,))


@pytest.fixture
def print_job(officer):
    def print_job(facility, title=TITLE, **more):
        return services.add_print_job(
            facility=Facility.objects.get(pk=facility.pk),
            data=PrintJobInput(
                title=title,
                product="OTHER",
                printed_on=day("02/02/2026"),
                printed_copies=500,
                **more,
            ),
            by=officer(KEEPER),
            at=AT,
        )

    return print_job


def called(facility, officer, phone, name="Trần Văn Kho"):
    return services.add_person(
        facility=Facility.objects.get(pk=facility.pk),
        data=PersonInput(role=PersonRole.CONTACT, name=name, phone=phone),
        by=officer(KEEPER),
        at=AT,
    )


def seen(officer, facility, username=KEEPER):
    """What an officer is shown: kinds of what it shares, and with which facility."""
    return [
        (tie.link.kind, tie.other.facility.name if tie.other.facility else "")
        for tie in links_at(officer(username), facility, at=AT)
    ]


class TestProposedLinks:
    def test_come_at_the_moment_of_recording(self, officer, printer, other, print_job):
        print_job(printer)
        assert not Link.objects.exists()
        print_job(other, title="TRUYEN CO TICH – chọn lọc cho bé")

        assert seen(officer, printer) == [("TITLE", other.name)]
        assert seen(officer, other) == [("TITLE", printer.name)]

    def test_come_from_phones_and_accounts(self, officer, printer, other):
        called(printer, officer, "0905 123 456")
        called(other, officer, "+84905123456", name="Lê Thị Bãi")
        for facility in (printer, other):
            services.add_url(
                facility=Facility.objects.get(pk=facility.pk),
                data=UrlInput(url="https://facebook.example/saomai"),
                by=officer(KEEPER),
                at=AT,
            )

        assert sorted(kind for kind, _name in seen(officer, printer)) == [
            "ACCOUNT",
            "PHONE",
        ]
        phone = Link.objects.get(kind=LinkKind.PHONE)
        assert phone.shown == "•••• 3456"
        assert "0905123456" not in phone.value

    def test_come_from_registration_numbers(self, officer, printer, other, print_job):
        print_job(printer, "Sách một", registration_no="1234-2025/CXBIPH/01-56")
        print_job(other, "Sách khác", registration_no="1234/2025 CXBIPH 01.56")

        assert seen(officer, printer) == [("REGISTRATION", other.name)]

    def test_come_from_what_visits_find(
        self, officer, walk, hoa_cuc, printer, print_job
    ):
        print_job(printer, "Khác hẳn")
        visit = begin(walk, planned_visit(walk, hoa_cuc))
        double = begin(walk, planned_visit(walk, printer, kind="INSPECTION"))
        told = {"detected_on": day("03/03/2026"), "by": officer("so.truongdoan")}
        found = [
            record_finding(
                visit=row,
                description="Xe tải biển số 47C-123.45 chở ruột sách",
                at=moment("03/03/2026", "10:00"),
                **told,
            )
            for row in (visit, double)
        ]
        assert seen(officer, hoa_cuc, "so.truongdoan") == [("VEHICLE", printer.name)]
        assert seen(officer, hoa_cuc, "xa.donghoa") == []

        withdraw_finding(
            finding=found[0],
            reason="Ghi nhầm xe",
            by=officer("so.truongdoan"),
            at=moment("03/03/2026", "11:00"),
        )
        assert not Link.objects.exists()

    def test_are_not_raised_within_one_business(self, officer, enter):
        head = enter("Công ty In Sao Mai", "9900000016")
        branch = enter("Công ty In Sao Mai – xưởng 2", "9900000016-001")
        called(head, officer, "0905123456")
        called(branch, officer, "0905123456")

        assert not Link.objects.exists()

    def test_are_not_raised_by_what_everybody_has(self, officer, enter, print_job):
        shops = [
            enter(f"Nhà in số {place}", kinds=(FacilityKind.PRINTER_DECLARED,))
            for place in range(MOST_SHARING + 1)
        ]
        for shop in shops[:-1]:
            print_job(shop, "Lịch bloc 2027")
        before = Link.objects.count()
        print_job(shops[-1], "Lịch bloc 2027")

        assert before == MOST_SHARING * (MOST_SHARING - 1) / 2
        assert Link.objects.count() == before

    def test_leave_with_the_line_that_was_struck(
        self, officer, printer, other, print_job
    ):
        print_job(printer)
        job = print_job(other)
        services.strike_print_job(
            job=job,
            version=Facility.objects.get(pk=other.pk).version,
            ended_on=day("10/03/2026"),
            by=officer(KEEPER),
            at=AT,
        )

        assert not Link.objects.exists()
        assert LinkKey.objects.filter(kind=LinkKind.TITLE).count() == 1

    def test_are_all_found_again_by_the_command(self, printer, other, print_job):
        print_job(printer)
        print_job(other)
        LinkKey.objects.all().delete()
        Link.objects.all().delete()
        out = StringIO()
        call_command("find_links", stdout=out)

        assert "1 links" in out.getvalue()
        assert find_links(at=AT) == 0
        assert Link.objects.count() == 1

    def test_within_what_is_one_record_now_are_forgotten(
        self, printer, other, print_job
    ):
        print_job(printer)
        print_job(other)
        Facility.objects.filter(pk=other.pk).update(merged_into=printer)
        find_links(at=AT)

        assert not Link.objects.exists()


class TestVisitsThatShare:
    """Titles, numbers, series, plates, vehicles and phones of two visits' findings."""

    SO_LEAD, WARD = "so.truongdoan", "xa.bmt.kiemtra"

    @pytest.fixture
    def visits(self, walk, hoa_cuc, enter):
        shop = enter("Nhà sách Gió", subject_kind=SubjectKind.HOUSEHOLD)
        return (
            begin(walk, planned_visit(walk, hoa_cuc)),
            begin(walk, planned_visit(walk, shop, BMT), BMT),
        )

    @pytest.fixture
    def find(self, officer, visits):
        def find(*texts: str, **more):
            for visit, by, text in zip(
                visits, (self.SO_LEAD, self.WARD), texts, strict=True
            ):
                record_finding(
                    visit=visit,
                    description=text,
                    detected_on=day("03/03/2026"),
                    by=officer(by),
                    at=moment("03/03/2026", "10:00"),
                    **more,
                )

        return find

    @pytest.mark.parametrize(
        ("one", "other", "kind", "shown"),
        [
            (
                "Người giao hàng dùng số 0905 123 456",
                "Đặt in qua Zalo +84905123456",
                LinkKind.PHONE,
                "•••• 3456",
            ),
            (
                "Tem chống giả sê-ri AB 0012345",
                "Sách dán tem, series AB0012345",
                LinkKind.STAMP,
                "AB 0012345",
            ),
            (
                "40 bản kẽm số KM-2025/07",
                "Còn 2 bản kẽm ký hiệu KM2025/07",
                LinkKind.PLATE,
                "KM-2025/07",
            ),
            (
                "Xe 47C-123.45 chở ruột sách",
                "Hàng về bằng xe 47C 12345",
                LinkKind.VEHICLE,
                "47C-123.45",
            ),
        ],
    )
    def test_raise_a_link_with_what_they_share(self, find, one, other, kind, shown):
        find(one, other)

        link = Link.objects.get()
        assert (link.kind, link.state) == (kind, LinkState.PROPOSED)
        assert {link.one_source, link.other_source} == {LinkSource.VISIT}
        assert link.shown.replace(" ", "") == shown.replace(" ", "")

    def test_raise_one_of_titles_and_one_of_registration_numbers(self, find):
        title = TitleInput(
            title=TITLE, registration_no="1234-2025/CXBIPH/01-56", found_quantity=80
        )
        find("Sách in lậu", "Sách không nguồn gốc", titles=(title,))

        kinds = Link.objects.values_list("kind", flat=True)
        assert sorted(kinds) == [LinkKind.REGISTRATION, LinkKind.TITLE]

    def test_tell_each_agency_whose_matter_the_other_is_and_nothing_else(
        self, officer, visits, find
    ):
        """ "nothing hints at what a viewer may not see: the leads of both cases are
        told instead" """
        find("Gọi 0905 123 456", "Zalo 0905123456")
        link = Link.objects.get()
        for username, own, whose in (
            (self.SO_LEAD, visits[0], BMT.agency),
            (self.WARD, visits[1], SO.agency),
        ):
            user = officer(username)
            (tie,) = links_of_visit(user, own, at=AT)
            assert (tie.mine.record, tie.may_settle) == (own, True)
            if not tie.other.is_told:
                assert tie.other.agency.pk == whose
                assert (tie.other.record, tie.other.facility) == (None, None)
            assert link_for(user, link.pk, at=AT) is not None
        ward = officer(self.WARD)
        (tie,) = links_of_visit(ward, visits[1], at=AT)
        assert not tie.other.is_told
        for username in ("ca.pa03", "xa.donghoa", "quantri", "so.phapche"):
            user = officer(username)
            assert link_for(user, link.pk, at=AT) is None, username
            assert links_of_visit(user, visits[0], at=AT) == [], username
            assert not links_of_led(user, at=AT), username

    def test_are_listed_for_who_makes_them(self, officer, find):
        find("Gọi 0905 123 456", "Zalo 0905123456")
        for username in (self.SO_LEAD, self.WARD):
            user = officer(username)
            assert len(ties_of(user, list(links_of_led(user, at=AT)), at=AT)) == 1

    def test_show_nothing_at_the_facility_of_the_other(
        self, officer, visits, find, hoa_cuc
    ):
        find("Gọi 0905 123 456", "Zalo 0905123456")

        assert seen(officer, hoa_cuc, self.WARD) == []

    def test_take_as_many_queries_for_many_links(self, officer, visits, find):
        user, counts = officer(self.WARD), []
        user.roles_on(day("10/03/2026"))
        for number in range(4):
            find(f"Gọi 0905 123 45{number}", f"Zalo 090512345{number}")
            with CaptureQueriesContext(connection) as queries:
                found = links_of_visit(user, visits[1], at=AT)
            assert len(found) == number + 1
            counts.append(len(queries))
        assert len(set(counts)) == 1
        assert counts[0] <= 7


class TestCasesThatShare:
    def test_are_shown_to_who_may_see_the_case(
        self, officer, hoa_cuc, printer, print_job
    ):
        """On both facilities; to a stranger on none, whatever else he sees there."""
        print_job(printer)
        received(officer, facility_id=hoa_cuc.pk)

        assert seen(officer, printer, OWN) == [("TITLE", hoa_cuc.name)]
        assert seen(officer, hoa_cuc, OWN) == [("TITLE", printer.name)]
        for username in (STRANGER, KEEPER, "xa.donghoa", "ubnd.lanhdao"):
            assert seen(officer, printer, username) == []
            assert seen(officer, hoa_cuc, username) == []

    def test_agree_with_the_right_to_read_for_every_officer(
        self, officer, hoa_cuc, printer, print_job
    ):
        print_job(printer)
        received(officer, facility_id=hoa_cuc.pk)
        reading = ("case.view_full", "case.view_partner")
        for user in User.objects.with_standing():
            may = (
                Case.objects.visible_as(reading, user, AT).exists()
                and Facility.objects.visible_to(user, AT)
                .filter(pk__in=[printer.pk, hoa_cuc.pk])
                .count()
                == 2
            )
            assert bool(links_at(user, hoa_cuc, at=AT)) is may, user.username

    def test_of_a_facility_elsewhere_are_told_to_the_lead(
        self, officer, hoa_cuc, enter, print_job
    ):
        """A commune sees its own ward's facilities: not which one it is."""
        far = enter("In Đông Hòa", ward="22258", kinds=(FacilityKind.PRINTER_DECLARED,))
        print_job(far)
        received(officer, facility_id=hoa_cuc.pk)
        user = officer(OWN)
        tie = link_for(user, Link.objects.get().pk, at=AT)

        assert links_at(user, hoa_cuc, at=AT) == []
        assert (tie.other.is_told, tie.other.facility) == (False, None)

    def test_that_wait_can_be_opened_by_everybody_for_whom_they_wait(
        self, officer, hoa_cuc, enter, print_job
    ):
        far = enter("In xa", ward="22258", kinds=(FacilityKind.PRINTER_DECLARED,))
        print_job(far)
        received(officer, facility_id=hoa_cuc.pk)
        received(officer, by=STRANGER, facility_id=far.pk)
        waited = 0
        for user in User.objects.with_standing():
            for row in waiting.waiting_list(user, AT):
                if row.kind == "link":
                    waited += 1
                    assert link_for(user, row.about, at=AT), user.username

        assert waited

    def test_come_when_an_act_is_added(self, officer, hoa_cuc, printer, print_job):
        print_job(printer, "Bài tập toán nâng cao")
        case = received(officer, facility_id=hoa_cuc.pk).case
        add_act(
            case=case,
            version=case.version,
            act=ActInput(
                behaviour="DST-29-2A",
                description="Phát hành sách không hóa đơn",
                occurred_on=day("03/03/2026"),
                titles=({"title": "Bài tập TOÁN nâng cao", "quantity": 3},),
            ),
            by=officer(OWN),
            at=moment("03/03/2026", "16:00"),
        )

        assert seen(officer, printer, OWN) == [("TITLE", hoa_cuc.name)]

    def test_of_two_agencies_are_told_to_both_leads(self, officer, hoa_cuc, enter):
        """Whose matter it is, and what of one's own is shared; nothing else."""
        shop = enter("Nhà sách Gió", subject_kind=SubjectKind.HOUSEHOLD)
        mine = received(officer, facility_id=hoa_cuc.pk).case
        theirs = received(officer, by=STRANGER, facility_id=shop.pk).case
        link = Link.objects.get(kind=LinkKind.TITLE)

        told = {}
        for username, own in ((OWN, mine), (STRANGER, theirs)):
            user = officer(username)
            assert links_at(user, hoa_cuc, at=AT) == []
            (row,) = [
                row for row in waiting.waiting_list(user, AT) if row.kind == "link"
            ]
            told[username] = (row.case, row.asked_by.code)
            tie = link_for(user, link.pk, at=AT)
            assert tie.mine.record == own
            assert (tie.other.record, tie.other.facility) == (None, None)
            assert tie.other.agency.code == row.asked_by.code
        assert told == {
            OWN: (mine, "SO_VHTTDL"),
            STRANGER: (theirs, officer(OWN).agency_id),
        }
        for username in (KEEPER, "ca.pa03", "xa.donghoa", "quantri"):
            user = officer(username)
            assert link_for(user, link.pk, at=AT) is None
            assert "link" not in {row.kind for row in waiting.waiting_list(user, AT)}

    def test_of_one_lead_are_told_once(self, officer, hoa_cuc):
        received(officer, facility_id=hoa_cuc.pk)
        received(officer)
        rows = [
            row
            for row in waiting.waiting_list(officer(OWN), AT)
            if row.kind == "link" and row.title
        ]

        assert len(rows) == len({row.about for row in rows}) == 1

    def test_of_a_restricted_case_are_told_to_nobody_outside(
        self, officer, hoa_cuc, enter
    ):
        shop = enter("Nhà sách Gió", subject_kind=SubjectKind.HOUSEHOLD)
        received(officer, facility_id=hoa_cuc.pk)
        theirs = received(officer, by=STRANGER, facility_id=shop.pk).case
        Case.objects.filter(pk=theirs.pk).update(is_restricted=True)
        link = Link.objects.get(kind=LinkKind.TITLE)
        user = officer(OWN)

        assert link_for(user, link.pk, at=AT) is None
        assert "link" not in {row.kind for row in waiting.waiting_list(user, AT)}

    def test_at_the_same_facility_are_no_link(self, officer, hoa_cuc):
        received(officer, facility_id=hoa_cuc.pk)
        received(officer, facility_id=hoa_cuc.pk)

        assert not Link.objects.exists()


class TestSettling:
    @pytest.fixture
    def link(self, printer, other, print_job):
        print_job(printer)
        print_job(other)
        return Link.objects.get()

    @pytest.mark.parametrize(
        ("act", "state"),
        [(confirm_link, LinkState.CONFIRMED), (reject_link, LinkState.REJECTED)],
    )
    def test_stays_with_its_reason_in_both_journals(
        self, officer, printer, other, link, act, state
    ):
        act(link=link, reason="Cùng một đơn hàng", by=officer(KEEPER), at=AT)
        find_links(at=AT)

        link = Link.objects.get()
        assert (link.state, link.reason) == (state, "Cùng một đơn hàng")
        for facility in (printer, other):
            entry = services.history(facility).filter(action__endswith="_link").get()
            assert entry.reason == "Cùng một đơn hàng"

    def test_takes_a_reason_and_is_done_once(self, officer, link):
        with pytest.raises(Refused):
            confirm_link(link=link, reason=" ", by=officer(KEEPER), at=AT)
        confirm_link(link=link, reason="Đã hỏi", by=officer(KEEPER), at=AT)
        with pytest.raises(WasSettled):
            reject_link(link=link, reason="Nhầm", by=officer(KEEPER), at=AT)

    @pytest.mark.parametrize("username", ["quantri", "ubnd.kiemsoat", "xa.donghoa"])
    def test_is_for_who_has_the_right_and_sees_both(self, officer, link, username):
        with pytest.raises(NotPermitted):
            confirm_link(link=link, reason="Đã hỏi", by=officer(username), at=AT)

    def test_of_a_case_stands_in_no_journal_of_a_facility(
        self, officer, hoa_cuc, printer, print_job
    ):
        print_job(printer)
        received(officer, facility_id=hoa_cuc.pk)
        link = Link.objects.get()
        with pytest.raises(NotPermitted):
            confirm_link(link=link, reason="Đã hỏi", by=officer(STRANGER), at=AT)
        confirm_link(link=link, reason="Cùng lô sách", by=officer(OWN), at=AT)

        for facility in (hoa_cuc, printer):
            history = services.history(facility)
            assert not history.filter(action__endswith="_link").exists()
        entry = Entry.objects.get(action="facility.confirm_link")
        assert entry.object_id == str(link.pk)
        assert TITLE not in str(entry.changes)


class TestQueries:
    def test_take_as_many_for_many_links(self, officer, hoa_cuc, enter, print_job):
        shops = [
            enter(f"Nhà in {place}", kinds=(FacilityKind.PRINTER_DECLARED,))
            for place in range(6)
        ]
        received(officer, facility_id=hoa_cuc.pk)
        viewer = officer(OWN)
        viewer.roles_on(day("10/03/2026"))
        counts = []
        for shop in shops:
            print_job(shop)
            facility = Facility.objects.get(pk=hoa_cuc.pk)
            with CaptureQueriesContext(connection) as queries:
                links_at(viewer, facility, at=AT)
            counts.append(len(queries))

        assert len(links_at(viewer, hoa_cuc, at=AT)) == 6
        assert len(set(counts)) == 1
        assert counts[0] <= 7
