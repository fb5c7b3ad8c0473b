"""What every measurement shares: percentiles, lines, a table, a file of results."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

RESULTS = Path(__file__).resolve().parent.parent / "var" / "bench"
Statement = tuple[str, Any]


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which the share of all lies, nearest rank, in milliseconds."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)


@dataclass
class Timed:
    """Times of the product's act and of its bare statements, in milliseconds."""

    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    queries: int = 0

    def take(self, act: Callable[[], Any]) -> Any:
        """Time the act, then the statements it made, by themselves."""
        statements: list[Statement] = []

        def noted(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
            if sql.lstrip(" (").upper().startswith("SELECT"):
                statements.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(noted):
            act()  # what it asks; also warms the cache for both sides alike
        begin = time.perf_counter()
        made = act()
        self.ours.append((time.perf_counter() - begin) * 1_000)
        self.bare.append(bare(statements))
        self.queries = max(self.queries, len(statements))
        return made

    def line(self, name: str, limit: str) -> dict[str, Any]:
        """One line of the interface document's shape; the ratio is that of p95."""
        ours, against = percentile(self.ours, 0.95), percentile(self.bare, 0.95)
        return {
            "name": name,
            "n": len(self.ours),
            "ours_p50_ms": percentile(self.ours, 0.5),
            "ours_p95_ms": ours,
            "limit": limit,
            "limit_p50_ms": percentile(self.bare, 0.5),
            "limit_p95_ms": against,
            "ratio": round(ours / against, 2) if against else None,
            "queries": self.queries,
        }


def bare(statements: Sequence[Statement]) -> float:
    """The statements without the product around them, in milliseconds."""
    with connection.cursor() as cursor:
        driver = cursor.cursor
        begin = time.perf_counter()
        for sql, params in statements:
            driver.execute(sql, params)
            driver.fetchall()
        return (time.perf_counter() - begin) * 1_000


def tell(name: str, measured: Iterable[dict[str, Any]]) -> None:
    """The lines as JSON, each as it comes; then a table for people, and a file."""
    lines = []
    for line in measured:
        lines.append(line)
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    sys.stderr.write(table(lines) + "\n")
    RESULTS.mkdir(parents=True, exist_ok=True)
    text = json.dumps(lines, ensure_ascii=False, indent=1)
    (RESULTS / f"{name}.json").write_text(text + "\n")


def table(lines: Sequence[dict[str, Any]]) -> str:
    """What differs between the lines, in columns."""
    names = [
        name
        for name in dict.fromkeys(name for line in lines for name in line)
        if name not in {"limit"}
    ]
    rows = [names, *([str(line.get(name, "")) for name in names] for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(names))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
