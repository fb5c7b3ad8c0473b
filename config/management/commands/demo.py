"""The demo: a database with the scenarios in it, served on this machine."""

import os
import shutil
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

import demo.loading
from agencies.models import User
from config import serving
from config.embedded import is_embedded
from config.progress import Progress


class Command(BaseCommand):
    help = "Prepare the demo database and serve the product until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--no-serve",
            action="store_false",
            dest="serve",
            help="prepare the database and leave",
        )
        parser.add_argument(
            "--reset", action="store_true", help="drop what is there and start afresh"
        )

    def handle(self, *, port: int, serve: bool, reset: bool, **options: object) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo's accounts have a known password: set DEBUG=1")
        if serve and not serving.is_free(port):
            raise CommandError(f"Port {port} is in use: ./dev demo --port {port + 1}")
        try:
            if reset:
                self._reset()
            self._prepare()
            if serve:
                self._serve(port)
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")

    def _prepare(self) -> None:
        self._migrate()
        call_command("load_reference", stdout=self.stdout)
        if demo.loading.is_loaded():
            self.stdout.write("The demo's scenarios are there already.")
        else:
            call_command("load_demo", stdout=self.stdout)
        self._print_accounts()

    def _reset(self) -> None:
        if not is_embedded(os.environ.get("DATABASE_URL", "")):
            raise CommandError(
                "--reset only drops the embedded database. Drop and create yours by "
                "hand, then run this without --reset."
            )
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        connection.close_pool()  # type: ignore[attr-defined]
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name}")
        # The files belong to rows that are gone.
        if settings.MEDIA_ROOT == settings.VAR_DIR / "media":
            shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        self.stdout.write("The old demo database is dropped.")

    def _migrate(self) -> None:
        with Progress("Making the tables") as progress:

            def show(action: str, migration: object = None, *_fake: object) -> None:
                if action == "apply_success":
                    progress.step(str(migration))

            executor = MigrationExecutor(connection, show)
            targets = executor.loader.graph.leaf_nodes()
            plan = executor.migration_plan(targets)
            progress.total = len(plan)
            executor.migrate(targets, plan)
            call_command("migrate", verbosity=0)  # what follows migrations, and checks

    def _print_accounts(self) -> None:
        today = timezone.localdate()
        users = User.objects.with_standing().filter(is_demo=True, is_active=True)
        self.stdout.write("\nAccounts, all with the password: demo\n")
        for user in users.order_by("agency_id", "username"):
            roles = ", ".join(sorted(role.lower() for role in user.roles_on(today)))
            self.stdout.write(
                f"  {user.username:16} {user.agency.short_name:28} {roles}"
            )

    def _serve(self, port: int) -> None:
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        address = f"http://{serving.ADDRESS}:{port}/"
        serving.serve(
            port=port,
            when_ready=lambda: self.stdout.write(
                f"\nLiên Ngành is ready: {address}   (Ctrl-C stops it)"
            ),
        )
        self.stdout.write("\nStopped.")
