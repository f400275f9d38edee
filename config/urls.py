"""Mounts each app's pages, each app's API, and nothing of its own."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("feed.urls")),
    path("", include("generation.urls")),
    path("", include("cameos.urls")),
    path("", include("accounts.urls")),
    path("", include("config.health")),
    path("", include("moderation.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]
