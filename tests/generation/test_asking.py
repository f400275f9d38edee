"""Questions to likeness owners: the deadline, silence, many at once, one tap from the inbox; and terms that changed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from cameos.operations import approve_person, block_person, set_permission
from generation import jobs
from generation.asking import answer_many, decline_silent
from generation.consent import answer_use
from generation.editing import Order, Span, recut_clip
from generation.judging import may_start
from generation.limits import used_today
from generation.models import CameoUse, Clip, Job
from generation.operations import JobRefused, request_job
from generation.publishing import publish_clip
from generation.running import claim_next

EVERYONE = {"audience": "EVERYONE"}


@pytest.fixture
def ask(ada, cleo, at):
    approve_person(cameo=cleo.cameos.get(), person=ada, at=at)
    return lambda prompt="@cleo dances": request_job(author=ada, prompt=prompt, at=at).uses.get()


def codes(refused) -> list[str]:
    return [one.reason.code for one in refused.value.refusals]


# ---------------------------------------------------------------- deadline and silence


def test_both_are_told_until_when(ada, cleo, ask, client_of, settings, at):
    use = ask()
    assert use.answer_by == at + timedelta(days=settings.ANSWER_DAYS)
    for page in (
        client_of(cleo).get("/cameos/"),
        client_of(cleo).get(use.get_absolute_url()),
        client_of(cleo).get("/inbox"),
        client_of(ada).get(use.job.get_absolute_url()),
    ):
        assert "silence means no" in page.content.decode()


def test_silence_is_a_no_and_costs_nothing(ada, cleo, ask, at):
    use = ask()
    assert decline_silent(at=use.answer_by - timedelta(seconds=1)) == 0
    assert decline_silent(at=use.answer_by) == 1
    use.refresh_from_db()
    assert (use.state, use.job.state, use.job.error_code) == ("DECLINED", "REFUSED", "LIKENESS_NO_ANSWER")
    assert used_today(ada, at).count() == 0
    told = ada.notifications.get(kind="USE_DECLINED")
    assert told.facts["code"] == "LIKENESS_NO_ANSWER"
    assert decline_silent(at=use.answer_by) == 0


def test_the_sweep_counts_the_silence(ada, cleo, ask, at):
    use = ask()
    CameoUse.objects.update(answer_by=at)
    jobs.sweep()
    use.refresh_from_db()
    assert use.state == "DECLINED"


def test_asked_before_publishing_the_time_runs_from_the_question(ada, ben, clip_of, settings, at):
    set_permission(cameo=ben.cameos.get(), at=at, **EVERYONE, asking="BEFORE_PUBLISH")
    clip = clip_of(ada, cast=[ben], state="DRAFT")
    CameoUse.objects.update(state="ASKED")
    assert clip.uses.get().answer_by is None
    later = at + timedelta(days=3)
    publish_clip(clip=clip, by=ada, at=later)
    assert clip.uses.get().answer_by == later + timedelta(days=settings.ANSWER_DAYS)
    decline_silent(at=clip.uses.get().answer_by)
    clip.refresh_from_db()
    assert (clip.state, clip.withdrawn_for) == ("WITHDRAWN", "LIKENESS_NO_ANSWER")
    assert used_today(ada, at).count() == 0


# ---------------------------------------------------------------- one tap


def test_the_question_in_the_inbox_holds_the_whole_prompt_until_it_is_answered(ada, cleo, ask, client_of):
    use = ask("@cleo dances " + "and dances on " * 40)
    page = client_of(cleo).get("/inbox").content.decode()
    assert use.job.prompt in page
    address = reverse("generation:use_answer", args=[use.pk])
    assert f'action="{address}"' in page
    answer = client_of(cleo).post(address, {"yes": "1", "next": "/inbox"})
    assert answer["Location"] == "/inbox"
    page = client_of(cleo).get("/inbox").content.decode()
    assert "You said yes." in page
    assert address not in page
    assert len(cleo.notifications.get(kind="LIKENESS_ASKED").facts["prompt"]) == 140


def test_the_way_back_never_leads_elsewhere(cleo, ask, client_of):
    use = ask()
    address = reverse("generation:use_answer", args=[use.pk])
    answer = client_of(cleo).post(address, {"yes": "0", "next": "https://elsewhere.example/"})
    assert answer["Location"] == use.get_absolute_url()


# ---------------------------------------------------------------- many at once


def test_those_marked_are_answered(cleo, ask, client_of):
    first, second, third = ask("@cleo dances"), ask("@cleo sings"), ask("@cleo runs")
    page = client_of(cleo).get("/cameos/").content.decode()
    assert page.count('form="answers"') == 3
    client_of(cleo).post(reverse("generation:answers"), {"yes": "1", "use": [first.pk, second.pk, "junk"]})
    assert (
        list(CameoUse.objects.order_by("asked_at", "pk").values_list("state", flat=True)).count("APPROVED")
        == 2
    )
    third.refresh_from_db()
    assert third.state == "ASKED"


def test_all_by_one_person_are_answered(ada, noor, cleo, ask, client_of, at):
    approve_person(cameo=cleo.cameos.get(), person=noor, at=at)
    ask(), ask("@cleo sings")
    other = request_job(author=noor, prompt="@cleo waves", at=at).uses.get()
    client_of(cleo).post(reverse("generation:answers"), {"yes": "0", "person": "@ada"})
    assert CameoUse.objects.filter(state="DECLINED", job__author=ada).count() == 2
    other.refresh_from_db()
    assert other.state == "ASKED"


def test_nobody_answers_for_somebody_else(ada, ben, noor, ask, client_of, at):
    use = ask()
    for person in (ada, ben, noor):
        page = client_of(person).post(
            reverse("generation:answers"), {"yes": "1", "use": use.pk, "person": ""}, follow=True
        )
        assert "No open question was marked." in page.content.decode()
        assert answer_many(owner=person, yes=True, at=at, person=ada) == 0
    use.refresh_from_db()
    assert use.state == "ASKED"
    assert client_of(ben).get(reverse("generation:answers")).status_code == 405


def test_many_over_the_api(ada, cleo, ben, ask, api_of):
    first, second = ask(), ask("@cleo sings")
    url, call = "/api/v1/uses/answer", api_of(cleo)
    assert call.post(url, {"yes": True, "uses": [str(first.pk)]}, format="json").json() == {"answered": 1}
    assert call.post(url, {"yes": False, "author": "ada"}, format="json").json() == {"answered": 1}
    assert call.post(url, {"yes": False, "author": "ada"}, format="json").json() == {"answered": 0}
    for wrong in ({"yes": True}, {"uses": [str(second.pk)]}, {"yes": True, "author": "nobody"}):
        assert call.post(url, wrong, format="json").status_code == 400
    assert api_of(ben).post(url, {"yes": True, "author": "ada"}, format="json").json() == {"answered": 0}
    assert api_of(None).post(url, {"yes": True, "author": "ada"}, format="json").status_code == 401


# ---------------------------------------------------------------- terms that changed since


@pytest.fixture
def waiting(ada, ben, at) -> Job:
    return request_job(author=ada, prompt="@ben drinks a beer", at=at)


@pytest.mark.parametrize(
    ("narrowed", "code"),
    [
        ({"audience": "ME"}, "LIKENESS_NOT_ALLOWED"),
        ({**EVERYONE, "categories_off": ["INTOXICANTS"]}, "LIKENESS_CATEGORY"),
        ({**EVERYONE, "restrictions": "kein Bier"}, "LIKENESS_RESTRICTION"),
    ],
)
def test_a_waiting_job_is_refused_at_the_claim(ada, ben, waiting, narrowed, code, at):
    set_permission(cameo=ben.cameos.get(), at=at, asking="FREELY", **narrowed)
    assert claim_next(pool="gpu", at=now()) is None
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error_code) == ("REFUSED", code)
    assert ada.notifications.filter(kind="JOB_FAILED").count() == 1
    assert used_today(ada, at).count() == 0


def test_a_block_counts_at_the_claim(ada, ben, waiting, at):
    block_person(cameo=ben.cameos.get(), person=ada, at=at)
    assert claim_next(pool="gpu", at=now()) is None
    waiting.refresh_from_db()
    assert waiting.error_code == "LIKENESS_BLOCKED"


def test_who_wants_to_be_asked_by_now_is_asked_at_the_claim(ada, ben, waiting, at):
    set_permission(cameo=ben.cameos.get(), at=at, **EVERYONE, asking="BEFORE_RENDER")
    assert claim_next(pool="gpu", at=now()) is None
    use = waiting.uses.get()
    assert (use.state, use.ask_stage) == ("ASKED", "BEFORE_RENDER")
    assert use.answer_by
    assert ben.notifications.filter(kind="LIKENESS_ASKED").count() == 1
    answer_use(use=use, yes=True, by=ben, at=now())
    assert claim_next(pool="gpu", at=now()) == waiting


@pytest.mark.parametrize("narrowed", [{"audience": "ME"}, {**EVERYONE, "restrictions": "no dogs"}])
def test_a_draft_is_not_published_against_the_terms_in_force(ada, ben, clip_of, client_of, narrowed, at):
    clip = clip_of(ada, cast=[ben], state="DRAFT")
    public = clip_of(ada, cast=[ben])
    set_permission(cameo=ben.cameos.get(), at=at, asking="FREELY", **narrowed)
    with pytest.raises(JobRefused) as refused:
        publish_clip(clip=clip, by=ada, at=now())
    assert codes(refused)[0] in ("LIKENESS_NOT_ALLOWED", "LIKENESS_RESTRICTION")
    client_of(ada).post(reverse("generation:publish", args=[clip.pk]))
    assert set(Clip.objects.visible_to(ada)) == {clip, public}
    assert Clip.objects.get(pk=clip.pk).state == "DRAFT"


def test_a_draft_made_freely_is_asked_about_when_the_terms_say_so_now(ada, ben, clip_of, at):
    clip = clip_of(ada, cast=[ben], state="DRAFT")
    set_permission(cameo=ben.cameos.get(), at=at, **EVERYONE, asking="BEFORE_PUBLISH")
    publish_clip(clip=clip, by=ada, at=now())
    clip.refresh_from_db()
    assert (clip.state, clip.uses.get().state) == ("DRAFT", "ASKED")
    answer_use(use=clip.uses.get(), yes=True, by=ben, at=now())
    clip.refresh_from_db()
    assert clip.state == "PUBLISHED"


def test_words_only_a_person_can_judge_are_asked_about_before_publishing(ada, ben, at):
    set_permission(
        cameo=ben.cameos.get(), at=at, **EVERYONE, asking="FREELY", restrictions="never near my old school"
    )
    use = request_job(author=ada, prompt="@ben walks", at=at).uses.get()
    assert (use.state, use.ask_stage) == ("ASKED", "BEFORE_PUBLISH")
    set_permission(
        cameo=ben.cameos.get(), at=at, **EVERYONE, asking="FREELY",
        restrictions="never near my old school", ask_when_unsure=False,
    )  # fmt: skip
    assert request_job(author=ada, prompt="@ben walks", at=at).uses.get().state == "APPROVED"


def test_a_yes_given_since_outweighs_the_terms(ada, cleo, ask, at):
    use = ask("@cleo with a dog")
    set_permission(
        cameo=cleo.cameos.get(), at=at, audience="APPROVED", asking="BEFORE_RENDER", restrictions="no dogs"
    )
    answer_use(use=use, yes=True, by=cleo, at=now())
    assert claim_next(pool="gpu", at=now()) == use.job


def test_owners_may_always_show_themselves(ben, clip_of, at):
    clip = clip_of(ben, cast=[ben], state="DRAFT")
    set_permission(
        cameo=ben.cameos.get(), at=at, audience="ME", restrictions="no dogs", categories_off=["ROMANCE"]
    )
    publish_clip(clip=clip, by=ben, at=now())
    clip.refresh_from_db()
    assert clip.state == "PUBLISHED"


def test_what_is_cut_from_a_clip_is_held_against_the_words_of_that_clip(ada, ben, clip_of, at):
    source = clip_of(ada, cast=[ben], prompt="A dog on the beach")
    job = recut_clip(order=Order(author=ada, at=at), parts=[Span(source, 0.0, 0.5)])
    set_permission(cameo=ben.cameos.get(), at=at, **EVERYONE, asking="FREELY", restrictions="no dogs")
    assert not may_start(job=job, at=now())
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("REFUSED", "LIKENESS_RESTRICTION")
