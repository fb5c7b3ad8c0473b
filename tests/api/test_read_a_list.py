"""Lists: pages by key, documented orders and filters, nothing ignored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Ward
from api.pagination import Column, after

LIST = "/api/v1/wards/"


def codes(answer):
    return [row["code"] for row in answer.json()["results"]]


def walk(client, address, way="next"):
    """All rows from a page on, page by page."""
    rows = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.content
        rows += codes(answer)
        address = answer.json()[way]
    return rows


class TestReadAList:
    def test_shows_a_page_and_the_way_to_the_next(self, client):
        answer = client.get(LIST, {"page_size": 2})

        first = Ward.objects.order_by("code")[:2]
        assert codes(answer) == [ward.code for ward in first]
        assert answer.json()["previous"] is None
        assert answer.json()["next"].startswith("http://testserver/api/v1/wards/?")

    @pytest.mark.parametrize("ordering", ["code", "-code", "name", "-name"])
    @pytest.mark.parametrize("size", [7, 51, 102, 200])
    def test_meets_every_row_once_in_each_order(self, client, ordering, size):
        rows = walk(client, f"{LIST}?ordering={ordering}&page_size={size}")

        key = {"code": "code", "name": "folded"}[ordering.strip("-")]
        expected = Ward.objects.order_by(key, "code").values_list("code", flat=True)
        if ordering.startswith("-"):
            expected = expected.reverse()
        assert rows == list(expected)

    def test_leads_back_to_the_first_page(self, client):
        second = client.get(client.get(LIST, {"page_size": 2}).json()["next"])
        third = client.get(second.json()["next"])

        back = client.get(third.json()["previous"])
        assert codes(back) == codes(second)
        first = client.get(back.json()["previous"])
        assert codes(first) == codes(client.get(LIST, {"page_size": 2}))
        assert first.json()["previous"] is None
        assert codes(client.get(first.json()["next"])) == codes(second)

    def test_loses_no_row_when_others_come_and_go(self, client):
        before = list(Ward.objects.order_by("code").values_list("code", flat=True))
        first = client.get(LIST, {"page_size": 2})
        Ward.objects.create(code="00001", name="Xã Mới", province_code="66")

        assert walk(client, first.json()["next"]) == before[2:]

    def test_never_counts_and_never_skips(self, client):
        address = client.get(LIST, {"page_size": 2}).json()["next"]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)

        sql = " ".join(query["sql"] for query in queries)
        assert "OFFSET" not in sql
        assert "COUNT(" not in sql
        assert len(queries) <= 3

    @pytest.mark.parametrize(
        "question",
        [
            "colour=red",
            "page_size=0",
            "page_size=201",
            "page_size=ten",
            "page_size=",
            "page_size=2&page_size=3",
            "ordering=size",
            "ordering=name;drop",
            "on=2026-02-30",
            "on=20260212",
            "on=",
            "q=",
            "q=%00",
            "cursor=abc",
            "cursor=%C4%91",
        ],
    )
    def test_answers_an_unknown_name_or_value_with_400(self, client, question):
        answer = client.get(f"{LIST}?{question}")

        assert answer.status_code == 400
        assert answer["content-type"] == "application/problem+json"
        assert answer.json()["code"] in {"unreadable", "cursor_unreadable"}

    def test_names_the_parameter_at_fault(self, client):
        assert set(client.get(f"{LIST}?colour=red").json()["errors"]) == {"colour"}
        assert set(client.get(f"{LIST}?on=x").json()["errors"]) == {"on"}

    def test_refuses_a_cursor_of_another_order_or_list(self, client):
        address = client.get(LIST, {"page_size": 2}).json()["next"]
        cursor = address.partition("cursor=")[2]

        assert client.get(f"{LIST}?ordering=-code&cursor={cursor}").status_code == 400
        assert client.get(f"/api/v1/agencies/?cursor={cursor}").status_code == 400

    def test_refuses_a_cursor_that_was_changed(self, client):
        address = client.get(LIST, {"page_size": 2}).json()["next"]
        changed = address[:-6] + ("A" if address[-6] != "A" else "B") + address[-5:]

        assert client.get(changed).status_code == 400

    def test_puts_no_name_into_an_address(self, client):
        address = client.get(LIST, {"page_size": 1, "ordering": "name"}).json()["next"]

        assert "phuong" not in address


class TestKeyOfNullableColumns:
    """Empty values stand last both ways round, and pages meet them once."""

    @pytest.mark.django_db
    @pytest.mark.parametrize("text", ["parent_id? code", "-parent_id? code"])
    def test_meets_every_row_once(self, text):
        from agencies.models import Agency

        for index, parent in enumerate([None, None, "A0", "A0", "A1", None]):
            Agency.objects.create(
                code=f"A{index}",
                kind="EXTERNAL",
                name=f"Nơi {index}",
                short_name=str(index),
                parent_id=parent,
            )
        columns = tuple(Column.of(part) for part in text.split())
        rows = Agency.objects.order_by(*(column.order() for column in columns))
        everything = list(rows)
        assert [row.parent_id for row in everything[-3:]] == [None] * 3

        for index, row in enumerate(everything):
            key = [column.value_of(row) for column in columns]
            assert list(rows.filter(after(columns, key))) == everything[index + 1 :]
            walked = tuple(column.walked_back() for column in columns)
            before = Agency.objects.filter(after(walked, key)).order_by(
                *(column.order() for column in walked)
            )
            assert list(before) == everything[:index][::-1]
