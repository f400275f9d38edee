"""A thing from one's own clip: proposed in words, waiting for a reviewer, never from a clip that casts somebody."""

import pytest
from django.urls import reverse

from cameos import jobs
from cameos.models import Cameo, Recording

pytestmark = pytest.mark.django_db
THING = {"name": "Quiet Dog", "handle": "", "manner": "It runs along the beach", "no_person": "on"}


def test_a_figure_from_my_clip(ada, clip_of, client_of):
    clip, client = clip_of(ada, title="A quiet dog"), client_of(ada)
    url = reverse("generation:new_thing", args=[clip.pk])
    page = client.get(url).content.decode()
    assert 'value="a_quiet_dog"' in page
    assert "A dog runs along the beach" in page
    answer = client.post(url, THING)
    cameo = Cameo.objects.get()
    assert (cameo.kind, cameo.handle, cameo.state) == ("THING", "quiet_dog", "PENDING")
    assert cameo.permission_in_force().preferences == THING["manner"]
    jobs.look(str(Recording.objects.get().pk))
    assert "waits for a reviewer" in client.get(answer["Location"]).content.decode()


def test_what_is_missing_is_said(ada, clip_of, client_of):
    url = reverse("generation:new_thing", args=[clip_of(ada).pk])
    page = client_of(ada).post(url, {**THING, "no_person": ""})
    assert page.status_code == 422
    assert "a thing never has a real person" in page.content.decode()
    assert client_of(ada).put(url).status_code == 405


def test_never_a_way_around(ada, ben, noor, clip_of, client, client_of):
    with_ben, mine = clip_of(ada, cast=[ben]), clip_of(ada)
    cast, own = (reverse("generation:new_thing", args=[clip.pk]) for clip in (with_ben, mine))
    assert client_of(ada).post(cast, THING).status_code == 404
    assert client_of(noor).post(own, THING).status_code == 404
    assert client.post(own, THING).status_code == 302
    assert Cameo.objects.count() == 1
