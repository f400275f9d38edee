"""What people do to accounts: notify, read, follow, sign up by invite. The only writers of these rows."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from knox.models import AuthToken

from accounts import delivery
from accounts.live import nudge
from accounts.models import (
    Device,
    Follow,
    Invite,
    Mail,
    Mute,
    Notification,
    NotificationKind,
    Reading,
    Telling,
    User,
)
from accounts.telling import today_of
from search import operations as search

AMONG_PEOPLE = {
    NotificationKind.LIKED,
    NotificationKind.FOLLOWED,
    NotificationKind.CLIP_REMIXED,
    NotificationKind.CLIP_ANSWERED,
    NotificationKind.HEARTED,
}  # what is written has its own rule: comments.operations


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
) -> Notification | None:
    """This function will write the notification and wake the sockets once the transaction is through.

    What a muted person does among people is no news; what happens to one's likeness always is.
    """
    if actor is not None and kind in AMONG_PEOPLE and Mute.objects.filter(who=to, person=actor).exists():
        return None
    row = Notification.objects.create(
        to=to, kind=kind, actor=actor, url=url, facts=dict(facts or {}), created_at=at
    )
    transaction.on_commit(nudge)
    at_once = Q(pushes=True) | (Q(mail=Mail.ASKS) if kind == NotificationKind.LIKENESS_ASKED else Q(pk=None))
    if Telling.objects.filter(at_once, pk=to.pk).exists():
        delivery.soon(to.pk)
    return row


@transaction.atomic
def mark_read(*, user: User, at: datetime, ids: Iterable[int] | None = None, url: str | None = None) -> int:
    """This function will mark unread notifications of `user` as read, count them, and tell their open pages.

    :param ids, url: only these, only those that lead there; all without either
    """
    rows = user.notifications.unread()
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    if url is not None:
        rows = rows.filter(url=url)
    read = rows.update(read_at=at)
    if read:
        Reading.objects.create(user=user, at=at)
        transaction.on_commit(nudge)
    return read


@transaction.atomic
def follow(*, who: User, whom: User, at: datetime) -> bool:
    """This function will let `who` follow `whom` and tell them; it says whether that is new.

    :raises ValueError: when both are the same person
    """
    if who == whom:
        raise ValueError(_("You can not follow yourself."))
    _row, new = Follow.objects.get_or_create(who=who, whom=whom)
    told = Notification.objects.filter(to=whom, kind=NotificationKind.FOLLOWED, actor=who)
    if new and not told.exists():  # to end it and begin it again is not news
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


def set_making(*, user: User, hides_prompts: bool, forbids_remixes: bool) -> None:
    """This function will set what counts for the clips somebody makes from now on."""
    User.objects.filter(pk=user.pk).update(hides_prompts=hides_prompts, forbids_remixes=forbids_remixes)


def show_likes(*, user: User, on: bool) -> None:
    """This function will show what somebody likes on their page, or to nobody but them."""
    User.objects.filter(pk=user.pk).update(shows_likes=on)


def show_people(*, user: User, on: bool) -> None:
    """This function will show who follows somebody and whom they follow to everyone here, or to nobody but them."""
    User.objects.filter(pk=user.pk).update(shows_people=on)


@transaction.atomic
def close_account(*, user: User, reason_code: str, at: datetime, note: str = "") -> bool:
    """This function will let nobody in by this account any more, and keep why for who tries; it says whether that is new.

    What they have written and made is another's to hide. Whoever runs the instance can open it again.
    """
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        return False
    AuthToken.objects.filter(user=user).delete()
    facts = {"reason": reason_code, "note": note}
    notify(to=user, kind=NotificationKind.ACCOUNT_CLOSED, at=at, facts=facts)
    return True


def rename(*, user: User, name: str) -> None:
    """This function will change the name others read; the handle stays."""
    user.name = name.strip()
    user.save(update_fields=["name"])
    search.rename(author=user.pk, maker=f"{user.handle} {user.name}")


def make_token(*, user: User) -> str:
    """This function will make an API token and give it as text, this once; only its hash is kept."""
    _row, token = AuthToken.objects.create(user=user)
    return str(token)


def end_token(*, user: User, digest: str) -> bool:
    """This function will end one of the person's own tokens and say whether there was one."""
    ended, _by_model = AuthToken.objects.filter(user=user, digest=digest).delete()
    return bool(ended)


@transaction.atomic
def set_telling(
    *,
    user: User,
    at: datetime,
    language: str,
    mail: str = Mail.NEVER,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    time_zone: str = "",
) -> Telling:
    """This function will keep how somebody wants to be told. Letters begin with what happens from now on."""
    telling = telling_of(user=user, at=at, language=language)
    if telling.mail == Mail.NEVER and mail != Mail.NEVER:
        telling.since, telling.digest_on = at, today_of(telling, at)
    telling.mail, telling.language, telling.time_zone = mail, language, time_zone
    telling.quiet_from, telling.quiet_until = quiet_from, quiet_until
    telling.save()
    return telling


def telling_of(*, user: User, at: datetime, language: str) -> Telling:
    """This function will give how somebody wants to be told, beginning with "not at all"."""
    return Telling.objects.get_or_create(user=user, defaults={"since": at, "language": language})[0]


def keep_language(*, user: User, language: str) -> None:
    """This function will write letters and pushes in the language somebody chose, where they get any."""
    Telling.objects.filter(user=user).update(language=language)


@transaction.atomic
def confirm_address(*, user: User, address: str, at: datetime) -> None:
    """This function will take an address as proven to be theirs: letters go there from now on."""
    User.objects.filter(pk=user.pk).update(email=address)
    telling_of(user=user, at=at, language="")
    Telling.objects.filter(user=user).update(address=address)


def stop_letters(*, user: User) -> bool:
    """This function will end all letters to somebody and say whether there were any."""
    return bool(Telling.objects.filter(user=user).exclude(mail=Mail.NEVER).update(mail=Mail.NEVER))


@transaction.atomic
def add_device(
    *, user: User, endpoint: str, p256dh: str, auth: str, name: str, at: datetime, language: str
) -> Device:
    """This function will push to this browser from now on; the same one again is the same device.

    A browser that somebody else was logged in with belongs to who is logged in now.
    """
    telling_of(user=user, at=at, language=language)
    wanted = {"user": user, "p256dh": p256dh, "auth": auth, "name": name[:60], "created_at": at}
    device, _new = Device.objects.update_or_create(endpoint=endpoint, defaults=wanted)
    Telling.objects.filter(user=user).update(pushes=True)
    return device


@transaction.atomic
def end_device(*, user: User, device_id: int | None = None, endpoint: str | None = None) -> bool:
    """This function will push no more to one of somebody's browsers and say whether it was one."""
    mine = (
        user.devices.filter(pk=device_id) if device_id is not None else user.devices.filter(endpoint=endpoint)
    )
    ended = mine.delete()[0] > 0
    Telling.objects.filter(user=user).update(pushes=user.devices.exists())
    return ended
