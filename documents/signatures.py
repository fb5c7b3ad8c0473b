"""Electronic signatures in a file (PAdES): appended here, or read and judged.

Each is an incremental update: the bytes before it stay as they were, so that the first
signature holds when the seal comes after it.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto import x509
from django.utils.translation import gettext_lazy as _
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from documents.additions import NotThatFile, refuse_other_changes
from kernel.errors import Refused

SIGNER_FIELD: Final = "NguoiKy"
SEAL_FIELD: Final = "CoQuan"
_WHOLE_BOX: Final = SimpleBoxLayoutRule(
    AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(0, 0, 0, 0)
)


class NothingSigned(Refused):
    code = "nothing_signed"
    text = _("The file bears no electronic signature.")


class SignatureBroken(Refused):
    code = "signature_broken"
    text = _("A signature in the file is not valid: the file was changed after it.")


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature as the file shows it; `at` is what the signer's machine said."""

    field: str
    name: str
    organisation: str
    issuer: str
    serial: str
    at: str
    is_trusted: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Appearance:
    """Page from 1, box in points from the lower left; `page_pdf` is drawn into it."""

    page: int
    box: tuple[float, float, float, float]
    page_pdf: bytes


def signed(
    content: bytes, signer: Signer, *, field: str, appearance: Appearance | None
) -> bytes:
    """The file with one more signature, PAdES B-B, SHA-256.

    Raises SigningError of the key or token.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    spec = SigFieldSpec(field)
    style = None
    with tempfile.NamedTemporaryFile(suffix=".pdf") as drawn:
        if appearance is not None:
            left, bottom, right, top = map(round, appearance.box)
            box = (left, bottom, right, top)
            spec = SigFieldSpec(field, on_page=appearance.page - 1, box=box)
            drawn.write(appearance.page_pdf)
            drawn.flush()
            style = StaticStampStyle(
                background=ImportedPdfPage(drawn.name),
                background_layout=_WHOLE_BOX,
                border_width=0,
            )
        metadata = PdfSignatureMetadata(
            field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        )
        target = PdfSigner(
            metadata, signer, stamp_style=style, new_field_spec=spec
        ).sign_pdf(writer)
    made: bytes = target.getvalue()
    return made


def examined(
    content: bytes,
    issued: bytes,
    *,
    roots: Sequence[x509.Certificate],
    at: datetime,
) -> tuple[Signature, ...]:
    """The signatures of a file that must be the issued one and nothing but signatures.

    Raises NotThatFile, NothingSigned, SignatureBroken.
    """
    if not content.startswith(issued):
        raise NotThatFile
    try:
        reader = PdfFileReader(io.BytesIO(content))
        found = reader.embedded_regular_signatures
        if not found:
            raise NothingSigned
        refuse_other_changes(issued, content)
        context = ValidationContext(
            trust_roots=list(roots), allow_fetching=False, moment=at
        )
        told = tuple(_judged(one, context) for one in found)
        if found[-1].coverage != SignatureCoverageLevel.ENTIRE_FILE:
            raise SignatureBroken
    except (PdfError, SigningError, SignatureValidationError, ValueError) as fault:
        raise SignatureBroken from fault
    return told


def _judged(found: Any, context: ValidationContext) -> Signature:
    status = validate_pdf_signature(found, signer_validation_context=context)
    level = status.modification_level
    changed = level is None or level > ModificationLevel.FORM_FILLING
    if not (status.intact and status.valid) or changed:
        raise SignatureBroken
    certificate = status.signing_cert
    subject = certificate.subject.native
    when = status.signer_reported_dt
    return Signature(
        field=found.field_name,
        name=_text(subject, "common_name") or certificate.subject.human_friendly,
        organisation=_text(subject, "organization_name"),
        issuer=certificate.issuer.human_friendly,
        serial=f"{certificate.serial_number:X}",
        at=when.isoformat() if when else "",
        is_trusted=bool(status.trusted),
    )


def _text(subject: dict[str, Any], name: str) -> str:
    value = subject.get(name, "")
    return value if isinstance(value, str) else ", ".join(value)
