"""Addresses of the pages people make clips on."""

from django.urls import URLPattern

page_urls: list[URLPattern] = []
