"""Addresses of this app."""

from django.urls import URLPattern, path

from moderation import api, circle_pages, dossier, people_pages, talk_pages, views

app_name = "moderation"
own_api_urls: list[URLPattern] = [
    path("api/v1/clips/<uuid:clip_id>/report", api.ClipReport.as_view(), name="api_report"),
    path("api/v1/comments/<int:comment_id>/report", api.CommentReport.as_view(), name="api_report_comment"),
    path("api/v1/circles/<uuid:circle_id>/report", api.CircleReport.as_view(), name="api_report_circle"),
    path("api/v1/people/<slug:handle>/report", api.PersonReport.as_view(), name="api_report_person"),
    path("api/v1/reports", api.OwnReports.as_view(), name="api_reports"),
]
urlpatterns = [
    path("c/<uuid:clip_id>/report", views.report, name="report"),
    path("settings/reports", views.reports, name="reports"),
    # the desk
    path("moderation/", views.desk, name="desk"),
    path("moderation/decided", views.decided, name="decided"),
    path("moderation/clips/<uuid:clip_id>/take-up", views.take_up, name="take_up"),
    # a recording of a likeness
    path("moderation/recordings/<uuid:recording_id>/take-up", dossier.take_up, name="take_up_recording"),
    path("moderation/enrolments/<int:case_id>", dossier.enrolment, name="enrolment"),
    path("moderation/enrolments/<int:case_id>/claim", dossier.claim_enrolment, name="claim_enrolment"),
    path("moderation/enrolments/<int:case_id>/decide", dossier.decide_enrolment, name="decide_enrolment"),
    path("moderation/enrolments/<int:case_id>/<slug:kind>", dossier.piece, name="piece"),
    # a comment
    path("comments/<int:comment_id>/report", talk_pages.report_comment, name="report_comment"),
    path("moderation/comments/<int:case_id>", talk_pages.talk_case, name="talk_case"),
    path("moderation/comments/<int:case_id>/claim", talk_pages.claim_talk, name="claim_talk"),
    path("moderation/comments/<int:case_id>/decide", talk_pages.decide_talk, name="decide_talk"),
    # a circle
    path("circles/<uuid:circle_id>/report", circle_pages.report_circle, name="report_circle"),
    path("moderation/circles/<int:case_id>", circle_pages.circle_case, name="circle_case"),
    path("moderation/circles/<int:case_id>/claim", circle_pages.claim_circle, name="claim_circle"),
    path("moderation/circles/<int:case_id>/decide", circle_pages.decide_circle, name="decide_circle"),
    # a person
    path("@<slug:handle>/report", people_pages.report_person, name="report_person"),
    path("moderation/people/<int:case_id>", people_pages.person_case, name="person_case"),
    path("moderation/people/<int:case_id>/claim", people_pages.claim_person, name="claim_person"),
    path("moderation/people/<int:case_id>/decide", people_pages.decide_person, name="decide_person"),
    # a case
    path("moderation/<int:case_id>", views.case, name="case"),
    path("moderation/<int:case_id>/claim", views.claim, name="claim"),
    path("moderation/<int:case_id>/decide", views.decide, name="decide"),
    *own_api_urls,
]
