"""What every page may say about this instance."""

from django.conf import settings
from django.http import HttpRequest


def instance(request: HttpRequest) -> dict[str, object]:
    return {
        "instance_name": settings.INSTANCE_NAME,
        "likeness_word": settings.LIKENESS_WORD,
        "demo": settings.DEMO,
    }
