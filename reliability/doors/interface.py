"""Acts over the interface, each at its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from api.cases import asked, together
from api.cases.asked_execution import RegisterComplaint, RegisterRelief
from api.goods import asked as goods_asked
from api.shapes import Body
from api.steps import Act
from reliability import filling, parts
from reliability.doors import (
    API,
    IN_A_CASE,
    NOTE_VIEWS,
    OWN_NOTE,
    PRINTS,
    REPORT,
    TABLES,
    VIEWS,
    Answer,
    Deed,
    made,
)
from reliability.standing import Scene, picture


def of_interface() -> Iterable[Deed]:
    for kind, route, acts in TABLES:
        for act in acts:
            name = f"api:{route}_{act.name}"
            yield Deed(API, name, act.action, _sent_act(kind, name, act))
    for action, name, shape, kind in COLLECTIONS:
        yield Deed(API, name, action, _sent(name, shape, kind))
    yield Deed(API, "api:case", "case.edit", _patched)
    yield Deed(API, "api:case_evidence", "evidence.add", _uploaded)
    yield Deed(API, "api:case_reveals", "informant.reveal", _revealed)
    yield Deed(
        API, "api:case_reveals", "trail.view", _got("api:case_reveals"), reads=True
    )
    for action, compartment in NOTE_VIEWS.items():
        how = _notes_got(compartment)
        yield Deed(API, "api:case_notes", action, how, reads=True)
        write = action.replace("view", "write")
        yield Deed(API, "api:case_notes", write, _note_sent(compartment))
    for action in sorted(VIEWS):
        yield Deed(API, "api:case", action, _case_got, reads=True)
    for action in sorted(PRINTS):
        how = _got("api:case_print", REPORT)
        yield Deed(API, "api:case_print", action, how, reads=True)


COLLECTIONS: tuple[tuple[str, str, type[Body], str], ...] = (
    ("task.create", "api:case_tasks", together.TaskBody, ""),
    ("opinion.add", "api:case_opinions", together.OpinionBody, ""),
    ("payment.record", "api:case_payments", asked.RecordPayment, ""),
    ("complaint.register", "api:case_complaints", RegisterComplaint, ""),
    ("relief.register", "api:case_reliefs", RegisterRelief, ""),
    ("seizure.draft", "api:case_seizures", goods_asked.DraftSeizure, ""),
    ("seizure.draft", "api:case_goods", goods_asked.AddGoods, ""),
    ("expert.request", "api:case_expert_requests", goods_asked.RequestExpert, ""),
    ("valuation.record", "api:case_valuations", goods_asked.StartValuation, ""),
    ("custody.record", "api:goods_lines", goods_asked.CustodyLineBody, "item"),
)
_ACT_OF = {
    "api:case_tasks": "create_task",
    "api:case_seizures": "draft_seizure",
    "api:case_goods": "add_goods",
}


def answered(response: Any) -> Answer:
    data = getattr(response, "data", None)
    data = data if isinstance(data, dict) else {}
    return Answer(
        response.status_code,
        str(data.get("code", "")),
        f"{data.get('detail', '')} {data.get('errors', '')}".strip(),
    )


def _sent_act(kind: str, route: str, act: Act) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        part = made(kind, act.name, scene)
        args = [part.pk]
        if kind in IN_A_CASE:
            args = [parts.pk_of(scene), part.pk]
        sent = filling.body_of(act.body, scene, act.name, part)
        return answered(_post(scene, reverse(route, args=args), sent))

    return take


def _sent(route: str, shape: type[Body], kind: str) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        part = parts.held_item(scene) if kind == "item" else scene.row
        sent = filling.body_of(shape, scene, _ACT_OF.get(route, ""), part)
        return answered(_post(scene, reverse(route, args=[part.pk]), sent))

    return take


def _post(scene: Scene, address: str, sent: dict[str, Any]) -> Any:
    return scene.person.client.post(address, sent, format="json")


def _got(route: str, *more: str) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        address = reverse(route, args=[parts.pk_of(scene), *more])
        return answered(scene.person.client.get(address))

    return take


def _patched(scene: Scene) -> Answer:
    case = scene.row
    sent = {"title": "Tên khác của vụ việc", "version": case.version}
    address = reverse("api:case", args=[case.pk])
    return answered(scene.person.client.patch(address, sent, format="json"))


def _uploaded(scene: Scene) -> Answer:
    upload = SimpleUploadedFile("anh.jpg", picture().read(), "image/jpeg")
    address = reverse("api:case_evidence", args=[parts.pk_of(scene)])
    sent = encode_multipart(BOUNDARY, {"file": upload})
    return answered(
        scene.person.client.post(address, sent, content_type=MULTIPART_CONTENT)
    )


def _revealed(scene: Scene) -> Answer:
    parts.tip_off(scene)
    address = reverse("api:case_reveals", args=[parts.pk_of(scene)])
    return answered(_post(scene, address, {"what": "informant", "reason": parts.WORDS}))


def _note_sent(compartment: str) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        address = reverse("api:case_notes", args=[parts.pk_of(scene)])
        sent = {"compartment": compartment, "text": parts.WORDS}
        return answered(_post(scene, address, sent))

    return take


def _notes_got(compartment: str) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        written = parts.note(scene, compartment, OWN_NOTE)
        response = scene.person.client.get(
            reverse("api:case_notes", args=[parts.pk_of(scene)])
        )
        if response.status_code != 200:
            return answered(response)
        seen = {row["id"] for row in response.data["results"]}
        return Answer(200 if str(written.pk) in seen else 403)

    return take


def _case_got(scene: Scene) -> Answer:
    response = scene.person.client.get(reverse("api:case", args=[parts.pk_of(scene)]))
    if response.status_code != 200:
        return answered(response)
    return Answer(200, f"case.view_{response.data['view']}")
