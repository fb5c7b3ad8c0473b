"""Whether the locked requirements are those that pyproject.toml asks for."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PARTS = {
    "base": (),
    "demo": ("embedded",),
    "dev": ("embedded", "dev"),
    "bench": ("embedded", "dev", "bench"),
}


class Command(BaseCommand):
    help = "Compare requirements/*.lock with pyproject.toml."

    def handle(self, **options: object) -> None:
        faults = list(find_faults(settings.BASE_DIR))
        if faults:
            raise CommandError("\n".join([*faults, "Run ./dev lock."]))
        self.stdout.write("The lock files match pyproject.toml.")


def find_faults(root: Path) -> Iterator[str]:
    """What is wrong with the lock files, one sentence each."""
    project = tomllib.loads((root / "pyproject.toml").read_text())
    base: dict[str, str] = {}
    for part, groups in PARTS.items():
        text = (root / "requirements" / f"{part}.lock").read_text()
        name = f"requirements/{part}.lock"
        if "://" in text:
            yield f"{name} holds an address."
        pins = dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", text, re.M))
        blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
        for block in blocks:
            if "==" in block.split("\n", 1)[0] and "--hash=sha256:" not in block:
                yield f"{name} has no hash for {block.split()[0]}."
        wanted = [*project["project"]["dependencies"]]
        for group in groups:
            wanted += project["dependency-groups"][group]
        for words in wanted:
            asked = Requirement(words)
            pinned = pins.get(canonicalize_name(asked.name))
            if pinned is None:
                yield f"{name} lacks {asked.name}."
            elif not asked.specifier.contains(pinned, prereleases=True):
                yield f"{name} pins {asked.name} {pinned}; asked: {asked.specifier}."
        for package, version in base.items():
            if pins.get(package) != version:
                yield f"{name} and requirements/base.lock differ in {package}."
        base = base or pins
