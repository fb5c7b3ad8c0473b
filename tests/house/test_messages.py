"""Translations are compiled as GNU gettext does, without it."""

import gettext
import io

from config import messages

SOURCE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

#: somewhere.py
#, python-format
msgid "%(count)s case"
msgid_plural "%(count)s cases"
msgstr[0] "%(count)s vụ việc"

msgctxt "to fasten"
msgid "Seal"
msgstr "Niêm phong"

msgid ""
"First line\n"
"second \"line\""
msgstr ""
"Dòng một\n"
"dòng \"hai\""

#, fuzzy
msgid "Guessed"
msgstr "Đoán"

msgid "Missing"
msgstr ""

#~ msgid "Old"
#~ msgstr "Cũ"
"""


class TestCompiled:
    def test_is_what_gettext_reads(self, tmp_path):
        source = tmp_path / "django.po"
        source.write_text(SOURCE)
        compiled = messages.compiled(messages.read(source))
        found = gettext.GNUTranslations(io.BytesIO(compiled))

        assert found.ngettext("%(count)s case", "%(count)s cases", 3) == (
            "%(count)s vụ việc"
        )
        assert found.pgettext("to fasten", "Seal") == "Niêm phong"
        assert found.gettext('First line\nsecond "line"') == 'Dòng một\ndòng "hai"'
        for left_out in ("Guessed", "Missing", "Old", "Seal"):
            assert found.gettext(left_out) == left_out


class TestCompileStale:
    def test_compiles_only_what_changed(self, tmp_path):
        source = tmp_path / "vi" / "LC_MESSAGES" / "django.po"
        source.parent.mkdir(parents=True)
        source.write_text(SOURCE)

        assert messages.compile_stale(tmp_path) == [source.with_suffix(".mo")]
        assert messages.compile_stale(tmp_path) == []
