"""Addresses of this app: pages, media, our API, the Sora-compatible API."""

from generation.urls_api import compat_urls, media_urls, own_api_urls
from generation.urls_cuts import cut_urls
from generation.urls_pages import page_urls

app_name = "generation"
urlpatterns = [*page_urls, *cut_urls, *media_urls, *own_api_urls, *compat_urls]
