"""What somebody sends who means harm: quick answers, no error of ours."""

import base64
import time

import pytest

MANY = " ".join(f"@p{number}" for number in range(200_000))  # 1.6 MB, under the limit of a body


def cursor(position):
    return base64.b64encode(f"p={position}".encode()).decode()


@pytest.mark.parametrize("address", ["/api/v1/jobs", "/api/v1/jobs/check", "/v1/videos", "/create"])
def test_a_prompt_of_a_thousand_mentions_costs_little(ada, api_of, client_of, address):
    data = {"prompt": MANY}
    client = client_of(ada) if address == "/create" else api_of(ada)
    how = {} if address == "/create" else {"format": "json"}
    began = time.process_time()
    assert client.post(address, data, **how).status_code in (200, 400, 403, 422)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "address", ["/api/v1/clips", "/api/v1/jobs", "/api/v1/uses", "/api/v1/notifications"]
)
@pytest.mark.parametrize("position", ["junk", "0001-01-01T00:00:00+23:59", "9" * 40, "\x00"])
def test_an_invented_position_in_a_list(ada, api_of, address, position):
    assert api_of(ada).get(address, {"cursor": cursor(position)}).status_code in (200, 404)


@pytest.mark.parametrize("limit", ["00000000" + "1" + "9" * 20, "9" * 30, "²", "-1"])
def test_an_invented_limit(ada, api_of, limit):
    assert api_of(ada).get("/v1/videos", {"limit": limit}).status_code == 400


@pytest.mark.parametrize("then", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_a_slate_from_before_all_time(client, db, then):
    packed = f'["{"0" * 32}", "{then}", "{"0" * 31}1", "{then}", 3]'
    after = base64.urlsafe_b64encode(packed.encode()).decode()
    for address in ("/", "/latest"):
        assert client.get(address, {"after": after}).status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/jobs", "/v1/videos"])
@pytest.mark.parametrize("body", ["[" * 100_000, '{"prompt":' * 60_000])
def test_json_without_a_bottom(ada, api_of, address, body):
    assert api_of(ada).post(address, body, content_type="application/json").status_code == 400


def test_the_admin_pages_have_no_door_of_their_own_to_try_passwords_at(client, db):
    answer = client.post("/admin/login/?next=/admin/", {"username": "ada", "password": "guess"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=%2Fadmin%2F")


def test_whoever_is_no_staff_stays_outside_the_admin_pages(ada, client_of):
    assert client_of(ada).get("/admin/", follow=True).status_code == 403
