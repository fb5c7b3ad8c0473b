"""Settings are read by type, and each has its line in docs/operations.md."""

import re

import pytest

from config import env
from config.embedded.places import ROOT


class TestDatabase:
    def test_is_read_from_an_address(self):
        settings = env.database("postgresql://li%40n:p%2Fw@db.example:5433/vu_viec")

        assert settings["ENGINE"] == "django.db.backends.postgresql"
        assert settings["NAME"] == "vu_viec"
        assert settings["USER"] == "li@n"
        assert settings["PASSWORD"] == "p/w"  # noqa: S105
        assert settings["HOST"] == "db.example"
        assert settings["PORT"] == "5433"

    def test_may_stand_behind_a_socket(self):
        settings = env.database("postgresql://a:b@/name?host=%2Fvar%2Frun&port=5432")

        assert settings["HOST"] == "/var/run"
        assert settings["PORT"] == "5432"
        assert settings["OPTIONS"] == {}

    def test_keeps_what_is_for_the_driver(self):
        settings = env.database("postgres://a@h/name?sslmode=verify-full")

        assert settings["OPTIONS"] == {"sslmode": "verify-full"}

    @pytest.mark.parametrize("url", ["sqlite:///db", "mysql://a@b/c", "name"])
    def test_is_postgresql_only(self, url):
        with pytest.raises(ValueError, match="postgresql://"):
            env.database(url)


class TestReaders:
    @pytest.mark.parametrize("raw", ["1", "true", "YES", " on "])
    def test_a_flag_is_on(self, monkeypatch, raw):
        monkeypatch.setenv("FLAG", raw)

        assert env.flag("FLAG", default=False) is True

    @pytest.mark.parametrize("raw", ["0", "false", "No", "off", ""])
    def test_a_flag_is_off(self, monkeypatch, raw):
        monkeypatch.setenv("FLAG", raw)

        assert env.flag("FLAG", default=True) is False

    def test_a_flag_is_nothing_else(self, monkeypatch):
        monkeypatch.setenv("FLAG", "perhaps")

        with pytest.raises(ValueError, match="FLAG"):
            env.flag("FLAG", default=True)

    def test_words_are_parted_by_commas(self, monkeypatch):
        monkeypatch.setenv("HOSTS", "a.example, b.example,,")

        assert env.words("HOSTS") == ["a.example", "b.example"]

    def test_a_number_falls_back_when_empty(self, monkeypatch):
        monkeypatch.setenv("SECONDS", "")

        assert env.number("SECONDS", 7) == 7


class TestOperationsPage:
    def test_has_every_setting(self):
        code = (ROOT / "config" / "settings.py").read_text()
        read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', code))
        page = (ROOT / "docs" / "operations.md").read_text()

        assert read - set(re.findall(r"^\| `([A-Z_]+)`", page, re.M)) == set()
