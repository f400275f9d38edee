"""Addresses of this app."""

from django.urls import path

from moderation import views

app_name = "moderation"
urlpatterns = [
    path("c/<uuid:clip_id>/report", views.report, name="report"),
    # the desk
    path("moderation/", views.desk, name="desk"),
    path("moderation/decided", views.decided, name="decided"),
    path("moderation/clips/<uuid:clip_id>/take-up", views.take_up, name="take_up"),
    # a case
    path("moderation/<int:case_id>", views.case, name="case"),
    path("moderation/<int:case_id>/claim", views.claim, name="claim"),
    path("moderation/<int:case_id>/decide", views.decide, name="decide"),
]
