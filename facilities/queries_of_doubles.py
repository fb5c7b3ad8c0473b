"""Reads from the database what `facilities.doubles` compares, many records at once.

Pairs worth comparing share a key (a phone, a person's number, a web address, a tax
code, a house, a person with the same business name) or have like names in one ward.
Like names with other numbers in them ("số 1", "số 2") need a key: they are chains, and
comparing each with each would take the square of their count.
What a record absorbed counts as its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from facilities.doubles import Place, Portrait
from facilities.states import NumberKind

# Like enough to be compared at all: mistyped short names still reach it.
LIKE_NAMES = 0.4


def _records(which: str, *, few: bool) -> str:
    """Common tables of the records and of what they have.

    `few` looks these rows up by their record: for some hundred, the database would
    sooner read each table whole.
    """

    def of(column: str, key: str = "own", rows: str = "records") -> str:
        return f"AND {column} = ANY(ARRAY(SELECT {key} FROM {rows}))" if few else ""  # noqa: S608

    return f"""
records AS MATERIALIZED (
  SELECT f.id AS own, coalesce(f.merged_into_id, f.id) AS id, f.bare_name, f.tax_code,
         left(coalesce(nullif(f.tax_code, ''), (
           SELECT p.tax_code FROM facilities_party p WHERE p.id = f.party_id
         ), ''), 10) AS enterprise,
         f.party_id, f.merged_into_id IS NULL AS stands
  FROM facilities_facility f
  WHERE {which}
), people AS MATERIALIZED (
  SELECT records.id, p.id AS person_id, p.folded_name
  FROM facilities_facilityperson p JOIN records ON records.own = p.facility_id
  WHERE p.ended_on IS NULL {of("p.facility_id")}
), names AS MATERIALIZED (
  SELECT id, bare_name, NOT stands AS former FROM records
  UNION
  SELECT records.id, n.bare_name, true
  FROM facilities_facilityname n JOIN records ON records.own = n.facility_id
  {of("n.facility_id")}
), places AS MATERIALIZED (
  SELECT DISTINCT records.id, a.ward_id, a.bare_text
  FROM facilities_address a JOIN records ON records.own = a.facility_id
  WHERE a.ended_on IS NULL {of("a.facility_id")}
), numbers AS MATERIALIZED (
  SELECT people.id, n.kind, n.digest
  FROM facilities_protectednumber n JOIN people USING (person_id)
  WHERE n.ended_on IS NULL {of("n.person_id", "person_id", "people")}
  UNION
  SELECT records.id, n.kind, n.digest
  FROM facilities_protectednumber n JOIN records USING (party_id)
  WHERE n.ended_on IS NULL {of("n.party_id", "party_id")}
  UNION
  SELECT records.id, n.kind, n.digest
  FROM facilities_protectednumber n JOIN records ON records.own = n.facility_id
  WHERE n.ended_on IS NULL {of("n.facility_id")}
), web AS MATERIALIZED (
  SELECT DISTINCT records.id, u.url
  FROM facilities_facilityurl u JOIN records ON records.own = u.facility_id
  WHERE u.ended_on IS NULL {of("u.facility_id")}
)"""  # noqa: S608  # of constants alone


_PAIRS = rf"""
WITH {_records("true", few=False)}, keys AS (
  SELECT id, 'n' || digest AS key FROM numbers
  UNION SELECT id, 'w' || url FROM web
  UNION SELECT id, 't' || enterprise FROM records WHERE enterprise <> ''
  UNION SELECT id, 'a' || ward_id || bare_text FROM places WHERE bare_text ~ '[0-9]'
  UNION SELECT id, 'p' || ward_id || folded_name FROM people JOIN places USING (id)
  UNION SELECT id, 'q' || folded_name || bare_name FROM people JOIN names USING (id)
), shared AS (
  SELECT array_agg(id) AS ids FROM keys WHERE key IS NOT NULL
  GROUP BY key HAVING count(*) BETWEEN 2 AND %(most_sharing)s
), named AS MATERIALIZED (
  SELECT DISTINCT id, ward_id, bare_name, regexp_replace(bare_name, '\D+', ' ', 'g')
    AS numbers FROM names JOIN places USING (id)
)
SELECT a.id, b.id
FROM shared, unnest(ids) AS a(id), unnest(ids) AS b(id) WHERE a.id < b.id
UNION
SELECT a.id, b.id FROM named a JOIN named b USING (ward_id, numbers)
WHERE a.id < b.id AND similarity(a.bare_name, b.bare_name) >= %(like_names)s
"""  # noqa: S608  # of constants alone

_PORTRAITS = """
SELECT id, CASE WHEN former THEN 'former' ELSE 'name' END, bare_name, '' FROM names
UNION ALL SELECT id, 'code', tax_code, enterprise FROM records WHERE stands
UNION ALL SELECT id, kind, digest, '' FROM numbers
UNION ALL SELECT id, 'person', folded_name, '' FROM people
UNION ALL SELECT id, 'place', bare_text, coalesce(ward_id, '') FROM places
UNION ALL SELECT id, 'web', url, '' FROM web
"""

_ALL = f"WITH {_records('true', few=False)} {_PORTRAITS}"
_THESE = f"""
WITH {_records("f.id = ANY(%(ids)s) OR f.merged_into_id = ANY(%(ids)s)", few=True)}
{_PORTRAITS}
"""

_STANDING = "coalesce(f.merged_into_id, f.id) IN (SELECT id FROM standing)"
# The same keys, looked up for one record in the indexes.
_LIKE_ONE = f"""
WITH holders AS MATERIALIZED (
  SELECT person_id, party_id, facility_id FROM facilities_protectednumber
  WHERE digest = ANY(%(numbers)s) AND ended_on IS NULL
  LIMIT 200
), found AS (
  SELECT p.facility_id AS id FROM facilities_facilityperson p
  WHERE p.id IN (SELECT person_id FROM holders) AND p.ended_on IS NULL
  UNION SELECT facility_id FROM holders WHERE facility_id IS NOT NULL
  UNION SELECT f.id FROM facilities_facility f
  WHERE f.party_id IN (SELECT party_id FROM holders)
  UNION SELECT facility_id FROM facilities_facilityurl
  WHERE url = ANY(%(web)s) AND ended_on IS NULL
  UNION SELECT id FROM facilities_facility
  WHERE business_key = %(enterprise)s AND %(enterprise)s <> ''
  UNION SELECT a.facility_id FROM facilities_address a
  JOIN unnest(%(place_wards)s::text[], %(place_texts)s::text[]) AS mine(ward, place)
    ON a.ward_id = mine.ward AND a.bare_text = mine.place AND mine.place ~ '[0-9]'
  WHERE a.ended_on IS NULL
  UNION SELECT p.facility_id FROM facilities_facilityperson p
  JOIN facilities_facility f ON f.id = p.facility_id
  WHERE p.folded_name = ANY(%(people)s) AND p.ended_on IS NULL AND (
    f.bare_name = ANY(%(names)s) OR EXISTS (
      SELECT FROM facilities_address a WHERE a.facility_id = f.id
      AND a.ward_id = ANY(%(wards)s) AND a.ended_on IS NULL))
  UNION SELECT f.id FROM facilities_facility f
  JOIN unnest(%(names)s::text[]) AS mine(name)
    ON f.bare_name %% mine.name AND similarity(f.bare_name, mine.name) >= %(like_names)s
  WHERE EXISTS (
    SELECT FROM facilities_address a WHERE a.facility_id = f.id
    AND a.ward_id = ANY(%(wards)s) AND a.ended_on IS NULL)
  UNION SELECT n.facility_id FROM facilities_facilityname n
  WHERE n.bare_name = ANY(%(names)s)
), standing AS (
  SELECT coalesce(f.merged_into_id, f.id) AS id
  FROM facilities_facility f JOIN found USING (id)
), {_records(_STANDING, few=True)}
{_PORTRAITS}
"""  # noqa: S608


def pairs_worth_comparing(most_sharing: int) -> list[tuple[UUID, UUID]]:
    """Pairs of the whole register, the smaller id first; one query."""
    return [
        (one, other)
        for one, other in _asked(
            _PAIRS, {"most_sharing": most_sharing, "like_names": LIKE_NAMES}
        )
    ]


def portraits() -> dict[UUID, Portrait]:
    """Of all standing facilities; one query."""
    return _drawn(_asked(_ALL, {}))


def portraits_of(ids: Iterable[UUID]) -> dict[UUID, Portrait]:
    return _drawn(_asked(_THESE, {"ids": list(ids)}))


def portraits_like(one: Portrait) -> dict[UUID, Portrait]:
    """Of facilities worth comparing with this one, itself left out; one query."""
    found = _drawn(
        _asked(
            _LIKE_ONE,
            {
                "names": list(one.names),
                "numbers": [*one.phones, *one.numbers],
                "people": list(one.people),
                "web": list(one.web),
                "enterprise": one.enterprise,
                "wards": list(one.wards),
                "place_wards": [place.ward for place in one.places],
                "place_texts": [place.text for place in one.places],
                "like_names": LIKE_NAMES,
            },
        )
    )
    return {id_: portrait for id_, portrait in found.items() if id_ != one.id}


def _asked(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _drawn(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, Portrait]:
    gathered: dict[UUID, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for id_, what, text, more in rows:
        gathered[id_][what].append((text, more))
    return {id_: _portrait(id_, facts) for id_, facts in gathered.items()}


def _portrait(id_: UUID, facts: dict[str, list[Any]]) -> Portrait:
    def texts(what: str) -> list[str]:
        return [text for text, _ in facts[what]]

    tax_code, enterprise = next(iter(facts["code"]), ("", ""))
    return Portrait(
        id=id_,
        names=tuple(dict.fromkeys([*texts("name"), *texts("former")])),
        tax_code=tax_code,
        enterprise=enterprise,
        phones=frozenset(texts(NumberKind.PHONE)),
        numbers=frozenset(
            [*texts(NumberKind.PERSONAL_ID), *texts(NumberKind.PASSPORT)]
        ),
        # A given name alone is no sign: half a street answers to it.
        people=frozenset(name for name in texts("person") if " " in name),
        places=tuple(Place(text, ward) for text, ward in facts["place"]),
        web=frozenset(texts("web")),
    )
