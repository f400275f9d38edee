"""A club: ada owns it, ben keeps it, cleo is in it; noor and mona are not."""

import pytest

from circles.models import Member, Role
from circles.operations import open_circle


@pytest.fixture
def club(ada, ben, cleo, at):
    circle = open_circle(by=ada, name="Paper club", about="We fold.", rules="Be kind.", at=at)
    Member.objects.create(circle=circle, person=ben, role=Role.KEEPER, since=at)
    Member.objects.create(circle=circle, person=cleo, since=at)
    return circle


@pytest.fixture
def place(club):
    """Somebody's place in the club."""
    return lambda person: club.members.select_related("circle", "person").get(person=person)
