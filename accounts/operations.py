"""What people do to accounts: notify, read, follow, sign up by invite. The only writers of these rows."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from knox.models import AuthToken

from accounts.live import nudge
from accounts.models import Follow, Invite, Notification, NotificationKind, User


class InviteRefused(Exception):
    """The invite code does not open the door; `str()` is the sentence for the person."""


def notify(
    *,
    to: User,
    kind: NotificationKind,
    at: datetime,
    actor: User | None = None,
    url: str = "",
    facts: Mapping[str, object] | None = None,
) -> Notification:
    """This function will write the notification and wake the sockets once the transaction is through."""
    row = Notification.objects.create(
        to=to, kind=kind, actor=actor, url=url, facts=dict(facts or {}), created_at=at
    )
    transaction.on_commit(nudge)
    return row


def mark_read(*, user: User, at: datetime, ids: Iterable[int] | None = None) -> int:
    """This function will mark the given (or all) unread notifications of `user` as read and count them."""
    rows = user.notifications.unread()
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return rows.update(read_at=at)


@transaction.atomic
def follow(*, who: User, whom: User, at: datetime) -> bool:
    """This function will let `who` follow `whom` and tell them; it says whether that is new.

    :raises ValueError: when both are the same person
    """
    if who == whom:
        raise ValueError(_("You can not follow yourself."))
    _row, new = Follow.objects.get_or_create(who=who, whom=whom)
    if new:
        notify(
            to=whom,
            kind=NotificationKind.FOLLOWED,
            at=at,
            actor=who,
            url=who.get_absolute_url(),
            facts={"actor": who.handle},
        )
    return new


def unfollow(*, who: User, whom: User) -> bool:
    """This function will end the follow and say whether there was one."""
    return Follow.objects.filter(who=who, whom=whom).delete()[0] > 0


def spend_invite(*, code: str, at: datetime) -> Invite:
    """This function will take one use off the invite, however many people try at once.

    :raises InviteRefused: when the code is unknown, used up or too old
    """
    invite = check_invite(code=code, at=at)
    if not Invite.objects.filter(_good(at), pk=invite.pk).update(uses_left=F("uses_left") - 1):
        return check_invite(code=code, at=at)  # somebody else had the last use: this says so
    return invite


def check_invite(*, code: str, at: datetime) -> Invite:
    """This function will find an invite that still opens the door, and leave it as it is.

    :raises InviteRefused: when the code is unknown, used up or too old
    """
    if invite := Invite.objects.filter(_good(at), code=code).first():
        return invite
    raise InviteRefused(_("This invite code is unknown, used up or expired. Ask for a new one."))


def _good(at: datetime) -> Q:
    return Q(uses_left__gt=0) & (Q(expires_at=None) | Q(expires_at__gt=at))


def rename(*, user: User, name: str) -> None:
    """This function will change the name others read; the handle stays."""
    user.name = name.strip()
    user.save(update_fields=["name"])


def make_token(*, user: User) -> str:
    """This function will make an API token and give it as text, this once; only its hash is kept."""
    _row, token = AuthToken.objects.create(user=user)
    return str(token)


def end_token(*, user: User, digest: str) -> bool:
    """This function will end one of the person's own tokens and say whether there was one."""
    ended, _by_model = AuthToken.objects.filter(user=user, digest=digest).delete()
    return bool(ended)
