"""Searches the register for doubles; the nightly run of what the page's button does."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from facilities.services import find_doubles


class Command(BaseCommand):
    help = "Search the whole register for records that may be one facility."

    def handle(self, *args: object, **options: object) -> None:
        count = find_doubles(by=None, at=timezone.now())
        self.stdout.write(f"{count} pairs are proposed; nothing was merged.")
