"""Addresses of this app under /api/v1/."""

from django.urls import URLPattern, path

from feed.search.api import Search
from feed.steering import api as steering

own_api_urls: list[URLPattern] = [
    path("api/v1/search", Search.as_view(), name="api_search"),
    # steering
    path("api/v1/steering", steering.SteeringNow.as_view(), name="api_steering"),
    path("api/v1/steering/undo", steering.SteeringUndo.as_view(), name="api_steering_undo"),
    path("api/v1/steering/answer", steering.SteeringAnswer.as_view(), name="api_steering_answer"),
    path("api/v1/moods", steering.Moods.as_view(), name="api_moods"),
    path("api/v1/moods/<int:mood_id>", steering.OneMood.as_view(), name="api_mood"),
    path("api/v1/clips/<uuid:clip_id>/less", steering.ClipLess.as_view(), name="api_clip_less"),
    path("api/v1/less", steering.LessList.as_view(), name="api_less"),
    path("api/v1/less/<int:row_id>", steering.OneLess.as_view(), name="api_less_one"),
]
