"""How an agency and its officers stand on paper: letterhead, titles, recipients."""

from collections.abc import Iterable, Sequence

from agencies.models import Agency, User, Ward
from documents.kit.head import Letterhead
from documents.kit.signing import Signer

_PROVINCE = "tỉnh"


def letterhead_of(agency: Agency) -> Letterhead:
    """As the administrator broke it into lines; the bare name where none is stored."""
    return Letterhead(
        superior=tuple(agency.superior_name_lines),
        body=tuple(agency.paper_name_lines) or (agency.name.upper(),),
        place=agency.place_name,
    )


def head_of(agency: Agency) -> str:
    """The head in running text: "Chủ tịch Ủy ban nhân dân phường Buôn Ma Thuột"."""
    title = agency.head_title.capitalize()
    for plain, proper in (("thanh tra", "Thanh tra"), ("công an", "Công an")):
        title = title.replace(f" {plain}", f" {proper}")
    if not title:
        return agency.name
    words, name = title.split(" "), agency.name
    for length in range(len(words) - 1, 0, -1):
        tail = " ".join(words[-length:])
        if name.lower().startswith(tail.lower()):
            return " ".join([*words[:-length], name])
    return f"{title} {name}"


def signer_of(agency: Agency, officer: User | None, *, is_delegate: bool) -> Signer:
    """The person who decides; a delegate signs "KT." for the head (Điều 54)."""
    title = agency.head_title
    titles = (f"KT. {title}", f"PHÓ {title}") if is_delegate else (title,)
    return Signer(titles, officer.full_name if officer else "")


def address_of(text: str, ward: Ward | None) -> str:
    """ "Số 00 Lê Hồng Phong, phường Buôn Ma Thuột, tỉnh Đắk Lắk"."""
    parts = [text.strip().rstrip(".,")]
    if ward is not None:
        place = f"{ward.name[:1].lower()}{ward.name[1:]}"
        if place.lower() not in text.lower():
            parts.append(place)
        if ward.province_name.lower() not in text.lower():
            parts.append(f"{_PROVINCE} {ward.province_name}")
    return ", ".join(part for part in parts if part)


def expanded(
    recipients: Iterable[str], supporting: Sequence[Agency]
) -> tuple[str, ...]:
    """The lines of Nơi nhận; "{supporting}" becomes a line for each agency."""
    lines: list[str] = []
    for line in recipients:
        if "{supporting}" not in line:
            lines.append(line)
            continue
        lines += [
            line.replace("{supporting}", agency.short_name) for agency in supporting
        ]
    return tuple(dict.fromkeys(lines))
