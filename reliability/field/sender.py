"""Sends as the phone app does, without a browser: one officer, one connection."""

from __future__ import annotations

import http.client
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from config.serving import ADDRESS

_BASE = "/api/v1/field/"
_JSON = "application/json"
_SILENCE = 60


class NoAnswer(Exception):
    """The line was cut, or the server is gone."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: dict[str, Any]

    @property
    def code(self) -> str:
        return str(self.body.get("code", ""))


@dataclass
class Sender:
    """A phone of an officer who is logged in; `cookie`: name and value."""

    port: int
    cookie: tuple[str, str]
    token: str = ""
    token_cookie: str = ""
    answers: dict[int, int] = field(default_factory=dict)
    _line: http.client.HTTPConnection | None = None

    def record(self, id: str, body: str) -> Answer:
        return self._put(f"records/{id}/", body.encode(), _JSON)

    def file(self, sha256: str, content: bytes) -> Answer:
        return self._put(f"files/{sha256}/", content, "image/jpeg")

    def complete(self, id: str) -> Answer:
        return self._put(f"records/{id}/complete/", b"{}", _JSON)

    def cut_short(self, what: str, *given: Any, share: float) -> None:
        """Begin a request and go away after a part of its body: no answer is heard."""
        path, content, kind = {
            "record": lambda id, body: (f"records/{id}/", body.encode(), _JSON),
            "file": lambda sha256, body: (f"files/{sha256}/", body, "image/jpeg"),
            "complete": lambda id: (f"records/{id}/complete/", b"{}", _JSON),
        }[what](*given)
        self._fetch_token()
        line = http.client.HTTPConnection(ADDRESS, self.port, timeout=_SILENCE)
        line.putrequest("PUT", _BASE + path)
        for name, value in self._headers(content, kind).items():
            line.putheader(name, value)
        line.endheaders(content[: int(len(content) * share)])
        line.close()

    def patiently(self, what: str, *given: Any, within: float = 90) -> Answer:
        """Again and again until there is an answer that is not "not now"."""
        deadline = time.monotonic() + within
        while True:
            with suppress(NoAnswer):
                answer: Answer = getattr(self, what)(*given)
                if answer.status not in {429, 503} or time.monotonic() > deadline:
                    return answer
            if time.monotonic() > deadline:
                raise NoAnswer(what)
            time.sleep(0.1)

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None

    def _put(self, path: str, content: bytes, kind: str) -> Answer:
        self._fetch_token()
        answer, _cookies = self._ask("PUT", path, content, kind)
        self.answers[answer.status] = self.answers.get(answer.status, 0) + 1
        return answer

    def _fetch_token(self) -> None:
        """Asked for once; it stays as long as the session."""
        if self.token:
            return
        answer, cookies = self._ask("GET", "csrf", b"", "")
        if answer.status != 200:
            raise NoAnswer(f"csrf: {answer.status}")
        self.token = answer.body["token"]
        self.token_cookie = cookies.split(";")[0]

    def _ask(
        self, method: str, path: str, content: bytes, kind: str
    ) -> tuple[Answer, str]:
        headers = self._headers(content, kind)
        try:
            if self._line is None:
                self._line = http.client.HTTPConnection(
                    ADDRESS, self.port, timeout=_SILENCE
                )
            self._line.request(method, _BASE + path, content, headers)
            found = self._line.getresponse()
            text = found.read()
        except (OSError, http.client.HTTPException) as cut:
            self.close()
            raise NoAnswer(path) from cut
        try:
            body = json.loads(text)
        except ValueError:
            body = {"text": text[:300].decode(errors="replace")}
        return Answer(found.status, body), found.headers.get("Set-Cookie", "")

    def _headers(self, content: bytes, kind: str) -> dict[str, str]:
        cookies = ["=".join(self.cookie), self.token_cookie]
        headers = {
            "Cookie": "; ".join(filter(None, cookies)),
            "Accept": "application/json",
            "Content-Length": str(len(content)),
        }
        if kind:
            headers["Content-Type"] = kind
        if self.token:
            headers["X-CSRFToken"] = self.token
        return headers
