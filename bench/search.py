"""The search over everything at a million facilities and cases, against bare SQL.

The database is made once by sets (`bench.filling`) and kept. Texts are those that
people type: names with and without marks, numbers, broad words, slips. "Bare" is every
statement of the same search, sent by the driver alone, in the same run.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from agencies.models import User
from bench import filling, measuring
from cases.models import Case, Respondent
from facilities.models import Facility
from kernel.folding import fold
from reports.search import search
from tests import database

CASES, TIMES, SEED = 1_000_000, 60, 7
# All of the province's facilities and a quarter of the cases; one ward; police.
OFFICERS = ("so.thuly", "xa.bmt.thuly", "ca.pa03")
LIMIT = "every statement of the same search, sent by the driver alone"


def run(*, cases: int = CASES, times: int = TIMES) -> Iterator[dict[str, Any]]:
    before = connection.settings_dict["NAME"]
    settings.ALLOWED_HOSTS = ["testserver"]
    filling.database_of(cases)
    try:
        yield from measured(times, random.Random(SEED))  # noqa: S311 - no secret
    finally:
        database.use(before)


def measured(times: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    officers = {
        name: User.objects.with_standing().get(username=name) for name in OFFICERS
    }
    asked = {kind: list(texts) for kind, texts in typed(times, chance).items()}
    everything = measuring.Timed()
    for kind, texts in asked.items():
        timed = measuring.Timed()
        for place, text in enumerate(texts):
            officer = officers[OFFICERS[place % len(OFFICERS)]]
            timed.take(
                lambda text=text, by=officer: search(text, user=by, at=filling.AT)
            )
        yield timed.line(f"search: {kind}", LIMIT)
        everything.ours += timed.ours
        everything.bare += timed.bare
        everything.queries = max(everything.queries, timed.queries)
    yield everything.line("search", LIMIT)
    client = Client()
    client.force_login(officers["so.thuly"], backend="web.accounts.OfficerBackend")
    page = measuring.Timed()
    for text in asked["a name"]:
        page.take(partial(client.get, "/search/", {"q": text}))
    yield page.line("search: the page", "every statement of the page, by the driver")


def typed(times: int, chance: random.Random) -> dict[str, list[str]]:
    """Texts of each kind, taken from the records themselves."""
    places = [chance.randrange(1, Facility.objects.count()) for _time in range(times)]
    keys = [f"0198f000{place:024x}" for place in places]
    shops = list(Facility.objects.filter(pk__in=keys))
    people = list(
        Respondent.objects.filter(pk__in=[key.replace("f000", "e000") for key in keys])
    )
    matters = list(
        Case.objects.filter(pk__in=[key.replace("f000", "c000") for key in keys])
    )
    return {
        "a name": [fold(shop.name) for shop in shops],
        "a name with marks": [shop.name for shop in shops],
        "a name and a street": [
            fold(f"{shop.name} {shop.main_address.text}") for shop in shops
        ],
        "a person": [fold(person.name) for person in people],
        "a number of a case": [matter.number for matter in matters],
        "a tax code": [f"{shop.tax_code[:4]} {shop.tax_code[4:]}" for shop in shops],
        "a broad word": [fold(shop.name).split()[0] for shop in shops],
        "a slip": [slip(fold(shop.name), chance) for shop in shops],
    }


def slip(text: str, chance: random.Random) -> str:
    """Two letters of the last word in the wrong order, and one doubled."""
    *words, last = text.split()
    place = chance.randrange(max(len(last) - 1, 1))
    swapped = last[:place] + last[place : place + 2][::-1] + last[place + 2 :]
    return " ".join([*words, swapped + swapped[-1:]])
