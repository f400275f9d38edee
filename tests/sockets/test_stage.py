"""/ws/stage over a real connection: numbers of the clips on screen, what is gone, who has just published."""

import json
import uuid

import pytest
from django.utils.timezone import now

from accounts.blocking import block, mute_word
from accounts.operations import follow
from comments.operations import set_rules, show, write_comment
from feed.operations import like
from generation.consent import revoke_use
from generation.models import Clip
from generation.publishing import go_public
from tests.sockets.conftest import close_code, heard


def watch(socket, *clips) -> None:
    socket.send(json.dumps({"clips": [str(getattr(clip, "pk", clip)) for clip in clips]}))


@pytest.fixture
def watching(opened):
    """An open socket of somebody who has these clips before them, and has heard how things are."""

    def begin(user, *clips):
        socket = opened("/ws/stage", user)
        assert heard(socket) == {"type": "ready"}
        watch(socket, *clips)
        return socket, [heard(socket) for _clip in clips]

    return begin


def test_numbers_come_at_once_and_when_they_change(watching, ada, noor, clip_of):
    clip = clip_of(ada)
    socket, [told] = watching(noor, clip)
    assert (told["type"], told["clip"], told["counts"]["likes"]) == ("counts", str(clip.pk), [0, "0"])
    like(who=noor, clip=clip, at=now())
    assert heard(socket)["counts"]["likes"] == [1, "1"]


def test_what_others_write_is_told_to_whom_it_is_for(watching, ada, ben, noor, mona, clip_of, at):
    clip = clip_of(ada)
    block(who=mona, whom=ben, at=at)
    mute_word(who=mona, word="rain", at=at)
    reader, _told = watching(noor, clip)
    blocking, _told = watching(mona, clip)
    by_ben = write_comment(clip=clip, author=ben, text="Lovely kites", at=at)
    rain = write_comment(clip=clip, author=ada, text="Rain on a tin roof", at=at)
    write_comment(clip=clip, author=noor, text="My own words", at=at)
    last = write_comment(clip=clip, author=ada, text="The last one", at=at)
    assert told_of(reader, last) == [by_ben.pk, rain.pk, last.pk], "one knows one's own"
    blocked = told_of(blocking, last)
    assert by_ben.pk not in blocked
    assert rain.pk not in blocked


def told_of(socket, last) -> list[int]:
    """All comments that were told of, up to this one."""
    found: list[int] = []
    while last.pk not in found:
        news = heard(socket)
        found += news["ids"] if news["type"] == "comments" else []
    return found


def test_what_waits_for_its_maker_is_told_to_them_alone_until_they_show_it(
    watching, ada, noor, mona, clip_of, at
):
    clip = clip_of(ada)
    set_rules(clip=clip, who="EVERYONE", holds=True)
    maker, _told = watching(ada, clip)
    reader, _told = watching(mona, clip)
    held = write_comment(clip=clip, author=noor, text="Is this here?", at=at)
    assert told_of(maker, held) == [held.pk]
    like(who=noor, clip=clip, at=at)
    while (news := heard(reader))["type"] != "counts" or news["counts"]["likes"][0] < 1:
        assert news["type"] != "comments"
    show(comment=held, at=at)
    assert told_of(reader, held) == [held.pk], "now it is for everybody"


def test_only_what_is_on_screen_is_told(watching, ada, noor, clip_of):
    before, now_on = clip_of(ada, "Before"), clip_of(ada, "Now")
    socket, _told = watching(noor, before)
    watch(socket, now_on)
    assert heard(socket)["clip"] == str(now_on.pk)
    like(who=noor, clip=before, at=now())
    like(who=noor, clip=now_on, at=now())
    assert heard(socket)["clip"] == str(now_on.pk)


def test_a_remix_counts_when_it_is_published(watching, ada, noor, clip_of):
    parent = clip_of(ada)
    remix = clip_of(noor, state="DRAFT")
    Clip.objects.filter(pk=remix.pk).update(remix_of=parent)
    socket, _told = watching(ada, parent)
    go_public(clip=Clip.objects.get(pk=remix.pk), at=now(), by=noor)
    assert heard(socket)["counts"]["remixes"] == [1, "1"]


def test_what_is_taken_back_is_gone_and_what_one_may_not_see_never_was(watching, ada, ben, noor, clip_of):
    clip, draft = clip_of(ada, cast=[ben]), clip_of(ada, state="DRAFT")
    socket, told = watching(noor, clip, draft, uuid.uuid4())
    assert sorted(one["type"] for one in told) == ["counts", "gone", "gone"]
    revoke_use(use=clip.uses.get(), by=ben, at=now())
    assert heard(socket) == {"type": "gone", "clip": str(clip.pk)}


def test_who_follows_hears_of_what_is_published(watching, ada, noor, mona, clip_of, at):
    follow(who=noor, whom=ada, at=at)
    draft = clip_of(ada, "A quiet beach", state="DRAFT")
    follower, _none = watching(noor)
    stranger, _none = watching(mona)
    go_public(clip=draft, at=now(), by=ada)
    news = heard(follower)
    assert (news["type"], news["url"]) == ("published", f"/c/{draft.pk}")
    assert "@ada" in news["text"]
    with pytest.raises(TimeoutError):
        stranger.recv(timeout=0.4)


def test_nobody_is_told_to_log_in(opened):
    assert close_code(opened("/ws/stage")) == 4401


def test_junk_closes(opened, noor):
    many = json.dumps({"clips": [str(uuid.uuid4())] * 9})
    for said in ("hello", '{"clips": 1}', '{"clips": ["x"]}', many, "[" * 900):
        socket = opened("/ws/stage", noor)
        heard(socket)
        socket.send(said)
        assert close_code(socket) == 4400, said
