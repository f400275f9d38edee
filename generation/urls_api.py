"""Addresses of media bytes, the public consent status, our API and the Sora-compatible API."""

from django.urls import URLPattern, path
from drf_spectacular.views import SpectacularAPIView

from accounts import api as inbox
from generation import api, compat, docs, media, status

media_urls: list[URLPattern] = [
    path("media/<uuid:clip_id>/<str:rendition>", media.media, name="media"),
    path(".well-known/kulisse/status/<int:number>", status.status, name="status"),
    path(".well-known/jwks.json", status.keys, name="keys"),
]
own_api_urls: list[URLPattern] = [
    # clips
    path("api/v1/clips", api.ClipList.as_view(), name="api_clips"),
    path("api/v1/clips/<uuid:clip_id>", api.ClipDetail.as_view(), name="api_clip"),
    path("api/v1/clips/<uuid:clip_id>/publish", api.ClipPublish.as_view(), name="api_publish"),
    path("api/v1/drafts", api.DraftList.as_view(), name="api_drafts"),
    # jobs
    path("api/v1/jobs", api.JobList.as_view(), name="api_jobs"),
    path("api/v1/jobs/check", api.JobCheck.as_view(), name="api_check"),
    path("api/v1/jobs/<uuid:job_id>", api.JobDetail.as_view(), name="api_job"),
    path("api/v1/jobs/<uuid:job_id>/cancel", api.JobCancel.as_view(), name="api_cancel"),
    path("api/v1/jobs/<uuid:job_id>/retry", api.JobRetry.as_view(), name="api_retry"),
    # uses of one's likeness
    path("api/v1/uses", api.UseList.as_view(), name="api_uses"),
    path("api/v1/uses/<uuid:use_id>", api.UseDetail.as_view(), name="api_use"),
    path("api/v1/uses/answer", api.UseAnswers.as_view(), name="api_answers"),
    path("api/v1/uses/<uuid:use_id>/answer", api.UseAnswer.as_view(), name="api_use_answer"),
    path("api/v1/uses/<uuid:use_id>/revoke", api.UseRevoke.as_view(), name="api_use_revoke"),
    # me and my inbox
    path("api/v1/me", api.Me.as_view(), name="api_me"),
    path("api/v1/notifications", inbox.NotificationList.as_view(), name="api_notifications"),
    path("api/v1/notifications/read", inbox.NotificationRead.as_view(), name="api_notifications_read"),
]
api_urls: list[URLPattern] = [
    *own_api_urls,
    path("api/schema/", SpectacularAPIView.as_view(patterns=own_api_urls), name="schema"),
    path("api/docs/", docs.docs, {"patterns": tuple(own_api_urls)}, name="docs"),
]
compat_urls: list[URLPattern] = [
    path("v1/videos", compat.Videos.as_view(), name="v1_videos"),
    path("v1/videos/edits", compat.NotOffered.as_view(), name="v1_edits"),
    path("v1/videos/extensions", compat.NotOffered.as_view(), name="v1_extensions"),
    path("v1/videos/characters", compat.NotOffered.as_view(), name="v1_characters"),
    path("v1/videos/<str:video_id>", compat.Video.as_view(), name="v1_video"),
    path("v1/videos/<str:video_id>/content", compat.Content.as_view(), name="v1_content"),
    path("v1/videos/<str:video_id>/remix", compat.Remix.as_view(), name="v1_remix"),
    path("v1/<path:rest>", compat.Unknown.as_view(), name="v1_unknown"),
]
