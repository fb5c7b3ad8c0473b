import pytest

pytestmark = pytest.mark.browser
class TestX:
    def test_it(self, page_of):
        page = page_of("so.kiemtra")
        page.goto("/")
        print(page.title(), page.locator("h1").inner_text())
        page.screenshot(path="/tmp/x.png")
