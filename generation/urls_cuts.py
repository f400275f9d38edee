"""Addresses of the drafts, and of the pages on which something is made of clips."""

from django.urls import URLPattern, path

from generation import cutting_room, drafts

cut_urls: list[URLPattern] = [
    # drafts
    path("drafts", drafts.drafts, name="drafts"),
    path("drafts/move", drafts.move, name="drafts_move"),
    path("drafts/delete", drafts.delete, name="drafts_delete"),
    path("drafts/compare", drafts.compare, name="compare"),
    path("drafts/chosen/compare", drafts.chosen, {"what": "compare"}, name="chosen_compare"),
    path("drafts/chosen/stitch", drafts.chosen, {"what": "stitch"}, name="chosen_stitch"),
    path("drafts/folders", drafts.folder_make, name="folder_make"),
    path("drafts/folders/<int:folder_id>/rename", drafts.folder_rename, name="folder_rename"),
    path("drafts/folders/<int:folder_id>/delete", drafts.folder_delete, name="folder_delete"),
    path("jobs/<uuid:job_id>/forget", drafts.job_forget, name="job_forget"),
    # something made of clips
    path("c/<uuid:clip_id>/extend", cutting_room.extend, name="extend"),
    path("c/<uuid:clip_id>/recut", cutting_room.recut, name="recut"),
    path("c/<uuid:clip_id>/wishes", cutting_room.wishes, name="wishes"),
    path("stitch", cutting_room.stitch, name="stitch"),
]
