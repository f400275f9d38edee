"""Addresses of media bytes, the public consent status, our API and the Sora-compatible API."""

from django.urls import URLPattern, path

from generation import media, status

media_urls: list[URLPattern] = [
    path("media/<uuid:clip_id>/<str:rendition>", media.media, name="media"),
    path(".well-known/kulisse/status/<int:number>", status.status, name="status"),
    path(".well-known/jwks.json", status.keys, name="keys"),
]
api_urls: list[URLPattern] = []
compat_urls: list[URLPattern] = []
