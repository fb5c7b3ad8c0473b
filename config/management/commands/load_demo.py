"""Loads the demonstration: accounts, facilities, plans and scenarios up to today."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agencies.models import Agency
from config.progress import Progress
from demo import loading


class Command(BaseCommand):
    help = (
        "Play the scenarios of the demo on their dates; a second run changes nothing."
    )

    def handle(self, **options: object) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo's accounts have a known password: set DEBUG=1")
        if loading.is_loaded():
            self.stdout.write("The demo's scenarios are there already.")
            return
        if not Agency.objects.exists():
            call_command("load_reference", stdout=self.stdout)
        with Progress("Playing the scenarios of the demo") as progress:
            made = loading.load(at=timezone.now(), progress=progress.step)
        for name, count in made.items():
            self.stdout.write(f"{name:32}{count:>9}")
