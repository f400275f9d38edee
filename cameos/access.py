"""May this person touch this likeness? Only its owner; for everybody else it does not exist."""

from __future__ import annotations

import uuid

from django.shortcuts import get_object_or_404

from accounts.models import User
from cameos.models import Cameo, CameoState


def own_cameo(owner: User, cameo_id: uuid.UUID) -> Cameo:
    """:raises Http404: for one of somebody else, unknown or deleted"""
    mine = Cameo.objects.filter(owner=owner).exclude(state=CameoState.DELETED).select_related("owner")
    return get_object_or_404(mine, pk=cameo_id)
