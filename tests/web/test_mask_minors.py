"""Security rules, section 5: "Minors: name hidden outside the lead team"."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import services, waiting
from cases.models import Case
from cases.services import TaskInput
from facilities.models import Party
from tests.cases.walk import party, reread
from tests.cases.walk_together import DUE, HANDLER, POLICE, agency
from tests.moments import day, moment

pytestmark = pytest.mark.django_db
CHILD, INITIALS = "Trần Thị Bé Út", "T.T.B.Ú."
AT = moment("05/03/2026", "09:00")
TITLES = (
    "Trần Thị Bé Út bán sách lậu tại chợ",
    "Vụ TRẦN THỊ BÉ ÚT bán sách lậu",
    "tran thi be ut, ban sach lau",
)


@pytest.fixture
def case(officer) -> Case:
    """Of the department; the police take part in it."""
    return made(officer, TITLES[0])


def made(officer, title: str) -> Case:
    child = party(CHILD, "INDIVIDUAL")
    Party.objects.filter(pk=child.pk).update(born_on=day("01/01/2012"))
    case = services.receive_case(
        facts=services.CaseInput(
            title=title,
            source="MEDIA",
            detected_on=day("03/03/2026"),
            place="Chợ",
            party_ids=(child.pk,),
        ),
        by=officer(HANDLER),
        at=moment("03/03/2026", "09:00"),
    )
    task = services.create_task(
        case=case,
        version=case.version,
        task=TaskInput(
            kind="TRACE",
            title=f"Xác minh nơi ở của {CHILD}",
            due_on=DUE,
            to_agency=agency("PA05"),
        ),
        by=officer(HANDLER),
        at=moment("04/03/2026"),
    )
    services.accept_task(task=task, by=officer(POLICE), at=AT)
    services.add_opinion(
        case=reread(case),
        stance="AGREE",
        text=f"Đã gặp {CHILD} cùng người giám hộ.",
        by=officer(POLICE),
        at=AT,
    )
    return reread(case)


PAGES = (
    "/cases/?view=all",
    "/cases/export/csv/?view=all",
    "/tasks/?box=waiting",
    "/tasks/?box=in",
    "/tasks/export/csv/?box=in",
    "/tasks/export/csv/?box=waiting",
    "/",
    "/search/?q=ban%20sach%20lau",
    "/search/?q=Tran%20Thi%20Be%20Ut",
    "/api/v1/cases/",
    "/api/v1/cases/{id}/",
    "/api/v1/cases/{id}/tasks/",
    "/api/v1/cases/{id}/opinions/",
    "/api/v1/cases/{id}/timeline/",
    "/api/v1/tasks/",
    "/api/v1/waiting/",
    "/cases/{number}/",
    "/cases/{number}/parties/",
    "/cases/{number}/parties/export/csv/",
    "/cases/{number}/findings/",
    "/cases/{number}/tasks/",
    "/cases/{number}/tasks/export/csv/",
    "/cases/{number}/tasks/opinions/export/csv/",
    "/cases/{number}/tasks/timeline/export/csv/",
)


def text_of(answer) -> str:
    if getattr(answer, "streaming", False):
        return b"".join(answer).decode()
    return answer.content.decode()


class TestMinors:
    @pytest.mark.parametrize("page", PAGES)
    def test_are_named_to_the_lead_only(self, officer, case, client_of, page):
        """ "Minors: name hidden outside the lead team" """
        address = page.format(number=case.number, id=case.pk)
        for reader in (POLICE, "ubnd.kiemsoat", "ubnd.lanhdao"):
            answer = client_of(reader).get(address)
            assert answer.status_code in {200, 403, 404}, address
            assert CHILD not in text_of(answer), f"{reader} {address}"

    @pytest.mark.parametrize("title", TITLES)
    def test_are_initials_however_the_title_is_typed(self, officer, client_of, title):
        made(officer, title)
        lines = text_of(client_of(POLICE).get("/cases/export/csv/?view=all"))
        (row,) = list(csv.reader(io.StringIO(lines)))[1:]

        assert INITIALS in row[1]
        assert "sach" in row[1] or "sách" in row[1]
        mine = text_of(client_of(HANDLER).get("/cases/export/csv/?view=all"))
        assert title in mine

    def test_are_told_to_the_lead_as_they_were_typed(self, case, client_of):
        for page in ("/cases/?view=all", "/api/v1/cases/"):
            assert CHILD in text_of(client_of(HANDLER).get(page))

    def test_are_initials_in_what_waits(self, officer, case):
        titles = [row.title for row in waiting.waiting_list(officer(POLICE), AT)]

        assert f"Xác minh nơi ở của {INITIALS}" in titles
        assert CHILD not in str(titles)

    def test_of_age_keep_their_names(self, officer, case, client_of):
        """Eighteen on the day of detection."""
        respondent = case.respondents.get()
        respondent.particulars["born_on"] = "2008-03-03"
        respondent.save()

        told = text_of(client_of(POLICE).get("/cases/?view=all"))

        assert CHILD in told

    def test_ask_as_often_for_many_cases_as_for_one(self, officer, case, client_of):
        client, counts = client_of(POLICE), []
        for page in ("/cases/?view=all", "/api/v1/cases/"):
            client.get(page)
            for _time in "12":
                with CaptureQueriesContext(connection) as queries:
                    client.get(page)
                counts.append(len(queries))
                made(officer, TITLES[0])
        assert counts[0] == counts[1]
        assert counts[2] == counts[3]


class TestWithoutNames:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("Vụ Trần Thị Bé Út.", "Vụ T.T.B.Ú.."),
            ("TRẦN THỊ BÉ ÚT và Tran Thi Be Ut", "T.T.B.Ú. và T.T.B.Ú."),
            ("Trần Thị Bé là người khác", "Trần Thị Bé là người khác"),
            ("Trần Thị Bé Úti", "Trần Thị Bé Úti"),
            ("", ""),
        ],
    )
    def test_leave_only_initials(self, text, told):
        assert services.without_names(text, [CHILD]) == told
