"""The phone app under /field/: its shell, its worker, what a home screen needs.

All of it is the same for everybody and holds no record: the worker keeps it for the
time without a network, whoever is logged in. Records come through `api.field` alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evidence.kinds import GoodsUnit, ItemKind
from inspections.states import AD_HOC_GROUNDS, AnswerResult, Ground
from web.field_words import WORDS

# The API takes this version and the two before; raise it when the body changes.
APP = "1"
FOLDER = "field"
WORKER = "field/worker.js"
# Scripts of threads: a worker is kept offline only under the app's own address.
SHRINKER = "field/shrinker.js"
# Addressed by their hashed names, as the style sheets address them.
LOOKS = (
    "css/app.css",
    "css/field.css",
    "fonts/source-sans-3-latin-wght-normal.woff2",
    "fonts/source-sans-3-vietnamese-wght-normal.woff2",
    "icons.svg",
    "icon.svg",
    "field/icon-192.png",
)


@login_not_required
@require_safe
def field(request: HttpRequest, **place: object) -> HttpResponse:
    """The shell; each address of the app is the same page."""
    return render(
        request,
        "field/shell.html",
        {
            "words": _words(),
            "start": f"{settings.STATIC_URL}field/app.js",
            "modules": modules(),
        },
    )


@login_not_required
@require_safe
def field_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of what it keeps; a change makes it new."""
    looks = [static(name) for name in LOOKS]
    here = [reverse(name) for name in ("field", "field_manifest", "field_shrinker")]
    shell = [*here, *modules(), *looks]
    said = json.dumps(_words(), sort_keys=True, ensure_ascii=False)
    name = json.dumps(version(said))
    head = f"const VERSION = {name};\nconst SHELL = {json.dumps(shell)};"
    text = _path(WORKER).read_text(encoding="utf-8")
    response = HttpResponse(f"{head}\n{text}", content_type="text/javascript")
    response["Service-Worker-Allowed"] = reverse("field")
    return response


@login_not_required
@require_safe
def field_shrinker(request: HttpRequest) -> HttpResponse:
    """The thread that makes photos small."""
    text = _path(SHRINKER).read_text(encoding="utf-8")
    return HttpResponse(text, content_type="text/javascript")


@login_not_required
@require_safe
def field_manifest(request: HttpRequest) -> JsonResponse:
    """What a home screen shows."""
    start = reverse("field")
    return JsonResponse(
        {
            "id": start,
            "name": f"Liên Ngành · {_('In the field')}",
            "short_name": _("In the field"),
            "description": _("Record visits without a network"),
            "lang": get_language(),
            "start_url": start,
            "scope": start,
            "display": "standalone",
            "background_color": "#f5f5f2",
            "theme_color": "#143347",
            "icons": [
                {
                    "src": static("field/icon-192.png"),
                    "sizes": "192x192",
                    "type": "image/png",
                },
                {
                    "src": static("field/icon-512.png"),
                    "sizes": "512x512",
                    "type": "image/png",
                },
                {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


def modules() -> list[str]:
    """Addresses of the app's modules: plain names, for they import each other so."""
    folder = _path(f"{FOLDER}/app.js").parent
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.js"))
    return [
        f"{settings.STATIC_URL}{FOLDER}/{name}"
        for name in names
        if f"{FOLDER}/{name}" not in (WORKER, SHRINKER)
    ]


def version(said: str) -> str:
    """A name for this state of the app: its files, its shell, its words."""
    return hashlib.sha256(f"{_of_files()}{said}".encode()).hexdigest()[:16]


def _of_files() -> str:
    return _hashed_now() if settings.DEBUG else _hashed_once()


@cache
def _hashed_once() -> str:
    return _hashed_now()


def _hashed_now() -> str:
    folder = _path(f"{FOLDER}/app.js").parent
    shell = settings.BASE_DIR / "templates" / "field" / "shell.html"
    parts = [*sorted(folder.rglob("*.js")), *(_path(name) for name in LOOKS), shell]
    whole = hashlib.sha256()
    for path in parts:
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _path(name: str) -> Path:
    return Path(str(finders.find(name)))


def _words() -> dict[str, Any]:
    """The sentences in the language of the page, and the lists to choose from."""
    return {
        "app": APP,
        "words": {sentence: _(sentence) for sentence in WORDS},
        "lists": {
            "results": _rows(AnswerResult.choices),
            "units": _rows(GoodsUnit.choices),
            "goods_kinds": _rows(ItemKind.choices),
            "grounds": _rows(
                (value, label)
                for value, label in Ground.choices
                if value in AD_HOC_GROUNDS
            ),
        },
    }


def _rows(choices: Iterable[tuple[str, Any]]) -> list[dict[str, str]]:
    return [{"value": value, "label": str(label)} for value, label in choices]
