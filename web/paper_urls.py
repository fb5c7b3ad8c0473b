"""Addresses of papers: lists, drafts, one issued paper and what is done with it."""

from django.urls import path

from web.views import delegations, documents, paper_drafts, papers

paper_urls = [
    path("documents/", papers.documents, name="documents"),
    path("documents/to-sign/", papers.to_sign, name="to_sign"),
    path("documents/drafts/<uuid:id>/", paper_drafts.paper_draft, name="paper_draft"),
    path(
        "documents/drafts/<uuid:id>/sign/",
        paper_drafts.sign_paper_draft,
        name="sign_paper_draft",
    ),
    path(
        "documents/drafts/<uuid:id>/withdraw/",
        paper_drafts.withdraw_paper_draft,
        name="withdraw_paper_draft",
    ),
    path(
        "documents/drafts/<uuid:id>/file/",
        paper_drafts.paper_draft_file,
        name="paper_draft_file",
    ),
    path(
        "documents/drafts/<uuid:id>/<int:number_of_page>.png",
        paper_drafts.paper_draft_page,
        name="paper_draft_page",
    ),
    path("documents/delegations/", delegations.delegations, name="delegations"),
    path(
        "documents/delegations/new/", delegations.new_delegation, name="new_delegation"
    ),
    path(
        "documents/delegations/<uuid:id>/end/",
        delegations.end_delegation,
        name="end_delegation",
    ),
    path("documents/<uuid:id>/", documents.document, name="document"),
    path("documents/<uuid:id>/about/", papers.paper, name="paper"),
    path("documents/<uuid:id>/dispatch/", papers.dispatch_paper, name="dispatch_paper"),
    path("documents/<uuid:id>/revise/", papers.revise_paper, name="revise_paper"),
    path(
        "cases/<str:number>/documents/incoming/",
        papers.register_incoming,
        name="register_incoming",
    ),
    path(
        "cases/<str:number>/documents/draft/",
        paper_drafts.draft_papers,
        name="draft_papers",
    ),
    path(
        "cases/<str:number>/documents/draft/<slug:form>/",
        paper_drafts.draft_paper,
        name="draft_paper",
    ),
]
