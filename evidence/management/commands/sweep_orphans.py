"""Takes away evidence files without a row: what crashes and refused acts left."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from evidence import storage


class Command(BaseCommand):
    help = "Remove evidence files that no row names and that are older than one hour."

    def handle(self, **options: object) -> None:
        swept = storage.sweep_orphans(at=timezone.now())
        self.stdout.write(f"{swept} files removed")
