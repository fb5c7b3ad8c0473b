"""Run a programme: `./dev reliability run races --seconds 60 --seed 1`."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from reliability import cells, doubles, lives, mutants, pairs, races
from reliability.field import kills, link, storm


def main() -> int:
    """Print one JSON line for each result; exit 1 where a goal was missed."""
    parser = argparse.ArgumentParser(prog="./dev reliability")
    parser.add_argument("command", choices=["run"])
    parser.add_argument("name", choices=sorted(PROGRAMMES))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--cases", type=int, default=20)
    parser.add_argument("--facilities", type=int, default=20_000)
    parser.add_argument("--planted", type=int, default=300)
    parser.add_argument("--photos", type=int, default=500)
    parser.add_argument("--cuts", type=int, default=40)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--records", type=int, default=40)
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--minutes", type=float, default=math.inf, help="of lives")
    parser.add_argument("--refusals", type=int, default=5_000)
    parser.add_argument("--each", type=int, default=None)
    parser.add_argument("--wanted", default="", help="mutants with this in the name")
    parser.add_argument("--tests", nargs="*", default=[], help="these files alone")
    parser.add_argument("--part", type=_part, default=(1, 1), help="2/10")
    asked = parser.parse_args()
    line = {"test": asked.name, **PROGRAMMES[asked.name](asked)}
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0 if line["pass"] else 1


def _races(asked: argparse.Namespace) -> dict[str, Any]:
    tally = races.run(
        seconds=asked.seconds,
        seed=asked.seed,
        workers=asked.workers,
        cases=asked.cases,
    )
    return {
        "n": tally.done + sum(tally.refused.values()) + len(tally.faults),
        "acked": tally.done,
        "lost": tally.done - tally.events,
        "refused": tally.refused,
        "faults": tally.faults,
        "violations": tally.broken,
        "goal": "no fault, no lost or doubled act, no broken invariant",
        "pass": tally.passed,
    }


def _pairs(asked: argparse.Namespace) -> dict[str, Any]:
    tally = pairs.run(cases=asked.cases, seed=asked.seed)
    return {
        "n": tally.pairs,
        "interface": tally.interface,
        "acked": tally.pairs,
        "lost": 0,
        "wrong": tally.wrong,
        "violations": tally.broken,
        "goal": "one of each pair is done, the other is told who was first",
        "pass": tally.passed,
    }


def _lives(asked: argparse.Namespace) -> dict[str, Any]:
    tally = lives.run(
        steps=asked.steps,
        seed=asked.seed,
        workers=asked.workers,
        seconds=asked.minutes * 60,
    )
    return {
        "n": tally.steps,
        "asked": asked.steps,
        "lives": tally.lives,
        "answers": tally.answers,
        "violations": tally.wrong,
        "goal": "every answer as the plain law says, every invariant after every step",
        "pass": not tally.wrong,
    }


def _cells(asked: argparse.Namespace) -> dict[str, Any]:
    began = time.monotonic()
    tally = cells.run(
        refusals=asked.refusals,
        seed=asked.seed,
        workers=min(asked.workers, os.cpu_count() or 1),
        each=asked.each,
        part=asked.part,
    )
    return {
        "n": tally.opened + tally.refused,
        "opened": tally.opened,
        "refused": tally.refused,
        "answers": dict(sorted(tally.answers.items())),
        "unseen": dict(sorted(tally.unseen.items())),
        "seconds": round(time.monotonic() - began),
        "wrong": len(tally.wrong),
        "violations": tally.wrong[:50],
        "goal": "every cell as the table says, through services, interface and pages",
        "pass": tally.passed,
    }


def _mutants(asked: argparse.Namespace) -> dict[str, Any]:
    tally = mutants.run(wanted=asked.wanted, tests=tuple(asked.tests))
    return {
        "n": tally.killed + len(tally.survived),
        "killed": tally.killed,
        "survived": tally.survived,
        "tests": tally.tests,
        "seconds": tally.seconds,
        "goal": "a test fails for every guard and rule that is taken away",
        "pass": tally.passed,
    }


def _doubles(asked: argparse.Namespace) -> dict[str, Any]:
    found = doubles.run(
        facilities=asked.facilities, doubles=asked.planted, seed=asked.seed
    )
    return {
        "n": found.facilities,
        "seed": asked.seed,
        "planted": found.planted,
        "proposed": found.proposed,
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "missed": found.missed,
        "seconds": found.seconds,
        "goal": "precision and recall at least 0.95, at most two minutes",
        "pass": found.passed,
    }


def _field_link(asked: argparse.Namespace) -> dict[str, Any]:
    tally = link.run(photos=asked.photos, wanted=asked.cuts, seed=asked.seed)
    return {
        "n": tally.photos,
        "seed": asked.seed,
        "records": tally.records,
        "cuts": tally.cuts,
        "bytes": tally.size,
        "sent_for_each_byte": tally.ratio,
        "runs": tally.runs,
        "repeated": tally.repeated,
        "answers": dict(sorted(tally.answers.items())),
        "seconds": tally.seconds,
        "violations": tally.wrong,
        "goal": "every photo once, bytes equal, order kept; repeats change nothing",
        "pass": not tally.wrong and tally.ratio <= link.MOST_SENT,
    }


def _field_kills(asked: argparse.Namespace) -> dict[str, Any]:
    tally = kills.run(seeds=asked.seeds, first=asked.seed)
    return {
        "n": sum(tally.kills.values()),
        "seeds": [asked.seed, asked.seed + asked.seeds - 1],
        "kills": tally.kills,
        "records": tally.records,
        "photos": tally.photos,
        "acked": tally.confirmed_before,
        "lost": sum("is lost" in text for text in tally.wrong),
        "orphans": tally.orphans,
        "answers": dict(sorted(tally.answers.items())),
        "cut_off": tally.cut_off,
        "longest_away": tally.longest_away,
        "violations": tally.wrong,
        "goal": "nothing confirmed is lost, nothing half, no orphan after the clean-up",
        "pass": not tally.wrong,
    }


def _field_storm(asked: argparse.Namespace) -> dict[str, Any]:
    tally = storm.run(
        holders=asked.phones,
        records=asked.records,
        seed=asked.seed,
        senders=asked.workers,
        each=asked.each or 1,
    )
    return {
        "n": tally.records,
        "seed": asked.seed,
        "phones": tally.phones,
        "photos": tally.photos,
        "requests": tally.requests,
        "cut_short": tally.cut_short,
        "flipped": tally.flipped,
        "told_of_flips": tally.told_of_flips,
        "answers": dict(sorted(tally.answers.items())),
        "seconds": tally.seconds,
        "clean_seconds": tally.clean_seconds,
        "violations": tally.wrong,
        "goal": "the same as one clean run, no double",
        "pass": not tally.wrong,
    }


def _part(text: str) -> tuple[int, int]:
    one, of = text.split("/")
    return int(one), int(of)


PROGRAMMES: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "cells": _cells,
    "doubles": _doubles,
    "field_kills": _field_kills,
    "field_link": _field_link,
    "field_storm": _field_storm,
    "lives": _lives,
    "mutants": _mutants,
    "races": _races,
    "pairs": _pairs,
}


if __name__ == "__main__":
    sys.exit(main())
