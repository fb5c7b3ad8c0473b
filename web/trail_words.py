"""Acts, fields and values of the trail, as people read them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import kinds as agency_kinds
from cases import states as case_states
from cases import steps
from documents import form_ids
from facilities import states as facility_states
from web.forms.fields import group

_ID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")

ACTS: dict[str, str | Promise] = {
    "facility.create": gettext_lazy("Entered into the register"),
    "facility.edit": gettext_lazy("Data corrected"),
    "facility.change_name": gettext_lazy("New name recorded"),
    "facility.change_status": gettext_lazy("Status changed"),
    "facility.import": gettext_lazy("Register file taken in"),
    "facility.undo_import": gettext_lazy("Import undone"),
    "party.undo_import": gettext_lazy("Import undone"),
    "facility.not_a_double": gettext_lazy("Found to be no double"),
    "facility.confirm_link": gettext_lazy("Link to another record confirmed"),
    "facility.reject_link": gettext_lazy("Link to another record rejected"),
    "facility.propose_merge": gettext_lazy("Merge proposed"),
    "facility.decline_merge": gettext_lazy("Merge declined"),
    "facility.withdraw_merge": gettext_lazy("Proposal withdrawn"),
    "facility.merge": gettext_lazy("Another record merged into this one"),
    "facility.merged_away": gettext_lazy("Merged into another record"),
    "facility.undo_merge": gettext_lazy("Merge undone"),
    "facility.merge_undone": gettext_lazy("Merge undone"),
    "facility.split": gettext_lazy("Another record split off"),
    "facility.split_off": gettext_lazy("Split off from another record"),
    "facility.assign_owner": gettext_lazy("Owner assigned"),
    "facility.add_obligation": gettext_lazy("Obligation added"),
    "facility.meet_obligation": gettext_lazy("Obligation met"),
    "facility.waive_obligation": gettext_lazy("Obligation waived"),
    "facility.attach_file": gettext_lazy("File received"),
    "document.draft": gettext_lazy("Paper drafted"),
    "document.edit_draft": gettext_lazy("Draft of a paper changed"),
    "document.submit": gettext_lazy("Paper submitted for signature"),
    "document.return": gettext_lazy("Paper returned for changes"),
    "document.withdraw": gettext_lazy("Draft of a paper withdrawn"),
    "document.sign": gettext_lazy("Paper signed and issued"),
    "document.dispatch": gettext_lazy("Paper sent"),
    "document.register_incoming": gettext_lazy("Incoming paper entered"),
    "case.edit": gettext_lazy("Facts of the case changed"),
    "case.add_act": gettext_lazy("Behaviour added"),
    "case.add_respondent": gettext_lazy("Respondent added"),
    "member.assign": gettext_lazy("Officer assigned"),
    "tipoff.create": gettext_lazy("Tip-off taken in"),
    "tipoff.triage": gettext_lazy("Tip-off triaged"),
    "tipoff.refer": gettext_lazy("Case made of the tip-off"),
    "evidence.set_compartment": gettext_lazy("Who may see a file was changed"),
    "breakglass.open": gettext_lazy("Case opened in an emergency"),
    "agency_note.share": gettext_lazy("Note shared"),
    "agency_note.write": gettext_lazy("Note written"),
    "police_note.write": gettext_lazy("Note written"),
    "evidence.add": gettext_lazy("File received"),
    "field.receive": gettext_lazy("Record from the field received"),
    "field.complete": gettext_lazy("Record from the field complete"),
    "field.finish": gettext_lazy("Record from the field finished at the office"),
    "field.take_over": gettext_lazy("Record from the field taken over"),
    "field.settle": gettext_lazy("Record from the field settled"),
    "field.import": gettext_lazy("Backup of the field app taken in"),
    "visit.checklist": gettext_lazy("Version of the checklist changed"),
    "visit.resolve_conflict": gettext_lazy("Double answer settled"),
    "evidence.mark_invalid": gettext_lazy("File marked invalid"),
    "deadline.recomputed": gettext_lazy("Deadline recomputed"),
    "document.issue": gettext_lazy("Paper issued"),
    "document.keep_signed": gettext_lazy("Signed file kept"),
    "document.print_together": gettext_lazy("Papers printed together"),
    "reference.propose": gettext_lazy("Change of the law proposed"),
    "reference.approve": gettext_lazy("Change of the law approved"),
    "reference.refuse": gettext_lazy("Change of the law refused"),
    "reference.withdraw": gettext_lazy("Proposal withdrawn"),
    "reference.edit": gettext_lazy("Figure of the law changed"),
    "checklist.draft": gettext_lazy("New version of a checklist begun"),
    "checklist.import": gettext_lazy("Version of a checklist taken from a file"),
    "checklist.add_question": gettext_lazy("Question added"),
    "checklist.edit_question": gettext_lazy("Question changed"),
    "checklist.retire_question": gettext_lazy("Question retired"),
    "checklist.restore_question": gettext_lazy("Question put back"),
    "checklist.move_part": gettext_lazy("Part of a checklist moved"),
    "checklist.rename_part": gettext_lazy("Part of a checklist renamed"),
    "checklist.propose": gettext_lazy("Version of a checklist proposed"),
    "checklist.publish": gettext_lazy("Version of a checklist published"),
    "checklist.send_back": gettext_lazy("Version of a checklist sent back"),
    "checklist.take_back": gettext_lazy("Proposal withdrawn"),
    "checklist.discard": gettext_lazy("Version of a checklist discarded"),
    "deadline_rule.edit": gettext_lazy("Time limit changed"),
    "authority_rule.edit": gettext_lazy("Fining ceiling changed"),
    "calendar.edit": gettext_lazy("Day of the calendar changed"),
    "calendar.restore": gettext_lazy("Day of the calendar restored"),
}
REVEALED: dict[str, str | Promise] = {
    "informant": gettext_lazy("Who reported"),
    "note": gettext_lazy("Masked note"),
    **dict(facility_states.NumberKind.choices),
}
FIELDS: dict[str, str | Promise] = {
    "absorbed": gettext_lazy("Merged record"),
    "kept": gettext_lazy("Record that stays"),
    "made": gettext_lazy("New record"),
    "other_facility": gettext_lazy("The other record"),
    "owner": gettext_lazy("Owner"),
    "split_from": gettext_lazy("Split off from"),
    "act_ended_on": gettext_lazy("Ended on"),
    "address_text": gettext_lazy("Address"),
    "addresses": gettext_lazy("Places"),
    "amount_vnd": gettext_lazy("Amount"),
    "basis": gettext_lazy("Founded on"),
    "behaviour": gettext_lazy("Conduct"),
    "born_on": gettext_lazy("Born on"),
    "business_registration_issuer": gettext_lazy("Registered by"),
    "business_registration_no": gettext_lazy("Business registration number"),
    "business_registration_on": gettext_lazy("Registered on"),
    "caption": gettext_lazy("What it shows"),
    "channel": gettext_lazy("Where"),
    "colours": gettext_lazy("Colours"),
    "contract_no": gettext_lazy("Contract"),
    "decision_no": gettext_lazy("Number of the decision to publish or licence"),
    "decision_on": gettext_lazy("Date of the decision"),
    "declared_on": gettext_lazy("Declared on"),
    "delivered_copies": gettext_lazy("Delivered copies"),
    "description": gettext_lazy("What was seen"),
    "detected_on": gettext_lazy("Detected on"),
    "device_class": gettext_lazy("Kind of device"),
    "due": gettext_lazy("Rolled date"),
    "due_on": gettext_lazy("To be done by"),
    "ended": gettext_lazy("How it ended"),
    "equipment": gettext_lazy("Equipment"),
    "expires_on": gettext_lazy("Ends on"),
    "facility": gettext_lazy("Facility"),
    "file": gettext_lazy("File"),
    "files": gettext_lazy("Files"),
    "lost": gettext_lazy("Lost files"),
    "findings": gettext_lazy("Findings"),
    "fine_vnd": gettext_lazy("Fine"),
    "form": gettext_lazy("Paper"),
    "gender": gettext_lazy("Gender"),
    "ground": gettext_lazy("Ground"),
    "how": gettext_lazy("How it was met"),
    "hs_code": gettext_lazy("HS code"),
    "identity_number": gettext_lazy("Personal identification number"),
    "inspection": gettext_lazy("Visit"),
    "is_complex": gettext_lazy("Many people or a wide scope"),
    "is_respondent_unknown": gettext_lazy("Respondent not known"),
    "is_yearly": gettext_lazy("Every year again"),
    "is_foreign": gettext_lazy("Printed for a foreign customer"),
    "issued_on": gettext_lazy("Issued on"),
    "issuer": gettext_lazy("Issued by"),
    "item": gettext_lazy("Measure"),
    "kind": gettext_lazy("Kind"),
    "kinds": gettext_lazy("Activities"),
    "last_day": gettext_lazy("Last day"),
    "legacy_address": gettext_lazy("Address before 1 July 2025"),
    "legal_representative_name": gettext_lazy("Represented by"),
    "legal_representative_title": gettext_lazy("Position"),
    "licences": gettext_lazy("Licences, registrations"),
    "licensed_copies": gettext_lazy("Licensed copies"),
    "maker": gettext_lazy("Maker"),
    "method": gettext_lazy("How it was delivered"),
    "model": gettext_lazy("Model"),
    "name": gettext_lazy("Name"),
    "name_from": gettext_lazy("From"),
    "nationality": gettext_lazy("Nationality"),
    "note": gettext_lazy("Note"),
    "number": gettext_lazy("Number"),
    "obligation": gettext_lazy("Obligation"),
    "occupation": gettext_lazy("Work"),
    "occurred_on": gettext_lazy("Legal day"),
    "officer": gettext_lazy("Officer"),
    "origin": gettext_lazy("Origin"),
    "papers": gettext_lazy("Identity papers"),
    "people": gettext_lazy("People"),
    "phone": gettext_lazy("Phone"),
    "place": gettext_lazy("Place"),
    "platform": gettext_lazy("Platform"),
    "printed_copies": gettext_lazy("Printed copies"),
    "printed_on": gettext_lazy("Printed on"),
    "product": gettext_lazy("Product"),
    "proof": gettext_lazy("Proof"),
    "publisher": gettext_lazy("Publisher or customer"),
    "receipt_no": gettext_lazy("Number of the receipt"),
    "registration_no": gettext_lazy("Number of the confirmed registration"),
    "respondents": gettext_lazy("Respondents"),
    "role": gettext_lazy("Role"),
    "sequence": gettext_lazy("Draft"),
    "serial": gettext_lazy("Serial number"),
    "sha256": gettext_lazy("Hash"),
    "settled_on": gettext_lazy("Settled on"),
    "shop_id": gettext_lazy("Shop's name or number"),
    "since": gettext_lazy("Since"),
    "source": gettext_lazy("Source"),
    "state": gettext_lazy("State"),
    "status": gettext_lazy("Status"),
    "status_since": gettext_lazy("Status since"),
    "strict_due": gettext_lazy("Strict date"),
    "subject_kind": gettext_lazy("Kind of subject"),
    "tax_code": gettext_lazy("Tax code"),
    "text": gettext_lazy("Address"),
    "title": gettext_lazy("Title"),
    "titles": gettext_lazy("Titles"),
    "trade_name": gettext_lazy("Trade name"),
    "type": gettext_lazy("Kind of licence"),
    "unknown_owner": gettext_lazy("Owner not known"),
    "url": gettext_lazy("Web address"),
    "urls": gettext_lazy("Web addresses"),
    "uses_it": gettext_lazy("IT use"),
    "ward": gettext_lazy("Commune"),
    "year": gettext_lazy("Year of making"),
}
# What a name means inside another field.
FIELDS_IN: dict[str, dict[str, str | Promise]] = {
    "people": {"title": gettext_lazy("Position"), "name": ""},
    "licences": {"type": ""},
    "addresses": {"kind": "", "text": "", "ward": ""},
    "equipment": {"name": ""},
    "urls": {"url": ""},
    "obligation": {"kind": "", "text": ""},
}
# Of no use to a reader: counters, keys, and what stands elsewhere in the row.
HIDDEN = frozenset({"version", "party", "agency", "is_provisional"})


def _labels(*modules: Any) -> dict[str, str | Promise]:
    """Every value of the closed sets; where two sets share one, both say the same."""
    return {
        value: label
        for module in modules
        for name in dir(module)
        if isinstance(found := getattr(module, name), type)
        and issubclass(found, TextChoices)
        for value, label in found.choices
    }


VALUES = _labels(agency_kinds, facility_states, case_states, form_ids)
# Where a value means something else in one field than elsewhere.
VALUES_OF: dict[str, dict[str, str | Promise]] = {
    "method": dict(case_states.DeliveryMethod.choices),
}


def read(
    changed: dict[str, list[Any]], wards: Mapping[str, str] | None = None
) -> list[tuple[str, str, str]]:
    """Field, before, after; identifiers and what stayed empty are left out.

    Rows of a list stand one a line; `wards` names the communes by their codes.
    """
    reader = _Reader(wards or {})
    rows = [
        (field_name(name), reader.plain(before, name), reader.plain(after, name))
        for name, (before, after) in changed.items()
        if name not in HIDDEN
    ]
    return [row for row in rows if row[1] or row[2]]


def revealed(kind: str) -> str:
    return str(REVEALED.get(kind, kind))


def act_name(action: str) -> str:
    """An act in words; its own name where nobody gave it any."""
    step = action.split(".", 1)[-1]
    return str(ACTS.get(action) or steps.label_of(step))


def field_name(name: str, inside: str = "") -> str:
    own = FIELDS_IN.get(inside, {}).get(name)
    if own is not None:
        return str(own)
    return str(FIELDS.get(name, name.replace("_", " ")))


@dataclass(frozen=True, slots=True)
class _Reader:
    wards: Mapping[str, str]

    def plain(self, value: Any, name: str) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, list):
            texts = [self.plain(inner, name) for inner in value]
            glue = "\n" if any(isinstance(inner, dict) for inner in value) else ", "
            return glue.join(filter(None, texts))
        if isinstance(value, dict):
            return self._row(value, name)
        if isinstance(value, int):
            return group(value) if name.endswith("_vnd") else str(value)
        return self._word(str(value), name)

    def _row(self, row: dict[str, Any], inside: str) -> str:
        texts = []
        for name, value in row.items():
            text = self.plain(value, name)
            if text:
                label = field_name(name, inside)
                texts.append(f"{label}: {text}" if label else text)
        return " · ".join(texts)

    def _word(self, text: str, name: str) -> str:
        if _ID.match(text):
            return ""
        if _DAY.match(text):
            return date.fromisoformat(text).strftime("%d/%m/%Y")
        if name == "ward":
            return self.wards.get(text, text)
        return str(VALUES_OF.get(name, VALUES).get(text, text))
