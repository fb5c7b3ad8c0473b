"""The settings of the law in force on a day, typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from agencies.kinds import SubjectKind
from regulations.kinds import LateInterestFrom, SettingKey
from regulations.models import LegalSetting

ON, OFF = "on", "off"
# In place of an agency's code: the agency that found it.
FINDER = "finder"
# What holds before the first row of a key, and while nothing is loaded.
DEFAULTS: dict[str, str] = {
    SettingKey.LATE_INTEREST_FROM: LateInterestFrom.ROLLED,
    SettingKey.CULTURE_DAY: ON,
    SettingKey.EXPLANATION_INDIVIDUAL: "15000000",
    SettingKey.EXPLANATION_ORGANISATION: "30000000",
    SettingKey.ON_THE_SPOT_INDIVIDUAL: "500000",
    SettingKey.ON_THE_SPOT_ORGANISATION: "1000000",
    SettingKey.DEFERRAL_INDIVIDUAL: "2000000",
    SettingKey.DEFERRAL_ORGANISATION: "100000000",
    SettingKey.INSTALMENTS_MOST: "3",
    SettingKey.INSTALMENTS_FIRST: "40",
    SettingKey.RELIEF_STOPS_INTEREST: ON,
    SettingKey.SUSPENSION_STOPS_LIMITATION: ON,
    SettingKey.COMPLAINT_COMPLEX_DAYS: "15",
    SettingKey.PROSECUTION_ANNULS: ON,
    SettingKey.LEAD_DEFAULT: "SO_VHTTDL",
    SettingKey.LEAD_TIP_OFF: "SO_VHTTDL",
    SettingKey.LEAD_OWN_CHECK: FINDER,
    SettingKey.LEAD_UNKNOWN_ONLINE: "PA05",
    SettingKey.LEAD_CRIMINAL_SIGN: "PA03",
    SettingKey.HAND_OVER_ANSWER_DAYS: "3",
    SettingKey.FOLLOW_UP_COUNTS: ON,
    SettingKey.RISK_SANCTION_12: "25",
    SettingKey.RISK_SANCTION_24: "25",
    SettingKey.RISK_OPEN_CASE: "15",
    SettingKey.RISK_VERIFIED_REPORT: "20",
    SettingKey.RISK_LICENCE: "15",
    SettingKey.RISK_MACHINE: "20",
    SettingKey.RISK_NO_CHECK: "10",
    SettingKey.RISK_ONLINE: "10",
    SettingKey.RISK_SEASON: "5",
    SettingKey.RISK_FOREIGN_PRINTING: "10",
    SettingKey.RISK_REMOTE_REVIEW: "15",
    SettingKey.RISK_GOOD_RECORD: "15",
    SettingKey.LICENCE_WARNING_DAYS: "60",
    SettingKey.PRINTS_KEPT_DAYS: "7",
}
AMOUNTS = frozenset(
    {
        SettingKey.EXPLANATION_INDIVIDUAL,
        SettingKey.EXPLANATION_ORGANISATION,
        SettingKey.ON_THE_SPOT_INDIVIDUAL,
        SettingKey.ON_THE_SPOT_ORGANISATION,
        SettingKey.DEFERRAL_INDIVIDUAL,
        SettingKey.DEFERRAL_ORGANISATION,
    }
)
SWITCHES = frozenset(
    {
        SettingKey.CULTURE_DAY,
        SettingKey.RELIEF_STOPS_INTEREST,
        SettingKey.SUSPENSION_STOPS_LIMITATION,
        SettingKey.PROSECUTION_ANNULS,
        SettingKey.FOLLOW_UP_COUNTS,
    }
)
# The highest whole number that makes sense of each count.
COUNTS = {
    SettingKey.INSTALMENTS_MOST: 12,
    SettingKey.INSTALMENTS_FIRST: 100,
    SettingKey.COMPLAINT_COMPLEX_DAYS: 365,
    SettingKey.LICENCE_WARNING_DAYS: 365,
    SettingKey.PRINTS_KEPT_DAYS: 90,
}
# Points of a score of a hundred.
COUNTS |= {SettingKey(key): 100 for key in SettingKey.values if key.startswith("risk_")}
_LEADS = frozenset(key for key in SettingKey.values if key.startswith("lead_"))


@dataclass(frozen=True, slots=True)
class LegalSettings:
    """The values of all settings on one day."""

    values: dict[str, str]

    @property
    def late_interest_from(self) -> LateInterestFrom:
        return LateInterestFrom(self.values[SettingKey.LATE_INTEREST_FROM])

    def is_on(self, key: str) -> bool:
        return self.values[key] == ON

    def lead_for(self, key: str, *, finder: str) -> str:
        """The code of the agency that a rule names; `finder` where it leads itself."""
        value = self.values[key]
        return finder if value == FINDER else value

    @property
    def hand_over_answer_days(self) -> int:
        """Working days within which an offered hand-over is answered."""
        return int(self.values[SettingKey.HAND_OVER_ANSWER_DAYS])

    @property
    def licence_warning_days(self) -> int:
        """Days before the end of a licence from which it is warned of."""
        return int(self.values[SettingKey.LICENCE_WARNING_DAYS])

    def explanation_threshold_vnd(self, subject_kind: str) -> int:
        """Điều 61.1 Luật XLVPHC; a household counts as an individual."""
        return self._by_subject(
            subject_kind,
            SettingKey.EXPLANATION_INDIVIDUAL,
            SettingKey.EXPLANATION_ORGANISATION,
        )

    def on_the_spot_limit_vnd(self, subject_kind: str) -> int:
        """Điều 56 Luật XLVPHC as amended 2025; a household counts as an individual."""
        return self._by_subject(
            subject_kind,
            SettingKey.ON_THE_SPOT_INDIVIDUAL,
            SettingKey.ON_THE_SPOT_ORGANISATION,
        )

    def deferral_minimum_vnd(self, subject_kind: str) -> int:
        """Điều 76 Luật XLVPHC; a household counts as an individual."""
        return self._by_subject(
            subject_kind,
            SettingKey.DEFERRAL_INDIVIDUAL,
            SettingKey.DEFERRAL_ORGANISATION,
        )

    def count(self, key: str) -> int:
        """The value of a setting that is a whole number."""
        return int(self.values[key])

    def _by_subject(self, subject_kind: str, individual: str, organisation: str) -> int:
        is_organisation = subject_kind == SubjectKind.ORGANISATION
        return int(self.values[organisation if is_organisation else individual])


@dataclass(frozen=True, slots=True)
class SettingBook:
    """All rows in one query; asked for one day after the other."""

    rows: tuple[LegalSetting, ...]

    @classmethod
    def load(cls) -> SettingBook:
        return cls(tuple(LegalSetting.objects.all()))

    def on(self, day: date) -> LegalSettings:
        values = dict(DEFAULTS)
        for row in self.rows:  # earliest start first, so that the latest wins
            if row.is_in_force_on(day):
                values[row.key] = row.value
        return LegalSettings(values)


def settings_on(day: date) -> LegalSettings:
    """The settings in force on a day, in one query."""
    return SettingBook.load().on(day)


def is_valid(key: str, value: str) -> bool:
    """Is it a value that the setting can take?"""
    if key == SettingKey.LATE_INTEREST_FROM:
        return value in LateInterestFrom.values
    if key in SWITCHES:
        return value in {ON, OFF}
    is_whole = value.isascii() and value.isdigit() and len(value) <= 15
    if key in AMOUNTS:
        return is_whole
    if key in _LEADS:
        return value == FINDER or bool(re.fullmatch(r"[A-Z0-9_]{2,30}", value))
    if key == SettingKey.HAND_OVER_ANSWER_DAYS:
        return is_whole and 1 <= int(value) <= 30
    return key in COUNTS and is_whole and int(value) <= COUNTS[SettingKey(key)]
