"""Whether every text of the interface has its Vietnamese, and none is left over."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.management.commands import makemessages
from django.core.management.utils import find_command

from config import messages

LANGUAGE = "vi"
IGNORE = ["var", "tests"]


class Command(BaseCommand):
    help = "Compare the texts in the code with locale/vi; fail on any difference."

    def handle(self, **options: object) -> None:
        if find_command("xgettext") is None:
            raise CommandError("xgettext is missing: apt-get install gettext")
        faults = list(find_faults(extracted(), settings.BASE_DIR / "locale"))
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(
                f"{len(faults)} texts. ./dev messages adds the new ones."
            )
        self.stdout.write("Every text has its Vietnamese.")


def extracted() -> set[str]:
    """The keys of all texts marked for translation."""
    collector = _Collector()
    collector.handle(
        verbosity=0,
        locale=[LANGUAGE],
        exclude=[],
        domain="django",
        all=False,
        extensions=None,
        symlinks=False,
        ignore_patterns=IGNORE,
        use_default_ignore_patterns=True,
        no_wrap=False,
        no_location=True,
        add_location=None,
        no_obsolete=False,
        keep_pot=False,
    )
    return collector.keys


def find_faults(keys: set[str], locale: Path) -> Iterator[str]:
    """What stands between the texts in the code and a whole translation."""
    source = locale / LANGUAGE / "LC_MESSAGES" / "django.po"
    read = messages.read(source) if source.exists() else []
    entries = {entry.key: entry for entry in read if entry.msgid}
    for key in sorted(keys - entries.keys()):
        yield f"not in django.po: {key!r}"
    for key in sorted(entries.keys() - keys):
        yield f"no longer in the code: {key!r}"
    for key, entry in entries.items():
        if key in keys and not entry.is_translated:
            yield f"{'fuzzy' if entry.is_fuzzy else 'not translated'}: {key!r}"


class _Collector(makemessages.Command):
    """Extracts as `makemessages` does, and only looks."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: set[str] = set()

    def write_po_file(self, potfile: str, locale: str) -> None:
        self.keys |= {entry.key for entry in messages.read(Path(potfile))} - {""}
