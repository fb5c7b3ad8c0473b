"""A token for a program that acts as an existing officer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from api.models import ApiToken


class Command(BaseCommand):
    help = "Creates an API token for an existing user and prints it, this once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(
                _("There is no user %(name)s.") % {"name": options["username"]}
            )
        if not user.is_active:
            raise CommandError(
                _("The account %(name)s is disabled.") % {"name": user.username}
            )
        _token, text = ApiToken.issue(user=user, at=timezone.now())
        self.stdout.write(text)
