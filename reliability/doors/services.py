"""Acts straight through the services, as both doors call them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

from api.steps import Act, Call
from cases import policies, services
from cases.models import Case
from cases.services import CouncilMember, ExpertInput
from documents import services as papers
from evidence.services import LineInput
from facilities import field_cipher
from facilities.models import ProtectedNumber
from kernel.errors import DomainError, NotPermitted, NotReady
from reliability import filling, parts
from reliability.doors import (
    NOTE_VIEWS,
    OWN_NOTE,
    PRINTS,
    REPORT,
    SERVICES,
    TABLES,
    VIEWS,
    Answer,
    Deed,
    made,
)
from reliability.standing import Scene, picture
from tests.cases.walk_goods import COPIES, content


def told(act: Callable[[], object]) -> Answer:
    """What a service answers; a fault passes."""
    try:
        act()
    except NotPermitted as refusal:
        return Answer(403, refusal.reason_code)
    except NotReady as refusal:
        return Answer(409, refusal.reason_code, str(refusal))
    except DomainError as refusal:
        return Answer(422, refusal.reason_code, str(refusal.errors or refusal))
    return Answer(200)


def of_services() -> Iterable[Deed]:
    for kind, _route, acts in TABLES:
        for act in acts:
            name = f"{kind}.{act.name}"
            yield Deed(SERVICES, name, act.action, _service(kind, act))
    for action, name, call in _OTHER_SERVICES:
        yield Deed(SERVICES, name, action, _plain(call))
    for action, compartment in NOTE_VIEWS.items():
        yield Deed(
            SERVICES, "visible_notes", action, _notes_seen(compartment), reads=True
        )
    for action in sorted(VIEWS):
        yield Deed(SERVICES, "view_of", action, _view_of, reads=True)
    for action in sorted(PRINTS):
        yield Deed(SERVICES, "print_newest", action, _plain(_print), reads=True)


def _service(kind: str, act: Act) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        part = made(kind, act.name, scene)
        sent = filling.body_of(act.body, scene, act.name, part)
        values = filling.read(act.body, sent, scene, part)
        version = values.pop("version", None)
        values.pop("password", None)
        return told(
            lambda: act.take(Call(part, version, scene.officer, scene.at, values))
        )

    return take


def _plain(
    call: Callable[[Scene, dict[str, Any]], object],
) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        of_record = {"by": scene.officer, "at": scene.at}
        return told(lambda: call(scene, of_record))

    return take


def _on_case(scene: Scene, who: dict[str, Any]) -> dict[str, Any]:
    case = scene.row
    return {"case": case, "version": case.version, **who}


def _add_goods(scene: Scene, who: dict[str, Any]) -> object:
    part = parts.seizure(scene, "add")
    return services.add_goods(
        seizure=part, goods=COPIES, from_party="Chủ hàng", **_on_case(scene, who)
    )


def _write_line(scene: Scene, who: dict[str, Any]) -> object:
    held = parts.held_item(scene)
    line = LineInput(
        kind="SEALED", from_party="Thủ kho", to_party="Cán bộ", seal_no="2"
    )
    return services.record_custody(item=held.pk, line=line, **_on_case(scene, who))


def _value_goods(scene: Scene, who: dict[str, Any]) -> object:
    return services.start_valuation(
        chair=scene.officer,
        members=[CouncilMember("Người định giá", "Chuyên viên", is_of_finance=True)],
        basis=parts.WORDS,
        **_on_case(scene, who),
    )


def _reveal_person(scene: Scene, who: dict[str, Any]) -> object:
    case = scene.row
    number = ProtectedNumber.objects.create(
        party_id=case.respondents.all()[0].party_id,
        kind="PERSONAL_ID",
        sealed=field_cipher.seal("066000000001"),
        digest="0" * 64,
        last4="0001",
        created_at=scene.at,
    )
    return services.reveal_person(case=case, number=number, reason=parts.WORDS, **who)


def _reveal_informant(scene: Scene, who: dict[str, Any]) -> object:
    parts.tip_off(scene)
    return services.reveal_informant(case=scene.row, reason=parts.WORDS, **who)


def _attach(scene: Scene, who: dict[str, Any]) -> object:
    return services.attach_evidence(
        case=scene.row, upload=picture(), name="anh.jpg", **who
    )


def _take_out(scene: Scene, who: dict[str, Any]) -> object:
    return services.export_case_bundle(
        case=scene.row, reason=parts.WORDS, to=io.BytesIO(), **who
    )


def _narrow(scene: Scene, who: dict[str, Any]) -> object:
    held = scene.ground.files[scene.state]
    return services.set_compartment(
        case=scene.row, file=held, compartment="AGENCY", **who
    )


def _note(compartment: str) -> Callable[[Scene, dict[str, Any]], object]:
    return lambda scene, who: services.write_note(
        case=scene.row, compartment=compartment, text=parts.WORDS, **who
    )


def _print(scene: Scene, who: dict[str, Any]) -> object:
    return papers.print_newest(form=REPORT, record=scene.row, **who)


_OTHER_SERVICES: tuple[tuple[str, str, Callable[..., object]], ...] = (
    (
        "seizure.draft",
        "draft_seizure",
        lambda scene, who: services.draft_seizure(
            content=content(), **_on_case(scene, who)
        ),
    ),
    ("seizure.draft", "add_goods", _add_goods),
    (
        "expert.request",
        "request_expert",
        lambda scene, who: services.request_expert(
            content=ExpertInput(body="Viện giám định", questions=parts.WORDS),
            **_on_case(scene, who),
        ),
    ),
    ("valuation.record", "start_valuation", _value_goods),
    ("custody.record", "record_custody", _write_line),
    ("agency_note.write", "write_note", _note("AGENCY")),
    ("police_note.write", "write_note", _note("POLICE")),
    ("evidence.add", "attach_evidence", _attach),
    ("evidence.download_original", "export_case_bundle", _take_out),
    ("evidence.set_compartment", "set_compartment", _narrow),
    ("person.reveal", "reveal_person", _reveal_person),
    ("informant.reveal", "reveal_informant", _reveal_informant),
)


def _view_of(scene: Scene) -> Answer:
    view = policies.view_of(scene.case, scene.officer, scene.at)
    listed = Case.objects.visible_to(scene.officer, scene.at)
    is_listed = listed.filter(pk=parts.pk_of(scene)).exists()
    if is_listed != (view is not None):
        return Answer(500, "list_and_record_differ")
    return Answer(404 if view is None else 200, view or "")


def _notes_seen(compartment: str) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        written = parts.note(scene, compartment, OWN_NOTE)
        seen = services.visible_notes(scene.case, scene.officer, scene.at)
        return Answer(200 if written in seen else 403)

    return take
