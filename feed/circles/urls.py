"""Addresses of circles."""

from django.urls import URLPattern, path

from feed.circles import doors, views

circle_urls: list[URLPattern] = [
    path("circles/", views.mine, name="circles"),
    path("circles/new", views.new, name="circle_new"),
    path("circles/enter/<str:code>", doors.enter, name="circle_enter"),
    path("circles/invitations/<int:invitation_id>", doors.answer_invitation, name="circle_answer"),
    path("circles/<uuid:circle_id>", views.circle, name="circle"),
    path("circles/<uuid:circle_id>/people", views.people, name="circle_people"),
    path("circles/<uuid:circle_id>/change", views.change, name="circle_change"),
    path("circles/<uuid:circle_id>/share", views.share, name="circle_share"),
    path("circles/<uuid:circle_id>/clips/<uuid:clip_id>/out", views.take_out, name="circle_take_out"),
    path("circles/<uuid:circle_id>/leave", views.leave, name="circle_leave"),
    path("circles/<uuid:circle_id>/delete", views.delete, name="circle_delete"),
    path("circles/<uuid:circle_id>/link", doors.link, name="circle_link"),
    path("circles/<uuid:circle_id>/invite", doors.invite, name="circle_invite"),
    path("circles/<uuid:circle_id>/askings/<int:asking_id>", doors.answer_asking, name="circle_asking"),
    path("circles/<uuid:circle_id>/people/<slug:handle>/call-back", doors.call_back, name="circle_call_back"),
    path("circles/<uuid:circle_id>/people/<slug:handle>/role", views.role, name="circle_role"),
    path("circles/<uuid:circle_id>/people/<slug:handle>/remove", views.remove, name="circle_remove"),
]
