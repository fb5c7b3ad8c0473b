"""PDF/A-3b: what makes an issued file readable in fifty years, added before it is kept.

The page stays as it was drawn. Added are the description (XMP), the meaning of its
colours (sRGB), its identity, and the printed data beside it as a file of its own.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from documents.text import clean
from kernel.clock import LOCAL_ZONE

LANGUAGE: Final = "vi-VN"
DATA_NAME: Final = "du-lieu-van-ban.json"
_PRODUCER: Final = "Liên Ngành"
_COLOURS: Final = (Path(__file__).resolve().parent / "colour" / "sRGB.icc").read_bytes()
_SRGB: Final = "sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class Description:
    """What the file says of itself; `issued_at` is the moment of its making."""

    title: str
    author: str
    issued_at: datetime
    subject: str = ""


def archived(
    content: bytes, description: Description, *, data: Mapping[str, Any] | None = None
) -> bytes:
    """The drawn PDF as PDF/A-3b: same values, same bytes, in every process.

    `data` travels inside as an associated file (ISO 19005-3, 6.8); it must hold
    nothing that the page does not say.
    """
    with Pdf.open(io.BytesIO(content)) as pdf:
        _tidy(pdf)
        _describe(pdf, description)
        pdf.Root.OutputIntents = Array([_colours(pdf)])
        if data is not None:
            _attach(pdf, data, at=description.issued_at)
        target = io.BytesIO()
        pdf.save(
            target,
            deterministic_id=True,
            min_version="1.7",
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return target.getvalue()


def _tidy(pdf: Pdf) -> None:
    """What the drawing library writes for nothing: empty transitions of pages."""
    for page in pdf.pages:
        if Name.Trans in page and not len(page.Trans):
            del page[Name.Trans]


def _describe(pdf: Pdf, description: Description) -> None:
    day = _pdf_day(description.issued_at)
    told = {
        "/Title": clean(description.title),
        "/Author": clean(description.author),
        "/Creator": _PRODUCER,
        "/Producer": _PRODUCER,
        "/CreationDate": day,
        "/ModDate": day,
    }
    if description.subject:
        told["/Subject"] = clean(description.subject)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary({key: String(value) for key, value in told.items()})
    )
    packet = pikepdf.Stream(pdf, _xmp(description))
    packet.stream_dict = Dictionary(Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = pdf.make_indirect(packet)
    pdf.Root.Lang = String(LANGUAGE)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _xmp(description: Description) -> bytes:
    title = escape(clean(description.title))
    author = escape(clean(description.author))
    subject = escape(clean(description.subject))
    made = description.issued_at.astimezone(LOCAL_ZONE).isoformat(timespec="seconds")
    about = (
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li>'
        "</rdf:Alt></dc:description>"
        if subject
        else ""
    )
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
{about}
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{_PRODUCER}</pdf:Producer>
<xmp:CreatorTool>{_PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<xmp:MetadataDate>{made}</xmp:MetadataDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>""".encode()


def _colours(pdf: Pdf) -> pikepdf.Object:
    profile = pikepdf.Stream(pdf, _COLOURS)
    profile.stream_dict = Dictionary(N=3, Alternate=Name.DeviceRGB)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier=String(_SRGB),
            Info=String(_SRGB),
            DestOutputProfile=pdf.make_indirect(profile),
        )
    )


def _attach(pdf: Pdf, data: Mapping[str, Any], *, at: datetime) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()
    day = String(_pdf_day(at))
    stream = pikepdf.Stream(pdf, text)
    stream.stream_dict = Dictionary(
        Type=Name.EmbeddedFile,
        Subtype=Name("/application/json"),
        Params=Dictionary(Size=len(text), CreationDate=day, ModDate=day),
    )
    file = pdf.make_indirect(stream)
    named = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(DATA_NAME),
            UF=String(DATA_NAME),
            Desc=String("Dữ liệu đã in trên văn bản"),
            AFRelationship=Name.Data,
            EF=Dictionary(F=file, UF=file),
        )
    )
    pdf.Root.AF = Array([named])
    names = Dictionary(Names=Array([String(DATA_NAME), named]))
    pdf.Root.Names = Dictionary(EmbeddedFiles=pdf.make_indirect(names))


def _pdf_day(moment: datetime) -> str:
    local = moment.astimezone(LOCAL_ZONE)
    offset = local.strftime("%z")
    return f"D:{local:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:]}'"
