"""The shell of the phone app: the same for all, complete, small, kept by its worker."""

from __future__ import annotations

import gzip
import json
import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import User
from config.settings import BASE_DIR
from web.field_words import WORDS

FOLDER = BASE_DIR / "static" / "field"
MODULES = sorted(FOLDER.rglob("*.js"))
ASKED = re.compile(r'\bt\(\s*"((?:[^"\\]|\\.)*)"')
pytestmark = pytest.mark.django_db
MOST_BYTES, MOST_LINES = 60_000, 300


def words(page: str) -> dict:
    text = re.search(r'id="field-words"[^>]*>(.*?)</script>', page, re.S)
    assert text
    return json.loads(text[1])


class TestShell:
    @pytest.mark.parametrize(
        "address",
        [
            "/field/",
            "/field/outbox/",
            "/field/visit/01890000-0000-7000-8000-000000000001/",
            "/field/visit/01890000-0000-7000-8000-000000000001/sign/",
        ],
    )
    def test_is_the_same_for_everybody(self, address, client):
        stranger = client.get(address)
        client.force_login(User.objects.get(username="xa.bmt.kiemtra"))
        officer = client.get(address)

        assert stranger.status_code == officer.status_code == 200
        assert stranger.content == officer.content
        assert "default-src 'self'" in stranger["Content-Security-Policy"]

    def test_speaks_vietnamese_and_english(self, client):
        vietnamese = words(client.get("/field/").content.decode())
        client.cookies["django_language"] = "en"
        english = words(client.get("/field/").content.decode())

        assert set(vietnamese["words"]) == set(english["words"]) == set(WORDS)
        assert english["words"]["Outbox"] == "Outbox"
        assert vietnamese["lists"]["results"][1]["label"] == "Không đạt"

    def test_brings_each_sentence_that_its_modules_say(self):
        asked = {found for path in MODULES for found in ASKED.findall(path.read_text())}

        assert asked == set(WORDS)


class TestModules:
    def test_are_small(self):
        sizes = [len(gzip.compress(path.read_bytes(), 9)) for path in MODULES]

        assert sum(sizes) <= MOST_BYTES
        for path in MODULES:
            assert len(path.read_text().splitlines()) < MOST_LINES, path.name

    def test_import_only_what_there_is(self):
        for path in MODULES:
            for named in re.findall(r'from "(\.[^"]+)"', path.read_text()):
                assert (path.parent / named).resolve().is_file(), (path.name, named)


class TestWorker:
    def test_keeps_the_shell_alone(self, client):
        answer = client.get(reverse("field_worker"))
        kept = json.loads(re.search(r"SHELL = (\[.*?\]);", answer.content.decode())[1])

        assert answer["Content-Type"] == "text/javascript"
        assert answer["Service-Worker-Allowed"] == "/field/"
        assert answer["Cache-Control"] == "no-store"
        assert kept[0] == "/field/"
        assert not [name for name in kept if "/api/" in name]
        here = {f"/static/field/{path.relative_to(FOLDER)}" for path in MODULES}
        threads = {"/static/field/worker.js", "/static/field/shrinker.js"}
        assert here - set(kept) == threads
        assert "/field/shrinker.js" in kept

    def test_is_a_new_one_when_the_words_change(self, client):
        vietnamese = client.get(reverse("field_worker")).content
        client.cookies["django_language"] = "en"

        assert client.get(reverse("field_worker")).content != vietnamese

    def test_the_manifest_starts_the_app(self, client):
        manifest = client.get(reverse("field_manifest")).json()

        assert manifest["start_url"] == manifest["scope"] == "/field/"
        assert manifest["display"] == "standalone"


class TestSession:
    def test_does_not_idle_in_the_field(self, monkeypatch):
        client = Client()
        client.force_login(User.objects.get(username="xa.bmt.kiemtra"))
        client.get("/")
        later = time.time() + 3 * 3600
        monkeypatch.setattr("web.middleware.time.time", lambda: later)

        client.get("/field/")
        assert "_auth_user_id" in client.session
        client.get("/")
        assert "_auth_user_id" not in client.session

    def test_ends_after_twelve_hours_there_too(self, monkeypatch):
        client = Client()
        client.force_login(User.objects.get(username="xa.bmt.kiemtra"))
        client.get("/field/")
        later = time.time() + 13 * 3600
        monkeypatch.setattr("web.middleware.time.time", lambda: later)

        client.get("/field/")
        assert "_auth_user_id" not in client.session
