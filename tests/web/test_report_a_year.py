"""The page of a year's report: its figures, its words, its draft on paper."""

import pytest

pytestmark = pytest.mark.django_db

PAGE = "/reports/annual/2026/"


class TestAnnualReport:
    @pytest.mark.parametrize(
        "username",
        ["so.lanhdao", "ubnd.lanhdao", "ca.lanhdao", "so.thuly", "so.giamdoc"],
    )
    def test_opens_for_who_reports(self, client_of, username):
        answer = client_of(username).get(PAGE)

        assert answer.status_code == 200

    @pytest.mark.parametrize("username", ["quantri", "so.kiemtra", "so.phapche"])
    def test_is_not_for_others(self, client_of, username):
        assert client_of(username).get(PAGE).status_code == 403

    def test_begins_with_this_year(self, client_of):
        answer = client_of("so.lanhdao").get("/reports/")

        assert answer.status_code == 302
        assert answer["Location"].startswith("/reports/annual/20")

    def test_knows_no_year_to_come(self, client_of):
        assert client_of("so.lanhdao").get("/reports/annual/2999/").status_code == 404

    def test_gives_the_draft_with_its_words(self, client_of):
        answer = client_of("so.lanhdao").post(
            PAGE, {"basis": "Thực hiện Kế hoạch số 12/KH-UBND", "direction": "Một\nHai"}
        )

        assert answer["Content-Type"] == "application/pdf"
        assert "annual_report-2026" in answer["Content-Disposition"]

    def test_keeps_the_words_when_refused(self, client_of):
        answer = client_of("so.lanhdao").post(
            PAGE, {"basis": "", "difficulties": "Thiếu kinh phí giám định"}
        )

        assert answer.status_code == 422
        assert "Thiếu kinh phí giám định" in answer.text

    def test_names_a_day_that_cannot_be(self, client_of):
        answer = client_of("so.lanhdao").get(f"{PAGE}?last_day=31/12/2030")

        assert answer.status_code == 200
        assert 'id="id_last_day_error"' in answer.text
