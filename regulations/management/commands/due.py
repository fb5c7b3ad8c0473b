"""The statutory calculator on the command line."""

import json
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernel.errors import DomainError
from regulations.calculator import Calculation, calculate
from regulations.kinds import Confidence


def paper_date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def read_date(text: str) -> date:
    """A day as 2026-02-12 or 12/02/2026; raises ValueError."""
    shape = "%d/%m/%Y" if "/" in text else "%Y-%m-%d"
    return datetime.strptime(text, shape).date()  # noqa: DTZ007  only the day is read


class Command(BaseCommand):
    help = "Prints when a statutory time limit ends, and the working days counted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rule", help="the id of a deadline rule, e.g. D-DEC-7WD")
        parser.add_argument("start", help="the starting day, e.g. 2026-02-12")
        parser.add_argument(
            "--json", action="store_true", help="print what the API answers"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            start = read_date(options["start"])
        except ValueError as wrong:
            raise CommandError(
                _("%(text)s is not a date: write it as 2026-02-12 or 12/02/2026.")
                % {"text": options["start"]}
            ) from wrong
        try:
            calculation = calculate(options["rule"].upper(), start)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(calculation.as_json(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(self._lines(calculation)))

    def _lines(self, calculation: Calculation) -> list[str]:
        rule, due = calculation.rule, calculation.due
        lines = [
            f"{rule.code}: {rule.name_vi}",
            _("Start: %(day)s") % {"day": paper_date(calculation.start)},
            _("Due: %(day)s") % {"day": paper_date(due.due)},
        ]
        if due.strict_due != due.due:
            lines.append(
                _("Without the roll over rest days: %(day)s")
                % {"day": paper_date(due.strict_due)}
            )
            if not due.rolls:
                lines.append(_("This limit is applied without the roll."))
        if due.counted:
            lines.append(
                ngettext(
                    "%(count)d working day counted: %(days)s",
                    "%(count)d working days counted: %(days)s",
                    len(due.counted),
                )
                % {
                    "count": len(due.counted),
                    "days": ", ".join(paper_date(day) for day in due.counted),
                }
            )
        if due.provisional:
            lines.append(_("Provisional: a day on the way awaits its decision."))
        confidence = rule.confidence_on(calculation.start)
        if confidence != Confidence.CONFIRMED:
            lines.append(
                _("Confidence: %(confidence)s. %(note)s")
                % {"confidence": confidence.label, "note": rule.confidence_note}
            )
        lines.append(rule.basis)
        return lines
