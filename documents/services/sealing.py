"""Electronic signatures on an issued paper: the signer's first, then the agency's seal.

The issued file stays as it is; every signed edition is kept beside it, for ever. The
keys stay outside: with the installation's certificates, or elsewhere, from where the
signed file is taken back and examined.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from pyhanko.sign.general import SigningError

from agencies import access
from agencies.models import User
from audit import trail
from documents import signatures, signing_keys, storage
from documents.figures import moment_in_figures
from documents.kit.signature_stamp import (
    BLUE,
    RED,
    Box,
    seal_box,
    signer_box,
    stamp_page,
)
from documents.models import IssuedDocument
from documents.models.editions import EditionSource, SignedEdition
from documents.services.printing import PaperFile, may_print
from documents.signatures import (
    SEAL_FIELD,
    SIGNER_FIELD,
    Appearance,
    NothingSigned,
    Signature,
)
from documents.signing_keys import SigningKey, SigningKeyUnusable
from kernel.errors import NotPermitted, NotReady, TooLarge

LARGEST_FILE = 25 * 1024 * 1024


class SignedAlready(NotReady):
    code = "signed_already"
    text = _("This signature is already in the file.")


class SignerFirst(NotReady):
    code = "signer_first"
    text = _("The signer signs first, then the agency seals.")


def sign_file(*, document: IssuedDocument, by: User, at: datetime) -> SignedEdition:
    """The signer's electronic signature, in the room that was left for him.

    Raises NotPermitted, SignedAlready, NoSigningKey, SigningKeyUnusable.
    """
    if not may_sign_file(document, by, at):
        raise NotPermitted
    if document.signed_editions.exists():
        raise SignedAlready
    key = signing_keys.key_of_signer(document.agency_id, by.username)
    lines = ("Ký số bởi:", by.full_name, moment_in_figures(at))
    return _append(
        document,
        storage.read(document.sha256),
        key,
        field=SIGNER_FIELD,
        appearance=_appearance(document, key, lines, is_seal=False),
        by=by,
        at=at,
    )


def seal_file(*, document: IssuedDocument, by: User, at: datetime) -> SignedEdition:
    """The agency's seal on the edition that its signer signed (văn thư).

    Raises NotPermitted, SignerFirst, SignedAlready, NoSigningKey, SigningKeyUnusable.
    """
    if not may_seal_file(document, by, at):
        raise NotPermitted
    newest = document.signed_editions.last()
    if newest is None:
        raise SignerFirst
    if SEAL_FIELD in {row["field"] for row in newest.signatures}:
        raise SignedAlready
    key = signing_keys.key_of_seal(document.agency_id)
    lines = ("Đóng dấu điện tử:", document.agency.name, moment_in_figures(at))
    return _append(
        document,
        storage.read(newest.sha256),
        key,
        field=SEAL_FIELD,
        appearance=_appearance(document, key, lines, is_seal=True),
        by=by,
        at=at,
    )


def take_back(
    *, document: IssuedDocument, content: bytes, by: User, at: datetime
) -> SignedEdition:
    """Keep the file that was signed elsewhere, after it was examined.

    Raises NotPermitted, TooLarge, SignedAlready, NotThatFile, NothingSigned,
    SignatureBroken.
    """
    if not (may_sign_file(document, by, at) or may_seal_file(document, by, at)):
        raise NotPermitted
    if len(content) > LARGEST_FILE:
        raise TooLarge
    return _keep(document, content, EditionSource.TAKEN_BACK, by=by, at=at)


def print_edition(*, edition: SignedEdition, by: User, at: datetime) -> PaperFile:
    """The stored bytes of a signed edition; raises NotPermitted, FileDamaged."""
    document = edition.document
    if not may_print(document, by, at):
        raise NotPermitted
    content = storage.read(edition.sha256)
    with transaction.atomic():
        trail.record_access(
            action="printed",
            record=document,
            at=at,
            by=by,
            label=document.number_text,
            detail={"form": document.form, "sha256": edition.sha256, "signed": True},
        )
    return PaperFile(f"signed-{document.file_name}", content, document.pages)


def may_sign_file(document: IssuedDocument, by: User, at: datetime) -> bool:
    """Who signed the act signs its file, as long as he may still print it."""
    return by.pk == document.signed_by_id and may_print(document, by, at)


def may_seal_file(document: IssuedDocument, by: User, at: datetime) -> bool:
    """Whoever sends out papers of the agency that issued this one."""
    record = document.record
    return (
        record is not None
        and by.agency_id == document.agency_id
        and access.can(by, "document.dispatch", record, at)
    )


def _appearance(
    document: IssuedDocument, key: SigningKey, lines: tuple[str, ...], *, is_seal: bool
) -> Appearance | None:
    """In the place of who signed the act; without a place the signature is unseen."""
    places = document.signature_places
    own = [place for place in places if place["name"] == document.signed_by.full_name]
    if not own:
        return None
    place = own[-1]
    room: Box = (place["left"], place["bottom"], place["right"], place["top"])
    box = seal_box(room) if is_seal else signer_box(room)
    drawn = stamp_page(
        box, lines, picture=key.picture_bytes, ink=RED if is_seal else BLUE
    )
    return Appearance(place["page"], box, drawn)


def _append(
    document: IssuedDocument,
    content: bytes,
    key: SigningKey,
    *,
    field: str,
    appearance: Appearance | None,
    by: User,
    at: datetime,
) -> SignedEdition:
    try:
        with signing_keys.opened(key) as signer:
            made = signatures.signed(
                content, signer, field=field, appearance=appearance
            )
    except SigningError as fault:
        raise SigningKeyUnusable from fault
    return _keep(document, made, EditionSource.SIGNED_HERE, by=by, at=at)


@transaction.atomic
def _keep(
    document: IssuedDocument,
    content: bytes,
    source: EditionSource,
    *,
    by: User,
    at: datetime,
) -> SignedEdition:
    found = _examined(document, content, at)
    sha256 = storage.store(content)
    if SignedEdition.objects.filter(sha256=sha256).exists():
        raise SignedAlready
    edition = SignedEdition.objects.create(
        document=document,
        sha256=sha256,
        size=len(content),
        source=source,
        signatures=[one.as_json() for one in found],
        is_trusted=all(one.is_trusted for one in found),
        kept_by=by,
        kept_at=at,
    )
    trail.record(
        action="document.keep_signed",
        record=document,
        at=at,
        by=by,
        label=document.number_text,
        after={"source": source.value, "signers": [one.name for one in found]},
        object_hash=sha256,
    )
    return edition


def _examined(
    document: IssuedDocument, content: bytes, at: datetime
) -> tuple[Signature, ...]:
    if not content.startswith(b"%PDF-"):
        raise NothingSigned
    return signatures.examined(
        content,
        storage.read(document.sha256),
        roots=signing_keys.trusted_roots(),
        at=at,
    )
