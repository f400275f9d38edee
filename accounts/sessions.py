"""Sessions in the database, as Django keeps them; their row is asked for by a query that is written once."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as Stored
from django.contrib.sessions.models import Session
from django.utils.timezone import now

from accounts.prepared import SOMETHING, SOMETIME, Prepared


class SessionStore(Stored):
    """Read on every page of whoever is logged in."""

    def _get_session_from_db(self) -> Session | None:
        rows = _SESSION.rows(text=self.session_key or "", since=now())
        if not rows:
            self._session_key = None
            return None
        return Session.from_db("default", _COLUMNS, rows[0])


_COLUMNS = ("session_key", "session_data", "expire_date")
_SESSION = Prepared(
    lambda: Session.objects.filter(session_key=SOMETHING, expire_date__gt=SOMETIME).values_list(*_COLUMNS)
)
