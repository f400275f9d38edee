"""Addresses of this app."""

from django.urls import path

from feed import embedding, saving_pages, sheets, views
from feed.about import about_feed
from feed.challenges.urls import challenge_urls
from feed.circles.urls import circle_urls
from feed.people import pages
from feed.people.queries import TIES
from feed.search import views as search
from feed.steering.urls import steering_urls
from feed.urls_api import own_api_urls
from feed.worth.urls import worth_urls

app_name = "feed"
urlpatterns = [
    # slates
    path("", views.home, name="home"),
    path("following", views.following, name="following"),
    path("latest", views.latest, name="latest"),
    path("search", search.search, name="search"),
    path("tags/<str:name>", search.tag, name="tag"),
    path("watch", views.watch, name="watch"),
    path("seen", views.seen, name="seen"),
    path("listed", views.listed, name="listed"),
    path("about/feed", about_feed, name="about"),
    # a clip
    path("c/<uuid:clip_id>", views.clip, name="clip"),
    path("c/<uuid:clip_id>/in/<str:kind>/<path:key>", views.row, name="row"),
    path("c/<uuid:clip_id>/like", views.like, name="like"),
    path("c/<uuid:clip_id>/share", sheets.share, name="share"),
    path("c/<uuid:clip_id>/lineage", sheets.lineage, name="lineage"),
    # a clip on another page
    path("embed/<uuid:clip_id>", embedding.embed, name="embed"),
    path("oembed", embedding.oembed, name="oembed"),
    # what one saved, and lists of people
    path("c/<uuid:clip_id>/save", saving_pages.save, name="save"),
    path("saved", saving_pages.saved, name="saved"),
    path("saved/new", saving_pages.collection_make, name="collection_make"),
    path("saved/<uuid:collection_id>", saving_pages.collection, name="collection"),
    path("saved/<uuid:collection_id>/change", saving_pages.collection_change, name="collection_change"),
    path("saved/<uuid:collection_id>/delete", saving_pages.collection_delete, name="collection_delete"),
    path(
        "saved/<uuid:collection_id>/clips/<uuid:clip_id>/out",
        saving_pages.collection_out,
        name="collection_out",
    ),
    path("lists", saving_pages.lists, name="lists"),
    path("lists/new", saving_pages.list_make, name="list_make"),
    path("lists/<int:list_id>", saving_pages.list_feed, name="list"),
    path("lists/<int:list_id>/change", saving_pages.list_change, name="list_change"),
    path("lists/<int:list_id>/delete", saving_pages.list_delete, name="list_delete"),
    # a person
    path("@<slug:handle>", views.profile, name="profile"),
    path("@<slug:handle>/follow", views.follow, name="follow"),
    *(path(f"@<slug:handle>/{kind}", pages.ties, {"kind": kind}, name=f"ties_{kind}") for kind in TIES),
    path("people/show", pages.show, name="show_people"),
    path("@<slug:handle>/drop", pages.drop, name="drop_follower"),
    # challenges
    *challenge_urls,
    # circles
    *circle_urls,
    *steering_urls,
    # what comes less often, and why
    *worth_urls,
    *own_api_urls,
]
