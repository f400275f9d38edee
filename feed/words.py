"""What the stage says in words: why a clip is shown, what it is, how its state is called."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.since import ago
from feed.ranking.rank import Candidate, Why
from generation.models import Clip

PREFIX = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def why_words(candidate: Candidate, why: Why, handle: str, at: datetime) -> str:
    """This function will say the true reason a clip has its place in the feed."""
    match why:
        case Why.SEEN:
            return _("You have seen it before; everything new comes first.")
        case Why.FOLLOWED:
            return _("You follow @%(handle)s.") % {"handle": handle}
        case Why.LIKED:
            said = ngettext(
                "%(number)s person here likes it.", "%(number)s people here like it.", candidate.likes
            )
            return said % {"number": candidate.likes}
        case Why.REMIXED:
            said = ngettext(
                "Somebody made a remix of it.",
                "%(number)s remixes were made of it.",
                candidate.remixes,
            )
            return said % {"number": candidate.remixes}
        case Why.UNPROVEN:
            return _("Few people have seen it yet; it gets its chance.")
        case Why.FRESH:
            return _("It is new: published %(ago)s.") % {"ago": ago(candidate.published_at, at)}


def source_words(source_type: str) -> str:
    """This function will put a digital source type of IPTC into a sentence."""
    sentences = {
        "algorithmicMedia": _("Drawn by a program. No camera, no trained model."),
        "compositeSynthetic": _("Drawn by a program, with a recorded likeness in it. No camera."),
        "compositeWithTrainedAlgorithmicMedia": _(
            "Put together; a trained AI model made part of it. No camera."
        ),
        "trainedAlgorithmicMedia": _("Made by a trained AI model. No camera."),
    }
    return sentences.get(source_type.removeprefix(PREFIX), _("Made by a machine. No camera."))


def seal_words(clip: Clip) -> str:
    """This function will say what reading the sealed file back has shown."""
    state = clip.credentials.get("state", "")
    if state == "Trusted":
        return _("Intact, signed by this instance")
    if state == "Valid":
        return _("Intact, signed by somebody this instance does not know")
    return _("Not checked") if not state else _("Changed after it was signed")
