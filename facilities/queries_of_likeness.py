"""Which records of the register are worth comparing with many given ones, in one query.

The keys are those of `facilities.queries_of_doubles`. Names are compared within a ward
as the rows stand there: for many names at once that is faster than their index, and
takes no longer for the last row of a long file than for the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.db import connection

from facilities.doubles import Place, Portrait
from facilities.queries_of_doubles import LIKE_NAMES

# One hotline may stand at many facilities; more than these nobody reads through.
_MOST_SHARING = 200

_LIKE_MANY = """
WITH given AS MATERIALIZED (
  SELECT * FROM unnest(%(rows)s::int[], %(whats)s::text[], %(texts)s::text[],
                       %(mores)s::text[]) AS given(row, what, text, more)
), holders AS MATERIALIZED (
  SELECT given.row, n.person_id, n.party_id, n.facility_id
  FROM given CROSS JOIN LATERAL (
    SELECT person_id, party_id, facility_id FROM facilities_protectednumber
    WHERE digest = given.text AND ended_on IS NULL LIMIT %(most)s) AS n
  WHERE given.what = 'number'
), near AS MATERIALIZED (
  SELECT DISTINCT a.ward_id, f.id, f.bare_name
  FROM facilities_address a JOIN facilities_facility f ON f.id = a.facility_id
  WHERE a.ended_on IS NULL
    AND a.ward_id IN (SELECT more FROM given WHERE what = 'name')
), named AS MATERIALIZED (
  SELECT DISTINCT text, more FROM given WHERE what = 'name'
), alike AS MATERIALIZED (
  SELECT named.text, named.more, near.id FROM named JOIN near
    ON near.ward_id = named.more
    AND similarity(near.bare_name, named.text) >= %(like_names)s
), found AS (
  SELECT holders.row, p.facility_id AS id
  FROM holders JOIN facilities_facilityperson p ON p.id = holders.person_id
  WHERE p.ended_on IS NULL
  UNION SELECT row, facility_id FROM holders WHERE facility_id IS NOT NULL
  UNION SELECT holders.row, f.id
  FROM holders JOIN facilities_facility f ON f.party_id = holders.party_id
  UNION SELECT given.row, u.facility_id FROM given CROSS JOIN LATERAL (
    SELECT facility_id FROM facilities_facilityurl
    WHERE url = given.text AND ended_on IS NULL LIMIT %(most)s) AS u
  WHERE given.what = 'web'
  UNION SELECT given.row, f.id FROM given CROSS JOIN LATERAL (
    SELECT id FROM facilities_facility
    WHERE business_key = given.text LIMIT %(most)s) AS f
  WHERE given.what = 'enterprise'
  UNION SELECT given.row, a.facility_id FROM given CROSS JOIN LATERAL (
    SELECT facility_id FROM facilities_address
    WHERE ward_id = given.more AND bare_text = given.text AND ended_on IS NULL
    LIMIT %(most)s) AS a
  WHERE given.what = 'place'
  UNION SELECT given.row, p.facility_id
  FROM given JOIN facilities_facilityperson p ON p.folded_name = given.text
  JOIN facilities_address a ON a.facility_id = p.facility_id
  WHERE given.what = 'person' AND a.ward_id = given.more
    AND p.ended_on IS NULL AND a.ended_on IS NULL
  UNION SELECT given.row, p.facility_id
  FROM given JOIN facilities_facilityperson p ON p.folded_name = given.text
  JOIN facilities_facility f ON f.id = p.facility_id
  WHERE given.what = 'person of name' AND f.bare_name = given.more
    AND p.ended_on IS NULL
  UNION SELECT given.row, n.facility_id
  FROM given JOIN facilities_facilityname n ON n.bare_name = given.text
  WHERE given.what = 'borne'
  UNION SELECT given.row, alike.id
  FROM given JOIN alike ON alike.text = given.text AND alike.more = given.more
  WHERE given.what = 'name'
)
SELECT DISTINCT found.row, coalesce(f.merged_into_id, f.id)
FROM found JOIN facilities_facility f ON f.id = found.id
"""

_BARED = """
SELECT 'name', given, '', identity_name(given) FROM unnest(%(names)s::text[]) given
UNION ALL SELECT 'person', given, '', vi_fold(given)
FROM unnest(%(people)s::text[]) given
UNION ALL SELECT 'place', place, ward, identity_place(place)
FROM unnest(%(places)s::text[], %(wards)s::text[]) AS given(place, ward)
"""


def like_many(portraits: Sequence[Portrait]) -> list[tuple[int, UUID]]:
    """(Place in the sequence, standing record worth comparing); itself left out."""
    asked = [
        (row, *line) for row, one in enumerate(portraits) for line in _lines_of(one)
    ]
    rows, whats, texts, mores = zip(*asked, strict=True) if asked else ((),) * 4
    with connection.cursor() as cursor:
        cursor.execute(
            _LIKE_MANY,
            {
                "rows": list(rows),
                "whats": list(whats),
                "texts": list(texts),
                "mores": list(mores),
                "like_names": LIKE_NAMES,
                "most": _MOST_SHARING,
            },
        )
        return [(row, id_) for row, id_ in cursor if id_ != portraits[row].id]


def bared_texts(
    *, names: Iterable[str], people: Iterable[str], places: Iterable[tuple[str, str]]
) -> tuple[dict[str, str], dict[str, str], dict[tuple[str, str], Place]]:
    """What the database makes of typed names, people and (text, ward); one query."""
    pairs = sorted(set(places))
    with connection.cursor() as cursor:
        cursor.execute(
            _BARED,
            {
                "names": sorted(set(names)),
                "people": sorted(set(people)),
                "places": [text for text, _ in pairs],
                "wards": [ward for _, ward in pairs],
            },
        )
        rows = cursor.fetchall()
    return (
        {text: bare for what, text, _ward, bare in rows if what == "name"},
        {text: bare for what, text, _ward, bare in rows if what == "person"},
        {
            (text, ward): Place(bare, ward)
            for what, text, ward, bare in rows
            if what == "place"
        },
    )


def _lines_of(one: Portrait) -> Iterator[tuple[str, str, str]]:
    """The keys of a portrait as (what, text, the ward or name beside it)."""
    for number in one.phones | one.numbers:
        yield "number", number, ""
    for url in one.web:
        yield "web", url, ""
    if one.enterprise:
        yield "enterprise", one.enterprise, ""
    for place in one.places:
        if place.ward and any(char.isdigit() for char in place.text):
            yield "place", place.text, place.ward
    for name in one.names:
        yield "borne", name, ""
        for ward in one.wards:
            yield "name", name, ward
    for person in one.people:
        for ward in one.wards:
            yield "person", person, ward
        for name in one.names:
            yield "person of name", person, name
