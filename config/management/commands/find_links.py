"""Compares what records name; the nightly run of what each act does for its own."""

from django.core.management.base import BaseCommand
from django.db import reset_queries
from django.utils import timezone

from cases.services.linking import find_links


class Command(BaseCommand):
    help = (
        "Go through the register, visits and cases for titles, numbers, vehicles,"
        " phones, persons and accounts that records share, and propose links."
    )

    def handle(self, *args: object, **options: object) -> None:
        count = find_links(at=timezone.now(), progress=self._progress)
        self.stdout.write(f"{count} links are proposed newly; nothing was decided.")

    def _progress(self, done: int) -> None:
        reset_queries()  # with DEBUG on, Django keeps them
        if self.stderr.isatty():
            self.stderr.write(f"{done} …", ending="\r")
