"""Who is logged in, asked for on every page: by a query that is written once."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from accounts.models import User
from accounts.prepared import SOMEBODY, Prepared


class PasswordBackend(ModelBackend):
    """Django's: a handle and a password."""

    def get_user(self, user_id: int) -> User | None:
        rows = _PERSON.rows(who=int(user_id))
        person = User.from_db("default", _COLUMNS, rows[0]) if rows else None
        return person if person and self.user_can_authenticate(person) else None


_COLUMNS = [one.attname for one in User._meta.concrete_fields]
_PERSON = Prepared(lambda: User.objects.filter(pk=SOMEBODY).values_list(*_COLUMNS))
