"""A body that is a file: handed on as a stream, never held in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from api.parsers import JsonAlways


class BytesParser(BaseParser):
    media_type = "*/*"

    def parse(
        self,
        stream: BinaryIO,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> BinaryIO:
        return stream


class AnyBytes(JsonAlways):
    """What the header calls the body decides nothing: the content is looked at."""

    def select_parser(
        self, request: Request, parsers: Sequence[BaseParser]
    ) -> BaseParser | None:
        return parsers[0]
