"""A stage is drawn once and filled in for each viewer: nobody gets what is another's, and nothing old is shown."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import User
from accounts.operations import follow
from accounts.prepared import MOST, SOME, SOMEBODY, HoldsAMoment, Prepared
from feed import drawing
from feed.operations import like
from feed.standing import listed
from generation.consent import revoke_use
from generation.models import Clip

pytestmark = pytest.mark.django_db
VARYING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|data-req="[^"]+"|data-(from|more)="[^"]*"|after=\S+'
)


@pytest.fixture(autouse=True)
def nothing_drawn():
    drawing._kept.clear()
    yield
    drawing._kept.clear()


def page(client) -> str:
    return VARYING.sub("", client.get("/latest", headers={"x-fragment": "1"}).content.decode())


@pytest.fixture
def some_clips(ada, noor, ben, clip_of, at):
    """One plain, one remix, one with a likeness, one whose words are hidden."""
    plain = clip_of(ada, at=at - timedelta(hours=1), title="A fox <b>&amp;")
    remix, _cast, hidden = (
        clip_of(who, at=at - timedelta(hours=hours), cast=cast)
        for hours, (who, cast) in enumerate([(noor, ()), (ada, [ben]), (noor, ())], 2)
    )
    Clip.objects.filter(pk=remix.pk).update(remix_of=plain)
    Clip.objects.filter(pk=hidden.pk).update(hides_prompt=True)
    return plain


def test_what_was_drawn_for_others_looks_as_if_drawn_for_me_alone(
    client, client_of, some_clips, ada, noor, ben, mona, cleo
):
    viewers = {"nobody": client} | {one.handle: client_of(one) for one in (ada, noor, ben, mona, cleo)}
    alone = {}
    for name, theirs in viewers.items():
        drawing._kept.clear()
        alone[name] = page(theirs)
    drawing._kept.clear()
    for _again in range(2):
        for name, theirs in viewers.items():
            assert page(theirs) == alone[name], name
    assert "\ue000" not in "".join(alone.values()), "every sign is filled in"


def test_each_viewer_gets_a_token_of_their_own_that_works(client_of, some_clips, ben, cleo):
    tokens = []
    for person in (cleo, ben):
        theirs = client_of(person)
        theirs.handler.enforce_csrf_checks = True
        answer = theirs.get("/", headers={"x-fragment": "1"}).content.decode()
        tokens.append(re.search(r'csrfmiddlewaretoken" value="([^"]+)', answer)[1])
        sent = {"on": 1, "csrfmiddlewaretoken": tokens[-1]}
        assert theirs.post(f"/c/{some_clips.pk}/like", sent).status_code == 302
        assert theirs.post(f"/c/{some_clips.pk}/like", {"on": 1}).status_code == 403
    assert len(set(tokens)) == 2


def test_whatever_changes_is_drawn_anew(client_of, some_clips, ada, cleo, noor):
    theirs = client_of(cleo)
    before = page(theirs)
    like(who=noor, clip=some_clips, at=now())
    liked = page(theirs)
    assert liked != before
    ada.name = "Ada of the Loft"
    ada.save(update_fields=["name"])
    assert "Ada of the Loft" in page(theirs)
    follow(who=cleo, whom=ada, at=now())
    assert page(theirs).count('aria-pressed="true"') > liked.count('aria-pressed="true"')
    Clip.objects.filter(pk=some_clips.pk).update(title="Another name")
    assert "Another name" in page(theirs)


def test_a_likeness_that_is_taken_back_is_gone_though_it_was_drawn(client_of, some_clips, ben, cleo):
    theirs, clip = client_of(cleo), Clip.objects.get(uses__cameo__owner=ben)
    assert str(clip.pk) in page(theirs)
    revoke_use(use=clip.uses.get(), by=ben, at=now())
    assert str(clip.pk) not in page(theirs)


def test_only_so_many_drawings_are_kept(client, some_clips, monkeypatch):
    monkeypatch.setattr(drawing, "KEPT", 2)
    page(client)
    assert len(drawing._kept) == 2


# ---------------------------------------------------------------- prepared queries
def test_a_prepared_query_answers_each_person_for_themselves(ada, noor, cleo, clip_of):
    hers = clip_of(ada)
    Clip.objects.filter(pk=hers.pk).update(visibility="ME")
    ids = [hers.pk, *SOME]  # more than one query asks of
    assert len(ids) > MOST
    assert set(listed(ids, ada)) == {hers.pk}
    assert listed(ids, noor) == {}
    assert set(listed(ids, ada)) == {hers.pk}


def test_a_prepared_query_may_not_hold_a_moment(db):
    late = Prepared(lambda: User.objects.filter(pk=SOMEBODY, date_joined__lte=now()).values_list("pk"))
    with pytest.raises(HoldsAMoment):
        late.rows(who=1)
