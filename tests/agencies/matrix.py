"""The permission table, read a second time.

By a reader of its own that knows nothing of `agencies.access`: pairs of role and kind
of agency × relations × states × actions. A cell is open when a row allows it and no
row denies it; the conditions that rows name are the subject of the acts' own tests.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from agencies import access
from agencies.kinds import ROLE_AGENCY_KINDS
from cases.states import CaseState

MATRIX = Path(__file__).parent.parent / "data" / "permission-matrix.csv"
# Rows that the table does not have yet, each with its reason.
ADDED = {
    "A155": "who notes that an ordered measure was carried out",
    "A156": "the receiving side of a hand-over to the competent authority",
    "A157": "who records the sign of a crime",
    "A158": "a case is restricted to named officers by the lead's sanctioner (A001)",
    "A159": "what a broken glass opens for four hours (A109): reading, nothing else",
    "A160": "who approves two months to decide, in writing (Điều 66.1.c)",
    "A161": "the same where the lead itself decides",
    "A162": "overlaps of visits are settled by the heads of both sides",
    "A163": "or by the Chairman of the province (Luật Thanh tra 2025 Điều 58.2)",
    "A165": "who confirms or rejects a link between records that he may see",
    "A171": "who is told how many facilities use IT (goal II.2 of the province's plan)",
    "A180": "the lead takes out the files of a visit, with what proves them",
    "A181": "or the manager of the agency that made it",
    "A190": "who signs a paper that somebody else drafted, in the lead agency",
    "A191": "or in the agency that decides",
    "A192": "minutes are signed by the officer who made them",
    "A193": "a notice that a matter is not taken up follows its end",
    "A194": "letters and notices are sent before there is a decision",
    "R001": "who drafts a paper of the agency itself: the report of a year",
    "R002": "who signs it: another than its drafter, to whom it was submitted",
    "R003": "who enters where it was sent",
    "R004": "who reads what the agency itself issued, or is drafting",
    "R005": "who drafts or signs a report of the province reads its figures",
    "R006": "who signs the report of his agency reads its figures",
    "V001": "visits and plans of the own agency are seen by its officers",
    "V002": "UBND tỉnh sees the visits of the province",
    "V003": "the auditor sees visits",
    "V004": "a commune officer sees the visits in his ward",
    "V005": "published plans are seen by everybody (NQ 198/2025/QH15 Điều 4)",
    "V006": "the team drafts papers of its visit",
    "V007": "who signs those that the head signs",
    "V008": "minutes of a visit are signed by their maker",
    "V009": "who sends papers of a visit",
}
RELATIONS = (
    "lead",
    "supporting",
    "competent",
    "referrer",
    "territory",
    "oversight",
    "none",
)
PAIRS = [
    (str(role), kind)
    for role, kinds in ROLE_AGENCY_KINDS.items()
    for kind in sorted(kinds)
]
STATES = tuple(CaseState.values)


def table() -> dict[str, dict[str, str]]:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def registered() -> list[access.Grant]:
    """Every row, in an order that all test processes share."""
    grants = {
        grant for action in access.all_actions() for grant in access.grants_for(action)
    } | set(access.denials())
    return sorted(grants, key=lambda grant: (grant.id, sorted(grant.actions)))


ROWS = table()


def split(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


def is_of_a_visit(grant: access.Grant) -> bool:
    """Visits and plans have states of their own."""
    return grant.id.startswith("V")


def rows_about_cases() -> list[dict]:
    """The table's rows, as sets; those that only the code has are added from it."""
    rows = [
        {
            "id": row["id"],
            "roles": split(row["role"]),
            "kinds": split(row["agency"]),
            "relation": row["relation"],
            "states": split(row["states"]),
            "actions": split(row["action"]),
            "denies": row["effect"] == "deny",
        }
        for row in ROWS.values()
        # One denial is a condition of the act itself: the drafter does not sign.
        if row["states"] != "-" and row["id"] != "D115"
    ]
    rows += [
        {
            "id": grant.id,
            "roles": grant.roles,
            "kinds": grant.kinds,
            "relation": grant.relation,
            "states": grant.states,
            "actions": grant.actions,
            "denies": False,
        }
        for grant in registered()
        if grant.id in ADDED and not is_of_a_visit(grant) and "-" not in grant.states
    ]
    return rows


TABLE = rows_about_cases()
ACTIONS = sorted(
    {action for row in TABLE if not row["denies"] for action in row["actions"]}
)


def names(row: dict, action: str) -> bool:
    return bool({action, action.split(".")[0] + ".*"} & row["actions"])


def opened(
    role: str,
    kind: str,
    relations: Iterable[str],
    state: str | None,
    *,
    without: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """The actions that the table opens; `state` None: in some state at least.

    `without` leaves rows out whose condition does not hold.
    """
    found = [
        row
        for row in TABLE
        if bool({role, "*"} & row["roles"])
        and bool({kind, "*"} & row["kinds"])
        and row["relation"] in {*relations, "*"}
        and row["id"] not in without
    ]
    here = [row for row in found if state is None or {state, "*"} & row["states"]]
    # A denial that names states binds in those alone.
    denied = [
        row for row in found if row["denies"] and {"*", state or "*"} & row["states"]
    ]
    return frozenset(
        action
        for row in here
        if not row["denies"]
        for action in row["actions"]
        if not any(names(denial, action) for denial in denied)
    )


def cells() -> Iterator[tuple[str, str, str, str, frozenset[str]]]:
    """(role, kind, relation, state) with the actions that the table opens there."""
    for role, kind in PAIRS:
        for relation in RELATIONS:
            for state in STATES:
                yield (
                    role,
                    kind,
                    relation,
                    state,
                    opened(role, kind, (relation,), state),
                )
