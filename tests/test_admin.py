"""The admin: every model is there to look at, nothing is a way round an operation."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from accounts.models import User
from feed.models import Like
from generation.consent import revoke_use
from generation.models import Job
from generation.operations import request_job
from moderation.operations import decide, file_report

pytestmark = pytest.mark.django_db
OURS = [
    model
    for app in ("accounts", "circles", "cameos", "generation", "comments", "moderation", "feed", "search")
    for model in apps.get_app_config(app).get_models()
]
EDITABLE = {"accounts.user", "accounts.invite"}


def url(model, page, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def boss(db, client_of):
    return client_of(User.objects.create_superuser("boss", password="x"))


@pytest.fixture
def rows(ada, ben, noor, mona, clip_of, at):
    """At least one row of most models."""
    clip = clip_of(ada, cast=[ben])
    file_report(about=clip, reporter=noor, reason_code="SPAM", at=at)
    decide(case=clip.case, by=mona, action="PUBLISH", at=at)
    Like.objects.create(who=noor, clip=clip, created_at=at)
    revoke_use(use=clip_of(ada, cast=[ben]).uses.get(), by=ben, at=at)


def test_every_model_can_be_listed_searched_and_opened(boss, rows, django_assert_max_num_queries):
    for model in OURS:
        with django_assert_max_num_queries(16):
            assert boss.get(url(model, "changelist")).status_code == 200, model
        assert boss.get(url(model, "changelist"), {"q": "ada"}).status_code == 200, model
        row = model.objects.first()
        if row is not None:
            assert boss.get(url(model, "change", row.pk)).status_code == 200, model


def test_lists_show_filter_and_find():
    for model in OURS:
        page = admin.site.get_model_admin(model)
        assert len(page.list_display) > 1 or model is apps.get_model("generation.Preview"), model
        assert page.search_fields or model is apps.get_model("generation.Preview"), model


def test_what_operations_write_nobody_writes_here(boss, rows):
    for model in OURS:
        if model._meta.label_lower in EDITABLE:
            continue
        assert boss.get(url(model, "add")).status_code == 403, model
        row = model.objects.first()
        if row is not None:
            assert boss.post(url(model, "change", row.pk), {"state": "DONE"}).status_code == 403, model
            assert boss.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403, model
            assert model.objects.filter(pk=row.pk).exists(), model
        delete = {"action": "delete_selected", "_selected_action": [getattr(row, "pk", 1)], "post": "yes"}
        boss.post(url(model, "changelist"), delete)
        assert row is None or model.objects.filter(pk=row.pk).exists(), model


def test_others_do_not_come_in(ada, mona, client, client_of):
    for caller in (client, client_of(ada), client_of(mona)):
        assert caller.get(url(Job, "changelist")).status_code == 302


def test_faces_and_leases_are_not_shown(ben, boss, ada, at):
    cameo = ben.cameos.get()
    page = boss.get(url(type(cameo), "change", cameo.pk)).content.decode()
    assert cameo.recordings.get().pieces.get().name not in page
    job = request_job(author=ada, prompt="A dog runs", at=at)
    assert 'field-lease"' not in boss.get(url(Job, "change", job.pk)).content.decode()


def test_jobs_are_cancelled_by_the_operation(boss, ada, at):
    job = request_job(author=ada, prompt="A dog runs", at=at)
    boss.post(url(Job, "changelist"), {"action": "cancel", "_selected_action": [str(job.pk)]})
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("CANCELLED", "CANCELLED")
    assert job.transitions.get().actor.handle == "boss"


def test_clips_are_withdrawn_with_a_reason_and_their_author_is_told(boss, ada, clip_of, client):
    clip = clip_of(ada)
    data = {"action": "withdraw", "_selected_action": [str(clip.pk)]}
    boss.post(url(type(clip), "changelist"), data)
    assert client.get(clip.video_url).status_code == 200
    boss.post(url(type(clip), "changelist"), {**data, "reason": "SPAM"})
    assert client.get(clip.video_url).status_code == 410
    assert ada.notifications.get().facts["reason"] == "SPAM"


def test_staff_without_the_right_see_no_actions(ada, clip_of, client_of):
    from django.contrib.auth.models import Permission

    staff = User.objects.create_user("staff", password="x", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename="view_clip"))
    clip = clip_of(ada)
    data = {"action": "withdraw", "_selected_action": [str(clip.pk)], "reason": "SPAM"}
    caller = client_of(staff)
    assert caller.get(url(type(clip), "changelist")).status_code == 200
    caller.post(url(type(clip), "changelist"), data)
    clip.refresh_from_db()
    assert clip.state == "PUBLISHED"
