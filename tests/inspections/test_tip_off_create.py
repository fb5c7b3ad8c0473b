"""A tip-off is taken in, triaged, or becomes a case (A097, A098, A150, A015)."""

import pytest

from agencies.models import Agency
from audit.models import AccessEvent, Entry
from cases import services as cases
from cases.states import CaseState, Source
from inspections import services
from inspections.models import Informant, TipOff
from inspections.services import StepNotOpen, TipOffInput
from inspections.states import TipOffState
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import reread
from tests.moments import moment

AT = moment("02/10/2026")
REASON = "Cần liên hệ để xác minh nội dung tin báo"


def taken(officer, by="so.thuly", to=None, **facts):
    values = {
        "text": "Cửa hàng trực tuyến bán sách giả",
        "channel": "PUBLIC_FORM",
        "informant_name": "Người Báo Tin",
        "informant_contact": "0900000000",
        **facts,
    }
    return services.create_tip_off(
        facts=TipOffInput(**values),
        by=officer(by),
        at=AT,
        to_agency=Agency.objects.get(pk=to) if to else None,
    )


@pytest.mark.django_db
class TestCreateTipOff:
    def test_goes_to_the_agency_of_the_lead_rule(self, officer):
        """ "Tip-offs of the public go to SO_VHTTDL for triage" """
        tip_off = taken(officer, "xa.eakar")

        assert tip_off.to_agency_id == "SO_VHTTDL"
        assert tip_off.taken_by_agency_id == "UBND_XA_24373"
        assert list(TipOff.objects.waiting_for(officer("so.thuly"), AT)) == [tip_off]

    def test_keeps_the_informant_sealed_and_apart(self, officer):
        tip_off = taken(officer)

        kept = Informant.objects.get()
        entry = Entry.objects.get(action="tipoff.create")
        assert "Người Báo Tin".encode() not in bytes(kept.sealed_name)
        assert "Người Báo Tin" not in f"{entry.changes}{entry.object_label}"
        assert tip_off.has_informant
        assert str(kept) == "•••"

    @pytest.mark.parametrize("username", ["so.vanthu", "quantri", "ubnd.kiemsoat"])
    def test_is_for_the_roles_of_the_table(self, officer, username):
        with pytest.raises(NotPermitted):
            taken(officer, username)

    def test_wants_words_and_a_channel(self, officer):
        for fields in ({"text": " "}, {"channel": "?"}):
            with pytest.raises(Refused):
                taken(officer, **fields)

    def test_is_not_seen_by_other_agencies(self, officer):
        taken(officer)

        for username in ("xa.donghoa", "ca.pa05", "ubnd.lanhdao"):
            assert not TipOff.objects.visible_to(officer(username), AT)


@pytest.mark.django_db
class TestTriageTipOff:
    def test_settles_it_once_with_a_reason(self, officer):
        tip_off = taken(officer)
        values = {"tip_off": tip_off, "result": "NO_ACTION", "at": AT}
        with pytest.raises(Refused):
            services.triage_tip_off(reason="", by=officer("so.thuly"), **values)

        services.triage_tip_off(
            reason="Không có dấu hiệu vi phạm.", by=officer("so.thuly"), **values
        )

        assert TipOff.objects.get().state == TipOffState.NO_ACTION
        with pytest.raises(StepNotOpen) as refused:
            services.triage_tip_off(
                reason="Lần hai.", by=officer("so.lanhdao"), **values
            )
        assert refused.value.current["changed_by"] == officer("so.thuly").full_name

    def test_is_for_the_agency_addressed(self, officer):
        tip_off = taken(officer)

        with pytest.raises(NotPermitted):
            services.triage_tip_off(
                tip_off=tip_off,
                result="NO_ACTION",
                reason="x",
                by=officer("ca.pa05"),
                at=AT,
            )


@pytest.mark.django_db
class TestReferTipOff:
    def refer(self, officer, tip_off, by="so.thuly", **values):
        return cases.refer_tip_off(
            tip_off=tip_off,
            title="Bán sách giả trên mạng",
            by=officer(by),
            at=AT,
            **values,
        )

    def test_opens_a_case_at_received(self, officer):
        tip_off = taken(officer, "xa.eakar")

        case = reread(self.refer(officer, tip_off))

        assert (case.state, case.source) == (CaseState.RECEIVED, Source.TIP_OFF)
        assert (case.lead_agency_id, case.tip_off) == ("SO_VHTTDL", tip_off)
        # Who took the tip-off sees the card of what became of it (row A004).
        assert case.referrer_id == "UBND_XA_24373"
        assert TipOff.objects.get().state == TipOffState.IN_CASE

    def test_offers_the_case_where_the_rule_names_another(self, officer):
        tip_off = taken(officer, "ca.pa05", to="PA05")

        case = reread(self.refer(officer, tip_off, by="ca.pa05"))

        assert case.lead_agency_id == "PA05"
        assert case.lead_offer.to_agency_id == "SO_VHTTDL"

    def test_happens_once(self, officer):
        tip_off = taken(officer)
        self.refer(officer, tip_off)

        with pytest.raises(StepNotOpen):
            self.refer(officer, tip_off)


@pytest.mark.django_db
class TestRevealInformant:
    def case_of(self, officer, by="so.thuly"):
        tip_off = taken(officer, by)
        return reread(TestReferTipOff().refer(officer, tip_off))

    def test_is_for_the_lead_that_took_the_tip_off(self, officer):
        """ "owner agency of the tip-off only" """
        case = self.case_of(officer)

        known = cases.reveal_informant(
            case=case, reason=REASON, by=officer("so.thuly"), at=AT
        )

        assert (known.name, known.contact) == ("Người Báo Tin", "0900000000")
        event = AccessEvent.objects.get(action="revealed")
        assert (event.detail["kind"], event.detail["reason"]) == ("informant", REASON)
        assert "Người Báo Tin" not in f"{event.detail}{event.object_label}"

    def test_is_refused_where_another_agency_took_it(self, officer):
        case = self.case_of(officer, "xa.eakar")

        for username in ("so.thuly", "xa.eakar", "so.lanhdao"):
            with pytest.raises(NotPermitted):
                cases.reveal_informant(
                    case=case, reason=REASON, by=officer(username), at=AT
                )

    def test_wants_a_reason(self, officer):
        case = self.case_of(officer)

        with pytest.raises(Refused):
            cases.reveal_informant(case=case, reason="", by=officer("so.thuly"), at=AT)
        assert not AccessEvent.objects.filter(action="revealed").exists()
