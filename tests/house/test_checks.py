"""An installation that is not safe says so, and does not start."""

import re
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, transaction

from agencies.models import User
from audit import trail
from audit.models import Entry
from config import checks
from config.embedded.places import ROOT


@pytest.fixture
def production(settings, monkeypatch):
    settings.DEBUG = False
    settings.SITE_ADDRESS = "https://lien-nganh.example"
    for name in ("SECRET_KEY", "FIELD_KEY"):
        monkeypatch.setenv(name, "x" * checks.KEY_LENGTH)
    monkeypatch.setenv("ALLOWED_HOSTS", "lien-nganh.example")
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/name")


@pytest.fixture
def service_role(db):
    """The role of docs/operations.md, with the rights that are written there."""
    page = (ROOT / "docs" / "operations.md").read_text()
    grants = re.search(r"```sql\n(GRANT.*?)```", page, re.S)[1]
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE ln_service")
        cursor.execute(grants)
        cursor.execute("SET ROLE ln_service")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def _ids(faults):
    return {fault.id for fault in faults}


class TestCheckSettings:
    def test_lets_the_demo_be(self, settings):
        settings.DEBUG = True

        assert checks.check_settings(None) == []

    def test_passes_a_production_with_all_it_needs(self, production):
        assert checks.check_settings(None) == []

    @pytest.mark.parametrize("address", ["https://*", "https://", "http://a.example"])
    def test_refuses_an_address_that_leads_nowhere(self, production, settings, address):
        settings.SITE_ADDRESS = address
        assert _ids(checks.check_settings(None)) == {"lien_nganh.E011"}

    @pytest.mark.parametrize(
        ("name", "fault"),
        [
            ("SECRET_KEY", "lien_nganh.E002"),
            ("FIELD_KEY", "lien_nganh.E003"),
            ("ALLOWED_HOSTS", "lien_nganh.E004"),
            ("DATABASE_URL", "lien_nganh.E005"),
        ],
    )
    def test_misses_each(self, production, monkeypatch, name, fault):
        monkeypatch.setenv(name, "")

        assert _ids(checks.check_settings(None)) == {fault}


@pytest.mark.django_db
class TestCheckDatabase:
    def test_refuses_the_accounts_of_the_demo(self, production):
        User.objects.update(is_demo=True)

        found = checks.check_database(None, databases=["default"])

        assert _ids(found) == {"lien_nganh.E008"}

    def test_passes_without_them(self, production):
        User.objects.update(is_demo=False)

        assert checks.check_database(None, databases=["default"]) == []

    def test_misses_an_extension(self, settings, monkeypatch):
        settings.DEBUG = True
        monkeypatch.setattr(checks, "EXTENSIONS", ("no_such_extension",))

        (fault,) = checks.check_database(None, databases=["default"])

        assert fault.id == "lien_nganh.E007"
        assert "no_such_extension" in fault.msg


class TestRefuseUnsafeStart:
    @pytest.mark.django_db
    def test_refuses_a_role_that_owns_the_tables(self, production):
        User.objects.update(is_demo=False)

        with pytest.raises(ImproperlyConfigured, match="E010"):
            checks.refuse_unsafe_start()

    def test_starts_with_a_role_that_only_serves(self, production, service_role):
        User.objects.update(is_demo=False)

        checks.refuse_unsafe_start()

    def test_leaves_that_role_able_to_add_to_the_trail_only(self, service_role):
        entry = trail.record(
            action="test.act", record=None, at=datetime(2026, 3, 2, tzinfo=UTC), by=None
        )

        assert Entry.objects.filter(pk=entry.pk).exists()
        with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(reason="other")
