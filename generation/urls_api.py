"""Addresses of media bytes, the public consent status, our API and the Sora-compatible API."""

from django.urls import URLPattern

media_urls: list[URLPattern] = []
api_urls: list[URLPattern] = []
compat_urls: list[URLPattern] = []
