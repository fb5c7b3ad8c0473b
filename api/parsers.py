"""JSON in and out; of a bounded size, so that too much is refused unread."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

DEEPEST = 20
# A file a little over its own limit is still read, to be refused by its name.
LARGEST_FORM = 64 * 1024 * 1024


class JsonParser(BaseParser):
    """UTF-8 JSON (RFC 8259) without NaN, without a name given twice, not too deep."""

    media_type = "application/json"

    def parse(
        self,
        stream: BinaryIO,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise RequestDataTooBig
        try:
            value = json.loads(
                raw.decode("utf-8"),
                object_pairs_hook=_without_repeats,
                parse_constant=_refuse_constant,
            )
        except RecursionError as fault:
            raise ParseError(_("The JSON is nested too deeply.")) from fault
        except ValueError as fault:
            raise ParseError(_("The body is not readable JSON.")) from fault
        _refuse_depth(value)
        _refuse_halves(raw, value)
        return value


class FormParser(MultiPartParser):
    """A form with one file; past any limit of files it is refused unread."""

    def parse(
        self,
        stream: BinaryIO,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        meta = (parser_context or {})["request"].META
        if int(meta.get("CONTENT_LENGTH") or 0) > LARGEST_FORM:
            raise RequestDataTooBig
        return super().parse(stream, media_type, parser_context)


class JsonAlways(BaseContentNegotiation):
    """Each address has one form of answer; what `Accept` wishes changes nothing."""

    def select_parser(
        self, request: Request, parsers: Sequence[BaseParser]
    ) -> BaseParser | None:
        wanted = request.content_type.partition(";")[0].strip().lower()
        return next((p for p in parsers if p.media_type == wanted), None)

    def select_renderer(
        self,
        request: Request,
        renderers: Sequence[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("a name is given twice")
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _refuse_halves(raw: bytes, value: Any) -> None:
    """Half a surrogate pair is no character: neither stored nor told back."""
    if b"\\ud" not in raw.lower():
        return
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as fault:
        raise ParseError(_("The body is not readable JSON.")) from fault


def _refuse_depth(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise ParseError(_("The JSON is nested too deeply."))
    if isinstance(value, dict):
        for inner in value.values():
            _refuse_depth(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _refuse_depth(inner, depth + 1)
