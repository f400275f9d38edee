"""Letters: a digest of what happened, and the two links that must work without logging in. Plain text only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from email.headerregistry import Address

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, TimestampSigner
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.grouping import Group, grouped
from accounts.models import Notification, Telling, User
from accounts.models import NotificationKind as Kind
from accounts.sentences import bare_sentence
from accounts.telling import in_their_language

A_LETTER = 30  # lines; the inbox has the rest
CONFIRM_WITHIN = 3 * 24 * 3600  # seconds
_unsubscribing, _confirming = TimestampSigner(salt="letters.stop"), TimestampSigner(salt="letters.confirm")


def is_possible(telling: Telling) -> bool:
    """This function will say whether a letter would go out: there is a way, and an address that is theirs."""
    return bool(settings.EMAIL_IS_SET and telling.address and telling.address == telling.user.email)


def send(telling: Telling, rows: Iterable[Notification]) -> None:
    """This function will send one letter about these, in the reader's language.

    :raises OSError: when the mail server does not take it
    """
    news = list(rows)
    with in_their_language(telling):
        _message(telling, news).send()


def _message(telling: Telling, news: list[Notification]) -> EmailMessage:
    stop = settings.PUBLIC_URL + reverse("accounts:letters_stop", args=[unsubscribe_token(telling.user)])
    groups = grouped(news)
    lines = [(_said(group), settings.PUBLIC_URL + (group.row.url or "/inbox")) for group in groups]
    context = {
        "name": telling.user.shown_name,
        "lines": lines[:A_LETTER],
        "more": max(0, len(lines) - A_LETTER),
        "inbox": settings.PUBLIC_URL + reverse("accounts:inbox"),
        "stop": stop,
        "instance_name": settings.INSTANCE_NAME,
    }
    return EmailMessage(
        subject=_subject(news),
        body=render_to_string("accounts/letter.txt", context),
        to=[str(Address(telling.user.shown_name, addr_spec=telling.address))],
        headers={
            "Message-ID": _message_id(telling, news),
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def _said(group: Group) -> str:
    return group.bare or group.text if group.is_many else bare_sentence(group.row)


def _subject(news: list[Notification]) -> str:
    if all(row.kind == Kind.LIKENESS_ASKED for row in news):
        asked = ngettext("A question for you", "%(count)s questions for you", len(news)) % {
            "count": len(news)
        }
        return f"{settings.INSTANCE_NAME}: {asked}"
    count = {"count": len(news)}
    said = ngettext("One thing has happened", "%(count)s things have happened", len(news)) % count
    return f"{settings.INSTANCE_NAME}: {said}"


def _message_id(telling: Telling, news: list[Notification]) -> str:
    """The same things make the same id: a letter that had to be sent twice is shown once."""
    about = hashlib.sha256(",".join(str(row.pk) for row in news).encode()).hexdigest()[:24]
    return f"<{telling.pk}.{about}@{settings.PUBLIC_HOST}>"


def unsubscribe_token(user: User) -> str:
    return _unsubscribing.sign(str(user.pk))


def unsubscriber(token: str) -> User | None:
    """This function will give whose letters the link of a letter ends; however old the letter is."""
    return _person(_unsubscribing, token, None)


def confirm_token(user: User, address: str) -> str:
    return _confirming.sign(f"{user.pk} {address}")


def confirmed(token: str) -> tuple[User, str] | None:
    """This function will give whose address the link of a confirmation proves, and which."""
    user = _person(_confirming, token, CONFIRM_WITHIN)
    return (user, _confirming.unsign(token).partition(" ")[2]) if user else None


def _person(signer: TimestampSigner, token: str, max_age: int | None) -> User | None:
    try:
        number = signer.unsign(token, max_age=max_age).partition(" ")[0]
    except BadSignature:
        return None
    return User.objects.filter(pk=int(number), is_active=True).first()


def send_confirmation(user: User, address: str) -> None:
    """This function will write to an address whether it is theirs: nothing else goes there before they say so.

    :raises OSError: when the mail server does not take it
    """
    link = settings.PUBLIC_URL + reverse("accounts:letters_confirm", args=[confirm_token(user, address)])
    context = {"handle": user.handle, "link": link, "instance_name": settings.INSTANCE_NAME}
    subject = f"{settings.INSTANCE_NAME}: {_('Is this your address?')}"
    body = render_to_string("accounts/confirm.txt", context)
    EmailMessage(
        subject=subject, body=body, to=[address], headers={"Auto-Submitted": "auto-generated"}
    ).send()
