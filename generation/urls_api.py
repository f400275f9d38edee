"""Addresses of media bytes, the public consent status, our API and the Sora-compatible API."""

from django.urls import URLPattern, path

from accounts import api as inbox
from cameos import api as likenesses
from generation import (
    api,
    api_cuts,
    api_terms,
    api_wishes,
    batch_api,
    compat,
    compat_cuts,
    media,
    status,
)
from generation.compat_characters import Character, Characters
from generation.ending import UsesRevoke

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
    path("api/v1/clips/<uuid:clip_id>/wishes", api_cuts.ClipWishes.as_view(), name="api_wishes"),
    path("api/v1/clips/<uuid:clip_id>/remix", api_cuts.ClipRemix.as_view(), name="api_remix"),
    path("api/v1/clips/<uuid:clip_id>/extend", api_cuts.ClipExtend.as_view(), name="api_extend"),
    path("api/v1/clips/<uuid:clip_id>/recut", api_cuts.ClipRecut.as_view(), name="api_recut"),
    path("api/v1/stitches", api_cuts.Stitches.as_view(), name="api_stitches"),
    path("api/v1/drafts", api_cuts.DraftList.as_view(), name="api_drafts"),
    path("api/v1/drafts/move", api_cuts.DraftsMove.as_view(), name="api_drafts_move"),
    path("api/v1/folders", api_cuts.Folders.as_view(), name="api_folders"),
    path("api/v1/folders/<int:folder_id>", api_cuts.FolderDetail.as_view(), name="api_folder"),
    # jobs, and what they can be asked for
    path("api/v1/engines", api_wishes.Engines.as_view(), name="api_engines"),
    path("api/v1/pictures", api_wishes.Pictures.as_view(), name="api_pictures"),
    path("api/v1/jobs", api.JobList.as_view(), name="api_jobs"),
    path("api/v1/jobs/check", api.JobCheck.as_view(), name="api_check"),
    path("api/v1/jobs/<uuid:job_id>", api.JobDetail.as_view(), name="api_job"),
    path("api/v1/jobs/<uuid:job_id>/cancel", api.JobCancel.as_view(), name="api_cancel"),
    path("api/v1/jobs/<uuid:job_id>/retry", api.JobRetry.as_view(), name="api_retry"),
    # many from a list
    path("api/v1/batches", batch_api.BatchList.as_view(), name="api_batches"),
    path("api/v1/batches/check", batch_api.BatchCheck.as_view(), name="api_batch_check"),
    path("api/v1/batches/<uuid:batch_id>", batch_api.BatchDetail.as_view(), name="api_batch"),
    path(
        "api/v1/batches/<uuid:batch_id>/results.csv",
        batch_api.BatchResults.as_view(),
        name="api_batch_results",
    ),
    path("api/v1/batches/<uuid:batch_id>/cancel", batch_api.BatchCancel.as_view(), name="api_batch_cancel"),
    path("api/v1/batches/<uuid:batch_id>/retry", batch_api.BatchRetry.as_view(), name="api_batch_retry"),
    # uses of one's likeness
    path("api/v1/uses", api.UseList.as_view(), name="api_uses"),
    path("api/v1/uses/revoke", UsesRevoke.as_view(), name="api_uses_revoke"),
    path("api/v1/uses/<uuid:use_id>", api.UseDetail.as_view(), name="api_use"),
    path("api/v1/uses/answer", api.UseAnswers.as_view(), name="api_answers"),
    path("api/v1/uses/<uuid:use_id>/answer", api.UseAnswer.as_view(), name="api_use_answer"),
    path("api/v1/uses/<uuid:use_id>/revoke", api.UseRevoke.as_view(), name="api_use_revoke"),
    # likenesses and their terms
    path("api/v1/cameos", api_terms.CameoList.as_view(), name="api_cameos"),
    path("api/v1/cameos/<uuid:cameo_id>/terms", api_terms.CameoTerms.as_view(), name="api_terms"),
    path(
        "api/v1/cameos/<uuid:cameo_id>/terms/preview",
        api_terms.CameoTermsPreview.as_view(),
        name="api_terms_preview",
    ),
    path("api/v1/receipts", api_terms.ReceiptExport.as_view(), name="api_receipts"),
    path("api/v1/cameos/<uuid:cameo_id>", likenesses.CameoDetail.as_view(), name="api_cameo"),
    # me and my inbox
    path("api/v1/me", api.Me.as_view(), name="api_me"),
    path("api/v1/notifications", inbox.NotificationList.as_view(), name="api_notifications"),
    path("api/v1/notifications/read", inbox.NotificationRead.as_view(), name="api_notifications_read"),
]
compat_urls: list[URLPattern] = [
    path("v1/videos", compat.Videos.as_view(), name="v1_videos"),
    path("v1/videos/edits", compat_cuts.Edits.as_view(), name="v1_edits"),
    path("v1/videos/extensions", compat_cuts.Extensions.as_view(), name="v1_extensions"),
    path("v1/videos/characters", Characters.as_view(), name="v1_characters"),
    path("v1/videos/characters/<str:character_id>", Character.as_view(), name="v1_character"),
    path("v1/videos/<str:video_id>", compat.Video.as_view(), name="v1_video"),
    path("v1/videos/<str:video_id>/content", compat.Content.as_view(), name="v1_content"),
    path("v1/videos/<str:video_id>/remix", compat.Remix.as_view(), name="v1_remix"),
    path("v1/<path:rest>", compat.Unknown.as_view(), name="v1_unknown"),
]
