"""What is locked is what is asked for, comes from anywhere, and has its reason."""

import re
import shutil
import tomllib

import pytest
from packaging.requirements import Requirement

from config.embedded.places import ROOT
from config.management.commands.check_lock import find_faults


class TestLockFiles:
    def test_match_the_project(self):
        assert list(find_faults(ROOT)) == []

    @pytest.mark.parametrize(
        ("before", "after", "fault"),
        [
            ("django==", "# https://example.org\ndjango==", "holds an address"),
            ("django==5.2", "django==4.2", "pins django 4.2"),
            ("granian==", "granite==", "lacks granian"),
        ],
    )
    def test_are_refused_when_wrong(self, tmp_path, before, after, fault):
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
        lock = tmp_path / "requirements" / "base.lock"
        lock.write_text(lock.read_text().replace(before, after, 1))

        assert any(fault in found for found in find_faults(tmp_path))

    def test_are_refused_without_hashes(self, tmp_path):
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
        lock = tmp_path / "requirements" / "demo.lock"
        lock.write_text(re.sub(r" \\\n +--hash=\S+", "", lock.read_text()))

        assert any("no hash" in found for found in find_faults(tmp_path))


class TestDependencies:
    def test_each_has_its_reason(self):
        project = tomllib.loads((ROOT / "pyproject.toml").read_text())
        asked = [*project["project"]["dependencies"]]
        for group in project["dependency-groups"].values():
            asked += group
        page = (ROOT / "docs" / "decisions" / "0007-dependencies.md").read_text()

        assert {Requirement(words).name for words in asked} == set(
            re.findall(r"^\| ([a-z][a-z0-9-]+) \|", page, re.M)
        ) - {"package"}
