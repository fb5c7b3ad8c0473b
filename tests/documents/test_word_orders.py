"""An order of a decision says what is ordered once, however its author began."""

import pytest

from cases.models import DecisionItem
from cases.states import ItemKind
from documents.forms.decision_facts import order_of


@pytest.mark.parametrize(
    ("kind", "written", "said"),
    [
        (ItemKind.DESTRUCTION, "Tiêu hủy 36 bản", "Buộc tiêu hủy 36 bản"),
        (
            ItemKind.DESTRUCTION,
            "36 bản “Truyện cười”",
            "Buộc tiêu hủy 36 bản “Truyện cười”",
        ),
        (ItemKind.DESTRUCTION, "Buộc tiêu hủy 36 bản.", "Buộc tiêu hủy 36 bản"),
        (ItemKind.CONFISCATION, "Tịch thu 02 máy", "Tịch thu 02 máy"),
        (ItemKind.CONFISCATION, "02 máy in", "Tịch thu 02 máy in"),
        (
            ItemKind.LICENCE_SUSPENSION,
            "Giấy phép hoạt động in",
            "Tước quyền sử dụng giấy phép hoạt động in",
        ),
        (ItemKind.TAKEDOWN, "Gỡ bỏ 04 bài đăng", "Buộc gỡ bỏ 04 bài đăng"),
        (ItemKind.OTHER_REMEDY, "Cải chính công khai", "Buộc cải chính công khai"),
    ],
)
def test_says_the_order_once(kind, written, said):
    item = DecisionItem(kind=kind, description=written)

    assert order_of(item) == (kind, said)
