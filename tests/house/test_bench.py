"""The measurements of `bench/` still run: small, and without looking at the clock."""

import io
import json
import random
from types import SimpleNamespace

import pytest
from PIL import Image

from bench import (
    documents,
    field_journeys,
    filling,
    import_facilities,
    measuring,
    papers,
    search,
)
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

    @pytest.mark.parametrize(
        "where", [import_facilities.SPREAD, import_facilities.CROWDED]
    )
    def test_of_the_import_takes_a_workbook_in_and_again(self, tmp_path, where):
        path = tmp_path / "so-bo.xlsx"
        import_facilities.write(path, import_facilities.rows(ROWS, where))

        first, again = import_facilities.taken(path), import_facilities.taken(path)

        assert (first["created"], first["unchanged"]) == (ROWS, 0)
        assert (again["created"], again["unchanged"]) == (0, ROWS)
        assert first["total_s"] > 0
        assert import_facilities.bare()[0] > 0

    def test_of_the_import_compares_sizes_with_the_smallest(self, monkeypatch):
        def measured(command, **how):
            size = int(command[-2])
            each = 3_000 + size / 10
            line = {"rows": size, "ms_per_1000_rows": each}
            line["cpu_ms_per_1000_rows"] = each / 2
            return SimpleNamespace(stdout=json.dumps(line))

        monkeypatch.setattr(import_facilities.subprocess, "run", measured)

        lines = list(import_facilities.run([100_000, 1_000, 10_000]))

        assert [(line["rows"], line["flat"], line["flat_cpu"]) for line in lines] == [
            (1_000, 1.0, 1.0),
            (1_000, 1.0, 1.0),
            (10_000, 1.29, 1.29),
            (10_000, 1.29, 1.29),
            (100_000, 4.19, 4.19),
        ]

    def test_of_the_field_has_photos_of_their_size_and_a_limit_for_each_journey(self):
        line = field_journeys.line("F3 a photo", [300.0, 500.0, 100.0])
        (_, _, one), (_, _, other) = field_journeys.photo(1), field_journeys.photo(2)

        assert (line["n"], line["p50_ms"], line["ratio"]) == (3, 300.0, 0.25)
        assert one != other
        assert 380_000 < len(one) < 420_000
        assert Image.open(io.BytesIO(one)).size == field_journeys.SIZE

    def test_tells_one_line_for_each_figure(self, monkeypatch, tmp_path, capsys):
        monkeypatch.setattr(measuring, "RESULTS", tmp_path)
        timed = measuring.Timed(ours=[3.0, 1.0, 2.0], bare=[1.0, 1.0, 2.0], queries=4)

        measuring.tell("trial", [timed.line("a trial", "the same, bare")])

        assert '"ratio": 1.5' in capsys.readouterr().out
        assert (tmp_path / "trial.json").exists()


class TestBenchOfDocuments:
    """Its own machinery, small and without the other way to the same pages."""

    @pytest.mark.parametrize(
        ("name", "size", "pages"),
        [
            ("decision", 1, 2),
            ("case file", 1, 3),
            ("register", 20, 3),
            ("joined papers", 4, 4),
        ],
    )
    def test_makes_each_paper_and_weighs_it(self, monkeypatch, name, size, pages):
        monkeypatch.setattr(documents, "_SHORTEST", 0)
        monkeypatch.setattr(documents, "PHOTO_SIZE", (64, 48))
        monkeypatch.setattr(papers, "EVENTS", 4)
        monkeypatch.setattr(papers.facts, "__defaults__", (4,))

        measured = documents.measure(name, size, documents.OURS)

        assert measured["pages"] >= pages
        assert measured["mb"] > 0
        assert measured["peak_mb"] >= measured["peak_mb_before"] > 0

    def test_gives_the_other_way_the_same_words(self):
        form = papers.decision()
        page = papers.html_of_form(form, [b"picture"])
        rows = papers.html_of_register(papers.register_rows(3))
        for words in ("Mạc Thị Thu Cúc".upper(), "11.250.000 đồng", "Lưu: VT", "Ảnh 1"):
            assert words in page
        assert rows.count("<tr>") == 4
        assert "VV-2026-00003" in rows

    def test_tells_the_ratio_the_budget_and_how_flat_a_page_is(self, monkeypatch):
        def measured(name, size, engine):
            pages = max(2, size // documents.A_PAGE)
            slower = 4 if engine == documents.THEIRS else 1
            each = 0.001 * (1 + pages / 1_000)
            return {
                "cpu_s": pages * each * slower,
                "pages": pages,
                "mb": 1.0,
                "peak_mb": 100,
            }

        monkeypatch.setattr(documents, "_measured", measured)
        monkeypatch.setattr(documents, "has_weasyprint", lambda: True)
        lines = {line["name"]: line for line in documents.run(10_000)}

        assert lines["decision"]["ratio"] == 0.25
        assert lines["decision"]["is_within"] is True
        assert lines["register of 1,000"]["growth_to_4000"] == 5.33
        assert lines["register, a page"]["flat"] == 1.98

        monkeypatch.setattr(documents, "has_weasyprint", lambda: False)
        assert next(documents.run(10))["ratio"] is None
