"""Paper: versions of the forms, drafts, and the documents that were issued."""

from documents.models.batches import PrintBatch, PrintBatchItem
from documents.models.drafts import PaperDraft
from documents.models.editions import CodedPrint, SignedEdition
from documents.models.leaving import Dispatch, IncomingPaper, PaperRevision
from documents.models.papers import (
    DOCUMENT_WORDS,
    FormTemplate,
    IssuedDocument,
    TemplateMissing,
)

__all__ = [
    "DOCUMENT_WORDS",
    "CodedPrint",
    "Dispatch",
    "FormTemplate",
    "IncomingPaper",
    "IssuedDocument",
    "PaperDraft",
    "PaperRevision",
    "PrintBatch",
    "PrintBatchItem",
    "SignedEdition",
    "TemplateMissing",
]
