"""Addresses of challenges."""

from django.urls import URLPattern, path

from feed.challenges import views

challenge_urls: list[URLPattern] = [
    path("challenges/", views.challenges, name="challenges"),
    path("challenges/new", views.new, name="challenge_new"),
    path("challenges/<uuid:challenge_id>", views.challenge, name="challenge"),
    path("challenges/<uuid:challenge_id>/fill", views.fill, name="challenge_fill"),
    path("challenges/<uuid:challenge_id>/enter", views.enter, name="challenge_enter"),
    path("challenges/<uuid:challenge_id>/stop", views.stop, name="challenge_stop"),
    path("challenges/<uuid:challenge_id>/vote/<int:entered_id>", views.vote, name="challenge_vote"),
]
