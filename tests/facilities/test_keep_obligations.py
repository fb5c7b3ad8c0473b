"""What facilities are held to do: the law's rows, acts, and their trace."""

from dataclasses import replace

import pytest
from django.utils import translation

from audit.models import Entry
from facilities import reference, services
from facilities.models import Obligation, ObligationRule
from facilities.services import ObligationInput
from facilities.states import FacilityKind, ObligationKind, ObligationState
from kernel.errors import MovedOn, NotPermitted, NotReady, Refused
from regulations.kinds import Confidence, Source
from tests.facilities.conftest import AT
from tests.moments import day

REPORT = ObligationInput(
    kind=ObligationKind.PERIODIC_REPORT,
    text="Báo cáo hoạt động năm",
    basis="Kết luận kiểm tra số 12/KL-SVHTTDL ngày 05/02/2026",
    since=day("05/02/2026"),
    due_on=day("28/02/2026"),
)


@pytest.fixture
def copier(enter):
    return enter("Photocopy Bình Minh", kinds=(FacilityKind.PHOTOCOPY,))


@pytest.fixture
def add(copier, keeper):
    def add(**values) -> Obligation:
        data = replace(REPORT, **values)
        return services.add_obligation(facility=copier, data=data, by=keeper, at=AT)

    return add


def meet(obligation, by, **values) -> Obligation:
    obligation.facility.refresh_from_db()
    given = {"version": obligation.facility.version, "met_on": day("01/03/2026")}
    return services.meet_obligation(
        obligation=obligation, **(given | values), by=by, at=AT
    )


@pytest.mark.django_db
class TestRules:
    def test_come_with_the_product_and_say_how_well_they_are_known(self):
        log = ObligationRule.objects.get(kind=ObligationKind.CUSTOMER_LOG)

        assert log.facility_kinds == [FacilityKind.PHOTOCOPY]
        assert log.confidence == Confidence.RECALLED
        assert log.standing.remark == "Recalled, to be verified"

    def test_load_again_to_the_same_end(self):
        assert reference.load(at=AT)["obligation_rules"] == (
            0,
            0,
            ObligationRule.objects.count(),
        )

    def test_stay_as_an_officer_edited_them(self):
        rows = ObligationRule.objects.filter(kind=ObligationKind.CUSTOMER_LOG)
        rows.update(text_vi="Lời khác", source=Source.EDITED)

        reference.load(at=AT)
        assert rows.get().text_vi == "Lời khác"

    def test_are_asked_of_their_kind_until_they_are_kept(self, copier, keeper):
        (rule,) = services.asked_by_law(copier, day("02/03/2026"))
        assert rule.kind == ObligationKind.CUSTOMER_LOG

        with translation.override("vi"):
            data = ObligationInput.from_rule(rule, since=day("02/03/2026"))
        kept = services.add_obligation(facility=copier, data=data, by=keeper, at=AT)

        assert kept.text == rule.text_vi
        assert services.asked_by_law(copier, day("02/03/2026")) == []

    def test_of_a_changed_law_are_those_of_the_day(self, copier):
        ObligationRule.objects.filter(kind=ObligationKind.CUSTOMER_LOG).update(
            valid_to=day("01/03/2026")
        )

        assert len(services.asked_by_law(copier, day("01/03/2026"))) == 1
        assert services.asked_by_law(copier, day("02/03/2026")) == []


@pytest.mark.django_db
class TestAddObligation:
    def test_leaves_a_trace_and_is_overdue_after_its_day(self, add, copier):
        made = add()

        entry = Entry.objects.get(action="facility.add_obligation")
        assert entry.changes["obligation"][1]["text"] == REPORT.text
        assert list(Obligation.objects.overdue_on(day("28/02/2026"))) == []
        assert list(Obligation.objects.overdue_on(day("01/03/2026"))) == [made]
        assert made.is_overdue_on(day("01/03/2026"))

    @pytest.mark.parametrize(
        ("values", "at_fault"),
        [
            ({"kind": "PRAYER"}, "kind"),
            ({"text": " "}, "text"),
            ({"text": "x" * 401}, "text"),
            ({"basis": ""}, "basis"),
            ({"due_on": day("04/02/2026")}, "due_on"),
            ({"is_yearly": True, "due_on": None}, "due_on"),
        ],
    )
    def test_names_what_is_wrong(self, add, values, at_fault):
        with pytest.raises(Refused) as refused:
            add(**values)

        assert set(refused.value.errors) == {at_fault}
        assert not Obligation.objects.exists()

    def test_takes_no_rule_of_another_kind(self, add):
        rule = ObligationRule.objects.get(kind=ObligationKind.LEGAL_DEPOSIT)

        with pytest.raises(Refused) as refused:
            add(rule=rule)
        assert set(refused.value.errors) == {"rule"}

    def test_keeps_one_rule_once(self, add):
        rule = ObligationRule.objects.get(kind=ObligationKind.CUSTOMER_LOG)
        add(rule=rule)

        with pytest.raises(Refused) as refused:
            add(rule=rule)
        assert set(refused.value.errors) == {"rule"}

    def test_is_for_the_registry_officer(self, copier, officer):
        with pytest.raises(NotPermitted):
            services.add_obligation(
                facility=copier, data=REPORT, by=officer("so.kiemtra"), at=AT
            )


@pytest.mark.django_db
class TestMeetObligation:
    def test_says_when_by_whom_and_how(self, add, keeper):
        met = meet(add(), keeper, note="Đã nộp báo cáo")

        assert (met.state, met.settled_on) == (
            ObligationState.MET,
            day("01/03/2026"),
        )
        assert (met.settled_by, met.settled_at) == (keeper, AT)
        entry = Entry.objects.get(action="facility.meet_obligation")
        assert entry.changes["obligation"][1]["how"] == "Đã nộp báo cáo"

    def test_of_every_year_opens_the_next_one(self, add, keeper):
        meet(add(is_yearly=True), keeper)

        following = Obligation.objects.open().get()
        assert (following.due_on, following.is_yearly) == (day("28/02/2027"), True)
        assert following.since == REPORT.since

    def test_of_once_opens_nothing(self, add, keeper):
        meet(add(), keeper)

        assert not Obligation.objects.open().exists()

    @pytest.mark.parametrize("met_on", ["03/03/2026", "04/02/2026"])
    def test_is_neither_ahead_nor_before_it_began(self, add, keeper, met_on):
        with pytest.raises(Refused) as refused:
            meet(add(), keeper, met_on=day(met_on))
        assert set(refused.value.errors) == {"met_on"}

    def test_happens_once(self, add, keeper):
        made = add()
        meet(made, keeper)

        with pytest.raises(NotReady) as refused:
            meet(made, keeper)
        assert refused.value.code == "obligation_settled"

    def test_refuses_an_old_page(self, add, keeper):
        with pytest.raises(MovedOn):
            meet(add(), keeper, version=1)


@pytest.mark.django_db
class TestWaiveObligation:
    def test_gives_its_reason(self, add, keeper, copier):
        made = add()
        made.facility.refresh_from_db()
        given = {"obligation": made, "version": made.facility.version}

        with pytest.raises(Refused):
            services.waive_obligation(**given, reason=" ", by=keeper, at=AT)
        waived = services.waive_obligation(
            **given, reason="Đã bỏ máy màu", by=keeper, at=AT
        )

        assert waived.state == ObligationState.WAIVED
        entry = Entry.objects.get(action="facility.waive_obligation")
        assert entry.reason == "Đã bỏ máy màu"

    def test_of_a_rule_is_not_asked_again(self, copier, add, keeper):
        rule = ObligationRule.objects.get(kind=ObligationKind.CUSTOMER_LOG)
        made = add(rule=rule, due_on=None)
        made.facility.refresh_from_db()
        services.waive_obligation(
            obligation=made,
            version=made.facility.version,
            reason="Chỉ còn máy đen trắng",
            by=keeper,
            at=AT,
        )

        assert services.asked_by_law(copier, day("02/03/2026")) == []
