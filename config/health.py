"""For machines that watch over the instance: is it up, is it ready, how much is waiting."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from accounts.access import is_local
from config.checks import readiness
from config.metrics import exposition


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    wrong = readiness()
    return JsonResponse({"ready": not wrong, "wrong": wrong}, status=503 if wrong else 200)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not is_local(request):
        raise PermissionDenied
    text, content_type = exposition(at=now())
    return HttpResponse(text, content_type=content_type)


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
