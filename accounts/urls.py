"""Addresses of this app."""

from django.urls import path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from accounts import views

app_name = "accounts"
urlpatterns = [
    # inbox
    path("inbox", views.inbox, name="inbox"),
    path("inbox/read", views.read, name="read"),
    # settings
    path("settings/", views.settings, name="settings"),
    path("settings/name", views.name, name="name"),
    path("settings/language", require_POST(set_language), name="language"),
    path("settings/tokens", views.tokens, name="tokens"),
    path("settings/tokens/<slug:digest>/end", views.token_end, name="token_end"),
    # people
    path("portraits/<slug:handle>", views.portrait, name="portrait"),
    path("demo/login/<slug:handle>", views.demo_login, name="demo_login"),
]
