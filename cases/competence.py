"""Which authority may sanction: the ceilings of heads against the frames of the acts.

Điều 52 Luật XLVPHC (recalled): compared is the maximum of the frame for one act; if any
one exceeds, the whole case goes higher; acts of different fields go to the chairman of
the People's Committee. Figures that are not loaded compare as unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from agencies.kinds import AgencyKind
from agencies.models import Agency
from cases.states import CaseState
from regulations import authority, catalogue
from regulations.kinds import AuthorityTitle

if TYPE_CHECKING:
    from cases.models import Case

HEADS: dict[str, AuthorityTitle] = {
    AgencyKind.UBND_TINH: AuthorityTitle.CHU_TICH_UBND_TINH,
    AgencyKind.SO_VHTTDL: AuthorityTitle.GIAM_DOC_SO,
    AgencyKind.UBND_XA: AuthorityTitle.CHU_TICH_UBND_XA,
    AgencyKind.THANH_TRA_TINH: AuthorityTitle.CHANH_THANH_TRA_TINH,
    AgencyKind.QLTT: AuthorityTitle.CHI_CUC_TRUONG_QLTT,
    AgencyKind.CONG_AN: AuthorityTitle.GIAM_DOC_CONG_AN_TINH,
}
COMMITTEES = frozenset({AgencyKind.UBND_XA, AgencyKind.UBND_TINH})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An authority to which the file may go; `is_sure` False: figures are missing."""

    agency: Agency
    is_sure: bool


def head_of(agency: Agency) -> AuthorityTitle | None:
    """The statutory title of an agency's head; a police division has its own."""
    if agency.kind == AgencyKind.CONG_AN and agency.parent_id is not None:
        return AuthorityTitle.TRUONG_PHONG_CONG_AN_TINH
    return HEADS.get(agency.kind)


def exceeds(case: Case, agency: Agency, *, on: date) -> bool | None:
    """Does some act lie above the ceiling of the agency's head on that day?

    None where a frame or ceiling is not loaded and no other act settles it.
    """
    if len(fields_of(case)) > 1 and agency.kind not in COMMITTEES:
        return True
    title = head_of(agency)
    if title is None:
        return True
    ceilings: dict[tuple[str, str], authority.Ceiling] = {}
    answers = set()
    for violation in case.violations.all():
        for respondent in case.respondents.all():
            if not violation.is_of(respondent):
                continue
            behaviour = violation.behaviour
            key = (str(behaviour.field or ""), str(respondent.subject_kind))
            if key not in ceilings:
                ceilings[key] = authority.ceiling_vnd(title, *key, on)
            frame = catalogue.frame_for(behaviour, respondent.subject_kind)
            answers.add(ceilings[key].covers(frame.max_vnd if frame else None))
    if False in answers:
        return True
    return None if None in answers else False


def fields_of(case: Case) -> frozenset[str]:
    """The fields of the administrative acts: two of them go to a chairman."""
    return frozenset(
        str(act.behaviour.field)
        for act in case.violations.all()
        if act.behaviour.field is not None
    )


def proposed(case: Case, *, on: date) -> list[Candidate]:
    """Who may decide in place of the lead, the nearest first (Điều 52)."""
    kinds = (
        (AgencyKind.UBND_XA, AgencyKind.UBND_TINH)
        if len(fields_of(case)) > 1
        else (AgencyKind.SO_VHTTDL, AgencyKind.UBND_TINH)
    )
    found = []
    for agency in Agency.objects.filter(kind__in=kinds):
        elsewhere = agency.kind == AgencyKind.UBND_XA and agency.ward_id != case.ward_id
        if agency.pk == case.lead_agency_id or elsewhere:
            continue
        above = exceeds(case, agency, on=on)
        if above is not True:
            found.append(Candidate(agency, is_sure=above is False))
    return sorted(found, key=lambda c: (not c.is_sure, kinds.index(c.agency.kind)))


def measure(case: Case, *, on: date) -> None:
    """Note on the case whether its file must go higher, while that is a question."""
    if case.state == CaseState.RECORDED:
        case.exceeds_lead = exceeds(case, case.lead_agency, on=on)
