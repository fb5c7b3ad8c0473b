"""The administrator edits a day; running limits follow, with a trace."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from audit.models import Entry
from kernel.clock import local_day
from regulations.models import CalendarDay
from tests.web.reading import errors_of, send, text_of

ADMIN = "quantri"
DAY = {"kind": "HOLIDAY", "name": "Ngày hội", "reason": "Thông báo của Bộ Nội vụ"}


def weekday_ahead() -> str:
    day = local_day(timezone.now()) + timedelta(days=20)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day.isoformat()


class TestCalendar:
    def test_shows_the_days_off_of_a_year(self, client_of):
        page = text_of(client_of("so.thuly").get("/admin/calendar/?year=2026"))

        assert "Lịch làm việc 2026" in page
        assert "Ngày Giỗ Tổ Hùng Vương" in page

    def test_takes_any_nonsense_for_this_year(self, client_of):
        assert client_of(ADMIN).get("/admin/calendar/?year=x1").status_code == 200

    def test_takes_a_new_day_off(self, client_of):
        client, day = client_of(ADMIN), weekday_ahead()

        answer = send(client, f"/admin/calendar/{day}/", **DAY)

        assert answer.status_code == 302
        assert CalendarDay.objects.get(date=day).name == "Ngày hội"
        assert Entry.objects.filter(actor__username=ADMIN).exists()
        assert "Ngày hội" in text_of(client.get(answer["Location"]))

    def test_asks_for_the_decision_of_a_confirmed_day(self, client_of):
        answer = send(
            client_of(ADMIN),
            f"/admin/calendar/{weekday_ahead()}/",
            **DAY,
            confirmed="on",
        )

        assert answer.status_code == 422
        assert "Quyết định ấn định" in errors_of(answer)

    def test_has_no_such_day(self, client_of):
        assert client_of(ADMIN).get("/admin/calendar/2026-02-31/").status_code == 404
