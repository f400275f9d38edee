"""Addresses that no view should see."""

import pytest


@pytest.mark.parametrize(
    "address", ["/search?q=%00", "/cameos/?person=%00", "/c/%00", "/media/%00/video.mp4"]
)
def test_a_nul_in_an_address(client, db, address):
    assert client.get(address).status_code in (400, 404)


def test_a_nul_in_a_beacon_is_left_out(client, db):
    sent = {"req_id": "nonsense\0", "items": []}
    assert client.post("/watch", sent, content_type="application/json").status_code in (204, 400)
