"""`request_job`: what it writes, what it refuses, and that a refusal leaves nothing behind."""

from datetime import timedelta

import pytest

from cameos.models import Asking, Audience, Receipt
from cameos.operations import approve_person, block_person, set_permission, take_back
from generation.consent import answer_use, revoke_use
from generation.models import CameoUse, Job
from generation.operations import JobRefused, request_job
from generation.publishing import publish_clip
from generation.running import claim_next


def codes(refused) -> set[str]:
    return {one.reason.code for one in refused.value.refusals}


def refuse(author, prompt, at, **rest) -> set[str]:
    with pytest.raises(JobRefused) as refused:
        request_job(author=author, prompt=prompt, at=at, **rest)
    assert not Job.objects.exists()
    assert not CameoUse.objects.exists()
    assert not Receipt.objects.exists()
    return codes(refused)


BAD_PROMPTS = [
    ("", "PROMPT_EMPTY"),
    ("   \n ", "PROMPT_EMPTY"),
    ("a cat " * 2000, "PROMPT_TOO_LONG"),
    ("🐈🐈🐈", "PROMPT_WITHOUT_WORDS"),
    ("12345 !!!", "PROMPT_WITHOUT_WORDS"),
    ("a cat\x00 sleeps", "PROMPT_CONTROL_CHARACTERS"),
    ("a cat \u202egnihtemos", "PROMPT_CONTROL_CHARACTERS"),
    ("@nobody dances", "LIKENESS_UNKNOWN"),
    ("a naked man", "SEXUAL_CONTENT"),
    ("ein nackter Mann", "SEXUAL_CONTENT"),
]


@pytest.mark.parametrize(("prompt", "code"), BAD_PROMPTS)
def test_bad_prompts_are_refused_with_their_reason(ada, at, prompt, code):
    assert code in refuse(ada, prompt, at)


@pytest.mark.parametrize("prompt", ["כלב רץ על החוף", "كلب يركض على الشاطئ", "Ein Hund rennt 🐕", "犬が走る"])
def test_other_scripts_are_accepted(ada, at, prompt):
    assert request_job(author=ada, prompt=prompt, at=at).prompt == prompt


@pytest.mark.parametrize(
    ("seconds", "size", "code"), [(7, "720x1280", "LENGTH_UNSUPPORTED"), (8, "13x7", "SIZE_UNSUPPORTED")]
)
def test_odd_lengths_and_sizes(ada, at, seconds, size, code):
    assert refuse(ada, "a cat", at, seconds=seconds, size=size) == {code}


def test_two_of_the_same_likeness(ada, ben, at):
    assert refuse(ada, "@ben meets @ben", at) == {"LIKENESS_TWICE"}


def test_a_stranger_may_not_cast_who_approves_people_first(ada, cleo, at):
    assert refuse(ada, "@cleo dances", at) == {"LIKENESS_NOT_ALLOWED"}


def test_all_reasons_are_given_at_once(ada, cleo, at):
    assert refuse(ada, "@cleo meets @nobody", at, seconds=5) == {
        "LIKENESS_NOT_ALLOWED", "LIKENESS_UNKNOWN", "LENGTH_UNSUPPORTED",
    }  # fmt: skip


def test_a_free_use_stands_at_once_and_the_owner_hears_of_it(ada, ben, at):
    job = request_job(author=ada, prompt="@ben rides a bicycle", at=at)
    use = job.uses.get()
    assert (use.state, use.permission.version) == ("APPROVED", 2)
    told = ben.notifications.get()
    assert (told.kind, told.actor, told.url) == ("LIKENESS_USED", ada, use.get_absolute_url())
    assert told.facts["actor"] == "ada"


def test_the_owner_is_not_told_of_their_own_use(ben, at):
    request_job(author=ben, prompt="@ben rides a bicycle", at=at)
    assert not ben.notifications.exists()


def test_an_asked_job_waits_for_the_answer(ada, cleo, at):
    approve_person(cameo=cleo.cameos.get(), person=ada, at=at)
    job = request_job(author=ada, prompt="@cleo dances", at=at)
    assert claim_next(pool="gpu", at=at) is None
    assert cleo.notifications.get().kind == "LIKENESS_ASKED"
    answer_use(use=job.uses.get(), yes=True, by=cleo, at=at)
    assert claim_next(pool="gpu", at=at) == job
    assert ada.notifications.get().kind == "USE_APPROVED"


def test_a_declined_job_is_refused_with_the_reason_and_costs_nothing(ada, cleo, at, settings):
    settings.JOBS_A_DAY = 1
    approve_person(cameo=cleo.cameos.get(), person=ada, at=at)
    job = request_job(author=ada, prompt="@cleo dances", at=at)
    answer_use(use=job.uses.get(), yes=False, by=cleo, at=at)
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("REFUSED", "LIKENESS_DECLINED")
    assert request_job(author=ada, prompt="a cat", at=at)


def test_the_quota_counts_only_what_was_or_will_be_made(ada, at, settings):
    settings.JOBS_A_DAY = 1
    request_job(author=ada, prompt="a cat", at=at)
    with pytest.raises(JobRefused) as refused:
        request_job(author=ada, prompt="a dog", at=at)
    assert codes(refused) == {"QUOTA_DAY"}
    assert request_job(author=ada, prompt="a dog", at=at + timedelta(hours=25))


def test_a_category_switched_off(ada, ben, at):
    cameo = ben.cameos.get()
    set_permission(
        cameo=cameo, at=at, audience=Audience.EVERYONE, asking=Asking.FREELY, categories_off=["ADVERTISING"]
    )
    assert refuse(ada, "@ben in a commercial for shoes", at) == {"LIKENESS_CATEGORY"}
    assert request_job(author=ada, prompt="@ben flies a kite", at=at)


def test_a_blocked_person(ada, ben, at):
    block_person(cameo=ben.cameos.get(), person=ada, at=at)
    assert refuse(ada, "@ben flies a kite", at) == {"LIKENESS_BLOCKED"}


def test_revoking_a_use_stops_its_waiting_job(ada, ben, at):
    job = request_job(author=ada, prompt="@ben flies a kite", at=at)
    revoke_use(use=job.uses.get(), by=ben, at=at)
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("REFUSED", "LIKENESS_REVOKED")
    assert claim_next(pool="gpu", at=at) is None


def test_after_taking_everything_back_new_uses_are_judged_by_the_terms(ada, ben, at):
    take_back(cameo=ben.cameos.get(), at=at)
    job = request_job(author=ada, prompt="@ben flies a kite", at=at + timedelta(seconds=1))
    assert not job.uses.uncovered(published=True).exists()


def test_publishing_twice_asks_the_owner_once_and_their_yes_publishes(ada, ben, clip_of, at):
    set_permission(cameo=ben.cameos.get(), at=at, audience=Audience.EVERYONE, asking=Asking.BEFORE_PUBLISH)
    clip = clip_of(ada, cast=[ben], state="DRAFT")
    clip.uses.update(state="ASKED")
    for _again in range(2):
        publish_clip(clip=clip, by=ada, at=at)
        clip.refresh_from_db()
        assert clip.is_draft
    assert ben.notifications.filter(kind="LIKENESS_ASKED").count() == 1
    answer_use(use=clip.uses.get(), yes=True, by=ben, at=at)
    clip.refresh_from_db()
    assert clip.is_published
