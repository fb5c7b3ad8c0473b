"""May this person print, draft, sign, send? Rows of the permission table about paper.

Those on a lead's and a competent authority's own files stand with the cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from agencies import access
from agencies.access import ANY, OWN_AGENCY, register, row
from cases.conditions import has_accepted, is_assigned
from cases.policies.words import UNTIL_ANNULLED

if TYPE_CHECKING:
    from agencies.models import Agency, User

# How an officer stands to a paper of his agency that is of no case and no visit.
OWN_PAPER = "own_paper"
_DRAFTERS = "case_handler|inspector|team_lead|police_coordinator"
_REPORTERS = "clerk|case_handler|police_coordinator|registry_officer|commune_officer"
_ENDED = "DISMISSED|FORWARDED|TRANSFERRED|PROSECUTED|CLOSED"
# A letter or a notice is signed and sent while its case stands anywhere.
_ALWAYS = f"{UNTIL_ANNULLED}|{_ENDED}"


@dataclass(frozen=True, slots=True)
class OwnPapers:
    """What an agency itself writes: reports, not the papers of a case or a visit."""

    agency: Agency
    state: str = "-"

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        own = access.shares_relations_of(actor, self.agency, at)
        return frozenset({OWN_PAPER}) if own else frozenset()


def signs_for_the_agency(record: Any, actor: User, at: datetime) -> bool:
    """The paper is one of the officer's own agency and waits for his signature.

    Minutes wait for nobody: their maker signs them. Who drafted a paper for another's
    signature never gives it himself (two different persons).
    """
    draft = record.part
    return bool(
        not draft.is_signed_by_maker
        and draft.submitted_to_id == actor.pk
        and draft.drafted_by_id != actor.pk
        and access.shares_relations_of(actor, draft.agency, at)
    )


def made_the_minutes(record: Any, actor: User, at: datetime) -> bool:
    """Minutes are signed by the officer who made them."""
    draft = record.part
    return bool(draft.is_signed_by_maker and draft.drafted_by_id == actor.pk)


def is_of_the_team(visit: Any, actor: User, at: datetime) -> bool:
    return bool(visit.has_member(actor))


register(
    (
        row(
            "A086",
            "case_handler|police_coordinator|manager",
            "*",
            "supporting",
            "*",
            "document.print_shared",
            has_accepted,
        ),
        # Not in the first table: who signs a paper that somebody else drafted.
        row(
            "A190",
            "sanctioner",
            ANY,
            "lead",
            _ALWAYS,
            "document.sign",
            signs_for_the_agency,
        ),
        row(
            "A191",
            "sanctioner",
            ANY,
            "competent",
            _ALWAYS,
            "document.sign",
            signs_for_the_agency,
        ),
        # … and minutes, which their maker signs.
        row(
            "A192",
            _DRAFTERS,
            ANY,
            "lead",
            _ALWAYS,
            "document.sign",
            is_assigned,
            made_the_minutes,
        ),
        # A notice that a matter is not taken up follows its end.
        row("A193", _DRAFTERS, ANY, "lead", _ENDED, "document.draft", is_assigned),
        # Letters and notices leave before there is any decision.
        row(
            "A194",
            "clerk|case_handler",
            ANY,
            "lead",
            "RECEIVED|VERIFYING|OPENED|RECORDED|EXPLAINING|PENDING_DECISION|RETURNED"
            "|DISMISSED|FORWARDED|PROSECUTED|CLOSED",
            "document.dispatch",
        ),
        row(
            "V006",
            "inspector|team_lead|case_handler|police_coordinator",
            ANY,
            OWN_AGENCY,
            "-",
            "document.draft",
            is_of_the_team,
        ),
        row(
            "V007",
            "sanctioner",
            ANY,
            OWN_AGENCY,
            "-",
            "document.sign",
            signs_for_the_agency,
        ),
        row(
            "V008",
            "inspector|team_lead|case_handler|police_coordinator",
            ANY,
            OWN_AGENCY,
            "-",
            "document.sign",
            is_of_the_team,
            made_the_minutes,
        ),
        row(
            "V009",
            "clerk|case_handler|team_lead",
            ANY,
            OWN_AGENCY,
            "-",
            "document.dispatch",
        ),
        # Papers of the agency itself; who prepares a report stands in A154.
        row(
            "R001",
            f"{_REPORTERS}|manager",
            ANY,
            OWN_PAPER,
            "-",
            "document.draft",
        ),
        row(
            "R002",
            "sanctioner",
            ANY,
            OWN_PAPER,
            "-",
            "document.sign",
            signs_for_the_agency,
        ),
        row("R003", "clerk|manager", ANY, OWN_PAPER, "-", "document.dispatch"),
        row(
            "R004",
            f"{_REPORTERS}|manager|sanctioner",
            ANY,
            OWN_PAPER,
            "-",
            "document.print",
        ),
    )
)
