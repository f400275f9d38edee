"""Addresses of this app."""

from django.urls import path

from feed import embedding, sheets, views
from feed.circles.urls import circle_urls
from feed.search import views as search
from feed.urls_api import own_api_urls

app_name = "feed"
urlpatterns = [
    # slates
    path("", views.home, name="home"),
    path("following", views.following, name="following"),
    path("latest", views.latest, name="latest"),
    path("search", search.search, name="search"),
    path("tags/<str:name>", search.tag, name="tag"),
    path("watch", views.watch, name="watch"),
    # a clip
    path("c/<uuid:clip_id>", views.clip, name="clip"),
    path("c/<uuid:clip_id>/like", views.like, name="like"),
    path("c/<uuid:clip_id>/share", sheets.share, name="share"),
    path("c/<uuid:clip_id>/lineage", sheets.lineage, name="lineage"),
    # a clip on another page
    path("embed/<uuid:clip_id>", embedding.embed, name="embed"),
    path("oembed", embedding.oembed, name="oembed"),
    # a person
    path("@<slug:handle>", views.profile, name="profile"),
    path("@<slug:handle>/follow", views.follow, name="follow"),
    # circles
    *circle_urls,
    *own_api_urls,
]
