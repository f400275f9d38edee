"""Addresses of a likeness: its owner's page and what can be done there."""

from django.urls import path

from cameos import studio, things, views

app_name = "cameos"
urlpatterns = [
    # enrolment
    path("cameos/new/", studio.new, name="new"),
    path("cameos/new/thing", things.new_thing, name="new_thing"),
    path("cameos/new/numbers", studio.again, name="again"),
    path("cameos/record/<uuid:challenge_id>/", studio.record, name="record"),
    path("cameos/record/<uuid:challenge_id>/send", studio.send_in, name="send_in"),
    path("cameos/<uuid:cameo_id>/recording", studio.recording, name="recording"),
    path("cameos/<uuid:cameo_id>/recording/<int:version>/<slug:kind>", studio.piece, name="piece"),
    path("cameos/<uuid:cameo_id>/delete", studio.erase, name="erase"),
    # terms
    path("cameos/<uuid:cameo_id>/", views.cameo, name="cameo"),
    path("cameos/<uuid:cameo_id>/take-back", views.take_back, name="take_back"),
    # people
    path("cameos/<uuid:cameo_id>/approve", views.approve_person, name="approve_person"),
    path("cameos/<uuid:cameo_id>/end-approval", views.end_approval, name="end_approval"),
    path("cameos/<uuid:cameo_id>/block", views.block_person, name="block_person"),
    path("cameos/<uuid:cameo_id>/unblock", views.unblock_person, name="unblock_person"),
]
