"""The actions and relations of the permission table, as people read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import steps

RELATIONS: dict[str, str | Promise] = {
    "lead": _("Lead agency"),
    "supporting": _("Supporting agency"),
    "competent": _("Competent authority"),
    "referrer": _("Referring agency"),
    "territory": _("Commune of the facility"),
    "oversight": _("Province level, audit"),
}
ACTIONS: dict[str, str | Promise] = {
    "agency.invite": _("Invite an agency"),
    "agency_note.view": _("Read notes of the own agency"),
    "agency_note.write": _("Write notes of the own agency"),
    "case.approve_two_months": _("Approve two months to decide"),
    "case.accept_transfer": _("Confirm receipt of the file"),
    "case.refuse_transfer": _("Refuse receipt of the file"),
    "case.view_audit": _("See trail and deadlines, persons masked"),
    "case.view_card": _("See the card of the case"),
    "case.view_full": _("See the whole case"),
    "case.view_partner": _("See the case as a partner"),
    "complaint.accept": _("Accept a complaint"),
    "complaint.refuse": _("Refuse a complaint"),
    "complaint.register": _("Register a complaint"),
    "complaint.resolve": _("Settle a complaint"),
    "custody.record": _("Write in the custody book"),
    "decision.amend": _("Amend the decision"),
    "decision.correct": _("Correct the decision"),
    "decision.item_done": _("Note a measure as carried out"),
    "document.dispatch": _("Send out papers"),
    "document.draft": _("Draft papers"),
    "document.print": _("Print papers"),
    "document.print_shared": _("Print papers shared with the own agency"),
    "document.register_incoming": _("Register incoming papers"),
    "evidence.add": _("Add evidence"),
    "evidence.download_original": _("Take out the original of a file"),
    "evidence.mark_invalid": _("Mark evidence as invalid"),
    "evidence.set_compartment": _("Say who may see a file"),
    "evidence.view_derivative": _("View evidence"),
    "expert.record_answer": _("Record an expert's answer"),
    "expert.request": _("Ask an expert"),
    "expert.withdraw": _("Withdraw a question to an expert"),
    "file.accept": _("Confirm receipt of a file to decide"),
    "file.refuse": _("Refuse a file to decide"),
    "informant.reveal": _("Reveal an informant"),
    "lead.accept_transfer": _("Accept the lead"),
    "lead.decline_transfer": _("Decline the lead"),
    "lead.impose_transfer": _("Impose a change of lead"),
    "lead.propose_transfer": _("Offer the lead"),
    "list.export": _("Export lists"),
    "member.assign": _("Assign officers"),
    "opinion.add": _("Give an opinion"),
    "overlap.settle": _("Settle overlaps of visits"),
    "payment.record": _("Record payments"),
    "person.export_subject_file": _("Collect a person's file"),
    "person.reveal": _("Reveal numbers of a person"),
    "police_note.view": _("Read notes of the police"),
    "police_note.write": _("Write notes of the police"),
    "relief.decide": _("Decide on relief"),
    "relief.register": _("Register a request for relief"),
    "seizure.decide": _("Decide a seizure"),
    "seizure.dispose": _("Dispose of seized goods"),
    "seizure.draft": _("Draft a seizure"),
    "seizure.extend": _("Extend a seizure"),
    "seizure.hand_over": _("Hand seized goods to the investigating body"),
    "seizure.release": _("Release seized goods"),
    "task.accept": _("Accept tasks"),
    "task.answer": _("Answer tasks"),
    "task.cancel": _("Cancel tasks"),
    "task.create": _("Give tasks"),
    "task.decline": _("Decline tasks"),
    "trail.view": _("See the trail"),
    "valuation.record": _("Record a valuation"),
}


def action_label(action: str) -> str | Promise:
    """The words of an action: those of its button where it is a step."""
    return ACTIONS.get(action) or steps.label_of(action.partition(".")[2])
