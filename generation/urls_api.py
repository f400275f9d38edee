"""Addresses of media bytes, the public consent status, our API and the Sora-compatible API."""

from django.urls import URLPattern, path

from generation import media

media_urls: list[URLPattern] = [
    path("media/<uuid:clip_id>/<str:rendition>", media.media, name="media"),
]
api_urls: list[URLPattern] = []
compat_urls: list[URLPattern] = []
