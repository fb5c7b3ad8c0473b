"""Which records of the register are worth comparing with many given ones, in one query.

Of the keys of `facilities.queries_of_doubles` those that suffice: a like name makes a
double only together with a place or a person, so it is looked for at the same house, in
the same street where one of the two addresses has no house, and in the ward where the
letters of the names are the same. A key that many records share tells nothing. Each
look-up is one of an index and takes few rows, however many the ward has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.db import connection

from facilities.doubles import Place, Portrait, Weights
from facilities.queries_of_doubles import LIKE_NAMES

# Of records with like names at one place only the likest are compared.
_LIKEST = 8
# A market hall has many: beyond these a name is looked for by its letters alone.
_MOST_AT_A_HOUSE = 200

# Names that bear other numbers are sites of a chain; a key of their own pairs these.
_LIKE_MANY = r"""
WITH given AS MATERIALIZED (
  SELECT * FROM unnest(%(rows)s::int[], %(whats)s::text[], %(texts)s::text[],
                       %(mores)s::text[], %(spots)s::text[])
    AS given(row, what, text, more, spot)
), holders AS MATERIALIZED (
  SELECT given.row, given.text, n.person_id, n.party_id, n.facility_id
  FROM given CROSS JOIN LATERAL (
    SELECT person_id, party_id, facility_id FROM facilities_protectednumber
    WHERE digest = given.text AND ended_on IS NULL LIMIT %(most)s) AS n
  WHERE given.what = 'number'
), keyed AS (
  SELECT holders.row, 'n' || holders.text AS key, p.facility_id AS id
  FROM holders JOIN facilities_facilityperson p ON p.id = holders.person_id
  WHERE p.ended_on IS NULL
  UNION SELECT row, 'n' || text, facility_id FROM holders WHERE facility_id IS NOT NULL
  UNION SELECT holders.row, 'n' || holders.text, f.id
  FROM holders CROSS JOIN LATERAL (
    SELECT id FROM facilities_facility
    WHERE party_id = holders.party_id LIMIT %(most)s) AS f
  UNION SELECT given.row, 'w' || given.text, u.facility_id
  FROM given CROSS JOIN LATERAL (
    SELECT facility_id FROM facilities_facilityurl
    WHERE url = given.text AND ended_on IS NULL LIMIT %(most)s) AS u
  WHERE given.what = 'web'
  UNION SELECT given.row, 't' || given.text, f.id FROM given CROSS JOIN LATERAL (
    SELECT id FROM facilities_facility
    WHERE business_key = given.text LIMIT %(most)s) AS f
  WHERE given.what = 'enterprise'
  UNION SELECT given.row, 'q' || given.more || given.text, p.facility_id
  FROM given CROSS JOIN LATERAL (
    SELECT p.facility_id FROM facilities_facilityperson p
    JOIN facilities_facility f ON f.id = p.facility_id
    WHERE p.folded_name = given.text AND p.ended_on IS NULL
      AND f.bare_name = given.more
    LIMIT %(most)s) AS p
  WHERE given.what = 'person of name'
  UNION SELECT given.row, 'f' || given.text, n.facility_id
  FROM given CROSS JOIN LATERAL (
    SELECT facility_id FROM facilities_facilityname
    WHERE bare_name = given.text LIMIT %(most)s) AS n
  WHERE given.what = 'borne'
), counted AS (
  SELECT row, id, count(*) OVER (PARTITION BY row, key) AS sharing FROM keyed
), beside AS (
  SELECT given.row, given.text, near.facility_id AS id
  FROM given CROSS JOIN LATERAL (
    SELECT facility_id FROM facilities_address
    WHERE ward_id = given.more AND place_house(bare_text) = given.spot
      AND ended_on IS NULL
    LIMIT %(most_at_a_house)s) AS near
  WHERE given.what = 'name at house'
  UNION SELECT given.row, given.text, near.id
  FROM given CROSS JOIN LATERAL (
    SELECT id FROM facilities_facility
    WHERE ward_id = given.more
      AND name_letters(bare_name) = name_letters(given.text)
    LIMIT %(most)s) AS near
  WHERE given.what = 'name in ward'
  UNION SELECT row, text, facility_id FROM (
    SELECT given.row, given.text, near.facility_id,
           count(*) OVER (PARTITION BY given) AS sharing
    FROM given CROSS JOIN LATERAL (
      SELECT facility_id FROM facilities_address
      WHERE ward_id = given.more AND bare_text = given.spot AND ended_on IS NULL
      LIMIT %(most)s) AS near
    WHERE given.what = 'name at street'
    UNION ALL
    SELECT given.row, given.text, near.facility_id,
           count(*) OVER (PARTITION BY given)
    FROM given CROSS JOIN LATERAL (
      SELECT facility_id FROM facilities_address
      WHERE ward_id = given.more AND place_street(bare_text) = given.spot
        AND ended_on IS NULL
      LIMIT %(most)s) AS near
    WHERE given.what = 'name along street'
  ) AS street WHERE sharing < %(most)s
), alike AS (
  SELECT row, id, row_number() OVER (
    PARTITION BY row ORDER BY likeness DESC, id) AS place
  FROM (
    SELECT beside.row, f.id, similarity(f.bare_name, beside.text) AS likeness
    FROM beside JOIN facilities_facility f USING (id)
    WHERE regexp_replace(f.bare_name, '\D+', ' ', 'g')
      = regexp_replace(beside.text, '\D+', ' ', 'g')
  ) AS compared WHERE likeness >= %(like_names)s
), found AS (
  SELECT row, id FROM counted WHERE sharing < %(most)s
  UNION SELECT row, id FROM alike WHERE place <= %(likest)s
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
    if not asked:
        return []
    rows, whats, texts, mores, spots = zip(*asked, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            _LIKE_MANY,
            {
                "rows": list(rows),
                "whats": list(whats),
                "texts": list(texts),
                "mores": list(mores),
                "spots": list(spots),
                "most_at_a_house": _MOST_AT_A_HOUSE,
                "like_names": LIKE_NAMES,
                "likest": _LIKEST,
                # One more than may share a key, so that it is known when they are more.
                "most": Weights.configured().most_sharing + 1,
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


def _lines_of(one: Portrait) -> Iterator[tuple[str, str, str, str]]:
    """The keys of a portrait: what, text, the ward or name beside it, the place."""
    for number in one.phones | one.numbers:
        yield "number", number, "", ""
    for url in one.web:
        yield "web", url, "", ""
    if one.enterprise:
        yield "enterprise", one.enterprise, "", ""
    for name in one.names:
        yield "borne", name, "", ""
        for ward in one.wards:
            yield "name in ward", name, ward, ""
        for ward, what, spot in {
            (place.ward, *key) for place in one.places for key in _spots_of(place)
        }:
            yield what, name, ward, spot
    for person in one.people:
        for name in one.names:
            yield "person of name", person, name, ""


def _spots_of(place: Place) -> Iterator[tuple[str, str]]:
    """Where a like name is looked for: the house, and the street beside it."""
    if not place.ward or not place.text:
        return
    if not place.house:
        yield "name along street", place.text
        return
    yield "name at house", place.house
    # Who wrote the street without a number.
    if place.street:
        yield "name at street", place.street
