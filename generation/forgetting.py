"""An account ends for good: its likenesses, its clips and their bytes, and then the account itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from accounts.models import User
from cameos.erasure import erase_person
from cameos.models import Receipt
from circles.operations import leave_all
from generation import jobs
from generation.models import CameoUse, Job
from generation.operations import cancel_job
from generation.publishing import delete_job


def forget(*, person: User, at: datetime) -> bool:
    """This function will delete everything of the person; it says False where decisions of theirs keep an empty row.

    Receipts stay, as nobody's: whoever asks about a clip still learns that consent ended.
    """
    erase_person(person=person, at=at)
    leave_all(person=person)
    for job in Job.objects.filter(author=person):
        cancel_job(job=job, by=person, at=at)
        job.refresh_from_db()
        delete_job(job=job, by=person, at=at)
    jobs.purge_withdrawn()
    Receipt.objects.filter(use__job__author=person, ended_at=None).update(ended_at=at)
    try:
        with transaction.atomic():
            CameoUse.objects.filter(job__author=person).delete()
            person.delete()
        return True
    except ProtectedError:  # reports and decisions hang on it
        _blank(person)
        return False


def _blank(person: User) -> None:
    person.portrait.delete(save=False)
    person.set_unusable_password()
    person.handle, person.name, person.email, person.birth_month = f"-{person.pk}", "", "", None
    person.is_active = person.is_moderator = person.is_staff = person.is_superuser = False
    person.save()
    person.notifications.all().delete()
    Job.objects.filter(author=person).update(prompt="", title="", error_facts={}, understood={})
