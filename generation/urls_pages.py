"""Addresses of the pages people make clips on, and of the likeness owner's room."""

from django.urls import URLPattern, path

from generation import answers, batch_pages, receipt_pages, room, sheet, terms, views
from generation.ending import end_many
from generation.figures_from_clips import new_thing

page_urls: list[URLPattern] = [
    path("create", views.create, name="create"),
    path("create/check", views.check_prompt, name="check"),
    path("create/people", sheet.people, name="people"),
    # many from a list
    path("create/batch", batch_pages.batch_new, name="batch_new"),
    path("create/batch/<uuid:batch_id>", batch_pages.batch, name="batch"),
    path("create/batch/<uuid:batch_id>/cancel", batch_pages.batch_cancel, name="batch_cancel"),
    path("create/batch/<uuid:batch_id>/retry", batch_pages.batch_retry, name="batch_retry"),
    path("create/batch/<uuid:batch_id>/results.<str:form>", batch_pages.batch_results, name="batch_results"),
    # a job
    path("jobs/<uuid:job_id>", views.job, name="job"),
    path("jobs/<uuid:job_id>/cancel", views.cancel, name="cancel"),
    path("jobs/<uuid:job_id>/retry", views.retry, name="retry"),
    path("jobs/<uuid:job_id>/preview.webp", views.preview, name="preview"),
    # a draft
    path("c/<uuid:clip_id>/publish", views.publish, name="publish"),
    path("c/<uuid:clip_id>/delete", views.delete, name="delete"),
    # receipts
    path("receipts/verify", receipt_pages.verify, name="verify_receipts"),
    path("receipts/<uuid:receipt_id>", receipt_pages.receipt, name="receipt"),
    path("receipts/<uuid:receipt_id>.json", receipt_pages.receipt_json, name="receipt_json"),
    path("cameos/receipts.json", receipt_pages.export, name="export_receipts"),
    path("c/<uuid:clip_id>/thing", new_thing, name="new_thing"),
    # a use of a likeness
    path("cameos/", room.rooms, name="rooms"),
    path("cameos/uses/<uuid:use_id>", room.use, name="use"),
    path("cameos/<uuid:cameo_id>/permission", terms.permission, name="permission"),
    path("cameos/<uuid:cameo_id>/end", end_many, name="end_many"),
    path("cameos/answers", answers.answers, name="answers"),
    path("cameos/uses/<uuid:use_id>/answer", room.use_answer, name="use_answer"),
    path("cameos/uses/<uuid:use_id>/revoke", room.use_revoke, name="use_revoke"),
]
