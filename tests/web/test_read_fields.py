"""How days, times, amounts and names of the register are typed and shown."""

from __future__ import annotations

import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError

from facilities.models import Facility
from kernel.clock import LOCAL_ZONE
from web.forms.base import PageForm
from web.forms.cases import describe_facility
from web.forms.fields import (
    DateField,
    MomentField,
    MoneyField,
    QuantityField,
    TextField,
    YearField,
    group,
)
from web.forms.lookups import LookupField

DAY = datetime.date(2026, 3, 5)


class TestDateField:
    @pytest.mark.parametrize(
        "typed",
        [
            "05/03/2026",
            "5/3/2026",
            "05032026",
            "05-03-2026",
            " 05.03.2026 ",
            "2026-03-05",
        ],
    )
    def test_reads_a_day_as_it_is_written_here(self, typed):
        assert DateField().clean(typed) == DAY

    @pytest.mark.parametrize("typed", ["31/02/2026", "03/25/2026", "hôm qua", "5/3/26"])
    def test_says_how_a_day_is_written(self, typed):
        with pytest.raises(ValidationError, match="ngày/tháng/năm"):
            DateField().clean(typed)

    def test_shows_it_the_same_way(self):
        assert 'value="05/03/2026"' in str(_form(DateField, DAY)["field"])


class TestMomentField:
    @pytest.mark.parametrize("typed", ["05/03/2026 14:30", "5/3/2026 14h30"])
    def test_reads_a_time_of_the_office(self, typed):
        at = MomentField().clean(typed)

        assert at == datetime.datetime(2026, 3, 5, 14, 30, tzinfo=LOCAL_ZONE)

    @pytest.mark.parametrize("typed", ["05/03/2026", "05/03/2026 25:00", "14:30"])
    def test_says_how_a_time_is_written(self, typed):
        with pytest.raises(ValidationError, match="05/12/2026 14:30"):
            MomentField().clean(typed)


class TestMoneyField:
    @pytest.mark.parametrize("typed", ["3.750.000", "3750000", "3 750 000 đ"])
    def test_reads_whole_dong(self, typed):
        assert MoneyField().clean(typed) == 3_750_000

    @pytest.mark.parametrize("typed", ["-5", "3,5", "ba triệu", "1e9"])
    def test_takes_nothing_else(self, typed):
        with pytest.raises(ValidationError, match=r"3\.750\.000"):
            MoneyField().clean(typed)

    def test_shows_it_grouped(self):
        assert 'value="3.750.000"' in str(_form(MoneyField, 3_750_000)["field"])
        assert group(1_240) == "1.240"


class TestNumbers:
    def test_count_from_zero(self):
        assert QuantityField().clean("1.200") == 1200
        with pytest.raises(ValidationError):
            QuantityField().clean("-1")

    def test_are_no_thousands_in_years(self):
        assert 'value="2026"' in str(_form(YearField, 2026)["field"])


class TestTextField:
    def test_composes_letters(self):
        apart = "Biển"

        assert TextField().clean(apart) == "Biển"


@pytest.mark.django_db
class TestLookupField:
    @pytest.fixture
    def form(self, enter) -> type[PageForm]:
        enter("Nhà sách Hoa Cúc", "9900000016")
        enter("Nhà sách Hoa Hồng", "9900000023")

        class Form(PageForm):
            facility = LookupField(
                label="Cơ sở", key="pk", required=False, describe=describe_facility
            )

            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.fields["facility"].rows = Facility.objects.all()

        return Form

    def test_finds_one_without_marks(self, form):
        found = form({"facility": "hoa cuc"})

        assert found.is_valid(), found.errors
        assert found.cleaned_data["facility"].tax_code == "9900000016"

    def test_asks_which_of_several(self, form):
        asked = form({"facility": "nha sach"})

        assert not asked.is_valid()
        box = str(asked["facility"])
        assert box.count('type="radio"') == 2
        assert "Hoa Hồng" in box

    def test_takes_the_chosen_one(self, form):
        rose = Facility.objects.get(tax_code="9900000023")
        chosen = form({"facility": "nha sach", "facility_chosen": str(rose.pk)})

        assert chosen.is_valid(), chosen.errors
        assert chosen.cleaned_data["facility"] == rose

    def test_says_what_it_did_not_find(self, form):
        assert "“In Trăng Non”" in str(form({"facility": "In Trăng Non"}).errors)


def _form(kind: type[forms.Field], value) -> forms.Form:
    class Form(forms.Form):
        field = kind(initial=value)

    return Form()
