import pytest

from facilities import services
from facilities.models import Facility
from facilities.services import UrlInput
from kernel.errors import NotPermitted, Refused
from tests.facilities.conftest import AT
from tests.moments import day


def add(shop, by, url, **fields):
    return services.add_url(
        facility=shop, data=UrlInput(url=url, **fields), by=by, at=AT
    )


class TestAddWebAddress:
    @pytest.mark.parametrize(
        ("typed", "stored", "domain", "platform"),
        [
            ("https://sach.vn/hoa", "https://sach.vn/hoa", "sach.vn", "WEBSITE"),
            ("www.sach.vn", "https://www.sach.vn", "sach.vn", "WEBSITE"),
            ("facebook.com/hc", "https://facebook.com/hc", "facebook.com", "FACEBOOK"),
            (
                "https://shop.tiktok.com/@x",
                "https://shop.tiktok.com/@x",
                "shop.tiktok.com",
                "TIKTOK",
            ),
            ("http://sách.vn/", "http://sách.vn/", "sách.vn", "WEBSITE"),
        ],
    )
    def test_tells_domain_and_platform(
        self, shop, keeper, typed, stored, domain, platform
    ):
        url = add(shop, keeper, typed)

        assert (url.url, url.domain, url.platform) == (stored, domain, platform)
        assert Facility.objects.search(domain).get() == shop

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "hoa cúc",
            "javascript:alert(1)",
            "ftp://sach.vn/",
            "https://",
            "http://[::1",
            "https://user:pass@sach.vn/",
            "https://sach.vn/" + "a" * 500,
        ],
    )
    def test_refuses_what_is_no_web_address(self, shop, keeper, typed):
        with pytest.raises(Refused) as refused:
            add(shop, keeper, typed)

        assert list(refused.value.errors) == ["url"]

    def test_refuses_an_unknown_platform_and_the_same_address_twice(self, shop, keeper):
        with pytest.raises(Refused) as refused:
            add(shop, keeper, "https://sach.vn/", platform="MYSPACE")
        assert list(refused.value.errors) == ["platform"]

        add(shop, keeper, "https://sach.vn/")
        with pytest.raises(Refused):
            add(shop, keeper, "sach.vn/")
        assert shop.urls.count() == 1

    def test_is_for_registry_officers_only(self, shop, officer):
        with pytest.raises(NotPermitted):
            add(shop, officer("ca.pa05"), "https://sach.vn/")


class TestEndWebAddress:
    def test_frees_the_address_and_leaves_the_search(self, shop, keeper):
        url = add(shop, keeper, "https://shopee.vn/hoacuc", shop_id="hoacuc88")
        services.end_url(
            url=url, version=2, ended_on=day("01/03/2026"), by=keeper, at=AT
        )

        assert not Facility.objects.search("hoacuc88").exists()
        assert add(shop, keeper, "https://shopee.vn/hoacuc").ended_on is None
