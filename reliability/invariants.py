"""What must always be true of the database (security rules, section 7), as queries.

Each query gives the rows that break its invariant; none is the goal. Those that are
about answers and bytes (INV-7, 8, 13, 14, 20 …) have tests of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from django.db import connection

from audit import chain
from audit.models import AccessEvent, Entry
from cases.states import EDGES, CaseState


@dataclass(frozen=True, slots=True)
class Broken:
    """An invariant with the first rows that break it."""

    name: str
    rows: tuple[tuple[object, ...], ...]


def _values(pairs: list[tuple[str, str]]) -> str:
    return ", ".join(f"('{a}', '{b}')" for a, b in pairs)


_EDGES = _values([(str(a), str(b)) for a, ends in EDGES.items() for b in ends])
# Everything that takes a number from a register: table, register, when it was taken.
NUMBERED = (
    ("cases_sanctiondecision", "QĐ-XPHC", "signed_at"),
    ("cases_violationrecord", "BB-VPHC", "recorded_at"),
)

QUERIES: dict[str, str] = {
    "INV-1 one decision in force for one act": """
        SELECT respondent_id, violation_id FROM cases_sanctionedact
        WHERE is_in_force GROUP BY 1, 2 HAVING count(*) > 1
    """,
    "INV-3 the state is the fold of the events": """
        SELECT c.number, c.state, last.to_state FROM cases_case c
        JOIN LATERAL (
            SELECT to_state FROM cases_caseevent e WHERE e.case_id = c.id
            ORDER BY entry_id DESC LIMIT 1
        ) last ON true
        WHERE last.to_state <> c.state
    """,
    "INV-3 each event goes on where the one before ended": """
        SELECT number, transition, came, from_state FROM (
            SELECT c.number, e.transition, e.from_state, lag(e.to_state) OVER (
                PARTITION BY e.case_id ORDER BY e.entry_id
            ) AS came
            FROM cases_caseevent e JOIN cases_case c ON c.id = e.case_id
        ) steps
        WHERE coalesce(came, '') <> from_state
    """,
    "INV-3 every change of state is an edge of the lifecycle": f"""
        SELECT e.id, e.from_state, e.to_state FROM cases_caseevent e
        WHERE e.from_state <> '' AND e.from_state <> e.to_state
        AND (e.from_state, e.to_state) NOT IN (VALUES {_EDGES})
    """,  # noqa: S608 - our own states
    "INV-3 each write raised the version by one": """
        SELECT c.number, c.version, count(e.id) FROM cases_case c
        JOIN cases_caseevent e ON e.case_id = c.id
        GROUP BY c.id HAVING c.version < count(e.id)
    """,
    "INV-4 the drafter did not sign": """
        SELECT d.number_text FROM cases_sanctiondecision d
        JOIN cases_decisiondraft f ON f.id = d.draft_id
        WHERE f.drafted_by_id = d.signed_by_id
    """,
    "INV-4 every fine lies inside its frame": """
        SELECT a.id FROM cases_sanctionedact a
        JOIN cases_sanctiondecision d ON d.id = a.decision_id
        WHERE d.main_sanction = 'FINE' AND a.frame_max_vnd IS NOT NULL
        AND a.fine_vnd NOT BETWEEN a.frame_min_vnd AND a.frame_max_vnd
    """,
    "INV-5 no decision after its limit": """
        SELECT d.number_text, d.signed_on, l.last_day FROM cases_sanctiondecision d
        JOIN cases_deadline l ON l.case_id = d.case_id AND l.family = 'DECISION'
        WHERE l.status IN ('MET', 'MISSED') AND l.ended_on = d.signed_on
        AND d.signed_on > l.last_day
    """,
    "INV-6 exactly one lead agency": """
        SELECT number FROM cases_case WHERE lead_agency_id IS NULL
    """,
    "INV-16 nobody decided on his own proposal": """
        SELECT p.id FROM cases_proposal p
        JOIN cases_caseevent e ON e.case_id = p.case_id
            AND e.recorded_at = p.settled_at
            AND e.transition IN ('dismiss', 'close', 'reopen')
        WHERE e.actor_id = p.proposed_by_id
    """,
    "INV-16 auditor and administrator hold no acting role": """
        SELECT g.user_id FROM agencies_rolegrant g
        JOIN agencies_rolegrant other ON other.user_id = g.user_id
            AND other.role <> g.role
            AND other.valid_from <= g.valid_to AND g.valid_from <= other.valid_to
        WHERE g.role IN ('auditor', 'admin')
    """,
    "A003 of a file never submitted, or gone, nobody else decides": """
        SELECT number, state FROM cases_case
        WHERE competent_authority_id <> lead_agency_id
        AND state IN ('RECEIVED', 'VERIFYING', 'OPENED', 'DISMISSED', 'FORWARDED')
    """,
    "INV-18 nothing happened in the future": """
        SELECT id FROM cases_caseevent
        WHERE occurred_on > (recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    """,
    "INV-19 nobody paid more of a fine than it was": """
        SELECT d.number_text FROM cases_sanctiondecision d
        JOIN cases_payment p ON p.decision_id = d.id
        GROUP BY d.id HAVING sum(p.principal_vnd) > d.fine_vnd
    """,
    "INV-19 the acts' fines add up to the decision's": """
        SELECT d.number_text FROM cases_sanctiondecision d
        JOIN cases_sanctionedact a ON a.decision_id = d.id
        GROUP BY d.id HAVING sum(a.fine_vnd) <> d.fine_vnd
    """,
    "INV-23 a closed case has nothing open beside it": f"""
        SELECT c.number FROM cases_case c WHERE c.state = '{CaseState.CLOSED}' AND (
            c.open_seizures + c.open_tasks + c.open_complaints + c.missing_receipts > 0
            OR EXISTS (SELECT 1 FROM cases_interagencytask t WHERE t.case_id = c.id
                AND t.state IN ('PROPOSED', 'ACCEPTED', 'IN_PROGRESS'))
            OR EXISTS (SELECT 1 FROM cases_seizure s WHERE s.case_id = c.id
                AND s.state IN ('DRAFT', 'ACTIVE', 'EXTENDED', 'UNCLAIMED'))
        )
    """,  # noqa: S608 - our own states
    "custody totals balance": """
        SELECT item_id FROM (
            SELECT item_id, sequence, row_number() OVER (
                PARTITION BY item_id ORDER BY sequence
            ) AS place, held_after FROM evidence_custodyline
        ) lines WHERE place <> sequence OR held_after < 0
    """,
}


def broken_rows() -> list[Broken]:
    """Every query that finds rows; without the chain, which takes longer."""
    return [
        Broken(name, rows) for name, query in QUERIES.items() if (rows := _rows(query))
    ]


def broken() -> list[Broken]:
    """Every invariant that does not hold, with up to five rows each."""
    found = broken_rows()
    found += [
        Broken(f"INV-2 numbers of {register} have no gap and rise with time", rows)
        for table, register, taken in NUMBERED
        if (rows := _gaps(table, register, taken))
    ]
    for model in (Entry, AccessEvent):
        broken_at = chain.verify_chain(model)
        if broken_at is not None:
            found.append(Broken("INV-12 the chain of the trail", ((str(broken_at),),)))
    return found


def _gaps(table: str, register: str, taken: str) -> tuple[tuple[object, ...], ...]:
    """Numbers that are missing, or out of the order in which they were taken."""
    return _rows(
        f"""
        SELECT agency_id, year, number FROM (
            SELECT agency_id, year, number, row_number() OVER (
                PARTITION BY agency_id, year ORDER BY {taken}, id
            ) AS place FROM {table} WHERE number IS NOT NULL
        ) taken WHERE place <> number
        UNION ALL
        SELECT r.owner, r.year, r.last FROM agencies_numberregister r
        WHERE r.register = '{register}' AND r.last <> (
            SELECT count(*) FROM {table} t
            WHERE t.agency_id = r.owner AND t.year = r.year AND t.number IS NOT NULL
        )
        """  # noqa: S608 - our own table names
    )


def _rows(query: str) -> tuple[tuple[object, ...], ...]:
    connection.ensure_connection()
    # The same few queries after every act: prepared once, they are not planned again.
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(query, prepare=True)
        return tuple(cursor.fetchmany(5))
