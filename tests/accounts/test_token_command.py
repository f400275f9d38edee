"""manage.py token <handle>."""

import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from tests.live import HERE

pytestmark = pytest.mark.django_db


def test_token_is_alone_on_the_last_line(ada, capsys):
    call_command("token", "ada")
    said = capsys.readouterr()
    token = said.out.splitlines()[-1]
    assert said.out.strip() == token
    api = APIClient()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    assert api.get("/api/v1/notifications").status_code == 200


def test_at_sign_and_capitals_are_no_matter(ada, capsys):
    call_command("token", "@Ada")
    assert capsys.readouterr().out


def test_unknown_handle_is_one_line_and_exit_code_one(db):
    with pytest.raises(CommandError, match="nobody"):
        call_command("token", "zoe")


@pytest.mark.django_db(transaction=True)
def test_exit_code_of_the_real_command(environment):
    run = [sys.executable, "manage.py", "token", "zoe"]
    said = subprocess.run(run, env=environment, cwd=HERE, capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert said.stdout == ""
    assert len(said.stderr.strip().splitlines()) == 1
