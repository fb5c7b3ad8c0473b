"""The measurements of `bench/` still run: small, and without looking at the clock."""

import random

import pytest

from bench import filling, import_facilities, measuring, search
from cases.models import Case
from facilities.models import Facility

ROWS = 40


@pytest.mark.django_db
class TestBench:
    def test_of_the_search_fills_and_asks_every_kind_of_text(self, settings):
        settings.ALLOWED_HOSTS = ["testserver"]
        filling.fill(ROWS)
        lines = list(search.measured(2, random.Random(1)))  # noqa: S311 - no secret

        assert Facility.objects.count() == Case.objects.count() == ROWS + 1
        assert [line["name"] for line in lines][-2:] == ["search", "search: the page"]
        whole = lines[-2]
        assert whole["n"] == sum(line["n"] for line in lines[:-2]) == 16
        assert all(line["ratio"] > 0 for line in lines)
        assert 0 < whole["queries"] <= 24

    def test_of_the_import_takes_a_workbook_in_and_again(self, tmp_path):
        path = tmp_path / "so-bo.xlsx"
        import_facilities.write(path, ROWS)

        first, again = import_facilities.taken(path), import_facilities.taken(path)

        assert (first["created"], first["unchanged"]) == (ROWS, 0)
        assert (again["created"], again["unchanged"]) == (0, ROWS)
        assert first["total_s"] > 0

    def test_tells_one_line_for_each_figure(self, monkeypatch, tmp_path, capsys):
        monkeypatch.setattr(measuring, "RESULTS", tmp_path)
        timed = measuring.Timed(ours=[3.0, 1.0, 2.0], bare=[1.0, 1.0, 2.0], queries=4)

        measuring.tell("trial", [timed.line("a trial", "the same, bare")])

        assert '"ratio": 1.5' in capsys.readouterr().out
        assert (tmp_path / "trial.json").exists()
