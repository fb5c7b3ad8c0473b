"""Where a facility lies, as a register states it."""

import io

import pytest
from python_calamine import CalamineWorkbook

from facilities.imports import files, undoing
from facilities.models import Address, Facility
from tests.facilities.conftest import AT
from tests.facilities.test_import_registers import (
    HEADER,
    HOA_CUC,
    MINH,
    checked,
    counts,
    imported,
    registered,
    remarks_of,
)

pytestmark = pytest.mark.django_db
PLACED = [*HEADER, "Vĩ độ", "Kinh độ"]


def placed(keeper, *degrees, row=HOA_CUC):
    return imported(keeper, [*row, *degrees], header=PLACED)


def where():
    return Address.objects.values_list("latitude", "longitude").get()


class TestCoordinates:
    def test_go_in_with_a_new_facility(self, keeper):
        placed(keeper, "12,6667", "108,0383")

        assert where() == (12.6667, 108.0383)

    def test_are_brought_to_a_known_address_and_undone(self, keeper):
        imported(keeper, HOA_CUC)
        before = registered()
        batch = placed(keeper, 12.6667, 108.0383)

        assert counts(batch) == (0, 1, 0)
        assert where() == (12.6667, 108.0383)
        undoing.undo(batch=batch, by=keeper, at=AT)
        assert where() == (None, None)
        assert registered() == before

    def test_change_nothing_the_second_time(self, keeper):
        degrees = 12.66671234567, 108.03831234567
        placed(keeper, *degrees)
        before = registered()

        assert counts(placed(keeper, *degrees)) == (0, 0, 1)
        assert registered() == before

    def test_stay_when_a_file_states_none(self, keeper):
        placed(keeper, 12.6667, 108.0383)

        assert counts(imported(keeper, HOA_CUC)) == (0, 0, 1)
        assert where() == (12.6667, 108.0383)

    def test_that_lie_elsewhere_keep_their_row_out_at_its_cell(self, keeper):
        batch = checked(
            keeper,
            [*HOA_CUC, 48.8566, 2.3522],
            [*MINH, 12.6667, 108.0383],
            header=PLACED,
        )

        assert [row.verdict for row in batch.rows.order_by("number")] == ["BAD", "GOOD"]
        ((remark,), _none) = [row.remarks for row in batch.rows.order_by("number")]
        assert (remark["column"], remark["cell"]) == ("latitude", "L2")
        assert "out of Viet Nam" in remark["text"]

    def test_in_one_cell_are_told_of_there(self, keeper):
        batch = imported(
            keeper, [*HOA_CUC, "108.0383, 12.6667"], header=[*HEADER, "Tọa độ (GPS)"]
        )

        assert where() == (12.6667, 108.0383)
        ((cell, text),) = remarks_of(batch)
        assert cell == "L2"
        assert "exchanged" in text

    def test_have_columns_in_the_template(self, keeper):
        file = io.BytesIO()
        files.write_template(file)
        file.seek(0)
        sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)

        (header,) = sheet.to_python()
        row = {"Tên cơ sở": "Nhà sách Một", "Loại hình hoạt động": "Phát hành"}
        row |= {"Xã, phường": "Phường Tân An", "Vĩ độ": 12.6667, "Kinh độ": 108.0383}
        imported(keeper, [row.get(title) for title in header], header=header)
        assert Facility.objects.get().name == "Nhà sách Một"
        assert where() == (12.6667, 108.0383)
