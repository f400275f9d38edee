"""What the end of a feed offers: what friends made since one was here last. Questions only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from accounts.models import Follow
from accounts.queries import muted_of
from feed.models import Watch
from feed.steering.queries import Viewer
from generation.models import Clip

SHOWN = 3
APART = timedelta(hours=6)  # so long without watching, and it is another visit
LOOKED_BACK = 500  # watches; who has seen more in one visit is told the newest


@dataclass(frozen=True)
class OfFriends:
    """The newest clips of people somebody follows, mutuals first; since their last visit where there are any."""

    clips: Sequence[Clip] = ()
    is_since: bool = False


def of_friends(viewer: Viewer, at: datetime) -> OfFriends:
    """This function will give what people the viewer follows have made, as far as the viewer may see it."""
    if not viewer.is_authenticated:
        return OfFriends()
    back = Follow.objects.filter(who=OuterRef("author"), whom=viewer)
    clips = Clip.objects.published(viewer).heard(muted_of(viewer)).exclude(author=viewer)
    clips = (
        clips.filter(author__followers__who=viewer).annotate(is_mutual=Exists(back)).select_related("author")
    )
    clips = clips.order_by("-is_mutual", "-published_at", "id")
    then = last_visit(viewer, at)
    since = list(clips.filter(published_at__gt=then)[:SHOWN]) if then else []
    return OfFriends(since or list(clips[:SHOWN]), bool(since))


def last_visit(viewer: Viewer, at: datetime) -> datetime | None:
    """This function will say when somebody last watched before the visit that is on; never, where that was the first."""
    later = at
    moments = Watch.objects.filter(who=viewer.pk).order_by("-created_at").values_list("created_at", flat=True)
    for moment in moments[:LOOKED_BACK]:
        if later - moment > APART:
            return moment
        later = moment
    return None
