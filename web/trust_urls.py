"""Addresses below one issued paper: its signed editions, its copies by level."""

from django.urls import path

from web.views import signed_files as views

trust_urls = [
    path(
        "documents/<uuid:id>/signatures/",
        views.document_signatures,
        name="document_signatures",
    ),
    path(
        "documents/<uuid:id>/signatures/<slug:step>/",
        views.document_signature_step,
        name="document_signature_step",
    ),
    path(
        "documents/<uuid:id>/signatures/<uuid:edition>/file/",
        views.signed_file,
        name="signed_file",
    ),
    path(
        "documents/<uuid:id>/copies/<slug:level>/", views.paper_copy, name="paper_copy"
    ),
]
