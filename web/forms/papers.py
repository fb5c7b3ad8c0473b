"""What is typed of papers: the blanks of a draft, a signature, a sending, a filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind
from agencies.models import Agency, User
from documents.catalogue import Blank, BlankKind, DraftedForm
from documents.form_ids import LIVE_FORMS, FormId
from documents.models import PaperDraft
from documents.services import DispatchInput, DraftInput, IncomingInput, Scan
from documents.states import DraftState, Manner, RevisionKind
from web.forms import choices
from web.forms.base import PageForm, VersionForm
from web.forms.fields import DateField, QuantityField, TextField
from web.stepup import StepUpForm

ALL_AGENCIES = "all"
_FRAME = ("legal_bases", "recipients")


def blank_name(blank: Blank) -> str:
    """The field of a blank; refusals name the blank itself."""
    return f"b_{blank.name}"


class DraftForm(PageForm):
    """The blanks of one form; nothing must be filled in to be kept."""

    def __init__(
        self,
        *args: Any,
        drafted: DraftedForm,
        usual: Mapping[str, Sequence[str]],
        subjects: Iterable[Any] = (),
        draft: PaperDraft | None = None,
        signers: Iterable[User] = (),
        **kwargs: Any,
    ) -> None:
        self.drafted, self.usual = drafted, usual
        kwargs.setdefault("initial", _initial(drafted, usual, draft))
        super().__init__(*args, **kwargs)
        if draft is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        options = [(str(row.pk), str(row)) for row in subjects]
        if len(options) > 1:
            self._add(
                "about", forms.ChoiceField(label=_("What it is about"), choices=options)
            )
        self.only_subject = options[0][0] if len(options) == 1 else ""
        for blank in drafted.blanks:
            self._add(blank_name(blank), _field_of(blank))
        for name, label in (
            ("legal_bases", _("Legal bases, one a line")),
            ("recipients", _("Recipients, one a line")),
        ):
            field = TextField(label=label, lines=4, required=False)
            field.unmarked = True  # type: ignore[attr-defined]
            self._add(name, field)
        people = [(row.username, f"{row.full_name}, {row.title}") for row in signers]
        if people:
            field = forms.ChoiceField(
                label=_("Who signs"), choices=people, required=False
            )
            field.unmarked = True  # type: ignore[attr-defined]
            self._add("to", field)

    @property
    def names(self) -> dict[str, str]:
        """What the service calls a blank → its field."""
        return {blank.name: blank_name(blank) for blank in self.drafted.blanks}

    @property
    def frame_fields(self) -> list[Any]:
        return [self[name] for name in _FRAME]

    @property
    def body_fields(self) -> list[Any]:
        apart = {*_FRAME, "to"}
        return [field for field in self if field.name not in apart]

    def content(self) -> DraftInput:
        """Lines that stand as the template has them stay the template's."""
        values = self.cleaned_data
        own: dict[str, str | None] = {}
        for name in _FRAME:
            typed = [line.strip() for line in values[name].splitlines() if line.strip()]
            own[name] = None if typed == list(self.usual[name]) else "\n".join(typed)
        blanks = {
            blank.name: values[blank_name(blank)] for blank in self.drafted.blanks
        }
        return DraftInput(blanks, **own)

    def _add(self, name: str, field: forms.Field) -> None:
        if not field.widget.attrs.get("class"):
            is_long = isinstance(field.widget, forms.Textarea)
            field.widget.attrs["class"] = "ta" if is_long else "fld"
        self.fields[name] = field


def _field_of(blank: Blank) -> forms.Field:
    shared: dict[str, Any] = {
        "label": blank.label,
        "help_text": blank.hint,
        "required": False,
    }
    field: forms.Field
    match blank.kind:
        case BlankKind.DAY:
            field = DateField(**shared)
        case BlankKind.NUMBER:
            field = QuantityField(**shared)
        case BlankKind.HOUR:
            field = TextField(**shared)
            field.kind = "short"  # type: ignore[attr-defined]
            field.widget.attrs["placeholder"] = _("hh:mm")
        case BlankKind.TEXT | BlankKind.LINES:
            field = TextField(lines=4, **shared)
        case _:
            field = TextField(**shared)
    if blank.is_required:
        field.unmarked = True  # type: ignore[attr-defined]
    return field


def _initial(
    drafted: DraftedForm, usual: Mapping[str, Sequence[str]], draft: PaperDraft | None
) -> dict[str, Any]:
    values: dict[str, Any] = {name: "\n".join(usual[name]) for name in _FRAME}
    if draft is None:
        return values
    values["version"] = draft.version
    values["to"] = draft.submitted_to.username if draft.submitted_to else ""
    for name in _FRAME:
        own = getattr(draft, name)
        if own is not None:
            values[name] = "\n".join(own)
    for blank in drafted.blanks:
        kept = draft.values.get(blank.name)
        if blank.kind == BlankKind.LINES:
            kept = "\n".join(kept or ())
        elif blank.kind == BlankKind.DAY:
            kept = date.fromisoformat(kept) if kept else None
        values[blank_name(blank)] = kept
    return values


class SignForm(StepUpForm, VersionForm):
    """The signature: proof of identity, and the version that was read."""


class ReasonForm(VersionForm):
    """A draft goes back, or is withdrawn, with a reason."""

    reason = TextField(label=_("Reason"), lines=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].unmarked = True  # type: ignore[attr-defined]


class DispatchForm(PageForm):
    manner = forms.ChoiceField(
        label=_("How it was sent"), choices=Manner.choices, widget=forms.RadioSelect
    )
    recipient = TextField(label=_("To whom"), max_length=200)
    sent_on = DateField(label=_("Day of sending"))
    received_on = DateField(label=_("Day of receipt, if known"), required=False)
    receipt_no = TextField(
        label=_("Number of the receipt"), max_length=60, required=False
    )
    note = TextField(label=_("Note"), lines=2, required=False)

    def sending(self) -> DispatchInput:
        return DispatchInput(**self.cleaned_data)


class ReviseForm(PageForm):
    kind = forms.ChoiceField(
        label=_("What is to be done with it"),
        choices=RevisionKind.choices,
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=_("Reason"), lines=3, help_text=_("This sentence stands on the paper.")
    )


class IncomingForm(PageForm):
    sender = TextField(label=_("From whom"), max_length=200)
    title = TextField(label=_("What it is about"), max_length=300)
    number_text = TextField(
        label=_("Its own number"),
        max_length=60,
        required=False,
        help_text=_("As its sender wrote it."),
    )
    dated_on = DateField(label=_("Its own day"), required=False)
    received_on = DateField(label=_("Day of arrival"))
    file = forms.FileField(
        label=_("Scan"),
        required=False,
        help_text=_(
            "The whole paper as one PDF to 25 MB, or a photo (JPEG, PNG, HEIC, WebP)"
            " to 15 MB. It becomes a file of the case."
        ),
    )

    def paper(self) -> IncomingInput:
        told = {name: v for name, v in self.cleaned_data.items() if name != "file"}
        return IncomingInput(**told)

    def scan(self) -> Scan | None:
        upload = self.cleaned_data["file"]
        return Scan(upload, upload.name or "") if upload else None


class PaperFilter(PageForm):
    q = TextField(label=_("Number or check code"), required=False)
    form = forms.ChoiceField(label=_("Form"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All states")), *DraftState.choices],
        required=False,
    )
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("Until"), required=False)

    def __init__(self, *args: Any, officer: User, view: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        form_field, agency_field = self.fields["form"], self.fields["agency"]
        form_field.choices = [  # type: ignore[attr-defined]
            ("", _("All forms")),
            *((form.value, form.label) for form in FormId if form not in LIVE_FORMS),
        ]
        if view != "issued":
            del self.fields["agency"]
        else:
            others = Agency.objects.exclude(kind=AgencyKind.EXTERNAL).filter(
                officers__isnull=False
            )
            rows = others.exclude(pk=officer.agency_id).distinct()
            agency_field.choices = [  # type: ignore[attr-defined]
                ("", officer.agency.short_name),
                (ALL_AGENCIES, _("All that I see")),
                *choices.agencies(rows.order_by("short_name"))[1:],
            ]
        if view != "drafts":
            del self.fields["state"]
        if view == "incoming":
            del self.fields["form"]
