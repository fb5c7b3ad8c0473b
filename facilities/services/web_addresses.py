"""Web addresses: whole, with their domain and platform, and what a rule refuses."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from facilities.models import FacilityUrl
from facilities.services.checks import Faults, columns
from facilities.services.inputs import UrlInput
from facilities.states import Platform
from kernel.folding import fold

_url_is_right = URLValidator(schemes=["http", "https"])
_PLATFORMS = {
    "facebook": Platform.FACEBOOK,
    "fb": Platform.FACEBOOK,
    "tiktok": Platform.TIKTOK,
    "shopee": Platform.SHOPEE,
    "lazada": Platform.LAZADA,
    "tiki": Platform.TIKI,
    "zalo": Platform.ZALO,
}


def whole(data: UrlInput) -> UrlInput:
    """The address with its scheme, and the platform that its domain tells."""
    url = data.url
    if url and "://" not in url:
        url = f"https://{url}"
    return replace(data, url=url, platform=data.platform or _platform_of(url))


def domain_of(url: str) -> str:
    """The host of a URL, lower case, without "www."."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def faults_of(data: UrlInput) -> Faults:
    faults = Faults()
    try:
        _url_is_right(data.url)
    except ValidationError:
        faults.add(
            "url",
            _("This is no web address: type it whole, for example https://sach.vn/."),
        )
    else:
        if "@" in urlsplit(data.url).netloc:
            faults.add("url", _("Remove the user name before the @ from the address."))
    faults.one_of("platform", data.platform, Platform)
    faults.fits(FacilityUrl, columns(data, "url", "shop_id"))
    return faults


def _platform_of(url: str) -> str:
    labels = fold(domain_of(url)).split(".")
    return next(
        (_PLATFORMS[label] for label in labels if label in _PLATFORMS),
        Platform.WEBSITE,
    )
