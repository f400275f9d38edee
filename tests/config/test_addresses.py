"""Odd signs in addresses and beacons: an answer, never an error of ours, on PostgreSQL either."""

import pytest


@pytest.mark.parametrize(
    "address", ["/search?q=%00", "/cameos/?person=%00", "/cameos/?likeness=%00&state=%00"]
)
def test_a_nul_in_a_question(client_of, ben, address):
    assert client_of(ben).get(address).status_code == 200


@pytest.mark.parametrize("address", ["/c/%00", "/media/%00/video.mp4", "/@%00"])
def test_a_nul_in_an_address(client, db, address):
    assert client.get(address).status_code == 404


def test_a_nul_in_a_beacon_is_left_out(client_of, ada, clip_of):
    item = {"clip": str(clip_of(ada).pk), "place": 0, "source": "\0fresh", "ms": 900, "loops": 0}
    sent = {"req_id": "7d1c8d0e-4e0e-4d0e-8b8a-0b8d5c1f2a3b", "items": [item]}
    assert client_of(ada).post("/watch", sent, content_type="application/json").status_code == 204
    assert ada.watches.get().source == "fresh"
