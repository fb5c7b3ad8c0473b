"""Versions of the forms as reference data."""

from datetime import date

import pytest

from agencies.models import Agency
from documents import reference
from documents.models import FormTemplate, TemplateMissing
from regulations.kinds import Source
from tests.moments import moment

AT = moment("01/12/2025")
WARD, DEPARTMENT = "UBND_XA_24133", "SO_VHTTDL"


@pytest.mark.django_db
class TestLoadFormTemplates:
    def test_changes_nothing_the_second_time(self):
        reference.load(at=AT)
        [(created, updated, unchanged)] = reference.load(at=AT).values()
        assert (created, updated) == (0, 0)
        assert unchanged == FormTemplate.objects.count() > 0

    def test_mends_what_differs_from_the_file(self):
        FormTemplate.objects.filter(form="violation_record").update(title_vi="Sai")
        [(_created, updated, _unchanged)] = reference.load(at=AT).values()
        assert updated == 1

    def test_leaves_what_an_officer_edited(self):
        FormTemplate.objects.filter(form="violation_record").update(
            title_vi="Biên bản", source=Source.EDITED
        )
        [(_created, updated, _unchanged)] = reference.load(at=AT).values()
        assert updated == 0

    def test_leaves_open_codes_empty(self):
        """Codes other than MBB01, MQĐ01 and MQĐ02 are left to the agency."""
        codes = set(FormTemplate.objects.values_list("form_code", flat=True))
        assert codes <= {"", "MBB01", "MQĐ01", "MQĐ02"}


@pytest.mark.django_db
class TestCurrentTemplate:
    def test_prefers_the_one_of_the_kind_of_agency(self):
        ward, department = (
            FormTemplate.objects.current(
                "sanction_decision",
                agency=Agency.objects.get(pk=code),
                on=date(2026, 3, 12),
            )
            for code in (WARD, DEPARTMENT)
        )
        assert "Sở Văn hóa, Thể thao và Du lịch (b/c)" in ward.recipients
        assert ward.pk != department.pk

    def test_takes_a_newer_version_from_its_day_on(self):
        old = FormTemplate.objects.get(form="violation_record")
        new = FormTemplate.objects.get(pk=old.pk)
        new.pk, new.valid_from = None, date(2026, 6, 1)
        new.save()
        agency = Agency.objects.get(pk=WARD)

        def current(day: date) -> FormTemplate:
            return FormTemplate.objects.current(
                "violation_record", agency=agency, on=day
            )

        assert current(date(2026, 5, 31)) == old
        assert current(date(2026, 6, 1)) == new
        assert current(date(2020, 1, 1)) == old

    def test_refuses_a_form_that_is_not_loaded(self):
        with pytest.raises(TemplateMissing):
            FormTemplate.objects.current(
                "love_letter", agency=Agency.objects.get(pk=WARD), on=date(2026, 1, 1)
            )


@pytest.mark.django_db
class TestSignOf:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3: kind of paper and short name of
    the agency; on letters the agency and the unit that drafted them."""

    @pytest.mark.parametrize(
        ("form", "agency", "unit", "sign"),
        [
            ("expert_request", DEPARTMENT, None, "SVHTTDL-QLBCXB"),
            ("expert_request", WARD, None, "UBND-VHXH"),
            ("forward_letter", "CONG_AN_TINH", "PA03", "CAT-PA03"),
            ("forward_letter", "CONG_AN_TINH", None, "CAT"),
            ("forward_letter", DEPARTMENT, "PA03", "SVHTTDL-QLBCXB"),
            ("forward_letter", "EXPERT", None, "CV"),
            ("dismissal_notice", WARD, None, "TB-UBND"),
            ("violation_record", WARD, None, "BB-VPHC"),
        ],
    )
    def test_names_kind_agency_and_unit(self, form, agency, unit, sign):
        template = FormTemplate.objects.get(form=form)
        drafter = Agency.objects.get(pk=unit) if unit else None

        said = template.sign_of(Agency.objects.get(pk=agency), unit=drafter)

        assert said == sign
