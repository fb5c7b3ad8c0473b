"""Computes what speaks for looking at each facility first; to be run every night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import reset_queries
from django.utils import timezone

from cases.services.risk import compute_risk
from facilities.models import Facility


class Command(BaseCommand):
    help = (
        "Computes the risk of all facilities, or of those named by their codes. A"
        " second run on the same day changes nothing. It ranks; it decides nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("codes", nargs="*", metavar="CODE")

    def handle(self, *args: Any, **options: Any) -> None:
        codes = set(options["codes"])
        wanted = None
        if codes:
            rows = Facility.objects.standing().filter(code__in=codes)
            found = dict(rows.values_list("code", "pk"))
            if codes - found.keys():
                missing = ", ".join(sorted(codes - found.keys()))
                raise CommandError(f"No standing facility has the code {missing}.")
            wanted = list(found.values())
        looked_at, changed = compute_risk(
            at=timezone.now(), facilities=wanted, progress=self._progress
        )
        self.stdout.write(f"{looked_at} facilities, {changed} scores are new.")

    def _progress(self, done: int) -> None:
        reset_queries()  # with DEBUG on, Django keeps them
        if self.stderr.isatty():
            self.stderr.write(f"{done} …", ending="\r")
