"""What SQLite's planner knows of the tables: how many rows there are, and how many have each value.

Without it, SQLite looks for ten clips by their state rather than by their ids, and reads all there are. PostgreSQL keeps
its own figures by itself.
"""

from django.db import connection

ROWS = 1000  # of each index that are looked at, so that it takes some hundredths of a second however much there is


def refresh() -> None:
    """This function will count anew, on SQLite alone. Called each start and each hour."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={ROWS}")
            cursor.execute("ANALYZE")
