"""How fast papers are made and with how much memory, beside WeasyPrint.

Run: ./dev bench documents --rows 10000
Each line is measured in a process of its own, for its memory's sake; times are of the
processor. The limit of a line is WeasyPrint with the same words, tables and pictures in
the same run, and beside it the budget of the layout rules (section 10, point 14).
`flat` compares the cost of a page with that of the smallest size.
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

OURS, THEIRS = "ours", "weasyprint"
PHOTOS, PHOTO_SIZE = 20, (2046, 1536)
ROWS = 10_000
# Rows of a page of the register, about; sizes that give 10, 100 and 1,000 pages.
A_PAGE = 8
PAGES = (10, 100, 1_000)
# Seconds of one core, by the layout rules.
BUDGETS = {"decision": 0.1, "case file": 2.0, "register of 1,000": 1.5}
MOST_MB, MOST_GROWTH = 5, 6
_SHORTEST = 0.5  # seconds, so that the clock of the processor can tell


def run(rows: int = ROWS) -> Iterator[dict[str, Any]]:
    """The lines of the three papers, then what a page costs in small and large."""
    for name, size in (("decision", 1), ("case file", PHOTOS), ("register", rows)):
        ours = _measured(name, size, OURS)
        theirs = _measured(name, size, THEIRS) if has_weasyprint() else {}
        yield line(name, size, ours, theirs)
    thousand = _measured("register", 1_000, OURS)
    four = _measured("register", 4_000, OURS)
    yield {
        **line("register of 1,000", 1_000, thousand, {}),
        "growth_to_4000": round(four["cpu_s"] / thousand["cpu_s"], 2),
        "most_growth": MOST_GROWTH,
    }
    for name in ("register", "joined papers"):
        first = 0.0
        for pages in PAGES:
            size = pages * A_PAGE if name == "register" else pages
            ours = _measured(name, size, OURS)
            each = ours["cpu_s"] * 1_000 / ours["pages"]
            first = first or each
            yield {
                "name": f"{name}, a page",
                "pages": ours["pages"],
                "cpu_ms_per_page": round(each, 2),
                "flat": round(each / first, 2),
                "peak_mb": ours["peak_mb"],
            }


def line(
    name: str, size: int, ours: dict[str, Any], theirs: dict[str, Any]
) -> dict[str, Any]:
    """One line; the ratio is the time of the other way to ours."""
    budget = BUDGETS.get(name)
    return {
        "name": name,
        "n": size,
        "pages": ours["pages"],
        "cpu_s": round(ours["cpu_s"], 3),
        "per_s": round(1 / ours["cpu_s"], 2),
        "mb": ours["mb"],
        "peak_mb": ours["peak_mb"],
        "limit": "WeasyPrint, the same content",
        "limit_cpu_s": (theirs and round(theirs["cpu_s"], 3)) or None,
        "limit_pages": theirs.get("pages"),
        "limit_peak_mb": theirs.get("peak_mb"),
        "ratio": round(ours["cpu_s"] / theirs["cpu_s"], 3) if theirs else None,
        "budget_cpu_s": budget,
        "is_within": ours["cpu_s"] <= budget if budget else None,
    }


def has_weasyprint() -> bool:
    """A dependency of this bench alone: `./dev bench documents` installs it."""
    return importlib.util.find_spec("weasyprint") is not None


def _measured(name: str, size: int, engine: str) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "bench.documents", name, str(size), engine],
        check=True,
        stdout=subprocess.PIPE,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main(arguments: Sequence[str]) -> int:
    name, size, engine = arguments
    os.environ["DEBUG"], os.environ["TESTING"] = "1", "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps(measure(name, int(size), engine)) + "\n")
    return 0


def measure(name: str, size: int, engine: str) -> dict[str, Any]:
    """Make one paper, often enough to be timed; sizes in MB."""
    make = {
        ("decision", OURS): _decision,
        ("decision", THEIRS): _their_decision,
        ("case file", OURS): _case_file,
        ("case file", THEIRS): _their_case_file,
        ("register", OURS): _register,
        ("register", THEIRS): _their_register,
        ("joined papers", OURS): _joined,
    }[name, engine]
    with tempfile.TemporaryDirectory() as folder:
        work = make(size, Path(folder))
        before = peak_mb()
        if name == "decision":
            _once(work)  # the first loads what all others find
        spent, times, pages, weight = 0.0, 0, 0, 0
        while not times or spent < _SHORTEST:
            seconds, pages, weight = _once(work)
            spent += seconds
            times += 1
    return {
        "cpu_s": spent / times,
        "pages": pages,
        "mb": round(weight / 1e6, 2),
        "peak_mb": peak_mb(),
        "peak_mb_before": before,
    }


Work = Callable[[IO[bytes]], int]


def _once(work: Work) -> tuple[float, int, int]:
    with tempfile.TemporaryFile() as target:
        begin = time.process_time()
        pages = work(target)
        seconds = time.process_time() - begin
        return seconds, pages, target.seek(0, os.SEEK_END)


def _decision(_size: int, _folder: Path) -> Work:
    from bench import papers
    from documents.render import render

    def work(target: IO[bytes]) -> int:
        printed = render(papers.decision())
        target.write(printed.content)
        return printed.pages

    return work


def _case_file(size: int, folder: Path) -> Work:
    """A report of 500 lines, a decision and photographs, indexed and numbered."""
    from bench import papers
    from documents.forms.case_file import CaseFileFrontForm, CasePhotosForm, IndexRow
    from documents.forms.case_report import CaseReportForm
    from documents.kit.joining import Part, Whole, join
    from documents.kit.photos import Photo, reduced_copy
    from documents.render import render

    originals = photos(size)

    def work(target: IO[bytes]) -> int:
        cover, facts = papers.cover(), papers.facts()
        shown = tuple(
            Photo(f"Ảnh chứng cứ số {n}", f"{n:064x}", reduced_copy(content))
            for n, content in enumerate(originals, start=1)
        )
        forms = [
            ("Quyết định", papers.decision()),
            ("Báo cáo vụ việc", CaseReportForm(cover=cover, facts=facts)),
            ("Bản ảnh", CasePhotosForm(cover, facts, shown)),
        ]
        parts, rows, first = [], [], 1
        for title, form in forms:
            printed = render(form)
            path = folder / f"{len(parts)}.pdf"
            path.write_bytes(printed.content)
            parts.append(Part(title, path, printed.pages, printed.headings))
            rows.append(IndexRow(title, "", None, first, printed.pages))
            first += printed.pages
        day = papers.AT.date()
        front = render(CaseFileFrontForm(cover, facts, day, tuple(rows)))
        path = folder / "front.pdf"
        path.write_bytes(front.content)
        parts.insert(0, Part("Bìa", path, front.pages, is_numbered=False))
        return join(parts, Whole("Hồ sơ", "Liên Ngành"), target)

    return work


def _register(size: int, _folder: Path) -> Work:
    from bench import papers
    from documents.forms.case_register import COLUMNS
    from documents.kit.register import write_register

    def work(target: IO[bytes]) -> int:
        rows = papers.register_rows(size)
        return write_register(target, papers.register_head(), COLUMNS, rows)

    return work


def _joined(size: int, folder: Path) -> Work:
    """Issued decisions joined until there are so many pages."""
    from bench import papers
    from documents.kit.joining import Part, Whole, join
    from documents.render import render

    printed = render(papers.decision())
    parts = []
    for n in range(max(1, size // printed.pages)):
        path = folder / f"{n}.pdf"
        path.write_bytes(printed.content)
        parts.append(Part(f"Quyết định {n}", path, printed.pages))

    def work(target: IO[bytes]) -> int:
        return join(parts, Whole("Hồ sơ", "Liên Ngành"), target)

    return work


def _their_decision(_size: int, _folder: Path) -> Work:
    from bench import papers

    return _theirs(lambda: papers.html_of_form(papers.decision()))


def _their_case_file(size: int, _folder: Path) -> Work:
    from bench import papers
    from documents.forms.case_report import CaseReportForm
    from documents.kit.photos import reduced_copy

    originals = photos(size)

    def html() -> str:
        report = CaseReportForm(cover=papers.cover(), facts=papers.facts())
        return papers.html_of_form(report, map(reduced_copy, originals))

    return _theirs(html)


def _their_register(size: int, _folder: Path) -> Work:
    from bench import papers

    return _theirs(lambda: papers.html_of_register(papers.register_rows(size)))


def _theirs(html: Callable[[], str]) -> Work:
    from weasyprint import HTML

    def work(target: IO[bytes]) -> int:
        drawn = HTML(string=html()).render()
        drawn.write_pdf(target)
        return len(drawn.pages)

    return work


def photos(size: int) -> list[bytes]:
    """Pictures of some 3 megapixels, all different, as phones send them."""
    import io

    from PIL import Image

    found = []
    for n in range(size):
        gradient = Image.linear_gradient("L").resize(PHOTO_SIZE)
        flat = Image.new("L", PHOTO_SIZE, 5 + 12 * n % 250)
        file = io.BytesIO()
        turned = gradient.rotate(180)
        Image.merge("RGB", (gradient, flat, turned)).save(file, "JPEG", quality=90)
        found.append(file.getvalue())
    return found


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
