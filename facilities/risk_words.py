"""The lines of a risk score in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from facilities.risk import Line
from facilities.states import LicenceType, RiskFactor


def text_of(line: Line) -> str:
    """A whole sentence; call it only for a line that the reader may be shown."""
    facts = dict(line.facts)
    if "on" in facts:
        facts["on"] = f"{date.fromisoformat(facts['on']):%d/%m/%Y}"
    return _SENTENCES[line.code](facts)


def _sanctioned(facts: dict[str, Any]) -> str:
    return _("Sanctioned by decision %(decision)s of %(on)s (%(agency)s).") % facts


def _open_case(facts: dict[str, Any]) -> str:
    return _("Case %(number)s, received on %(on)s, is open.") % facts


def _reported(facts: dict[str, Any]) -> str:
    return _("A complaint or tip-off led to case %(number)s of %(on)s.") % facts


def _licence(facts: dict[str, Any]) -> str:
    facts["type"] = str(LicenceType(facts["type"]).label)
    if facts["why"] == "older":
        return _("%(type)s: older than the last change, of %(on)s.") % facts
    if facts["why"] == "run_out":
        return _("%(type)s: ran out on %(on)s.") % facts
    return _("%(type)s: none is recorded.") % facts


def _machine(facts: dict[str, Any]) -> str:
    return (
        ngettext(
            "%(device)s: a machine of high capacity is not declared.",
            "%(device)s and others: %(count)d machines of high capacity are not"
            " declared.",
            facts["count"],
        )
        % facts
    )


def _unchecked(facts: dict[str, Any]) -> str:
    if "on" not in facts:
        return _("No check is known.")
    return _("No check in 24 months; the last one ended on %(on)s.") % facts


def _online(facts: dict[str, Any]) -> str:
    return _("Sells online, and no web address is listed.")


def _season(facts: dict[str, Any]) -> str:
    if facts["season"] == "textbook":
        return _("Season of textbooks (July to September).")
    return _("Season of calendars (October to December).")


def _foreign(facts: dict[str, Any]) -> str:
    return (
        ngettext(
            "Prints for foreign customers: %(count)d job, on %(on)s.",
            "Prints for foreign customers: %(count)d jobs, the last on %(on)s.",
            facts["count"],
        )
        % facts
    )


def _review(facts: dict[str, Any]) -> str:
    return _("Visit %(number)s: the remote review was refused or incomplete.") % facts


def _good(facts: dict[str, Any]) -> str:
    return _("Good record for three years; last checked on %(on)s.") % facts


_SENTENCES = {
    RiskFactor.PRIOR_SANCTION: _sanctioned,
    RiskFactor.OPEN_CASE: _open_case,
    RiskFactor.VERIFIED_REPORT: _reported,
    RiskFactor.LICENCE: _licence,
    RiskFactor.MACHINE: _machine,
    RiskFactor.NO_CHECK: _unchecked,
    RiskFactor.ONLINE: _online,
    RiskFactor.SEASON: _season,
    RiskFactor.FOREIGN_PRINTING: _foreign,
    RiskFactor.REMOTE_REVIEW: _review,
    RiskFactor.GOOD_RECORD: _good,
}
