"""Who sees what, where: the cast against every surface, for a draft, a published clip, and one taken back.

A number is the status of the answer. `+` and `-`: the clip is, or is not, on a page that is there for them.
302 is the way to the log-in page. A draft does not exist for whom it is no business of; a clip that is gone says so.
"""

import json

import pytest

from feed.models import Collection

WHO = ["nobody", "ada", "ben", "cleo", "noor", "vic", "mona", "kid", "root"]
# ada made it; ben is in it and consented; cleo owns a likeness and did not; vic is blocked by ben; mona moderates

DRAFT = """
surface           nobody ada ben cleo noor vic mona kid root
page                 404 200 200  404  404 404  404 404  404
row                  404 200 200  404  404 404  404 404  404
video                404 200 200  404  404 404  404 404  404
video-range          404 206 206  404  404 404  404 404  404
share                404 200 200  404  404 404  404 404  404
embed                404 404 404  404  404 404  404 404  404
oembed               404 404 404  404  404 404  404 404  404
poster               404 200 200  404  404 404  404 404  404
sprites              404 200 200  404  404 404  404 404  404
captions             404 200 200  404  404 404  404 404  404
home                   -   -   -    -    -   -    -   -    -
latest                 -   -   -    -    -   -    -   -    -
profile                -   -   -    -    -   -    -   -    -
search                 -   -   -    -    -   -    -   -    -
drafts               302   +   -    -    -   -    -   -    -
inbox                302   -   +    -    -   -    -   -    -
room                 302   -   +    -    -   -    -   -    -
use                  302 404 200  404  404 404  404 404  404
job                  302 200 200  404  404 404  404 404  404
report               302 404 404  404  404 404  404 404  404
desk                 302 404 404  404  404 404    - 404    -
admin-list           302 302 302  302  302 302  302 302  200
admin-clip           302 302 302  302  302 302  302 302  200
export               302   -   +    -    -   -    -   -    -
receipt              200 200 200  200  200 200  200 200  200
api-clip             404 200 200  404  404 404  404 404  404
api-clips              -   -   -    -    -   -    -   -    -
api-drafts           401   +   -    -    -   -    -   -    -
api-job              401 200 200  404  404 404  404 404  404
api-jobs             401   +   -    -    -   -    -   -    -
api-use              401 404 200  404  404 404  404 404  404
api-uses             401   -   +    -    -   -    -   -    -
api-notifications    401   -   +    -    -   -    -   -    -
api-receipts         401   -   +    -    -   -    -   -    -
v1-video             401 200 404  404  404 404  404 404  404
v1-content           401 200 404  404  404 404  404 404  404
v1-list              401   +   -    -    -   -    -   -    -
comments             404 404 404  404  404 404  404 404  404
api-comments         404 404 404  404  404 404  404 404  404
lineage              404 200 200  404  404 404  404 404  404
collection             -   -   -    -    -   -    -   -    -
steer                302   +   +    -    -   -    -   -    -
less                 302 200 200  404  404 404  404 404  404
report-person        302 200 200  200  200 200  200 200  200
"""

PUBLISHED = """
surface           nobody ada ben cleo noor vic mona kid root
page                 200 200 200  200  200 200  200 200  200
row                  200 200 200  200  200 200  200 200  200
video                200 200 200  200  200 200  200 200  200
video-range          206 206 206  206  206 206  206 206  206
share                200 200 200  200  200 200  200 200  200
lineage              200 200 200  200  200 200  200 200  200
embed                200 200 200  200  200 200  200 200  200
oembed               200 200 200  200  200 200  200 200  200
poster               200 200 200  200  200 200  200 200  200
home                   +   +   +    +    +   +    +   +    +
latest                 +   +   +    +    +   +    +   +    +
profile                +   +   +    +    +   +    +   +    +
search                 +   +   +    +    +   +    +   +    +
drafts               302   -   -    -    -   -    -   -    -
room                 302   -   +    -    -   -    -   -    -
use                  302 404 200  404  404 404  404 404  404
report               302 200 200  200  200 200  200 200  200
desk                 302 404 404  404  404 404    + 404    +
export               302   -   +    -    -   -    -   -    -
receipt              200 200 200  200  200 200  200 200  200
api-clip             200 200 200  200  200 200  200 200  200
api-clips              +   +   +    +    +   +    +   +    +
api-job              401 200 200  404  404 404  404 404  404
api-use              401 404 200  404  404 404  404 404  404
v1-video             401 200 404  404  404 404  404 404  404
v1-content           401 200 404  404  404 404  404 404  404
comments             200 200 200  200  200 200  200 200  200
api-comments         200 200 200  200  200 200  200 200  200
collection             +   +   +    +    +   +    +   +    +
sinks                302 200 404  404  404 404  404 404  404
sinks-list           302   +   -    -    -   -    -   -    -
objections           302 404 404  404  404 404    + 404    +
api-demotions        401 200 404  404  404 404  404 404  404
steer                302   +   +    +    +   +    +   +    +
less                 302 200 200  200  200 200  200 200  200
reports              302   -   -    +    +   -    -   -    -
api-reports          401   -   -    +    +   -    -   -    -
"""

MUTUALS = """
surface           nobody ada ben cleo noor vic mona kid root
page                 404 200 200  404  200 404  200 404  200
row                  404 200 200  404  200 404  200 404  200
video                404 200 200  404  200 404  200 404  200
video-range          404 206 206  404  206 404  206 404  206
poster               404 200 200  404  200 404  200 404  200
sprites              404 200 200  404  200 404  200 404  200
captions             404 200 200  404  200 404  200 404  200
home                   -   +   -    -    +   -    -   -    -
latest                 -   +   -    -    +   -    -   -    -
profile                -   +   -    -    +   -    -   -    -
search                 -   +   -    -    +   -    -   -    -
room                 302   -   +    -    -   -    -   -    -
use                  302 404 200  404  404 404  404 404  404
report               302 200 200  404  200 404  200 404  200
receipt              200 200 200  200  200 200  200 200  200
api-clip             404 200 200  404  200 404  200 404  200
api-clips              -   +   -    -    +   -    -   -    -
api-job              401 200 200  404  404 404  404 404  404
v1-video             401 200 404  404  404 404  404 404  404
v1-content           401 200 404  404  404 404  404 404  404
remix                401 201 201  404  201 404  201 404  201
remix-v1             401 200 200  404  200 404  200 404  200
comments             404 200 200  404  200 404  200 404  200
api-comments         404 200 200  404  200 404  200 404  200
lineage              404 200 200  404  200 404  200 404  200
collection             -   +   -    -    +   -    -   -    -
steer                302   +   +    -    +   -    +   -    +
less                 302 200 200  404  200 404  200 404  200
desk                 302 404 404  404  404 404    + 404    +
reports              302   -   -    -    +   -    -   -    -
api-reports          401   -   -    -    +   -    -   -    -
"""

BLOCKED = """
surface           nobody ada ben cleo noor vic mona kid root
page                 200 200 200  200  404 200  200 404  200
row                  200 200 200  200  404 200  200 404  200
video                200 200 200  200  404 200  200 404  200
poster               200 200 200  200  404 200  200 404  200
home                   +   +   +    +    -   +    +   -    +
latest                 +   +   +    +    -   +    +   -    +
search                 +   +   +    +    -   +    +   -    +
report               302 200 200  200  404 200  200 404  200
api-clip             200 200 200  200  404 200  200 404  200
api-clips              +   +   +    +    -   +    +   -    +
remix                401 201 201  201  404 201  201 404  201
comments             200 200 200  200  404 200  200 404  200
api-comments         200 200 200  200  404 200  200 404  200
collection             +   +   +    +    -   +    +   -    +
steer                302   +   +    +    -   +    +   -    +
less                 302 200 200  200  404 200  200 404  200
report-person        302 200 200  200  404 200  200 200  200
reports              302   -   -    +    -   -    -   -    -
api-reports          401   -   -    +    -   -    -   -    -
"""

GONE = """
surface           nobody ada ben cleo noor vic mona kid root
page                 410 410 410  410  410 410  410 410  410
row                  410 410 410  410  410 410  410 410  410
video                410 410 410  410  410 410  410 410  410
video-range          410 410 410  410  410 410  410 410  410
share                410 410 410  410  410 410  410 410  410
lineage              410 410 410  410  410 410  410 410  410
embed                410 410 410  410  410 410  410 410  410
oembed               410 410 410  410  410 410  410 410  410
poster               410 410 410  410  410 410  410 410  410
sprites              410 410 410  410  410 410  410 410  410
captions             410 410 410  410  410 410  410 410  410
home                   -   -   -    -    -   -    -   -    -
latest                 -   -   -    -    -   -    -   -    -
profile                -   -   -    -    -   -    -   -    -
search                 -   -   -    -    -   -    -   -    -
drafts               302   -   -    -    -   -    -   -    -
report               302 410 410  410  410 410  410 410  410
desk                 302 404 404  404  404 404    - 404    -
receipt              200 200 200  200  200 200  200 200  200
api-clip             410 410 410  410  410 410  410 410  410
api-clips              -   -   -    -    -   -    -   -    -
api-drafts           401   -   -    -    -   -    -   -    -
v1-content           401 410 404  404  404 404  404 404  404
remix                401 410 410  410  410 410  410 410  410
remix-v1             401 410 410  410  410 410  410 410  410
extend               401 410 410  410  410 410  410 410  410
recut                401 410 410  410  410 410  410 410  410
comments             410 410 410  410  410 410  410 410  410
api-comments         410 410 410  410  410 410  410 410  410
collection             -   -   -    -    -   -    -   -    -
sinks                302 410 410  410  410 410  410 410  410
sinks-list           302   -   -    -    -   -    -   -    -
objections           302 404 404  404  404 404    - 404    -
api-demotions        401 410 410  410  410 410  410 410  410
steer                302   -   -    -    -   -    -   -    -
less                 302 410 410  410  410 410  410 410  410
reports              302   -   -    -    -   -    -   -    -
api-reports          401   -   -    -    -   -    -   -    -
"""

CASTING = """
surface           nobody ada ben cleo noor vic mona kid root
cast-ben             401 201 201  201  201 422  201 201  201
cast-cleo            401 422 422  201  422 422  422 422  422
cast-kid             401 422 422  422  422 422  422 422  422
"""


def rows(table: str) -> list[tuple[str, dict[str, str]]]:
    head, *lines = table.strip().splitlines()
    assert head.split()[1:] == WHO
    return [(line.split()[0], dict(zip(WHO, line.split()[1:], strict=True))) for line in lines]


def address(surface: str, clip) -> str:
    use = clip.uses.get()
    number = f"video_{clip.pk.hex}"
    return {
        "steer": "/feed/steer", "less": f"/c/{clip.pk}/less",
        "share": f"/c/{clip.pk}/share", "embed": f"/embed/{clip.pk}",
        "oembed": f"/oembed?url=http://testserver/c/{clip.pk}",
        "page": f"/c/{clip.pk}", "video": clip.video_url, "video-range": clip.video_url, "poster": clip.poster_url,
        "sprites": clip.media_url("sprites.webp"), "captions": clip.captions_url,
        "home": "/", "latest": "/latest", "profile": "/@ada", "row": f"/c/{clip.pk}/in/clips/ada",
        "search": "/search?q=Kiteflying",
        "drafts": "/drafts", "inbox": "/inbox", "room": "/cameos/", "use": use.get_absolute_url(),
        "job": clip.job.get_absolute_url(), "report": f"/c/{clip.pk}/report", "report-person": "/@ada/report",
        "reports": "/settings/reports", "api-reports": "/api/v1/reports", "desk": "/moderation/",
        "admin-list": "/admin/generation/clip/", "admin-clip": f"/admin/generation/clip/{clip.pk}/change/",
        "export": "/cameos/receipts.json", "receipt": f"/receipts/{use.receipt_id}",
        "api-clip": f"/api/v1/clips/{clip.pk}", "api-clips": "/api/v1/clips", "api-drafts": "/api/v1/drafts",
        "api-job": f"/api/v1/jobs/{clip.pk}", "api-jobs": "/api/v1/jobs", "api-use": f"/api/v1/uses/{use.pk}",
        "api-uses": "/api/v1/uses", "api-notifications": "/api/v1/notifications", "api-receipts": "/api/v1/receipts",
        "v1-video": f"/v1/videos/{number}", "v1-content": f"/v1/videos/{number}/content", "v1-list": "/v1/videos",
        "remix": f"/api/v1/clips/{clip.pk}/remix", "remix-v1": f"/v1/videos/{number}/remix",
        "comments": f"/c/{clip.pk}/comments", "api-comments": f"/api/v1/clips/{clip.pk}/comments",
        "lineage": f"/c/{clip.pk}/lineage", "collection": Collection.objects.get().get_absolute_url(),
        "sinks": f"/c/{clip.pk}/less-often", "sinks-list": "/less-often", "objections": "/moderation/contested",
        "api-demotions": f"/api/v1/clips/{clip.pk}/demotions",
        "extend": f"/api/v1/clips/{clip.pk}/extend", "recut": f"/api/v1/clips/{clip.pk}/recut",
    }[surface]  # fmt: skip


BODIES = {
    "remix": {"prompt": "A dog sleeps"},
    "remix-v1": {"prompt": "A dog sleeps"},
    "extend": {"prompt": "A dog sleeps", "seconds": 4},
    "recut": {"parts": [{"start": 0, "end": 0.5}]},
    "cast-ben": {"prompt": "@ben waves"},
    "cast-cleo": {"prompt": "@cleo waves"},
    "cast-kid": {"prompt": "@kid waves"},
}


@pytest.fixture
def answer(cast, browser_of, api_of):
    """What somebody gets on a surface: pages with their cookie, programs with their token."""
    programs = {}

    def ask(surface: str, who: str, path: str):
        if path.startswith(("/api/", "/v1/")):
            program = programs.setdefault(who, api_of(cast[who]))
            if surface in BODIES:
                return program.post(path, BODIES[surface], format="json")
            return program.get(path)
        headers = {"Range": "bytes=0-9"} if surface == "video-range" else {}
        return browser_of(who).get(path, headers=headers)

    return ask


def text_of(response) -> str:
    return (
        b"".join(response.streaming_content).decode("latin1")
        if response.streaming
        else response.content.decode()
    )


@pytest.mark.parametrize(
    ("life", "table"),
    [("draft", DRAFT), ("published", PUBLISHED), ("mutuals", MUTUALS), ("blocked", BLOCKED), ("gone", GONE)],
)
def test_who_sees_what(life, table, stages, answer):
    clip = stages(life)
    wrong = {}
    for surface, expected in rows(table):
        found = {who: seen(answer(surface, who, address(surface, clip)), clip, expected[who]) for who in WHO}
        wrong |= {(surface, who): found[who] for who in WHO if found[who] != expected[who]}
    assert not wrong, wrong


def seen(response, clip, expected: str) -> str:
    """The status; or, where a page is there for anybody, whether the clip is on it."""
    text, status = text_of(response), str(response.status_code)
    if expected in "+-" and status == "200":
        return (
            "+" if any(name in text for name in (str(clip.pk), clip.pk.hex, str(clip.uses.get().pk))) else "-"
        )
    if status in ("401", "404", "410", "422"):
        assert clip.title not in text, "a refusal says nothing of what it refuses"
    return status


def test_who_may_cast_whom(cast, answer):
    wrong = {}
    for surface, expected in rows(CASTING):
        found = {who: str(answer(surface, who, "/api/v1/jobs").status_code) for who in WHO}
        wrong |= {(surface, who): found[who] for who in WHO if found[who] != expected[who]}
    assert not wrong, wrong


def test_whoever_can_not_be_cast_reads_like_one_who_is_not_there(cast, answer):
    """A minor, a blocked person's wish and an unknown handle: no answer says whether somebody has a likeness."""
    problems = {}
    for handle in ("kid", "nobody_at_all", "noor"):
        BODIES["other"] = {"prompt": f"@{handle} waves"}
        body = answer("other", "ada", "/api/v1/jobs").json()
        problems[handle] = json.dumps(body).replace(handle, "somebody")
    assert len(set(problems.values())) == 1


@pytest.mark.parametrize("life", ["draft", "published", "gone"])
def test_the_admin_shows_no_picture_of_it(life, stages, browser_of):
    clip = stages(life)
    for path in (
        "/admin/generation/clip/",
        f"/admin/generation/clip/{clip.pk}/change/",
        f"/admin/generation/job/{clip.pk}/change/",
    ):
        page = browser_of("root").get(f"/admin/generation/{path}").content.decode()
        assert "/media/" not in page
        assert "<video" not in page


def test_every_answer_with_a_clip_is_for_one_reader(stages, answer):
    clip = stages("published")
    for surface, _expected in rows(PUBLISHED):
        if surface != "receipt":
            response = answer(surface, "nobody", address(surface, clip))
            said = response.headers.get("Cache-Control", "")
            assert "private" in said or "no-store" in said or response.status_code in (302, 401), surface
            assert "public" not in said, surface
            text_of(response)
