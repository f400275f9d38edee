"""Why something can not be written under a clip: rows of the one vocabulary in reasons.py."""

from policy.layers import Layer, gettext_noop

COMMENT_ROWS: tuple[tuple[str, Layer, str, str], ...] = (
    ("COMMENT_EMPTY", Layer.PROMPT, gettext_noop("There is nothing to read in it."), gettext_noop("Write a word or two.")),
    ("COMMENT_TOO_LONG", Layer.PROMPT,
     gettext_noop("The comment has %(length)s characters, %(limit)s are allowed."), gettext_noop("Shorten it.")),
    ("COMMENT_CONTROL_CHARACTERS", Layer.PROMPT,
     gettext_noop("The comment contains invisible control characters."),
     gettext_noop("Type it anew or paste it as plain text.")),
    ("COMMENT_RULE", Layer.PROMPT, gettext_noop("This wording breaks a rule of this instance."),
     gettext_noop("Say it without it.")),
    ("COMMENT_AGAIN", Layer.PROMPT, gettext_noop("You have written exactly this here already."),
     gettext_noop("Say something new, or leave it at that.")),
    ("COMMENTS_OFF", Layer.CONSENT, gettext_noop("The maker of this clip wants nothing written under it."), ""),
    ("COMMENTS_FOLLOWERS", Layer.CONSENT, gettext_noop("Only people who follow %(name)s write here."),
     gettext_noop("Follow %(name)s to join in.")),
    ("COMMENTS_MANY", Layer.QUOTA, gettext_noop("You have written %(limit)s comments in a short while."),
     gettext_noop("The next one goes from %(free_at)s on.")),
)  # fmt: skip
