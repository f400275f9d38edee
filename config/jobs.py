"""What the `default` pool does by the clock for the whole instance."""

from __future__ import annotations

from django.db import connection

LOOKED_AT = 1000  # rows of an index that tell what it holds


def count_indexes() -> None:
    """This function will let SQLite learn which of its indexes narrow a question down; PostgreSQL learns by itself.

    Without it SQLite takes "every published clip" for a handful and reads all of them where forty numbers were asked
    for: of 100,000 clips in 90 ms, with it in 4.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={LOOKED_AT}")
            cursor.execute("ANALYZE")
