"""Addresses of what comes less often; part of this app's."""

from django.urls import URLPattern, path

from feed.worth import views

worth_urls: list[URLPattern] = [
    path("less-often", views.less_often, name="less_often"),
    path("c/<uuid:clip_id>/less-often", views.clip, name="less_often_clip"),
    path("c/<uuid:clip_id>/less-often/<int:demotion_id>", views.contest, name="contest"),
    path("moderation/contested", views.contested, name="contested"),
    path("moderation/contested/<int:demotion_id>", views.answer, name="contest_answer"),
]
