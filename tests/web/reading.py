"""What a page says, and its form filled in as a person fills it in."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

Fields = dict[str, list[str]]


class _Form(HTMLParser):
    """The fields of the last form of <main> that is sent by post, as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = {}
        self._main = self._post = False
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        if tag == "main":
            self._main = True
        elif tag == "form":
            self._post = self._main and (at.get("method") or "").lower() == "post"
            if self._post:
                self.fields = {}
        elif self._post:
            self._field(tag, at)

    def _field(self, tag: str, at: dict[str, str | None]) -> None:
        name, value = at.get("name") or "", at.get("value") or ""
        if tag == "input":
            kind = at.get("type") or "text"
            is_left_out = kind in {"radio", "checkbox"} and "checked" not in at
            if name and kind != "file" and not is_left_out:
                self._put(name, value if "value" in at or kind == "text" else "on")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in at:
            self._put(self._select, value)
        elif tag == "textarea":
            self._area = name
            self._put(name, "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.fields[self._area][-1] = self.fields[self._area][-1].lstrip("\n")
            self._area = ""
        elif tag == "main":
            self._main = self._post = False
        elif tag == "form":
            self._post = False

    def _put(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


def form_of(answer: HttpResponse) -> Fields:
    reader = _Form()
    reader.feed(answer.content.decode())
    return reader.fields


def send(client: Client, path: str, **typed: Any) -> HttpResponse:
    """Open a page, type into its form, send it."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    return client.post(path, form_of(page) | typed)


def text_of(answer: HttpResponse) -> str:
    """What is read on the page, spaces pulled together."""
    body = answer.content.decode()
    main = re.search(r"<main.*</main>", body, re.DOTALL)
    bare = re.sub(r"<[^>]+>", " ", main[0] if main else body)
    return " ".join(html.unescape(bare).split())


def errors_of(answer: HttpResponse) -> str:
    """The summary on top of a refused form."""
    found = re.search(
        r'<section class="errors".*?</section>', answer.content.decode(), re.DOTALL
    )
    bare = re.sub(r"<[^>]+>", " ", found[0]) if found else ""
    return " ".join(html.unescape(bare).split())
