"""Wrong settings are found before the first request, and each says what to do."""

import os
import re
from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from agencies.models import User
from audit.models import Entry
from config.embedded.binaries import OLDEST

ENGINE = "django.db.backends.postgresql"
EXTENSIONS = ("pg_trgm",)
KEY_LENGTH = 32


@register(Tags.security)
def check_settings(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """Production has its own secrets, hosts and database."""
    faults: list[CheckMessage] = []
    if settings.DATABASES["default"]["ENGINE"] != ENGINE:
        faults.append(
            Error("The product runs on PostgreSQL only.", id="lien_nganh.E001")
        )
    if settings.DEBUG:
        return faults
    for number, name in enumerate(("SECRET_KEY", "FIELD_KEY"), start=2):
        if len(os.environ.get(name, "")) < KEY_LENGTH:
            faults.append(
                Error(
                    f"{name} is missing or shorter than {KEY_LENGTH} characters.",
                    hint=f"Set it in the environment, and keep it: {name}=$("
                    "python3 -c 'import secrets; print(secrets.token_urlsafe(48))')",
                    id=f"lien_nganh.E00{number}",
                )
            )
    for number, name in enumerate(("ALLOWED_HOSTS", "DATABASE_URL"), start=4):
        if not os.environ.get(name):
            faults.append(
                Error(
                    f"{name} is not set.",
                    hint="See the table of settings in docs/operations.md.",
                    id=f"lien_nganh.E00{number}",
                )
            )
    if not re.fullmatch(r"https://[\w-][\w.:-]*(/[\w./-]*)?", settings.SITE_ADDRESS):
        faults.append(
            Error(
                f"SITE_ADDRESS is no address to print on papers: "
                f"{settings.SITE_ADDRESS!r}.",
                hint="Set it to the https:// address that people type.",
                id="lien_nganh.E011",
            )
        )
    return faults


@register(Tags.database)
def check_database(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **kwargs: object,
) -> list[CheckMessage]:
    """The server is new enough, has what migrations need, and holds no demo."""
    faults: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
            (major,) = cursor.fetchone()
            cursor.execute("SELECT name FROM pg_available_extensions")
            available = {name for (name,) in cursor.fetchall()}
            tables = connections[alias].introspection.table_names(cursor)
        if major < OLDEST:
            faults.append(
                Error(
                    f"PostgreSQL {major} is too old.",
                    hint=f"Use PostgreSQL {OLDEST} or newer.",
                    id="lien_nganh.E006",
                )
            )
        for name in sorted(set(EXTENSIONS) - available):
            faults.append(
                Error(
                    f"The database server lacks the extension {name}.",
                    hint="Install PostgreSQL's contributed modules on it "
                    f"(Debian: postgresql-{major}, Red Hat: postgresql-contrib).",
                    id="lien_nganh.E007",
                )
            )
        if settings.DEBUG or User._meta.db_table not in tables:
            continue
        if User.objects.using(alias).filter(is_demo=True, is_active=True).exists():
            faults.append(
                Error(
                    "The demo's accounts are in this database; everybody knows "
                    "their password.",
                    hint="Use a database of its own for the demo.",
                    id="lien_nganh.E008",
                )
            )
    return faults


def refuse_unsafe_start() -> None:
    """What a production server asks before it answers its first request.

    Raises ImproperlyConfigured. While DEBUG is on, everything is allowed.
    """
    if settings.DEBUG:
        return
    faults = run_checks(tags=[Tags.security, Tags.database], databases=["default"])
    errors = [fault for fault in faults if fault.is_serious()]
    if not errors:
        errors = check_role()
    if errors:
        raise ImproperlyConfigured("\n".join(str(fault) for fault in errors))


def check_role() -> list[CheckMessage]:
    """The serving role can change no table and no trigger: it owns nothing."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, pg_has_role(rolname, relowner, 'MEMBER')"
            " FROM pg_roles, pg_class"
            " WHERE rolname = current_user AND pg_class.oid = to_regclass(%s)",
            [Entry._meta.db_table],
        )
        found = cursor.fetchone()
    if found is None:
        return [
            Error(
                "The database has no tables yet.",
                hint="As the owner: ./dev manage migrate",
                id="lien_nganh.E009",
            )
        ]
    name, is_superuser, is_owner = found
    if not (is_superuser or is_owner):
        return []
    return [
        Error(
            f"The database role {name} is a superuser or owns the tables, so it could "
            "switch the protection of the trail off.",
            hint="Serve with a role that has only the rights of docs/operations.md.",
            id="lien_nganh.E010",
        )
    ]
