"""Acts on the pages: their forms, filled and sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.models import Case
from reliability import filling, parts
from reliability.doors import (
    NOTE_VIEWS,
    OWN_NOTE,
    PAGES,
    PRINTS,
    REPORT,
    VIEWS,
    Answer,
    Deed,
    get_ready,
)
from reliability.standing import Scene, picture
from web.forms.case_execution import GrantReliefForm
from web.forms.case_goods import CustodyLineForm
from web.forms.case_together import NoteForm
from web.forms.cases import ActForm
from web.forms.field_records import BundleForm
from web.stepup import StepUpForm
from web.views import case_goods, case_steps, tasks
from web.views.steps_execution import COMPLAINT_STEPS, RELIEF_STEPS


def of_pages() -> Iterable[Deed]:
    for name, how in case_steps.STEPS.items():
        action = case_steps.ACTIONS.get(name, f"case.{name}")
        yield Deed(PAGES, name, action, _case_step(name, how), step=name)
    yield Deed(PAGES, "add_case_act", "case.edit", _add_act)
    yield Deed(PAGES, "add_case_respondent", "case.edit", _add_respondent)
    yield Deed(PAGES, "add_case_evidence", "evidence.add", _add_file)
    yield Deed(PAGES, "case_bundle", "evidence.download_original", _bundle)
    for name, goods in case_goods.BEGINNINGS.items():
        how = _goods_page(goods, "begin_goods", name, _no_part)
        yield Deed(PAGES, name, goods.action, how)
    for kind, pages in case_goods.PART_PAGES.items():
        for name, goods in pages.items():
            made = _part_maker(_KINDS[kind], name)
            how = _goods_page(goods, "goods_step", name, made, kind)
            yield Deed(PAGES, f"{kind}.{name}", goods.action, how)
    yield Deed(PAGES, "custody_line", "custody.record", _line_page)
    for kind, one, pages in (
        ("complaints", "complaint", COMPLAINT_STEPS),
        ("reliefs", "relief", RELIEF_STEPS),
    ):
        for name, part_step in pages.items():
            how = _part_page(kind, one, name, part_step)
            yield Deed(PAGES, f"{kind}.{name}", part_step.action, how)
    for name, task_step in tasks.STEPS.items():
        yield Deed(PAGES, f"task.{name}", task_step.action, _task_page(name, task_step))
    for action, compartment in NOTE_VIEWS.items():
        yield Deed(PAGES, "case_tasks", action, _notes_page(compartment), reads=True)
        write = action.replace("view", "write")
        yield Deed(PAGES, "add_note", write, _note_page(compartment))
    for action in sorted(VIEWS):
        yield Deed(PAGES, "case", action, _page("case"), reads=True)
    yield Deed(PAGES, "case_trail", "trail.view", _page("case_trail"), reads=True)
    for name, read in (("evidence", _file_page), ("case_files", _page("case_files"))):
        yield Deed(PAGES, name, "evidence.view_derivative", read, reads=True)
    for action in sorted(PRINTS):
        yield Deed(PAGES, "print_case", action, _page("print_case", REPORT), reads=True)


_KINDS = {"seizures": "seizure", "experts": "expert", "valuations": "valuation"}


def shown(scene: Scene, address: str) -> Any:
    return scene.person.page.get(address)


def _typed(scene: Scene, address: str, form: Any) -> Answer:
    response = scene.person.page.post(address, filling.typed(form, scene))
    errors = ""
    if response.status_code not in {302, 403, 404} and response.context:
        bound = response.context.get("form")
        errors = str(dict(bound.errors)) if bound is not None else ""
    return Answer(response.status_code, text=errors)


def _form(scene: Scene, shape: Any, case: Case, **more: Any) -> Any:
    """The form as its view makes it, of somebody who proved who he is."""
    if issubclass(shape, StepUpForm):
        more["request"] = SimpleNamespace(session={}, user=scene.officer)
    return shape(None, case=case, today=scene.today, **more)


def _case_step(name: str, how: Any) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        get_ready(name, scene)
        case = scene.case
        initial = {**how.initial(case, scene.today), "version": case.version}
        form = _form(scene, how.form, case, initial=initial)
        return _typed(scene, reverse("case_step", args=[case.number, name]), form)

    return take


def _add_act(scene: Scene) -> Answer:
    case = scene.row
    initial = {
        "version": case.version,
        "act_on": case.detected_on,
        "act_ended_on": case.detected_on,
        "channel": "OFFLINE",
    }
    form = ActForm(None, today=scene.today, initial=initial)
    return _typed(scene, reverse("add_case_act", args=[case.number]), form)


def _add_respondent(scene: Scene) -> Answer:
    case = scene.row
    sent = {"version": case.version, "party": str(case.respondents.all()[0].party_id)}
    address = reverse("add_case_respondent", args=[case.number])
    return Answer(scene.person.page.post(address, sent).status_code)


def _add_file(scene: Scene) -> Answer:
    upload = SimpleUploadedFile("anh.jpg", picture().read(), "image/jpeg")
    address = reverse("add_case_evidence", args=[scene.row.number])
    return Answer(scene.person.page.post(address, {"files": upload}).status_code)


def _bundle(scene: Scene) -> Answer:
    proved = SimpleNamespace(session={}, user=scene.officer)
    form = BundleForm(None, request=proved, initial={"reason": parts.WORDS})
    return _typed(scene, reverse("case_bundle", args=[scene.row.number]), form)


def _no_part(scene: Scene) -> None:
    return None


def _part_maker(kind: str, name: str) -> Callable[[Scene], Any]:
    return lambda scene: parts.PARTS[kind](scene, name)


def _goods_page(
    how: Any, route: str, name: str, make: Callable[[Scene], Any], kind: str = ""
) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        part, case = make(scene), scene.case
        more = {} if part is None else {"part": part}
        args = [kind, part.pk] if part is not None else []
        initial = {
            "version": case.version,
            "occurred_on": scene.today,
            "answered_on": scene.today,
        }
        form = _form(scene, how.form, case, initial=initial, **more)
        return _typed(scene, reverse(route, args=[case.number, *args, name]), form)

    return take


def _line_page(scene: Scene) -> Answer:
    held, case = parts.held_item(scene), scene.row
    initial = {"version": case.version, "occurred_on": scene.today}
    form = _form(scene, CustodyLineForm, case, initial=initial, part=held)
    return _typed(scene, reverse("custody_line", args=[case.number, held.pk]), form)


def _part_page(kind: str, one: str, name: str, how: Any) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        part, case = parts.PARTS[one](scene, name), scene.case
        more = {"part": part} if issubclass(how.form, GrantReliefForm) else {}
        initial = {"version": case.version, "occurred_on": scene.today}
        form = _form(scene, how.form, case, initial=initial, **more)
        args = [case.number, kind, part.pk, name]
        return _typed(scene, reverse("case_part_step", args=args), form)

    return take


def _task_page(name: str, how: Any) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        part = parts.task(scene, name)
        form = how.form(None, initial={"occurred_on": scene.today})
        return _typed(scene, reverse("task_step", args=[part.pk, name]), form)

    return take


def _note_page(compartment: str) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        initial = {"compartment": compartment, "text": parts.WORDS}
        address = reverse("add_note", args=[scene.row.number])
        return _typed(scene, address, NoteForm(None, initial=initial))

    return take


def _notes_page(compartment: str) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        parts.note(scene, compartment, OWN_NOTE)
        response = shown(scene, reverse("case_tasks", args=[scene.row.number]))
        if response.status_code != 200:
            return Answer(response.status_code)
        return Answer(200 if OWN_NOTE in response.content.decode() else 403)

    return take


def _file_page(scene: Scene) -> Answer:
    held = scene.ground.files[scene.state]
    return Answer(shown(scene, reverse("evidence", args=[held.pk])).status_code)


def _page(route: str, *more: str) -> Callable[[Scene], Answer]:
    def take(scene: Scene) -> Answer:
        address = reverse(route, args=[scene.row.number, *more])
        return Answer(shown(scene, address).status_code)

    return take
