"""When a likeness is deleted, the words people wrote about its recordings go with it; what was decided stays."""

from __future__ import annotations

from typing import Any

from cameos.models import CameoState, Revocation
from moderation.models import Case, CaseState, Decision


def on_consent_revoked(sender: type, revocation: Revocation, **rest: Any) -> None:
    cases = Case.objects.filter(
        recording__cameo=revocation.cameo_id, recording__cameo__state=CameoState.DELETED
    )
    Decision.objects.filter(case__in=cases).update(note="", facts={})
    cases.update(heard=[], state=CaseState.DECIDED, claimed_by=None, claimed_until=None, score=0)
