"""The settings of the law in force on a day, typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agencies.kinds import SubjectKind
from regulations.kinds import LateInterestFrom, SettingKey
from regulations.models import LegalSetting

ON, OFF = "on", "off"
# What holds before the first row of a key, and while nothing is loaded.
DEFAULTS: dict[str, str] = {
    SettingKey.LATE_INTEREST_FROM: LateInterestFrom.ROLLED,
    SettingKey.CULTURE_DAY: ON,
    SettingKey.EXPLANATION_INDIVIDUAL: "15000000",
    SettingKey.EXPLANATION_ORGANISATION: "30000000",
    SettingKey.PROSECUTION_ANNULS: ON,
}


@dataclass(frozen=True, slots=True)
class LegalSettings:
    """The values of all settings on one day."""

    values: dict[str, str]

    @property
    def late_interest_from(self) -> LateInterestFrom:
        return LateInterestFrom(self.values[SettingKey.LATE_INTEREST_FROM])

    def is_on(self, key: str) -> bool:
        return self.values[key] == ON

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
        case SettingKey.CULTURE_DAY | SettingKey.PROSECUTION_ANNULS:
            return value in {ON, OFF}
        case SettingKey.EXPLANATION_INDIVIDUAL | SettingKey.EXPLANATION_ORGANISATION:
            return value.isascii() and value.isdigit() and len(value) <= 15
    return False
