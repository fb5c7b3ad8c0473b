"""Every page: who may open it, what a stranger is told, how many queries it takes."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from cases.states import CaseState
from tests.cases.walk import at_state, received

LISTS = (
    "/",
    "/cases/",
    "/inspections/",
    "/inspections/plans/",
    "/inspections/overlaps/",
    "/inspections/field-records/",
    "/inspections/field-records/?view=incomplete",
    "/inspections/field-records/?view=devices",
    "/calendar/",
    "/map/",
    "/facilities/",
    "/documents/",
    "/documents/?view=drafts",
    "/documents/?view=incoming",
    "/documents/to-sign/",
    "/documents/delegations/",
    "/documents/print/",
    "/documents/print/new/",
)
OPEN = (
    "/healthz",
    "/readyz",
    "/login/",
    "/public/plans/",
    "/public/conclusions/",
    "/verify/",
    "/field/",
    "/field/outbox/",
    "/field/worker.js",
    "/field/shrinker.js",
    "/field/app.webmanifest",
)
# Page → what these answer: handler of the lead, another agency, administrator, auditor.
PAGES = {
    "/": (200, 200, 200, 200),
    "/cases/": (200, 200, 200, 200),
    "/search/": (200, 200, 200, 200),
    "/search/?q=hoa+cuc": (200, 200, 200, 200),
    "/cases/new/": (200, 200, 403, 403),
    "/cases/VV-2026-0001/": (200, 404, 404, 200),
    "/cases/VV-2026-0001/parties/": (200, 404, 404, 404),
    "/cases/VV-2026-0001/findings/": (200, 404, 404, 404),
    "/cases/VV-2026-0001/findings/proofs/": (200, 404, 404, 404),
    "/cases/VV-2026-0001/findings/proofs/bundle/": (200, 404, 404, 404),
    "/cases/VV-2026-0001/documents/": (200, 404, 404, None),
    "/cases/VV-2026-0001/deadlines/": (200, 404, 404, 200),
    "/cases/VV-2026-0001/audit/": (200, 404, 404, 200),
    "/cases/VV-2026-0001/do/submit_decision/": (200, 404, 404, None),
    "/cases/VV-2026-9999/": (404, 404, 404, 404),
    "/reports/annual/2026/": (200, 200, 403, 403),
    "/facilities/": (200, 200, None, None),
    "/facilities/DL-XXXX-0001/print/": (404, 404, 404, 404),
    "/facilities/new/": (403, 403, 403, 403),
    "/tip-offs/": (200, 200, 403, 403),
    "/tip-offs/new/": (200, 200, 403, 403),
    "/break-glass/": (403, 403, 403, 403),
    "/inspections/": (200, 200, 200, 200),
    "/inspections/plans/": (200, 200, 200, 200),
    "/inspections/overlaps/": (200, 200, 200, 200),
    "/inspections/field-records/": (200, 200, 200, 200),
    "/inspections/field-records/?view=devices": (200, 200, 200, 200),
    "/inspections/field-records/backup/": (403, 403, 403, 403),
    f"/inspections/field-records/{UUID(int=1)}/files/": (404, 404, 404, 404),
    f"/inspections/field-records/{UUID(int=1)}/finish/": (404, 404, 404, 404),
    "/inspections/KT-2026-9999/proofs/": (404, 404, 404, 404),
    "/inspections/KT-2026-9999/proofs/bundle/": (404, 404, 404, 404),
    "/calendar/": (200, 200, 200, 200),
    "/map/": (200, 200, 200, 200),
    "/inspections/KT-2026-9999/remote/": (404, 404, 404, 404),
    "/inspections/KT-2026-9999/remote/new/": (404, 404, 404, 404),
    "/inspections/KT-2026-9999/follow-up/": (404, 404, 404, 404),
    "/documents/": (200, 200, 200, 200),
    "/documents/?view=drafts": (200, 200, 200, 200),
    "/documents/?view=incoming": (200, 200, 200, 200),
    "/documents/to-sign/": (200, 200, 200, 200),
    "/documents/export/csv/": (200, 200, 200, 200),
    "/documents/drafts/export/csv/": (200, 200, 200, 200),
    "/documents/incoming/export/csv/": (200, 200, 200, 200),
    "/documents/delegations/": (200, 200, 200, 200),
    "/documents/delegations/new/": (403, 403, 403, 403),
    f"/documents/delegations/{UUID(int=1)}/end/": (404, 404, 404, 404),
    "/documents/delegations/export/csv/": (200, 200, 200, 200),
    f"/documents/drafts/{UUID(int=1)}/": (404, 404, 404, 404),
    f"/documents/drafts/{UUID(int=1)}/sign/": (404, 404, 404, 404),
    f"/documents/drafts/{UUID(int=1)}/withdraw/": (404, 404, 404, 404),
    f"/documents/drafts/{UUID(int=1)}/file/": (404, 404, 404, 404),
    f"/documents/drafts/{UUID(int=1)}/1.png": (404, 404, 404, 404),
    f"/documents/{UUID(int=1)}/about/": (404, 404, 404, 404),
    f"/documents/{UUID(int=1)}/dispatch/": (404, 404, 404, 404),
    f"/documents/{UUID(int=1)}/revise/": (404, 404, 404, 404),
    "/cases/VV-2026-0001/documents/draft/forward_letter/": (200, 404, 404, 403),
    "/cases/VV-2026-0001/documents/incoming/": (403, 404, 404, 403),
    "/regulations/violations/": (200, 200, 200, 200),
    "/admin/calendar/": (200, 200, 200, 200),
    "/admin/calendar/2026-12-24/": (403, 403, 200, 403),
    "/admin/permissions/": (200, 200, 200, 200),
    "/admin/calendar/2026-12-24/restore/": (403, 403, 200, 403),
    "/cases/export/csv/": (200, 200, 200, 200),
    "/cases/export/pdf/": (200, 200, 200, 200),
    "/cases/VV-2026-0001/goods/export/pdf/": (200, 404, 404, 404),
    "/cases/VV-2026-0001/print/case_file/": (200, 404, 404, 403),
    "/documents/print/": (200, 200, 200, 200),
    "/documents/print/new/": (200, 200, 200, 200),
    f"/documents/print/{UUID(int=1)}/": (404, 404, 404, 404),
    f"/documents/print/{UUID(int=1)}/file/": (404, 404, 404, 404),
    "/cases/VV-2026-0001/audit/export/csv/": (200, 404, 404, 200),
    "/cases/VV-2026-0001/parties/export/csv/": (200, 404, 404, 404),
    "/cases/VV-2026-0001/findings/files/export/csv/": (200, 404, 404, 404),
    "/cases/VV-2026-0001/goods/custody/export/csv/": (200, 404, 404, 404),
    "/cases/VV-2026-0001/execution/complaints/export/csv/": (200, 404, 404, 404),
    "/cases/VV-2026-0001/tasks/notes/export/csv/": (200, 404, 404, 404),
    "/cases/VV-2026-0001/deadlines/export/csv/": (200, 404, 404, 200),
    "/cases/VV-2026-0001/deadlines/sheet/export/csv/": (200, 404, 404, 200),
    "/calendar/export/csv/": (200, 200, 200, 200),
    "/tasks/export/csv/": (200, 200, 200, 200),
    "/tip-offs/export/csv/": (200, 200, 403, 403),
    "/inspections/export/csv/": (200, 200, 200, 200),
    "/inspections/plans/export/csv/": (200, 200, 200, 200),
    "/facilities/export/csv/": (200, 200, 403, 403),
    "/facilities/doubles/export/csv/": (403, 403, 403, 403),
    "/regulations/violations/export/csv/": (200, 200, 200, 200),
    "/admin/checklists/": (403, 403, 200, 403),
    "/admin/checklists/PRINTING/": (403, 403, 200, 403),
    "/admin/checklists/PRINTING/1/": (403, 403, 200, 403),
    "/admin/checklists/PRINTING/1/xlsform/": (403, 403, 200, 403),
    "/admin/checklists/PRINTING/draft/": (403, 403, 200, 403),
    "/admin/checklists/PRINTING/import/": (403, 403, 200, 403),
    "/admin/checklists/PRINTING/questions/new/": (403, 403, 404, 403),
    "/admin/checklists/PRINTING/draft/publish/": (403, 403, 404, 403),
    "/admin/law/export/csv/": (403, 403, 200, 403),
    "/admin/law/": (403, 403, 200, 403),
    "/admin/law/proposals/": (403, 403, 200, 403),
    "/admin/law/new/": (403, 403, 403, 403),
    "/admin/law/export/": (403, 403, 403, 403),
    "/admin/law/import/": (403, 403, 403, 403),
    "/admin/law/BEHAVIOUR/PRT-NODEC/": (403, 403, 200, 403),
    "/admin/law/BEHAVIOUR/PRT-NODEC/propose/": (403, 403, 403, 403),
    f"/documents/{UUID(int=1)}/signatures/": (404, 404, 404, 404),
    f"/documents/{UUID(int=1)}/signatures/sign/": (404, 404, 404, 404),
    f"/documents/{UUID(int=1)}/copies/public/": (404, 404, 404, 404),
    "/me/": (200, 200, 200, 200),
}
READERS = ("xa.bmt.thuly", "so.thuly", "quantri", "ubnd.kiemsoat")
ANSWERS = {
    username: {path: row[place] for path, row in PAGES.items() if row[place]}
    for place, username in enumerate(READERS)
}


def told(answer, number: str) -> str:
    """The page without the address asked for and the tokens that are new each time."""
    text = answer.content.decode().replace(number, "")
    return re.sub(r'value="[\w:.-]{40,}"', "", text)


@pytest.mark.django_db
class TestPages:
    @pytest.mark.parametrize("username", READERS)
    def test_answer_each_reader_as_the_table_says(self, officer, client_of, username):
        at_state(officer, CaseState.RECORDED)
        client = client_of(username)

        answers = {path: client.get(path).status_code for path in ANSWERS[username]}

        assert answers == ANSWERS[username]

    def test_tell_a_stranger_the_same_as_of_a_case_that_is_not_there(
        self, officer, client_of
    ):
        """INV-14: the body for an invisible case equals that for an absent one."""
        walk = received(officer)
        stranger = client_of("so.thuly")

        hidden = stranger.get(f"/cases/{walk.case.number}/")
        absent = stranger.get("/cases/VV-2026-9999/")

        assert hidden.status_code == absent.status_code == 404
        assert told(hidden, walk.case.number) == told(absent, "VV-2026-9999")

    @pytest.mark.parametrize("path", [path for path in PAGES if path != "/me/"])
    def test_ask_for_the_login_first(self, db, path):
        answer = Client().get(path)

        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/")

    @pytest.mark.parametrize("path", OPEN)
    def test_open_without_login_where_they_must(self, db, path):
        assert Client().get(path).status_code == 200

    def test_are_never_kept_by_a_cache_and_hold_to_the_strict_policy(self, client_of):
        answer = client_of("so.thuly").get("/cases/")

        assert "no-store" in answer["Cache-Control"]
        policy = answer["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy

    @pytest.mark.parametrize("username", ["xa.bmt.thuly", "so.giamdoc", "ca.lanhdao"])
    @pytest.mark.parametrize("path", LISTS)
    def test_of_lists_take_at_most_twelve_queries(
        self, officer, client_of, username, path
    ):
        for _case in range(3):
            received(officer)
        client = client_of(username)
        client.get(path)

        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200

        # The first page is blocks of several lists; it asks whose names are hidden too.
        most = 14 if path == "/" else 12
        assert len(queries) <= most, [q["sql"][:90] for q in queries]

    @pytest.mark.parametrize(
        "state",
        [
            CaseState.RECEIVED,
            CaseState.RECORDED,
            CaseState.PENDING_DECISION,
            CaseState.EXECUTING,
            CaseState.CLOSED,
        ],
    )
    @pytest.mark.parametrize("username", ["xa.bmt.thuly", "xa.bmt.chutich"])
    def test_of_a_case_take_at_most_twelve_queries(
        self, officer, client_of, state, username
    ):
        walk = at_state(officer, state)
        client = client_of(username)
        client.get("/cases/")

        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/cases/{walk.case.number}/").status_code == 200

        assert len(queries) <= 12, [q["sql"][:110] for q in queries]


@pytest.mark.django_db
class TestForms:
    def test_keep_what_was_typed_and_name_the_field(self, officer, client_of):
        """A payment above the debt: one sentence, the typing kept, nothing changed."""
        walk = at_state(officer, CaseState.EXECUTING)
        client = client_of("xa.bmt.thuly")
        path = f"/cases/{walk.case.number}/do/record_payment/"

        answer = client.post(
            path,
            {
                "version": walk.case.version,
                "amount_vnd": "99.000.000",
                "receipt_no": "BL-77/2026",
                "occurred_on": "20/03/2026",
            },
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "BL-77/2026" in page
        assert "99.000.000" in page
        assert "3.750.000" in page
        assert not walk.case.decisions.get().payments.exists()

    def test_of_a_stale_page_answer_409_and_change_nothing(self, officer, client_of):
        walk = at_state(officer, CaseState.RECEIVED)

        answer = client_of("xa.bmt.thuly").post(
            f"/cases/{walk.case.number}/do/start_verification/",
            {
                "version": walk.case.version - 1,
                "note": "Ghi chú của tôi",
                "occurred_on": "05/03/2026",
            },
        )

        assert answer.status_code == 409
        assert "Ghi chú của tôi" in answer.content.decode()
        walk.case = type(walk.case).objects.get(pk=walk.case.pk)
        assert walk.case.state == CaseState.RECEIVED

    def test_of_a_role_that_may_not_answer_403_and_say_who_may(
        self, officer, client_of
    ):
        walk = at_state(officer, CaseState.PENDING_DECISION)

        answer = client_of("xa.bmt.thuly").post(
            f"/cases/{walk.case.number}/do/sign_decision/",
            {"version": walk.case.version},
        )

        assert answer.status_code == 403
        assert "Người có thẩm quyền xử phạt" in answer.content.decode()

    def test_of_a_withdrawn_right_are_refused_at_the_next_request(
        self, officer, client_of
    ):
        """INV-17: a disabled account is gone at once."""
        client = client_of("xa.bmt.thuly")
        assert client.get("/cases/").status_code == 200

        User.objects.filter(username="xa.bmt.thuly").update(is_active=False)

        assert client.get("/cases/").status_code == 302
