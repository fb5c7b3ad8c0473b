"""Under /api/ every refusal is a problem, also one that no view of ours has made."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from api import errors

ROOT = "/api/"
_KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


class Problems:
    """Unknown addresses, a bug's 500, a refused host: no HTML page, no redirect."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        if not _is_known(request.path_info):
            # Before CommonMiddleware, which would redirect a POST and lose its body.
            return _answer(errors.not_found())
        response = self.get_response(request)
        if response.status_code < 400 or isinstance(response, Response):
            return response
        answer = _answer(errors.of_status(response.status_code))
        for name in _KEPT_HEADERS:
            if name in response.headers:
                answer.headers[name] = response.headers[name]
        return answer


def _is_known(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _answer(problem: errors.Problem) -> HttpResponse:
    return HttpResponse(
        JSONRenderer().render(problem.body()),
        status=problem.status,
        content_type=errors.MEDIA_TYPE,
        headers=dict(problem.headers),
    )
