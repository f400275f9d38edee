"""What the `default` pool does by the clock for the whole instance."""

import pytest
from django.db import connection

from benchmarks.search import fill
from config.jobs import count_indexes
from generation.models import Clip


@pytest.mark.django_db
def test_sqlite_goes_by_the_numbers_asked_for_and_not_through_all_that_is_published(ada):
    fill(300, [ada.pk])
    some = list(Clip.objects.values_list("pk", flat=True)[:40])
    asked = Clip.objects.published(ada).filter(pk__in=some)
    before = asked.explain()
    count_indexes()
    if connection.vendor == "sqlite":
        assert "generation__state" in before
        assert "generation__state" not in asked.explain()
