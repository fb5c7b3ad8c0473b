"""Pieces of the pages: icons, agency marks, dates, money."""

import datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.kinds import AgencyKind
from agencies.models import Agency, Ward
from cases import services
from cases.models import InteragencyTask, Respondent
from facilities.models import Facility
from facilities.risk import Line
from facilities.risk_words import text_of
from facilities.states import FacilityKind
from inspections.states import ContentTag
from kernel.folding import fold
from web import kept_form, law_notes, law_words, navigation, trail_words
from web.forms.fields import group

register = template.Library()

_MARKS = {
    AgencyKind.SO_VHTTDL: "so",
    AgencyKind.CONG_AN: "ca",
    AgencyKind.THANH_TRA_TINH: "tt",
    AgencyKind.UBND_XA: "xa",
}
_WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of the sprite; always beside words, so hidden from readers."""
    return format_html(
        '<svg class="ic" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        static("icons.svg"),
        name,
    )


@register.filter
def mark(agency: Agency | None) -> str:
    """The colour class of an agency, by its kind."""
    return _MARKS.get(AgencyKind(agency.kind), "") if agency else ""


@register.simple_tag
def agency_mark(agency: Agency | None) -> SafeString:
    """Colour and name, never the colour alone."""
    if agency is None:
        return SafeString("")
    return format_html('<span class="ag {}">{}</span>', mark(agency), agency.short_name)


@register.filter
def vnd(amount: int | None) -> str:
    """1.240.000 đ, kept on one line."""
    return "–" if amount is None else f"{group(amount)}\N{NO-BREAK SPACE}đ"


@register.filter
def whole(amount: int | str | None) -> str:
    """Grouped; a missing or empty amount is a dash."""
    return "–" if amount in (None, "") else group(int(amount))


@register.filter
def risk_text(line: Line) -> str:
    """A line of a risk score, in a sentence."""
    return text_of(line)


@register.filter
def signed(points: int) -> str:
    """+25, −15: with the typographic minus."""
    return f"+{points}" if points >= 0 else f"−{-points}"


@register.filter
def day(value: datetime.date | datetime.datetime | None) -> str:
    """05/03/2026; a moment counts by the office's own day."""
    if value is None:
        return "–"
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value)
    return value.strftime("%d/%m/%Y")


@register.filter
def short_day(value: datetime.date | datetime.datetime) -> str:
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value)
    return value.strftime("%d/%m")


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """05/03/2026 14:30."""
    return (
        "–" if value is None else timezone.localtime(value).strftime("%d/%m/%Y %H:%M")
    )


@register.filter
def clock_time(value: datetime.datetime) -> str:
    return timezone.localtime(value).strftime("%H:%M")


@register.filter
def degrees(value: float) -> str:
    """12,6667°"""
    return f"{value:.4f}".replace(".", ",") + "°"


@register.filter
def weekday(value: datetime.date) -> str:
    return str(_WEEKDAYS[value.weekday()])


@register.filter
def full_day(value: datetime.date) -> str:
    """Thứ Hai, 23/11/2026."""
    return _("%(weekday)s, %(day)s") % {"weekday": weekday(value), "day": day(value)}


@register.simple_tag
def place(where: str, ward: Ward | None) -> str:
    """A place with its ward, unless the words name the ward themselves."""
    if ward is None:
        return where
    if fold(ward.name) in fold(where):
        return where
    return ", ".join(filter(None, [where, ward.name]))


@register.simple_tag(takes_context=True)
def person(context: template.Context, respondent: Respondent) -> str:
    """The respondent's name; a minor's initials for all but the lead agency."""
    return services.name_for(
        respondent, context["case"], context["request"].user, timezone.now()
    )


@register.simple_tag(takes_context=True)
def masked(context: template.Context, text: str) -> str:
    """What somebody typed, with the names of minors as initials where they are."""
    case = context.get("case")
    if case is None:  # the form of a finding, before there is a case
        return text
    return services.without_minors(text, case, context["request"].user, timezone.now())


@register.simple_tag(takes_context=True)
def task_title(context: template.Context, task: InteragencyTask) -> str:
    """As `masked`; in a list of several cases by the names hidden in each."""
    if "hidden_names" in context:
        names = context["hidden_names"].get(task.case_id, ())
        return services.without_names(task.title, names)
    return masked(context, task.title)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    return mapping.get(key) if mapping else None


@register.simple_tag(takes_context=True)
def form_guard(context: template.Context) -> SafeString:
    """CSRF token, and whose typing this is: a session may end before it is sent."""
    request = context["request"]
    owner = ""
    if request.user.is_authenticated:
        owner = kept_form.owner_token(request.user.pk)
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="{}" value="{}">',
        context["csrf_token"],
        kept_form.OWNER_FIELD,
        owner,
    )


@register.inclusion_tag("components/nav.html", takes_context=True)
def main_nav(context: template.Context) -> dict[str, Any]:
    return {"places": navigation.places_for(context["request"])}


@register.inclusion_tag("components/bottom_bar.html", takes_context=True)
def bottom_bar(context: template.Context) -> dict[str, Any]:
    places = navigation.places_for(context["request"])
    return {"first": places[:4], "rest": places[4:], "request": context["request"]}


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, **changes: Any) -> str:
    """The present address with some parameters changed; None takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def list_file(
    context: template.Context, listing: str, form: str, group: str = ""
) -> str:
    """Where the list of the present address goes out as a file."""
    request = context["request"]
    names = {**request.resolver_match.kwargs, "form": form}
    if group:
        names["group"] = group
    query = request.GET.copy()
    for name in ("after", "size"):
        query.pop(name, None)
    address = reverse(f"export_{listing}", kwargs=names)
    return f"{address}?{query.urlencode()}" if query else address


@register.filter
def words(text: str) -> list[str]:
    return text.split()


@register.filter
def item(form: Any, name: str) -> Any:
    """A bound field by its name."""
    return form[name]


@register.filter
def kind_names(facility: Facility) -> list[str]:
    """What the facility does, in words."""
    labels = dict(FacilityKind.choices)
    return [str(labels[kind]) for kind in facility.kinds]


@register.filter
def content_names(tags: list[str]) -> list[str]:
    """What a visit looks at, in words."""
    labels = dict(ContentTag.choices)
    return [str(labels[tag]) for tag in tags]


@register.filter
def act_name(action: str) -> str:
    return trail_words.act_name(action)


@register.filter
def revealed(kind: str) -> str:
    """What was read whole: a number of a person, a note, who reported."""
    return trail_words.revealed(kind)


@register.filter
def citation(text: str) -> str:
    """An article as the page's language writes it."""
    return law_words.citation(text)


@register.filter
def law_note(text: str) -> str:
    """Why a row of the law is not sure."""
    return law_notes.note(text)


@register.filter
def changes(entry: Any, wards: Any = None) -> list[tuple[str, str, str]]:
    """Field, value before, value after, as people read them."""
    return trail_words.read(entry.changes, wards)
