"""Addresses of a likeness: its owner's page and what can be done there."""

from django.urls import path

from cameos import views

app_name = "cameos"
urlpatterns = [
    path("cameos/<uuid:cameo_id>/", views.cameo, name="cameo"),
    path("cameos/<uuid:cameo_id>/permission", views.permission, name="permission"),
    path("cameos/<uuid:cameo_id>/take-back", views.take_back, name="take_back"),
    # people
    path("cameos/<uuid:cameo_id>/approve", views.approve_person, name="approve_person"),
    path("cameos/<uuid:cameo_id>/end-approval", views.end_approval, name="end_approval"),
    path("cameos/<uuid:cameo_id>/block", views.block_person, name="block_person"),
    path("cameos/<uuid:cameo_id>/unblock", views.unblock_person, name="unblock_person"),
]
