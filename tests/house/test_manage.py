"""Which commands start the embedded server, and what the texts are compared with."""

import pytest

from config.management.commands import check_translations
from manage import needs_database


class TestNeedsDatabase:
    @pytest.mark.parametrize(
        "line", ["demo", "migrate", "shell -c pass", "check --database default"]
    )
    def test_starts_a_server_for(self, line):
        assert needs_database(line.split())

    @pytest.mark.parametrize(
        "line", ["", "help", "check", "collectstatic --no-input", "migrate --help"]
    )
    def test_starts_none_for(self, line):
        assert not needs_database(line.split())


class TestFindFaults:
    def test_names_what_is_missing_left_over_fuzzy_and_empty(self, tmp_path):
        source = tmp_path / "vi" / "LC_MESSAGES" / "django.po"
        source.parent.mkdir(parents=True)
        source.write_text(
            'msgid "Done"\nmsgstr "Xong"\n\n'
            'msgid "Old"\nmsgstr "Cũ"\n\n'
            '#, fuzzy\nmsgid "Guessed"\nmsgstr "Đoán"\n\n'
            'msgid "Empty"\nmsgstr ""\n'
        )

        found = check_translations.find_faults(
            {"Done", "New", "Guessed", "Empty"}, tmp_path
        )

        assert list(found) == [
            "not in django.po: 'New'",
            "no longer in the code: 'Old'",
            "fuzzy: 'Guessed'",
            "not translated: 'Empty'",
        ]
