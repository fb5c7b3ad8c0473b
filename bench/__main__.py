"""Run measurements: `./dev bench search --cases 1000000`."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import structlog.testing


def main() -> int:
    """Print one JSON line for each figure, and a table; keep both in var/bench."""
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=60, help="texts of each kind")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--rows", type=int, default=10_000, help="of a register")
    asked = parser.parse_args()
    unknown = set(asked.names) - set(BENCHES)
    if unknown:
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.conf import settings

    from bench import measuring

    settings.DEBUG = False  # else Django keeps every statement
    logging.disable(logging.WARNING)  # the output is for programs
    with structlog.testing.capture_logs():
        for name in asked.names or BENCHES:
            measuring.tell(name, BENCHES[name](asked))
    return 0


def _search(asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from bench import search

    return search.run(cases=asked.cases, times=asked.times)


def _import_facilities(asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from bench import import_facilities

    return import_facilities.run(asked.sizes)


def _field_journeys(asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from bench import field_journeys

    return field_journeys.run()


def _documents(asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from bench import documents

    return documents.run(asked.rows)


BENCHES: dict[str, Callable[[argparse.Namespace], Iterable[dict[str, Any]]]] = {
    "documents": _documents,
    "field_journeys": _field_journeys,
    "import_facilities": _import_facilities,
    "search": _search,
}


if __name__ == "__main__":
    sys.exit(main())
