"""Addresses of this app under /api/v1/."""

from django.urls import URLPattern, path

from feed.search.api import Search

own_api_urls: list[URLPattern] = [
    path("api/v1/search", Search.as_view(), name="api_search"),
]
