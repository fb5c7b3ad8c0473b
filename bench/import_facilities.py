"""How long a register takes to go in, and how much memory: flat, or it is a fault.

Run: ./dev bench import_facilities --sizes 1000 10000 100000
Each size runs in a process and on a database of its own: spread over all communes, and
up to 10,000 rows also crowded into one commune and one street. The limit is the bare
insert of the same rows, with the same indexes, in the same database; `flat` compares
the time for 1,000 rows with that of the smallest size. Beside other work a clock tells
little: `cpu` is what this process and the database's own took of the processor.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

AGAIN_UP_TO = CROWDED_UP_TO = 10_000
SPREAD, CROWDED = "all communes", "one commune"
FLAT = {"flat": "ms_per_1000_rows", "flat_cpu": "cpu_ms_per_1000_rows"}
LIMIT = "the same rows inserted bare, with their indexes"
# What an import writes.
_TABLES = (
    *("facilities_importrow", "facilities_party", "facilities_facility"),
    *("facilities_address", "facilities_facilityperson", "facilities_licence"),
    *("facilities_protectednumber", "facilities_proposeddouble", "audit_entry"),
)


def run(sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Each size in a process of its own: else its memory would be the last one's."""
    command = [sys.executable, "-m", "bench.import_facilities"]
    first: dict[tuple[str, str], float] = {}
    for size in sorted(sizes):
        for where in (SPREAD, CROWDED)[: 2 if size <= CROWDED_UP_TO else 1]:
            done = subprocess.run(  # noqa: S603 - our own module
                [*command, str(size), where], check=True, stdout=subprocess.PIPE
            )
            line = json.loads(done.stdout)
            for flat, figure in FLAT.items():
                each = line[figure]
                smallest = first.setdefault((where, flat), each)
                line[flat] = round(each / smallest, 2) if smallest else None
            yield line


def main() -> int:
    os.environ["DEBUG"], os.environ["TESTING"] = "1", "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]), sys.argv[2])) + "\n")
    return 0


def measure(size: int, where: str) -> dict[str, Any]:
    """Upload, check and take in a workbook; then the same file again."""
    from django.conf import settings

    from reliability.stage import own_database

    settings.DEBUG = False  # else Django keeps every statement
    with (
        tempfile.TemporaryDirectory() as folder,
        own_database(f"bench_import_{os.getpid()}"),
    ):
        path = Path(folder) / "so-bo.xlsx"
        write(path, rows(size, where))
        before = peak_mb()
        first = taken(path)
        peak = peak_mb()
        limit_s, limit_cpu_s = bare()
        second = None if size > AGAIN_UP_TO else taken(path)
        return {
            "name": "import_facilities",
            "rows": size,
            "where": where,
            "file_mb": round(path.stat().st_size / 1e6, 1),
            **first,
            "again_s": second and second["total_s"],
            "again_unchanged": second and second["unchanged"],
            "limit": LIMIT,
            "limit_s": limit_s,
            "limit_cpu_s": limit_cpu_s,
            "ratio": round(first["total_s"] / limit_s, 2),
            "ratio_cpu": round(first["cpu_s"] / limit_cpu_s, 2)
            if limit_cpu_s
            else None,
            "ms_per_1000_rows": round(first["total_s"] * 1e6 / size),
            "cpu_ms_per_1000_rows": round(first["cpu_s"] * 1e6 / size),
            "peak_mb": peak,
            "peak_mb_before": before,
            # Of the process that reads the workbook.
            "peak_mb_reader": peak_mb(resource.RUSAGE_CHILDREN),
        }


def rows(size: int, where: str = SPREAD) -> Iterator[list[Any]]:
    from agencies.models import Ward
    from bench import register_rows

    wards = list(Ward.objects.order_by("code").values_list("name", flat=True))
    if where == CROWDED:
        return register_rows.crowded(size, wards[0])
    return register_rows.spread(size, wards)


def bare() -> tuple[float, float]:
    """Seconds that the rows take without the product around them: of the clock and of
    the processor.
    """
    from django.db import connection

    seconds, cpu = 0.0, 0.0
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(
                "SELECT string_agg(quote_ident(column_name), ', ') FROM"
                " information_schema.columns WHERE table_schema = current_schema()"
                " AND table_name = %s AND is_generated = 'NEVER'",
                [table],
            )
            (columns,) = cursor.fetchone()
            cursor.execute(f"CREATE TABLE bare_rows (LIKE {table} INCLUDING ALL)")
            begin, before = time.perf_counter(), cpu_s()
            cursor.execute(
                f"INSERT INTO bare_rows ({columns}) OVERRIDING SYSTEM VALUE"  # noqa: S608
                f" SELECT {columns} FROM {table}"
            )
            seconds += time.perf_counter() - begin
            cpu += cpu_s() - before
            cursor.execute("DROP TABLE bare_rows")
    return round(seconds, 2), round(cpu, 2)


def cpu_s() -> float:
    """Seconds of the processor so far: ours, our children's, and our backend's where
    the server runs on this machine.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    theirs = 0.0
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        theirs = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    ours = os.times()
    return theirs + sum(ours[:4])


def taken(path: Path) -> dict[str, Any]:
    from agencies.models import User
    from facilities.imports import batches, checking, taking
    from facilities.states import ImportState

    by = User.objects.with_standing().get(username="so.sobo")
    at = datetime.now(tz=UTC)
    times: dict[str, float] = {}
    cpu_before = cpu_s()

    def timed(name: str, act: Callable[[], Any]) -> Any:
        begin = time.perf_counter()
        made = act()
        times[f"{name}_s"] = round(time.perf_counter() - begin, 2)
        return made

    def uploaded() -> Any:
        with path.open("rb") as file:
            batch = batches.upload(file=file, name=path.name, by=by, at=at)
        return batches.match_columns(batch=batch, columns=batch.columns, by=by, at=at)

    def checked(batch: Any) -> Any:
        while batch.state == ImportState.CHECKING:
            batch = checking.check_some(batch=batch, by=by, at=at)
        return batch

    batch = timed("upload", uploaded)
    batch = timed("check", lambda: checked(batch))
    begin = time.perf_counter()

    def progress(count: int) -> None:
        if count % 5_000 == 0:
            seconds = time.perf_counter() - begin
            sys.stderr.write(
                f"{count} rows taken in, {seconds:.0f} s, {peak_mb()} MB\n"
            )

    batch = timed(
        "take", lambda: taking.take_in(batch=batch, by=by, at=at, progress=progress)
    )
    return {
        **times,
        "total_s": round(sum(times.values()), 2),
        "cpu_s": round(cpu_s() - cpu_before, 2),
        "created": batch.created_count,
        "updated": batch.updated_count,
        "unchanged": batch.unchanged_count,
    }


def write(path: Path, rows: Iterable[list[Any]]) -> None:
    from bench import register_rows
    from kernel.spreadsheets import write_xlsx

    with path.open("wb") as file:
        write_xlsx(file, [("Sổ bộ", register_rows.HEADER, rows)])


def peak_mb(whose: int = resource.RUSAGE_SELF) -> int:
    return resource.getrusage(whose).ru_maxrss // 1024


if __name__ == "__main__":
    raise SystemExit(main())
