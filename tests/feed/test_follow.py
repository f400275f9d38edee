"""POST /@<handle>/follow."""

import pytest

from accounts.models import Follow

pytestmark = pytest.mark.django_db


def test_follow_and_unfollow(client_of, ada, noor):
    client = client_of(noor)
    for on, there in (("1", True), ("1", True), ("0", False), ("0", False)):
        answer = client.post("/@ada/follow", {"on": on}, headers={"Accept": "application/json"})
        assert answer.json() == {"on": there}
        assert Follow.objects.filter(who=noor, whom=ada).exists() == there


def test_without_javascript_it_leads_to_the_person(client_of, ada, noor):
    assert client_of(noor).post("/@ada/follow", {"on": "1"})["Location"] == "/@ada"


def test_not_oneself_not_nobody_not_a_stranger_not_by_reading(client, client_of, ada):
    assert client_of(ada).post("/@ada/follow", {"on": "1"}).status_code == 404
    assert client_of(ada).post("/@nobody/follow", {"on": "1"}).status_code == 404
    assert client_of(ada).get("/@ada/follow").status_code == 405
    assert client.post("/@ada/follow", {"on": "1"}).status_code == 302
    assert not Follow.objects.exists()
