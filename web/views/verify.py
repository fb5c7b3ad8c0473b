"""For everybody: is this sheet, is this file what the agency issued?"""

from __future__ import annotations

import hashlib
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from documents import verification
from documents.services import LARGEST_FILE
from documents.verification import Comparison, Verified
from web.open_pages import open_question

_FORM_ROOM = 64 * 1024  # what a browser writes around the file


@open_question
def verify(request: HttpRequest) -> HttpResponse:
    """Type the code; a QR leads straight to its page."""
    typed = request.GET.get("code", "").strip()
    code = verification.code_typed(typed)
    if code:
        return redirect("verify_document", code)
    problem = _("A code is twelve digits and letters A to F.") if typed else ""
    return render(
        request,
        "public/verify.html",
        {"typed": typed, "problem": problem},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
    )


@open_question
def verify_document(request: HttpRequest, code: str) -> HttpResponse:
    """What everybody may know of a paper, and whether a file is that paper.

    The file comes as its hash where the browser can make one, else it is sent, read
    once and kept nowhere.
    """
    if _is_too_large(request):
        return _shown(request, code, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    found = verification.verified(code)
    if found is None:
        return _unknown(request, code)
    if found.code != code:
        return redirect("verify_document", found.code)
    sha256 = verification.hash_typed(request.GET.get("sha256", ""))
    if request.method == "POST":
        sha256 = _hash_sent(request)
        if not sha256:
            return _shown(request, code, HTTPStatus.UNPROCESSABLE_ENTITY, found)
    compared = verification.compared(found, sha256) if sha256 else None
    return _shown(request, code, HTTPStatus.OK, found, compared)


def _is_too_large(request: HttpRequest) -> bool:
    """Asked before a byte of it is read."""
    if request.method != "POST":
        return False
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) > LARGEST_FILE + _FORM_ROOM


def _hash_sent(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    if file is None or not file.size:
        return ""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    """One answer for every code that names nothing."""
    return render(
        request,
        "public/verify.html",
        {"typed": code[:40], "is_unknown": True},
        status=HTTPStatus.NOT_FOUND,
    )


def _shown(
    request: HttpRequest,
    code: str,
    status: HTTPStatus,
    found: Verified | None = None,
    compared: Comparison | None = None,
) -> HttpResponse:
    problems = {
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("The file is larger than 25 MB."),
        HTTPStatus.UNPROCESSABLE_ENTITY: _("Choose the file first."),
    }
    found = found or verification.verified(code)
    if found is None:
        return _unknown(request, code)
    return render(
        request,
        "public/verified.html",
        {
            "found": found,
            "paper": found.document,
            "compared": compared,
            "problem": problems.get(status, ""),
            "largest": LARGEST_FILE,
        },
        status=status,
    )
