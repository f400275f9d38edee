"""Why a clip comes less often in the feed: rows of the one vocabulary in reasons.py. It stays public all the same."""

from policy.layers import Layer, gettext_noop

FEED_ROWS: tuple[tuple[str, Layer, str, str], ...] = (
    ("NEAR_COPY", Layer.FEED, gettext_noop("It looks almost like a clip that was here before."),
     gettext_noop("A remix says whose clip it comes from, and does not sink for it.")),
    ("BAIT", Layer.FEED, gettext_noop("It begs for attention: “%(words)s”."),
     gettext_noop("Next time, let the clip speak for itself.")),
    ("BULK", Layer.FEED, gettext_noop("It is one of %(count)s clips of yours within a day that are nearly the same."),
     gettext_noop("Publish the one you like best, and keep the others as drafts.")),
    ("NEARLY_EMPTY", Layer.FEED, gettext_noop("Hardly anything is to be seen in it, and nothing to be heard."),
     gettext_noop("Let something move, or somebody speak.")),
)  # fmt: skip
