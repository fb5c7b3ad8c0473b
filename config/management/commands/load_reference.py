"""Loads wards, agencies, the law, obligations, checklists and form templates."""

from datetime import datetime
from types import ModuleType

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

import agencies.reference
import documents.reference
import facilities.reference
import inspections.reference
import regulations.reference
from config.progress import Progress

Counts = dict[str, tuple[int, int, int]]

# In the order of the floors: the later ones point at the earlier.
MODULES: tuple[ModuleType, ...] = (
    agencies.reference,
    regulations.reference,
    facilities.reference,
    inspections.reference,
    documents.reference,
)


class Command(BaseCommand):
    help = "Load the packaged reference data; a second run changes nothing."

    def handle(self, **options: object) -> None:
        with Progress("Loading reference data", total=len(MODULES)) as progress:
            counts = load(at=timezone.now(), progress=progress)
        self.stdout.write(f"{'':32}{'created':>9}{'updated':>9}{'unchanged':>11}")
        for table, (created, updated, unchanged) in counts.items():
            self.stdout.write(f"{table:32}{created:>9}{updated:>9}{unchanged:>11}")
        if not any(created or updated for created, updated, _same in counts.values()):
            self.stdout.write("Nothing changed.")


@transaction.atomic
def load(*, at: datetime, progress: Progress) -> Counts:
    """Load every app's reference data: per table created, updated, unchanged."""
    counts: Counts = {}
    for module in MODULES:
        counts |= module.load(at=at)
        progress.step(module.__name__)
    return counts
