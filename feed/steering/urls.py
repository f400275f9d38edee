"""Addresses of steering, of "less of this", and of how somebody wants to watch."""

from django.urls import URLPattern, path

from feed.steering import limits, views

steering_urls: list[URLPattern] = [
    path("feed/steer", views.steer, name="steer"),
    path("feed/steer/correct", views.correct, name="steer_correct"),
    path("feed/steer/answer", views.answer, name="steer_answer"),
    path("feed/steer/undo", views.undo, name="steer_undo"),
    path("feed/steer/off", views.off, name="steer_off"),
    path("feed/steer/keep", views.keep, name="steer_keep"),
    path("feed/moods/<int:mood_id>/switch", views.switch, name="mood_switch"),
    path("feed/moods/<int:mood_id>/forget", views.forget, name="mood_forget"),
    # less of this
    path("c/<uuid:clip_id>/less", views.less, name="less"),
    path("feed/less/<int:row_id>/undo", views.less_undo, name="less_undo"),
    # how I watch
    path("settings/watching", limits.watching, name="watching"),
    path("settings/watching/longer", limits.longer, name="watch_longer"),
    path("settings/watching/birth", limits.birth, name="watching_birth"),
    path("settings/watching/guardian", limits.guardian_ask, name="guardian_ask"),
    path("settings/watching/of/<slug:handle>", limits.guardian_set, name="guardian_set"),
    path("settings/watching/of/<slug:handle>/end", limits.guardian_end, name="guardian_end"),
]
