"""The score of section 4 of the registry: facts in, points and words out."""

from dataclasses import replace
from datetime import date

import pytest

from facilities import risk
from facilities.risk import (
    CaseFact,
    Facts,
    LicenceFault,
    Line,
    Sanction,
    VisitFact,
    Weights,
)
from facilities.risk_words import text_of
from facilities.states import FacilityKind, RiskFactor
from regulations.legal_settings import DEFAULTS, LegalSettings
from tests.moments import day

WEIGHTS = Weights.of(LegalSettings(DEFAULTS))
MARCH = day("16/03/2026")
CASE, OTHER, VISIT = "case-1", "case-2", "visit-1"
CHECKED = Facts(
    kinds=frozenset({FacilityKind.DISTRIBUTOR}),
    active_since=day("01/01/2018"),
    last_check_on=day("10/11/2025"),
)
NEW = replace(CHECKED, active_since=None)


def decided(on: str, case: str = CASE) -> Sanction:
    return Sanction(case, "01/QĐ-XPHC", day(on), "Sở VHTTDL")


def opened(on: str = "02/03/2026", case: str = CASE) -> CaseFact:
    return CaseFact(case, "VV-2026-0001", day(on))


def points(facts: Facts, on: date = MARCH, weights: Weights = WEIGHTS) -> dict:
    lines = risk.lines_of(facts, weights, on)
    sources = {line.source for line in lines}
    return {
        line.code.value: line.weight
        for line in risk.seen(lines, known=sources, read=sources)
    }


class TestPointsOfAFacility:
    """registry.md, section 4: one row for each factor."""

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({"sanctions": (decided("17/03/2025"),)}, {"PRIOR_SANCTION": 25}),
            ({"sanctions": (decided("17/03/2024"),)}, {"PRIOR_SANCTION": 25}),
            ({"sanctions": (decided("16/03/2024"),)}, {}),
            ({"open_cases": (opened(),)}, {"OPEN_CASE": 15}),
            ({"open_cases": (opened("01/01/2019"),)}, {"OPEN_CASE": 15}),
            ({"verified_reports": (opened(),)}, {"VERIFIED_REPORT": 20}),
            ({"verified_reports": (opened("16/03/2024"),)}, {}),
            (
                {"licence_faults": (LicenceFault("missing", "PRINTING"),)},
                {"LICENCE": 15},
            ),
            ({"undeclared_machines": ("Heidelberg SM 52-4",)}, {"MACHINE": 20}),
            ({"last_check_on": None}, {"NO_CHECK": 10}),
            ({"last_check_on": day("16/03/2024")}, {"NO_CHECK": 10}),
            ({"last_check_on": day("17/03/2024")}, {}),
            ({"sells_online_unlisted": True}, {"ONLINE": 10}),
            (
                {"foreign_job_on": day("01/02/2026"), "foreign_jobs": 2},
                {"FOREIGN_PRINTING": 10},
            ),
            ({"foreign_job_on": day("01/02/2024"), "foreign_jobs": 2}, {}),
            (
                {"failed_reviews": (VisitFact(VISIT, "KT-1", day("01/02/2026")),)},
                {"REMOTE_REVIEW": 15},
            ),
            ({"active_since": day("16/03/2023")}, {"GOOD_RECORD": -15}),
            ({"active_since": day("17/03/2023")}, {}),
        ],
    )
    def test_follow_the_table(self, change, expected):
        assert points(replace(NEW, **change)) == expected

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            ("30/06/2026", None),
            ("01/07/2026", "textbook"),
            ("30/09/2026", "textbook"),
            ("01/10/2026", "calendar"),
            ("31/12/2026", "calendar"),
            ("01/01/2027", None),
        ],
    )
    def test_know_the_seasons(self, on, expected):
        lines = risk.lines_of(NEW, WEIGHTS, day(on))
        told = {line.code: line.facts for line in lines}

        assert told.get(RiskFactor.SEASON, {}).get("season") == expected

    def test_know_no_season_of_an_office(self):
        office = replace(NEW, kinds=frozenset({FacilityKind.REP_OFFICE}))

        assert points(office, day("15/08/2026")) == {}

    def test_lie_between_nought_and_a_hundred(self):
        """All factors together are 150 points; a good record alone is fewer than 0."""
        worst = replace(
            NEW,
            sanctions=(decided("01/02/2026"),),
            open_cases=(opened(),),
            verified_reports=(opened(),),
            licence_faults=(LicenceFault("missing", "PRINTING"),),
            undeclared_machines=("Máy in",),
            last_check_on=None,
            sells_online_unlisted=True,
            foreign_job_on=day("01/02/2026"),
            foreign_jobs=1,
            failed_reviews=(VisitFact(VISIT, "KT-1", day("01/02/2026")),),
        )
        lines = risk.lines_of(worst, WEIGHTS, MARCH)

        assert sum(line.weight for line in lines) == 140
        assert risk.score_of(lines) == 100
        assert risk.score_of(risk.lines_of(CHECKED, WEIGHTS, MARCH)) == 0

    def test_count_a_factor_once(self):
        """The weight of the newer sanction, where the law desk gave both their own."""
        weights = replace(WEIGHTS, sanction_24=5)
        twice = (decided("01/05/2024", OTHER), decided("01/02/2026"))

        assert points(replace(NEW, sanctions=twice), weights=weights) == {
            "PRIOR_SANCTION": 25
        }
        assert points(replace(NEW, sanctions=twice[:1]), weights=weights) == {
            "PRIOR_SANCTION": 5
        }

    def test_leave_out_what_weighs_nothing(self):
        off = replace(WEIGHTS, no_check=0)

        assert points(replace(NEW, last_check_on=None), weights=off) == {}

    def test_take_off_nothing_where_something_speaks_against_it(self):
        old = day("01/05/2023")
        for change in (
            {"sanctions": (replace(decided("01/05/2023")),)},
            {"open_cases": (opened(),)},
            {"fruitful_visits": (VisitFact(VISIT, "KT-1", old),)},
            {"last_check_on": None},
        ):
            found = risk.lines_of(replace(CHECKED, **change), WEIGHTS, MARCH)
            told = {line.source for line in found} | {
                source for line in found for source in line.silencers
            }
            codes = [line.code for line in risk.seen(found, known=told, read=told)]

            assert RiskFactor.GOOD_RECORD not in codes, change


class TestSeenLines:
    def test_hold_nothing_of_cases_that_one_does_not_know(self):
        facts = replace(
            CHECKED,
            open_cases=(opened(),),
            sanctions=(decided("01/02/2026", OTHER),),
            verified_reports=(opened(),),
        )
        lines = risk.lines_of(facts, WEIGHTS, MARCH)
        clean = risk.lines_of(CHECKED, WEIGHTS, MARCH)

        def codes(**sight):
            return sorted(line.code for line in risk.seen(lines, **sight))

        assert codes(known=(), read=()) == ["GOOD_RECORD"]
        assert risk.score_of(risk.shared(lines)) == risk.score_of(risk.shared(clean))
        # A card tells that the case is open, and no more.
        assert codes(known={CASE}, read=()) == ["GOOD_RECORD", "OPEN_CASE"]
        assert codes(known={CASE}, read={CASE}) == ["OPEN_CASE", "VERIFIED_REPORT"]
        assert codes(known={OTHER}, read={OTHER}) == ["PRIOR_SANCTION"]

    def test_survive_the_store(self):
        facts = replace(CHECKED, open_cases=(opened(),))
        lines = risk.lines_of(facts, WEIGHTS, MARCH)

        assert [Line.of(line.as_json()) for line in lines] == lines


class TestWords:
    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            (
                {"sanctions": (decided("01/02/2026"),)},
                "Sanctioned by decision 01/QĐ-XPHC of 01/02/2026 (Sở VHTTDL).",
            ),
            ({"open_cases": (opened(),)}, "Case VV-2026-0001, received on 02/03/2026,"),
            ({"verified_reports": (opened(),)}, "led to case VV-2026-0001 of"),
            (
                {"licence_faults": (LicenceFault("missing", "PRINTING"),)},
                "Printing licence: none is recorded.",
            ),
            (
                {"licence_faults": (LicenceFault("run_out", "PRINTING", MARCH),)},
                "Printing licence: ran out on 16/03/2026.",
            ),
            (
                {
                    "licence_faults": (
                        LicenceFault("older", "PRINTING_DECLARATION", MARCH),
                    )
                },
                "Printing declaration: older than the last change, of 16/03/2026.",
            ),
            (
                {"undeclared_machines": ("GTO 52-4",)},
                "GTO 52-4: a machine of high capacity is not declared.",
            ),
            (
                {"undeclared_machines": ("GTO 52-4", "Muller")},
                "GTO 52-4 and others: 2 machines of high capacity",
            ),
            ({"last_check_on": None}, "No check is known."),
            (
                {"last_check_on": day("10/11/2022")},
                "No check in 24 months; the last one ended on 10/11/2022.",
            ),
            ({"sells_online_unlisted": True}, "no web address is listed."),
            (
                {"foreign_job_on": MARCH, "foreign_jobs": 1},
                "Prints for foreign customers: 1 job, on 16/03/2026.",
            ),
            (
                {"failed_reviews": (VisitFact(VISIT, "KT-2026-0001", MARCH),)},
                "Visit KT-2026-0001: the remote review was refused or incomplete.",
            ),
        ],
    )
    def test_say_what_is_known(self, facts, words):
        (line,) = risk.lines_of(replace(NEW, **facts), WEIGHTS, MARCH)

        assert words in text_of(line)
