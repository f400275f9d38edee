"""Addresses of this app."""

from django.urls import path

from accounts import away, letterbox, views

app_name = "accounts"
urlpatterns = [
    # inbox
    path("inbox", views.inbox, name="inbox"),
    path("inbox/read", views.read, name="read"),
    # settings
    path("settings/", views.settings, name="settings"),
    path("settings/name", views.name, name="name"),
    path("settings/making", views.making, name="making"),
    path("settings/language", views.language, name="language"),
    # keeping away
    path("settings/away", away.away, name="away"),
    path("settings/likes", away.likes, name="likes"),
    path("settings/away/mute", away.mute_words, name="mute_words"),
    path("settings/away/<int:mute_id>/end", away.unmute, name="unmute"),
    path("@<slug:handle>/block", away.block, name="block"),
    path("@<slug:handle>/mute", away.mute, name="mute"),
    # how to be told
    path("settings/telling", letterbox.telling, name="telling"),
    path("settings/devices", letterbox.device_add, name="device_add"),
    path("settings/devices/<int:device_id>/end", letterbox.device_end, name="device_end"),
    path("letters/stop/<str:token>", letterbox.letters_stop, name="letters_stop"),
    path("letters/confirm/<str:token>", letterbox.letters_confirm, name="letters_confirm"),
    path("sw.js", letterbox.service_worker, name="service_worker"),
    # tokens
    path("settings/tokens", views.tokens, name="tokens"),
    path("settings/tokens/<slug:digest>/end", views.token_end, name="token_end"),
    # people
    path("portraits/<slug:handle>", views.portrait, name="portrait"),
    path("demo/login/<slug:handle>", views.demo_login, name="demo_login"),
]
