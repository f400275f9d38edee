"""Addresses of this app."""

from django.urls import path

from feed import views

app_name = "feed"
urlpatterns = [
    # slates
    path("", views.home, name="home"),
    path("following", views.following, name="following"),
    path("latest", views.latest, name="latest"),
    path("search", views.search, name="search"),
    path("watch", views.watch, name="watch"),
    # a clip
    path("c/<uuid:clip_id>", views.clip, name="clip"),
    path("c/<uuid:clip_id>/like", views.like, name="like"),
    # a person
    path("@<slug:handle>", views.profile, name="profile"),
    path("@<slug:handle>/follow", views.follow, name="follow"),
]
