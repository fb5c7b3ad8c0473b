"""The handler of the lead says who of those on the case sees a file (A029)."""

import io

import pytest

from audit.models import Entry
from cases import services
from cases.querysets import StepNotOpen
from cases.states import CaseState
from evidence.kinds import Compartment
from evidence.models import EvidenceFile
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER as WARD_HANDLER
from tests.cases.walk import at_state, reread
from tests.cases.walk_together import HANDLER, MANAGER, POLICE, with_partner
from tests.evidence import samples
from tests.moments import moment

AT = moment("09/03/2026")


def attached(walk, by: str, **values) -> EvidenceFile:
    return services.attach_evidence(
        case=reread(walk.case),
        upload=io.BytesIO(samples.photo(size=(40, 30))),
        name="ke-sach.jpg",
        by=walk.by(by),
        at=AT,
        **values,
    )


def narrow(walk, file, by=HANDLER, to=Compartment.AGENCY, **values) -> EvidenceFile:
    return services.set_compartment(
        case=reread(walk.case),
        file=file,
        compartment=to,
        by=walk.by(by),
        at=AT,
        **values,
    )


def seen_by(walk, username: str) -> list[EvidenceFile]:
    return list(EvidenceFile.objects.visible_to(walk.by(username), AT))


@pytest.mark.django_db
class TestSetCompartment:
    def test_takes_a_file_from_the_partners_eyes(self, officer):
        walk = with_partner(officer)
        file = attached(walk, HANDLER)
        assert seen_by(walk, POLICE) == [file]

        narrow(walk, file)

        assert seen_by(walk, POLICE) == []
        assert seen_by(walk, MANAGER) == [file]
        entry = Entry.objects.get(action="evidence.set_compartment")
        assert entry.object_id == str(walk.case.pk)
        assert entry.changes["compartment"] == ["CASE", "AGENCY"]

    def test_leaves_the_case_as_it_is(self, officer):
        walk = with_partner(officer)
        file, before = attached(walk, HANDLER), reread(walk.case)

        narrow(walk, file)

        after = reread(walk.case)
        assert (after.version, after.state) == (before.version, before.state)

    def test_opens_to_all_with_a_reason_only(self, officer):
        walk = with_partner(officer)
        file = attached(walk, HANDLER, compartment=Compartment.AGENCY)
        with pytest.raises(Refused) as refused:
            narrow(walk, file, to=Compartment.CASE, reason=" ")
        assert set(refused.value.errors) == {"reason"}

        narrow(walk, file, to=Compartment.CASE, reason="Công an cần đối chiếu.")

        assert seen_by(walk, POLICE) == [file]
        entry = Entry.objects.get(action="evidence.set_compartment")
        assert entry.reason == "Công an cần đối chiếu."

    @pytest.mark.parametrize("by", [POLICE, MANAGER, "so.kiemtra", "so.giamdoc"])
    def test_is_the_act_of_the_leads_handler(self, officer, by):
        walk = with_partner(officer)
        file = attached(walk, HANDLER)

        with pytest.raises(NotPermitted):
            narrow(walk, file, by=by)
        assert EvidenceFile.objects.get().compartment == Compartment.CASE

    def test_never_reaches_a_file_the_handler_does_not_see(self, officer):
        """INV-15: what the police keep stays with the police."""
        walk = with_partner(officer)
        file = attached(walk, POLICE, compartment=Compartment.POLICE)

        with pytest.raises(NotPermitted):
            narrow(walk, file, to=Compartment.CASE, reason="Cho mọi người xem.")
        assert seen_by(walk, HANDLER) == []

    def test_is_for_files_of_the_case(self, officer):
        walk, other = with_partner(officer), with_partner(officer)

        with pytest.raises(NotPermitted):
            narrow(walk, attached(other, HANDLER))

    def test_knows_the_compartments_only(self, officer):
        walk = with_partner(officer)

        with pytest.raises(Refused) as refused:
            narrow(walk, attached(walk, HANDLER), to="EVERYBODY")
        assert set(refused.value.errors) == {"compartment"}

    def test_is_over_with_the_case(self, officer):
        walk = at_state(officer, CaseState.EXECUTED)
        file = attached(walk, WARD_HANDLER)
        narrow(walk, file, by=WARD_HANDLER)
        walk.propose_close()
        walk.close()

        with pytest.raises(StepNotOpen):
            narrow(walk, file, by=WARD_HANDLER, to=Compartment.CASE, reason="Muộn.")
