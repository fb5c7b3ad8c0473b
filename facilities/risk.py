"""How much speaks for looking at a facility first: 0 to 100, line by line, in words.

Registry, section 4. Pure: facts in, lines out. It ranks; a person decides. What a case
or somebody's visit tells stands in a line of its own that names its source, so that
everybody is shown the lines, and the sum of the lines, that he may know of (`seen`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from facilities.states import PRINTER_KINDS, FacilityKind, RiskFactor
from regulations.arithmetic import add_months
from regulations.kinds import SettingKey
from regulations.legal_settings import LegalSettings

SANCTION_MONTHS = 24
CHECK_MONTHS = 24
FOREIGN_MONTHS = 24
REPORT_MONTHS = 24
GOOD_RECORD_MONTHS = 36
TEXTBOOK_MONTHS = (7, 8, 9)
CALENDAR_MONTHS = (10, 11, 12)
SEASONAL_KINDS = PRINTER_KINDS | {
    FacilityKind.PUBLISHER,
    FacilityKind.DISTRIBUTOR,
    FacilityKind.IMPORTER,
    FacilityKind.ONLINE_SHOP,
    FacilityKind.ONLINE_PLATFORM,
}
MOST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One reason and its points; `facts` are plain values for the words."""

    code: RiskFactor
    weight: int
    facts: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Line:
        return cls(RiskFactor(stored["code"]), stored["weight"], stored["facts"])

    def as_json(self) -> dict[str, Any]:
        return {"code": str(self.code), "weight": self.weight, "facts": self.facts}

    @property
    def source(self) -> str:
        """The id of the case or visit that it tells of, as text; empty for others."""
        return str(self.facts.get("case") or self.facts.get("visit") or "")

    @property
    def silencers(self) -> list[str]:
        """Ids of cases and visits that speak against it, for who may see one."""
        return list(self.facts.get("unless", ()))


@dataclass(frozen=True, slots=True)
class Sanction:
    """A decision in force against the facility or its owner."""

    case: str
    decision_no: str
    signed_on: date
    agency: str


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A case at the facility: `number` for who may see it."""

    case: str
    number: str
    on: date


@dataclass(frozen=True, slots=True)
class VisitFact:
    """A visit that found something, or whose remote review was not answered."""

    visit: str
    number: str
    on: date


@dataclass(frozen=True, slots=True)
class LicenceFault:
    """`why`: "missing", "run_out" or "older" (than the last change, `on`)."""

    why: str
    type: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one facility; days, never ages, so that lines stand still.

    `active_since` is the day from which it is known to work; `last_check_on` that of
    the last visit, of whatever agency, that ended.
    """

    kinds: frozenset[str]
    active_since: date | None = None
    licence_faults: tuple[LicenceFault, ...] = ()
    undeclared_machines: tuple[str, ...] = ()
    sells_online_unlisted: bool = False
    foreign_job_on: date | None = None
    foreign_jobs: int = 0
    last_check_on: date | None = None
    failed_reviews: tuple[VisitFact, ...] = ()
    fruitful_visits: tuple[VisitFact, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    open_cases: tuple[CaseFact, ...] = ()
    verified_reports: tuple[CaseFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of each factor on a day, from the dated settings of the law desk."""

    sanction_12: int
    sanction_24: int
    open_case: int
    verified_report: int
    licence: int
    machine: int
    no_check: int
    online: int
    season: int
    foreign_printing: int
    remote_review: int
    good_record: int

    @classmethod
    def of(cls, settings: LegalSettings) -> Weights:
        return cls(
            sanction_12=settings.count(SettingKey.RISK_SANCTION_12),
            sanction_24=settings.count(SettingKey.RISK_SANCTION_24),
            open_case=settings.count(SettingKey.RISK_OPEN_CASE),
            verified_report=settings.count(SettingKey.RISK_VERIFIED_REPORT),
            licence=settings.count(SettingKey.RISK_LICENCE),
            machine=settings.count(SettingKey.RISK_MACHINE),
            no_check=settings.count(SettingKey.RISK_NO_CHECK),
            online=settings.count(SettingKey.RISK_ONLINE),
            season=settings.count(SettingKey.RISK_SEASON),
            foreign_printing=settings.count(SettingKey.RISK_FOREIGN_PRINTING),
            remote_review=settings.count(SettingKey.RISK_REMOTE_REVIEW),
            good_record=settings.count(SettingKey.RISK_GOOD_RECORD),
        )


def lines_of(facts: Facts, weights: Weights, on: date) -> list[Line]:
    """Every line of a facility on a day, of all cases; `seen` says what one is shown.

    A weight of zero switches its factor off.
    """
    lines = [
        *_of_cases(facts, weights, on),
        *_of_the_register(facts, weights, on),
        *_of_visits(facts, weights, on),
    ]
    return [line for line in lines if line.weight]


def seen(
    lines: Iterable[Line], *, known: Container[str], read: Container[str]
) -> list[Line]:
    """What one who knows of some cases and reads some cases and visits is shown.

    One line for each factor, the heaviest. A good record is none for who reads what
    speaks against it; who does not, learns nothing from the line.
    """
    found: dict[RiskFactor, Line] = {}
    for line in lines:
        open_to = known if line.code == RiskFactor.OPEN_CASE else read
        if line.source and line.source not in open_to:
            continue
        if any(source in read for source in line.silencers):
            continue
        best = found.get(line.code)
        if best is None or line.weight > best.weight:
            found[line.code] = line
    return list(found.values())


def score_of(lines: Iterable[Line]) -> int:
    return max(0, min(MOST, sum(line.weight for line in lines)))


def shared(lines: Iterable[Line]) -> list[Line]:
    """What everybody who sees the facility may know: lines of no case or visit."""
    return seen(lines, known=(), read=())


def _of_cases(facts: Facts, weights: Weights, on: date) -> list[Line]:
    """The newest of a kind stands first and wins among equals."""
    lines = []
    recent, since = _back(on, 12), _back(on, SANCTION_MONTHS)
    for sanction in sorted(facts.sanctions, key=lambda s: s.signed_on, reverse=True):
        if sanction.signed_on <= since:
            continue
        is_recent = sanction.signed_on > recent
        lines.append(
            Line(
                RiskFactor.PRIOR_SANCTION,
                weights.sanction_12 if is_recent else weights.sanction_24,
                {
                    "case": sanction.case,
                    "decision": sanction.decision_no,
                    "on": sanction.signed_on.isoformat(),
                    "agency": sanction.agency,
                },
            )
        )
    for code, weight, rows in (
        (RiskFactor.OPEN_CASE, weights.open_case, facts.open_cases),
        (RiskFactor.VERIFIED_REPORT, weights.verified_report, facts.verified_reports),
    ):
        lines += [
            Line(
                code,
                weight,
                {"case": row.case, "number": row.number, "on": row.on.isoformat()},
            )
            for row in sorted(rows, key=lambda row: row.on, reverse=True)
            if code == RiskFactor.OPEN_CASE or row.on > _back(on, REPORT_MONTHS)
        ]
    return lines


def _of_the_register(facts: Facts, weights: Weights, on: date) -> list[Line]:
    lines = []
    if facts.licence_faults:
        fault = facts.licence_faults[0]
        told: dict[str, Any] = {"why": fault.why, "type": fault.type}
        if fault.on:
            told["on"] = fault.on.isoformat()
        lines.append(Line(RiskFactor.LICENCE, weights.licence, told))
    if facts.undeclared_machines:
        told = {
            "device": facts.undeclared_machines[0],
            "count": len(facts.undeclared_machines),
        }
        lines.append(Line(RiskFactor.MACHINE, weights.machine, told))
    if facts.sells_online_unlisted:
        lines.append(Line(RiskFactor.ONLINE, weights.online))
    season = _season(facts.kinds, on)
    if season:
        lines.append(Line(RiskFactor.SEASON, weights.season, {"season": season}))
    last = facts.foreign_job_on
    if last and last > _back(on, FOREIGN_MONTHS):
        told = {"on": last.isoformat(), "count": facts.foreign_jobs}
        lines.append(Line(RiskFactor.FOREIGN_PRINTING, weights.foreign_printing, told))
    return lines


def _of_visits(facts: Facts, weights: Weights, on: date) -> list[Line]:
    last, since = facts.last_check_on, _back(on, GOOD_RECORD_MONTHS)
    lines = [
        Line(
            RiskFactor.REMOTE_REVIEW,
            weights.remote_review,
            {"visit": row.visit, "number": row.number, "on": row.on.isoformat()},
        )
        for row in sorted(facts.failed_reviews, key=lambda row: row.on, reverse=True)
        if row.on > _back(on, CHECK_MONTHS)
    ]
    if last is None or last <= _back(on, CHECK_MONTHS):
        told = {"on": last.isoformat()} if last else {}
        return [*lines, Line(RiskFactor.NO_CHECK, weights.no_check, told)]
    if facts.active_since is None or facts.active_since > since:
        return lines
    against = [
        *(row.case for row in facts.sanctions if row.signed_on > since),
        *(row.case for row in facts.open_cases),
        *(row.visit for row in facts.failed_reviews if row.on > since),
        *(row.visit for row in facts.fruitful_visits if row.on > since),
    ]
    told = {"on": last.isoformat(), "unless": sorted(set(against))}
    return [*lines, Line(RiskFactor.GOOD_RECORD, -weights.good_record, told)]


def _season(kinds: frozenset[str], on: date) -> str:
    if not SEASONAL_KINDS & kinds:
        return ""
    if on.month in TEXTBOOK_MONTHS:
        return "textbook"
    return "calendar" if on.month in CALENDAR_MONTHS else ""


def _back(on: date, months: int) -> date:
    return add_months(on, -months)
