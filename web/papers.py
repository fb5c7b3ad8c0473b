"""A PDF as an answer: shown in the browser, outside the policy of our pages."""

from collections.abc import Callable
from typing import Any

from csp.decorators import csp_exempt
from django.http import HttpRequest, HttpResponse

from documents import services

# The submit button that asks to see the paper of an act instead of taking it.
PREVIEW = "preview"


def asks_preview(request: HttpRequest, act: Callable[..., Any] | None) -> bool:
    """Was the paper of the act asked for, instead of the act?"""
    return PREVIEW in request.POST and act is not None and services.is_previewed(act)


def pdf_answer(paper: services.PaperFile) -> HttpResponse:
    answer = HttpResponse(paper.content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{paper.name}"'
    return answer


@csp_exempt()
def shown_page(_request: HttpRequest, paper: services.PaperFile) -> HttpResponse:
    """A PDF that a page answers with instead of itself."""
    return pdf_answer(paper)


@csp_exempt()
def preview_answer(
    request: HttpRequest, act: Callable[..., Any], **asked: Any
) -> HttpResponse:
    """What an act would print, as a draft; a refusal is the act's own."""
    return pdf_answer(services.preview(act, by=request.user, **asked))
