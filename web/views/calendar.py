from django.http import HttpRequest, HttpResponse

from web.pages import page


def calendar(request: HttpRequest) -> HttpResponse:
    return page(request, "home.html", {})
