"""The full-text index: a rebuilt table loses it on SQLite; whatever migrates puts it back, and the doctor sees it."""

import pytest
from django.core.management import call_command
from django.db import connection, models

from config.checks import Level, database
from search import lookup
from search.models import Entry
from search.normal import Span, normal
from search.queries import ranked

TRIGGERS = ["search_entry_added", "search_entry_gone", "search_entry_changed"]


@pytest.fixture
def loose():
    """The table after a migration that lets titles be null, and back again when the test is over."""
    strict, other = Entry._meta.get_field("head"), models.TextField(blank=True, null=True)
    other.set_attributes_from_name("head")
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, strict, other)
    yield
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, other, strict)
    lookup.put_back()


@pytest.mark.django_db(transaction=True)
def test_what_a_migration_took_along_is_put_back_and_full(ada, clip_of, at, loose):
    is_lite = connection.vendor == "sqlite"
    assert lookup.missing() == (TRIGGERS if is_lite else [])
    assert ([one.level for one in database()][-1] is Level.FAIL) == is_lite
    clip = clip_of(ada, "Kiteflying")  # on SQLite nothing told the index
    assert ranked([Span(("kiteflying",))], at) == ([] if is_lite else [clip.pk])
    call_command("migrate", "search", verbosity=0)
    assert lookup.missing() == []
    assert [one.level for one in database()] == [Level.OK, Level.OK]
    assert ranked([Span(("kiteflying",))], at) == [clip.pk]
    Entry.objects.update(head=normal("Lanterns"))
    assert ranked([Span(("kiteflying",))], at) == []
    assert ranked([Span(("lanterns",))], at) == [clip.pk]


@pytest.mark.django_db
def test_it_is_put_back_as_the_migrations_make_it():
    if connection.vendor == "sqlite":
        made = lookup._made(connection)
        assert {name: made.get(name) for name in lookup.PARTS} == lookup.PARTS
    assert lookup.put_back() == []
