"""What was found and what was refused, in the words of the person reading. No rules here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from policy.liveness import Finding, Verdict
from policy.reasons import REASONS, Refusal

_FOUND: dict[tuple[str, str], str] = {
    ("FACE_PRESENT", "PASSED"): gettext_noop("A face is in the picture nearly all the time."),
    ("FACE_PRESENT", "UNSURE"): gettext_noop("A face was found in %(percent)s %% of the pictures only."),
    ("FACE_PRESENT", "FAILED"): gettext_noop("Hardly a face was found. The machine misses some faces."),
    ("ONE_FACE", "PASSED"): gettext_noop("There is one face, not more."),
    ("ONE_FACE", "UNSURE"): gettext_noop("A second face may be there at times."),
    ("ONE_FACE", "FAILED"): gettext_noop("More than one face is there for much of the time."),
    ("TURNS", "PASSED"): gettext_noop("The head turns in the order that was asked for."),
    ("TURNS", "UNSURE"): gettext_noop("%(found)s of %(asked)s turns of the head were seen in their order."),
    ("TURNS", "FAILED"): gettext_noop("The turns of the head were not seen in their order."),
    ("SPEECH", "PASSED"): gettext_noop("Something is spoken %(heard)s times, as asked for."),
    ("SPEECH", "UNSURE"): gettext_noop("Something is spoken %(heard)s times; %(asked)s were asked for."),
    ("SPEECH", "FAILED"): gettext_noop("Hardly anything is spoken: %(heard)s of %(asked)s."),
    ("LIGHT", "PASSED"): gettext_noop("There is enough light."),
    ("LIGHT", "UNSURE"): gettext_noop("It is rather dark."),
    ("LIGHT", "FAILED"): gettext_noop("It is too dark."),
    ("NUMBERS", "PASSED"): gettext_noop("The machine heard the numbers asked for: %(heard)s."),
    ("NUMBERS", "UNSURE"): gettext_noop("The machine heard only some of the numbers: %(heard)s."),
    ("NUMBERS", "FAILED"): gettext_noop("The machine heard other numbers: %(heard)s."),
    ("SAME_FACE", "PASSED"): gettext_noop("The face looks like one person throughout."),
    ("SAME_FACE", "UNSURE"): gettext_noop("The face may not be one person throughout."),
    ("SAME_FACE", "FAILED"): gettext_noop("The face does not look like one person throughout."),
    ("NO_FACE", "PASSED"): gettext_noop("No human face was found in it."),
    ("NO_FACE", "FAILED"): gettext_noop("A face was found in it. Look whether it is a real person's."),
}


@dataclass(frozen=True)
class FindingSaid:
    sentence: str
    verdict: str
    percent: int  # how sure it is

    @property
    def is_good(self) -> bool:
        return self.verdict == Verdict.PASSED


@dataclass(frozen=True)
class RefusalSaid:
    code: str
    sentence: str
    remedy: str


def said_finding(finding: Finding) -> FindingSaid:
    """This function will put one finding into words, in the active language."""
    pattern = _FOUND.get((finding.code, str(finding.verdict)))
    facts = defaultdict(lambda: "…", {name: _listed(value) for name, value in finding.facts.items()})
    sentence = _(pattern) % facts if pattern else finding.code
    return FindingSaid(sentence, str(finding.verdict), round(100 * finding.confidence))


def said_refusal(why: Refusal) -> RefusalSaid:
    """This function will put a refusal into words, in the active language."""
    return said_reason(why.reason.code, why.facts)


def said_reason(code: str, facts: dict[str, str] | None = None) -> RefusalSaid:
    """This function will put a code of policy.reasons into words."""
    reason = REASONS[code]
    known = defaultdict(lambda: "…", facts or {})
    return RefusalSaid(
        reason.code, _(reason.sentence) % known, _(reason.remedy) % known if reason.remedy else ""
    )


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
