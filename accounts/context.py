"""What every page may say about this instance."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

from accounts.access import demo_people

gettext_noop("likeness")  # the word where the operator chose no other; settings can not be marked themselves


def instance(request: HttpRequest) -> dict[str, object]:
    return {
        "instance_name": settings.INSTANCE_NAME,
        "likeness_word": gettext(settings.LIKENESS_WORD),
        "demo": settings.DEMO,
        "demo_people": partial(demo_people, request),  # asked only where a template shows them
    }
