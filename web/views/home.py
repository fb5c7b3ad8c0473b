"""Việc của tôi."""

from django.http import HttpRequest, HttpResponse

from web.pages import page


def home(request: HttpRequest) -> HttpResponse:
    return page(request, "home.html", {})
