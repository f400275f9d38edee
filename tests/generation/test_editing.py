"""Going on, recutting, putting together: jobs that end in real sealed clips, with lineage, seal and fresh consent."""

import io

import av
import pytest
from django.conf import settings as conf
from django.core.files.storage import default_storage

from accounts.operations import follow
from cameos.models import Asking, Audience, Revocation
from cameos.operations import set_permission
from generation import running
from generation.consent import answer_use, revoke_use
from generation.editing import (
    LONGEST,
    MOST_PARTS,
    Order,
    Span,
    end_without_sources,
    extend_clip,
    recut_clip,
    stitch_clips,
)
from generation.engines.types import ALGORITHMIC, COMPOSITE, TRAINED
from generation.files import name_of
from generation.models import CameoUse, Clip, Job, Source
from generation.operations import JobRefused, request_job
from generation.publishing import withdraw_clip
from generation.rendering import render_job
from provenance.certificates import load_certificates
from provenance.reading import State, read_credentials


def order(author, at, **rest) -> Order:
    return Order(author=author, at=at, **rest)


def codes(refused) -> list[str]:
    return [one.reason.code for one in refused.value.refusals]


def seal_of(clip: Clip):
    with default_storage.open(name_of(clip, "video.mp4")) as file:
        return read_credentials(io.BytesIO(file.read()), load_certificates(conf.SEAL_FOLDER).root)


def frames_of(clip: Clip) -> int:
    with default_storage.open(name_of(clip, "video.mp4")) as file, av.open(file) as film:
        return sum(1 for _frame in film.decode(video=0))


def test_a_recut_is_a_clip_of_its_own(ada, sealed_clip, run_jobs, at):
    source = sealed_clip(ada, title="The beach")
    job = recut_clip(order=order(ada, at), parts=[Span(source, 1.0, 2.0), Span(source, 0.0, 0.75)])
    run_jobs()
    clip = Clip.objects.get(pk=job.pk)
    assert (clip.state, clip.title, clip.engine) == ("DRAFT", "The beach", "cutting table 1")
    assert frames_of(clip) == 24 + 18
    assert clip.seconds == pytest.approx(1.75)
    assert [(line["text"], round(line["start"], 2)) for line in clip.lines] == [
        ("Wait for me!", 0.0), ("Wait for me!", 1.5),
    ]  # fmt: skip
    assert "00:00:01.500 -->" in default_storage.open(name_of(clip, "captions.vtt")).read().decode()
    assert set(clip.files) == {"video.mp4", "poster.webp", "sprites.webp", "captions.vtt"}
    assert clip.remix_of is None
    assert [(s.clip_id, s.start, s.end) for s in clip.job.sources.order_by("place")] == [
        (source.pk, 1.0, 2.0), (source.pk, 0.0, 0.75),
    ]  # fmt: skip


def test_the_seal_of_a_recut_opens_its_parent_once(ada, sealed_clip, run_jobs, at):
    source = sealed_clip(ada)
    job = recut_clip(order=order(ada, at), parts=[Span(source, 0, 0.5), Span(source, 1, 1.5)])
    run_jobs()
    found = seal_of(Clip.objects.get(pk=job.pk))
    assert (found.state, found.source_type) == (State.TRUSTED, ALGORITHMIC)
    assert [(one.title, one.relationship, one.state) for one in found.ingredients] == [
        (f"Clip {source.pk}", "parentOf", State.TRUSTED)
    ]
    assert found.disclosure["system"] == "cutting table"


def test_several_clips_are_put_together_as_components(ada, sealed_clip, run_jobs, at):
    one = sealed_clip(ada, seconds=1.0)
    other = sealed_clip(ada, seconds=1.0, width=320, height=180, source_type=TRAINED, state="DRAFT")
    job = stitch_clips(
        order=order(ada, at, title="Both"), parts=[Span(one), Span(other)], join="dissolve", size="180x320"
    )
    run_jobs()
    clip = Clip.objects.get(pk=job.pk)
    assert frames_of(clip) == 48 - 8
    assert (clip.width, clip.height, clip.title) == (180, 320, "Both")
    found = seal_of(clip)
    assert found.state is State.TRUSTED
    assert found.source_type.endswith("compositeWithTrainedAlgorithmicMedia")
    assert [(i.title, i.relationship, i.state) for i in found.ingredients] == [
        (f"Clip {one.pk}", "componentOf", State.TRUSTED), (f"Clip {other.pk}", "componentOf", State.TRUSTED),
    ]  # fmt: skip


@pytest.mark.slow
def test_the_paper_theatre_goes_on_where_the_clip_ends(ada, sealed_clip, run_jobs, at):
    source = sealed_clip(
        ada, width=360, height=640, seconds=1.0, prompt="A brown dog runs along the beach at sunset"
    )
    job = extend_clip(order=order(ada, at), clip=source, prompt="It jumps", seconds=4)
    assert job.whole_seconds == 5
    run_jobs()
    clip = Clip.objects.get(pk=job.pk)
    assert (frames_of(clip), clip.seconds, clip.remix_of) == (24 * 5, 5.0, source)
    assert (clip.job.understood["set"], clip.job.understood["time"]) == ("beach", "sunset")
    assert clip.job.understood["figures"][0]["lemma"] == "dog"
    assert clip.lines[0]["text"] == "Wait for me!"
    (parent,) = seal_of(clip).ingredients
    assert (parent.title, parent.relationship) == (f"Clip {source.pk}", "parentOf")


def test_an_engine_that_can_not_go_on_refuses_before_the_job(ada, clip_of, at):
    clip = clip_of(ada)  # 90x160, a size no engine has
    with pytest.raises(JobRefused) as refused:
        extend_clip(order=order(ada, at), clip=clip, prompt="It swims", seconds=4)
    assert "EXTEND_UNSUPPORTED" in codes(refused)
    assert not Job.objects.exclude(pk=clip.pk).exists()


@pytest.mark.parametrize(
    ("spans", "code"),
    [
        ([], "CUT_TOO_FEW"),
        ([(0, 1)] * (MOST_PARTS + 1), "CUT_TOO_MANY"),
        ([(0.5, 0.5)], "CUT_OUTSIDE"),
        ([(-1, 0.5)], "CUT_OUTSIDE"),
        ([(0, 1.5)], "CUT_OUTSIDE"),
        ([(0.9, 1.0)], "CUT_TOO_SHORT"),
        ([(float("nan"), 1.0)], "CUT_OUTSIDE"),
    ],
)
def test_parts_that_make_no_sense_are_named(ada, clip_of, at, spans, code):
    clip = clip_of(ada)
    with pytest.raises(JobRefused) as refused:
        recut_clip(order=order(ada, at), parts=[Span(clip, *span) for span in spans])
    assert codes(refused) == [code]
    assert Job.objects.count() == 1


def test_it_may_not_become_longer_than_two_minutes(ada, clip_of, at):
    clip = clip_of(ada)
    Clip.objects.filter(pk=clip.pk).update(seconds=50)
    clip.refresh_from_db()
    with pytest.raises(JobRefused) as refused:
        recut_clip(order=order(ada, at), parts=[Span(clip)] * 3)
    assert codes(refused) == ["CUT_TOO_LONG"]
    assert refused.value.refusals[0].facts["limit"] == str(LONGEST)


def test_one_clip_is_not_put_together(ada, clip_of, at):
    with pytest.raises(JobRefused) as refused:
        stitch_clips(order=order(ada, at), parts=[Span(clip_of(ada))])
    assert codes(refused) == ["CUT_TOO_FEW"]


def test_the_clips_of_others_are_neither_cut_nor_put_together(ada, noor, clip_of, at):
    mine, theirs = clip_of(ada), clip_of(noor)
    for ask in (
        lambda: recut_clip(order=order(ada, at), parts=[Span(theirs)]),
        lambda: stitch_clips(order=order(ada, at), parts=[Span(mine), Span(theirs)]),
    ):
        with pytest.raises(JobRefused) as refused:
            ask()
        assert codes(refused) == ["CUT_NOT_YOURS"]


def test_an_edit_counts_against_the_days_limit(ada, clip_of, settings, at):
    clip = clip_of(ada)
    settings.JOBS_A_DAY = 1
    with pytest.raises(JobRefused) as refused:
        recut_clip(order=order(ada, at), parts=[Span(clip)])
    assert codes(refused) == ["QUOTA_DAY"]


def test_a_likeness_is_used_anew_and_its_owner_told(ada, ben, clip_of, at):
    source = clip_of(ada, cast=[ben])
    before = ben.notifications.filter(kind="LIKENESS_USED").count()
    job = recut_clip(order=order(ada, at), parts=[Span(source, 0, 0.5)])
    use = job.uses.get()
    assert (use.cameo.owner, use.state) == (ben, "APPROVED")
    assert use.receipt != source.uses.get().receipt
    assert ben.notifications.filter(kind="LIKENESS_USED").count() == before + 1


@pytest.mark.parametrize(
    ("audience", "asking", "state", "code"),
    [
        (Audience.EVERYONE, Asking.FREELY, "APPROVED", None),
        (Audience.EVERYONE, Asking.BEFORE_RENDER, "ASKED", None),
        (Audience.EVERYONE, Asking.BEFORE_PUBLISH, "ASKED", None),
        (Audience.MUTUALS, Asking.FREELY, None, "LIKENESS_NOT_ALLOWED"),
        (Audience.APPROVED, Asking.FREELY, None, "LIKENESS_NOT_ALLOWED"),
        (Audience.ME, Asking.FREELY, None, "LIKENESS_NOT_ALLOWED"),
    ],
)
@pytest.mark.parametrize("kind", ["recut", "stitch", "extend"])
def test_consent_is_decided_for_the_one_who_asks_now(
    ada, ben, clip_of, at, kind, audience, asking, state, code
):
    source = clip_of(ada, cast=[ben])
    Clip.objects.filter(pk=source.pk).update(width=360, height=640)
    source.refresh_from_db()
    set_permission(cameo=ben.cameos.get(), at=at, audience=audience, asking=asking)

    def ask() -> Job:
        if kind == "extend":
            return extend_clip(order=order(ada, at), clip=source, prompt="He swims", seconds=4)
        if kind == "stitch":
            return stitch_clips(order=order(ada, at), parts=[Span(source), Span(source)])
        return recut_clip(order=order(ada, at), parts=[Span(source)])

    if code:
        with pytest.raises(JobRefused) as refused:
            ask()
        assert codes(refused) == [code]
        assert CameoUse.objects.count() == 1
    else:
        job = ask()
        assert job.uses.get().state == state
        assert Job.objects.waiting().filter(pk=job.pk).exists() == (asking != Asking.BEFORE_RENDER)


def test_going_on_from_a_clip_of_another_asks_for_the_new_author(ada, ben, noor, clip_of, at):
    source = clip_of(ada, cast=[ben])
    Clip.objects.filter(pk=source.pk).update(width=360, height=640)
    source.refresh_from_db()
    set_permission(cameo=ben.cameos.get(), at=at, audience=Audience.MUTUALS, asking=Asking.FREELY)
    with pytest.raises(JobRefused) as refused:
        extend_clip(order=order(noor, at), clip=source, prompt="He swims", seconds=4)
    assert codes(refused) == ["LIKENESS_NOT_ALLOWED"]
    follow(who=noor, whom=ben, at=at)
    follow(who=ben, whom=noor, at=at)
    job = extend_clip(order=order(noor, at), clip=source, prompt="He swims", seconds=4)
    assert (job.uses.get().cameo.owner, job.remix_of, job.author) == (ben, source, noor)


def test_a_category_shut_since_is_asked_of_the_old_words_too(ada, ben, clip_of, at):
    source = clip_of(ada, cast=[ben], prompt='A man says "Vote!"')
    set_permission(
        cameo=ben.cameos.get(), at=at, audience=Audience.EVERYONE, asking=Asking.FREELY,
        categories_off=["SPEECH"],
    )  # fmt: skip
    with pytest.raises(JobRefused) as refused:
        recut_clip(order=order(ada, at), parts=[Span(source)])
    assert set(codes(refused)) == {"LIKENESS_CATEGORY"}


def test_at_most_two_people_go_on(ada, ben, cleo, noor, mutuals, clip_of, at):
    source = clip_of(ada, cast=[ben])
    Clip.objects.filter(pk=source.pk).update(width=360, height=640)
    source.refresh_from_db()
    with pytest.raises(JobRefused) as refused:
        extend_clip(order=order(ada, at), clip=source, prompt="With @cleo and @ada_two", seconds=4)
    assert "LIKENESS_NOT_ALLOWED" in codes(refused)
    mentioned = extend_clip(order=order(ada, at), clip=source, prompt="@ben swims", seconds=4)
    assert mentioned.uses.count() == 1  # named again, used once


def test_a_maker_may_forbid_remixes_of_others_and_not_of_oneself(ada, noor, clip_of, at):
    clip = clip_of(ada)
    Clip.objects.filter(pk=clip.pk).update(forbids_remix=True, width=360, height=640)
    clip.refresh_from_db()
    for ask in (
        lambda who: request_job(author=who, prompt="A cat", at=at, remix_of=clip),
        lambda who: extend_clip(order=order(who, at), clip=clip, prompt="It swims", seconds=4),
    ):
        with pytest.raises(JobRefused) as refused:
            ask(noor)
        assert codes(refused) == ["REMIX_FORBIDDEN"]
        assert ask(ada).remix_of == clip


def test_wishes_of_the_maker_are_inherited(ada, sealed_clip, run_jobs, at):
    ada.hides_prompts = True
    ada.save()
    source = sealed_clip(ada, seconds=1.0)
    assert (source.hides_prompt, source.forbids_remix) == (False, False)
    Clip.objects.filter(pk=source.pk).update(forbids_remix=True)
    job = recut_clip(order=order(ada, at), parts=[Span(source)])
    run_jobs()
    clip = Clip.objects.get(pk=job.pk)
    assert (clip.hides_prompt, clip.forbids_remix) == (True, True)


def test_a_source_withdrawn_while_it_waits_ends_the_job(ada, clip_of, run_jobs, at):
    source = clip_of(ada)
    job = recut_clip(order=order(ada, at), parts=[Span(source)])
    withdraw_clip(clip=source, at=at, reason_code="AUTHOR_DELETED", by=ada)
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("REFUSED", "SOURCE_GONE")
    assert ada.notifications.filter(kind="JOB_FAILED").count() == 1
    run_jobs()
    assert not Clip.objects.filter(pk=job.pk).exists()


@pytest.mark.parametrize("how", ["withdrawn", "use", "all"])
def test_a_source_lost_while_the_edit_renders_leaves_no_clip(ada, ben, sealed_clip, at, how):
    source = sealed_clip(ada, cast=[ben])
    job = recut_clip(order=order(ada, at), parts=[Span(source)])
    claimed = running.claim_next(pool="gpu", at=at)
    assert claimed == job
    if how == "withdrawn":
        withdraw_clip(clip=source, at=at, reason_code="HATE")
    elif how == "use":
        revoke_use(use=source.uses.get(), by=ben, at=at)
    else:
        Revocation.objects.create(cameo=ben.cameos.get(), at=at)
    assert not running.renew(job=claimed, at=at)
    render_job(claimed)
    assert not Clip.objects.filter(pk=job.pk).exists()
    assert not Job.objects.waiting().filter(pk=job.pk).exists()


def test_a_source_lost_at_the_last_moment_leaves_no_clip(ada, sealed_clip, at):
    source = sealed_clip(ada, seconds=1.0)
    recut_clip(order=order(ada, at), parts=[Span(source)])
    job = running.claim_next(pool="gpu", at=at)
    Clip.objects.filter(pk=source.pk).update(state="WITHDRAWN")  # as another worker's commit would show it
    made = running.Finished("x", {}, "", "", 1.0, 24, "", [], {}, {})
    for stage in ("CHECKING", "SEALING"):
        running.enter(job=job, stage=stage, at=at)
    with pytest.raises(running.LostRace):
        running.finish_job(job=job, made=made, at=at)


def test_the_likeness_owner_asked_before_the_render_answers_for_the_edit(ada, ben, sealed_clip, run_jobs, at):
    source = sealed_clip(ada, seconds=1.0, cast=[ben])
    set_permission(cameo=ben.cameos.get(), at=at, audience=Audience.EVERYONE, asking=Asking.BEFORE_RENDER)
    job = recut_clip(order=order(ada, at), parts=[Span(source)])
    run_jobs()
    assert not Clip.objects.filter(pk=job.pk).exists()
    answer_use(use=job.uses.get(), yes=True, by=ben, at=at)
    run_jobs()
    clip = Clip.objects.get(pk=job.pk)
    assert [one.receipt_id for one in seal_of(clip).consents] == [str(job.uses.get().receipt_id)]
    revoke_use(use=job.uses.get(), by=ben, at=at)
    clip.refresh_from_db()
    source.refresh_from_db()
    assert (clip.state, source.state) == ("WITHDRAWN", "PUBLISHED")


def test_a_cut_survives_its_source_and_its_lineage_shows_a_gap(ada, sealed_clip, run_jobs, at):
    source = sealed_clip(ada, seconds=1.0)
    job = recut_clip(order=order(ada, at), parts=[Span(source)])
    run_jobs()
    source.refresh_from_db()
    withdraw_clip(clip=source, at=at, reason_code="AUTHOR_DELETED", by=ada)
    assert Clip.objects.visible_to(ada).filter(pk=job.pk).exists()
    assert Source.objects.filter(job=job).gone().count() == 1


def test_a_film_that_was_changed_since_is_not_cut(ada, sealed_clip, run_jobs, at):
    source = sealed_clip(ada, seconds=1.0)
    name = name_of(source, "video.mp4")
    data = bytearray(default_storage.open(name).read())
    data[-300] ^= 255
    default_storage.delete(name)
    default_storage.save(name, io.BytesIO(bytes(data)))
    job = recut_clip(order=order(ada, at), parts=[Span(source)])
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("FAILED", "SOURCE_GONE")


def test_composite_of_a_likeness_stays_one(ada, sealed_clip, run_jobs, at):
    one, other = sealed_clip(ada, seconds=1.0), sealed_clip(ada, seconds=1.0, source_type=COMPOSITE)
    job = stitch_clips(order=order(ada, at), parts=[Span(one), Span(other)])
    run_jobs()
    assert seal_of(Clip.objects.get(pk=job.pk)).source_type == COMPOSITE


def test_ending_a_use_ends_what_was_cut_from_it_and_still_shows_it(ada, ben, sealed_clip, run_jobs, at):
    source = sealed_clip(ada, seconds=1.0, cast=[ben])
    other = sealed_clip(ada, seconds=1.0)
    shown = recut_clip(order=order(ada, at), parts=[Span(source)])
    without = recut_clip(order=order(ada, at), parts=[Span(other)])
    run_jobs()
    again = recut_clip(order=order(ada, at), parts=[Span(Clip.objects.get(pk=shown.pk))])
    revoke_use(use=source.uses.get(), by=ben, at=at)
    states = {job: Clip.objects.get(pk=job.pk).state for job in (shown, without)}
    assert states == {shown: "WITHDRAWN", without: "DRAFT"}
    again.refresh_from_db()
    assert again.state == "REFUSED"  # it was cut from what was cut from it


def test_the_sweep_ends_what_waits_for_a_source_that_is_gone(ada, ben, clip_of, at):
    source = clip_of(ada)
    job = recut_clip(order=order(ada, at), parts=[Span(source)])
    Clip.objects.filter(pk=source.pk).update(state="WITHDRAWN")  # in bulk, as a big revocation does it
    assert end_without_sources(at=at) == 1
    assert end_without_sources(at=at) == 0
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("REFUSED", "SOURCE_GONE")
