"""How long a register takes to go in, and how much memory: flat, or it is a fault.

Run: ./dev bench import_facilities --sizes 1000 10000
Each size runs in a process and on a database of its own.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HEADER = [
    "STT",
    "Tên cơ sở",
    "Mã số thuế",
    "Địa chỉ",
    "Xã, phường",
    "Loại hình",
    "Người đại diện",
    "SĐT",
    "Số giấy phép",
    "Ngày cấp",
    "Nơi cấp",
    "Tình trạng",
]
WARDS = ("Phường Tân An", "P. Thành Nhất, TP Buôn Ma Thuột", "Xã Ea Kar", "xa cu mgar")
AGAIN_UP_TO = 10_000
KINDS = ("Phát hành", "Photocopy", "In bao bì", "Phát hành; nhập khẩu")


def run(sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Each size in a process of its own: else its memory would be the last one's."""
    command = [sys.executable, "-m", "bench.import_facilities"]
    for size in sizes:
        done = subprocess.run(  # noqa: S603 - our own module
            [*command, str(size)], check=True, stdout=subprocess.PIPE
        )
        yield json.loads(done.stdout)


def main() -> int:
    os.environ["DEBUG"], os.environ["TESTING"] = "1", "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]))) + "\n")
    return 0


def measure(size: int) -> dict[str, Any]:
    """Upload, check and take in a workbook; then the same file again."""
    from django.conf import settings

    from reliability.stage import own_database

    settings.DEBUG = False  # else Django keeps every statement
    with (
        tempfile.TemporaryDirectory() as folder,
        own_database(f"bench_import_{os.getpid()}"),
    ):
        path = Path(folder) / "so-bo.xlsx"
        write(path, size)
        before = peak_mb()
        first = taken(path)
        second = None if size > AGAIN_UP_TO else taken(path)
        return {
            "name": "import_facilities",
            "rows": size,
            "file_mb": round(path.stat().st_size / 1e6, 1),
            "first": first,
            "again": second,
            "ms_per_1000_rows": round(first["total_s"] * 1e6 / size),
            "peak_mb": peak_mb(),
            "peak_mb_before": before,
        }


def taken(path: Path) -> dict[str, Any]:
    from agencies.models import User
    from facilities.imports import batches, checking, taking
    from facilities.states import ImportState

    by = User.objects.with_standing().get(username="so.sobo")
    at = datetime.now(tz=UTC)
    times: dict[str, float] = {}

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
        "created": batch.created_count,
        "updated": batch.updated_count,
        "unchanged": batch.unchanged_count,
    }


def write(path: Path, size: int) -> None:
    from kernel.spreadsheets import write_xlsx

    with path.open("wb") as file:
        write_xlsx(file, [("Sổ bộ", HEADER, rows(size))])


def rows(size: int) -> Iterator[list[Any]]:
    from stdnum.vn import mst

    number = 0
    for place in range(size):
        code = ""
        while not code:
            number += 1
            nine = f"{400_000_000 + number:09d}"
            digit = mst.calc_check_digit(nine + "0")
            code = nine + digit if len(digit) == 1 else ""
        has_code, has_licence = place % 3 != 0, place % 2 == 0
        yield [
            place + 1,
            f"Cơ sở số {place} Hồ Thị Kỷ",
            int(code) if has_code else None,
            f"{place % 900 + 1} Nguyễn Tất Thành",
            WARDS[place % 4],
            KINDS[place % 4],
            f"Nguyễn Văn {place % 5000}",
            905_000_000 + place,
            f"{place}/GP" if has_licence else None,
            "05/03/2024" if has_licence else None,
            "Sở VHTTDL" if has_licence else None,
            "Đang hoạt động",
        ]


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    raise SystemExit(main())
