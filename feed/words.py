"""What the stage says in words: why a clip is shown, what it is, how its state is called."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.since import ago
from feed.ranking.reasons import Reason
from feed.ranking.sources import Source
from generation.models import Clip

PREFIX = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def why_words(reason: Reason, at: datetime) -> str:
    """This function will say the true reason a clip has its place in the feed."""
    match reason.source:
        case Source.CHAIN:
            return _titled(
                reason,
                _("It belongs to the chain of remixes of “%(title)s”, as a clip of yours does."),
                _("It belongs to a chain of remixes that a clip of yours is part of."),
            )
        case Source.FOLLOWED:
            return _("You follow @%(handle)s.") % {"handle": reason.handle}
        case Source.SHARED:
            return _("One of you, you or @%(handle)s, has cast the other.") % {"handle": reason.handle}
        case Source.ALIKE:
            return _titled(
                reason,
                _("People who stayed with “%(title)s” stayed with this one as well."),
                _("People who stayed with what you stayed with stayed with this one as well."),
            )
        case Source.CONTENT:
            return _content_words(reason)
        case Source.ASKED:
            return _("It is like what you asked for.")
        case Source.FIRST:
            return _("Few people have seen it yet; it gets its first viewers.")
        case Source.POPULAR:
            return _popular_words(reason)
        case Source.NEW:
            return _("It is new: published %(ago)s.") % {"ago": ago(reason.published_at, at)}


def _titled(reason: Reason, named: str, unnamed: str) -> str:
    return named % {"title": reason.title} if reason.title else unnamed


def _content_words(reason: Reason) -> str:
    liked = _("It is about the same things as “%(title)s”, which you liked.")
    watched = _("It is about the same things as “%(title)s”, which you stayed with.")
    return _titled(
        reason,
        liked if reason.liked else watched,
        _("It is about the same things as a clip you liked or stayed with."),
    )


def _popular_words(reason: Reason) -> str:
    if reason.remixes > reason.likes:
        said = ngettext("Somebody made a remix of it.", "%(number)s remixes were made of it.", reason.remixes)
        return said % {"number": reason.remixes}
    if reason.likes:
        said = ngettext("%(number)s person here likes it.", "%(number)s people here like it.", reason.likes)
        return said % {"number": reason.likes}
    return _("People here watched it to the end.")


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
