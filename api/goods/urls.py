"""Addresses of goods under /api/v1/."""

from django.urls import path

from api.goods import views
from api.goods.acts import EXPERT_ACTS, SEIZURE_ACTS, VALUATION_ACTS
from api.steps import step_paths

urlpatterns = [
    path("cases/<uuid:id>/seizures/", views.Seizures.as_view(), name="case_seizures"),
    path("cases/<uuid:id>/goods/", views.Goods.as_view(), name="case_goods"),
    path(
        "cases/<uuid:id>/expert-requests/",
        views.ExpertRequests.as_view(),
        name="case_expert_requests",
    ),
    path(
        "cases/<uuid:id>/valuations/",
        views.Valuations.as_view(),
        name="case_valuations",
    ),
    path("seizures/<uuid:id>/", views.SeizureView.as_view(), name="seizure"),
    *step_paths("seizures/<uuid:id>", views.SeizureStep, SEIZURE_ACTS, name="seizure"),
    path("goods/<uuid:id>/lines/", views.GoodsLines.as_view(), name="goods_lines"),
    path(
        "expert-requests/<uuid:id>/", views.ExpertView.as_view(), name="expert_request"
    ),
    *step_paths(
        "expert-requests/<uuid:id>",
        views.ExpertStep,
        EXPERT_ACTS,
        name="expert_request",
    ),
    path("valuations/<uuid:id>/", views.ValuationView.as_view(), name="valuation"),
    *step_paths(
        "valuations/<uuid:id>", views.ValuationStep, VALUATION_ACTS, name="valuation"
    ),
]
