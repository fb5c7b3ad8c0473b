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
    SettingKey.LEAD_DEFAULT: "SO_VHTTDL",
    SettingKey.LEAD_TIP_OFF: "SO_VHTTDL",
    SettingKey.LEAD_OWN_CHECK: FINDER,
    SettingKey.LEAD_UNKNOWN_ONLINE: "PA05",
    SettingKey.LEAD_CRIMINAL_SIGN: "PA03",
    SettingKey.HAND_OVER_ANSWER_DAYS: "3",
}
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

    def explanation_threshold_vnd(self, subject_kind: str) -> int:
        """Điều 61.1 Luật XLVPHC; a household counts as an individual."""
        return int(
            self.values[
                SettingKey.EXPLANATION_ORGANISATION
                if subject_kind == SubjectKind.ORGANISATION
                else SettingKey.EXPLANATION_INDIVIDUAL
            ]
        )


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
    match key:
        case SettingKey.LATE_INTEREST_FROM:
            return value in LateInterestFrom.values
        case SettingKey.CULTURE_DAY:
            return value in {ON, OFF}
        case SettingKey.EXPLANATION_INDIVIDUAL | SettingKey.EXPLANATION_ORGANISATION:
            return value.isascii() and value.isdigit() and len(value) <= 15
        case SettingKey.HAND_OVER_ANSWER_DAYS:
            return value.isascii() and value.isdigit() and 1 <= int(value[:3]) <= 30
        case _ if key in _LEADS:
            return value == FINDER or bool(re.fullmatch(r"[A-Z0-9_]{2,30}", value))
    return False
