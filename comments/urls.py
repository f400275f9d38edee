"""Addresses of this app: pages, and what programs ask under /api/v1/."""

from django.urls import URLPattern, path

from comments import api, views

app_name = "comments"
own_api_urls: list[URLPattern] = [
    path("api/v1/clips/<uuid:clip_id>/comments", api.Comments.as_view(), name="api_comments"),
    path("api/v1/clips/<uuid:clip_id>/comments/rules", api.CommentRules.as_view(), name="api_comment_rules"),
    path("api/v1/comments/<int:comment_id>", api.CommentDetail.as_view(), name="api_comment"),
    path("api/v1/comments/<int:comment_id>/heart", api.CommentHeart.as_view(), name="api_heart"),
    path("api/v1/comments/<int:comment_id>/pin", api.CommentPin.as_view(), name="api_pin"),
    path("api/v1/comments/<int:comment_id>/show", api.CommentShow.as_view(), name="api_show"),
]
urlpatterns = [
    path("c/<uuid:clip_id>/comments", views.comments, name="comments"),
    path("c/<uuid:clip_id>/comments/write", views.write, name="write"),
    path("c/<uuid:clip_id>/comments/rules", views.rules, name="rules"),
    path("comments/<int:comment_id>/heart", views.heart, name="heart"),
    path("comments/<int:comment_id>/delete", views.delete, name="delete"),
    path("comments/<int:comment_id>/pin", views.pin, name="pin"),
    path("comments/<int:comment_id>/show", views.show, name="show"),
    *own_api_urls,
]
