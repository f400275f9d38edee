"""Begging for attention by its wording, in English and German: likes, comments, followers, waiting for an end. Plain.

Whether it is so is for people to say: what this finds makes a clip come less often, and its maker can object.
"""

from __future__ import annotations

import re

_HEAD = r"(?:^|[.!?:;,„“”\"»«(–-]\s*)"  # where an order begins: a sentence, a clause, what somebody says
_END = r"(?= button| if| for|\s*[.!?\"“”»«)]|\s*$)"

_ENGLISH = (
    rf"{_HEAD}(?:please )?like (?:this |it )?(?:if|or)\b",
    r"\b(?:like|share|comment|follow|subscribe)(?:(?:,| and| &| \+| or)+ (?:like|share|comment|follow|subscribe)\b)+",
    rf"\b(?:hit|smash|press|tap|click)(?: on)?(?: the| that| this)? like{_END}",
    r"\b(?:leave|drop|give)(?: me| us| it)? (?:a|your) (?:like|follow|comment)\b",
    r"\bdouble[- ]?tap (?:if|for|to|when)\b",
    r"\btag (?:(?:a|an|your|one|two|three|five|ten|\d+)(?: best)? (?:friends?|mates?|person|people)|some(?:one|body))\b",
    rf"{_HEAD}(?:please )?comment (?:yes|no|your|below|if|with|what|which|down|for|[\"“])",
    r"\bcomment below\b",
    r"\b(?:write|tell|say|drop|answer|post)\b[^.!?]{0,30} in the comments\b",
    rf"{_HEAD}type (?:yes|amen)\b",
    rf"{_HEAD}(?:please )?follow(?: me| us)? for\b",
    r"\bfollow (?:me|us) (?:for|to see|to get)\b",
    r"\b(?:f4f|l4l|sub4sub|followback|like4like|follow4follow|like for like|follow for follow)\b",
    r"\b(?:don['’]?t|do not|never) forget to (?:like|share|follow|subscribe|comment)\b",
    r"\bsubscribe (?:now|for more|to (?:my|our|this) channel)\b",
    r"\b(?:won['’]?t|will not|will never|['’]ll never) believe (?:what|the end|this|who|how|why)",
    r"\bwait for it\b",
    r"\b(?:watch|wait|stay|look)(?: it)? (?:un)?'?til+ the (?:very )?end\b(?! of)",
    r"\b\d{1,3} ?% (?:of )?(?:the )?(?:people|you|all|us|humans|viewers)\b[^.!?]{0,20}\b(?:can['’]?t|cannot|fail|won['’]?t)",
    r"\bonly (?:geniuses|legends|real fans|true fans|smart people|\d ?%)",
    r"\bbet you can['’]?t\b",
    r"\b(?:don['’]?t|do not|never|will|without|before you) scroll\b|\bscroll past\b",
    rf"{_HEAD}(?:please )?share(?: this| it| that)?(?: now)? (?:before|or|if|with (?:\d+|two|three|five|ten))\b",
    r"\b\d[\d.,]*k? (?:likes|followers|comments|shares|subscribers|subs)\b",
)
_GERMAN_ASKS = r"(?:like[ntd]?|teil(?:e|en|t)|kommentier(?:e|en|t)|folg(?:e|en|t)|abonnier(?:e|en|t))"
_GERMAN = (
    rf"\b(?=[^.!?]*(?:like|kommentier|abonnier)){_GERMAN_ASKS}(?:(?:,| und| &| \+| oder)+ {_GERMAN_ASKS}\b)+",
    r"\b(?:lass|lasst|gib|gebt)(?: mir| uns)?(?: doch| mal)?(?: ein| einen| 'n| n)? (?:like|abo|kommentar|follow)s?\b",
    r"\bfolg(?:e|t)? (?:mir|uns) (?:für|auf)\b",
    r"\b(?:markier|verlink)(?:e|t|en)? [^.!?]{0,16}(?:freund|jemand|kumpel|leute)",
    r"\bin (?:die|den) kommentaren?\b",
    r"\bkommentier(?:e|t) (?:mit|eure[nr]?|deine[nr]?|unten|was|wenn|ja)\b",
    r"\b(?:wirst|werdet|wird) (?:du |ihr )?(?:es )?(?:nicht|nie|niemals) glauben\b",
    r"\b(?:wartet?|schaut?|guckt?|bleibt?|seht|sieh)\b[^.!?,]{0,15}\bbis zum (?:ende|schluss)\b(?! d)",
    r"\bbis zum (?:ende|schluss) (?:schauen|gucken|ansehen|dranbleiben)\b",
    r"\b\d{1,3} ?% (?:schaffen|erkennen|sehen|wissen|scheitern|können)\b",
    r"\bnur (?:genies|echte fans|die schlausten)\b",
    r"\bweiterscrollen\b|\bscrollt? nicht\b|\bnicht weiter ?scroll",
    r"\b\d[\d.]*k? (?:likes|followern?|abos|abonnenten|kommentaren?)\b",
    r"\b(?:like (?:für|gegen) like|abo gegen abo|follow gegen follow)\b",
    rf"{_HEAD}(?:bitte )?teil(?:e|t|en)(?: das| dies(?:es)?| es)?,? (?:bevor|sonst|wenn|oder)\b",
    r"\bwer das nicht teilt\b",
    r"\bschick(?:e|t)? (?:das|es|dies(?:es)?) an [^.!?]{0,12}freund",
    r"\bdrück(?:e|t|en)? (?:auf )?(?:den )?(?:gefällt mir|like|daumen)\b|\baktivier(?:e|t|en)? die glocke\b",
    r"\bdoppel(?:t )?tipp(?:en|e|t)?,? wenn\b",
    r"\babonnier(?:e|t|en)? (?:mich|uns|den kanal|jetzt)\b",
)
_EITHER = (r"\b1 like ?=",)
_BAIT = re.compile("|".join((*_ENGLISH, *_GERMAN, *_EITHER)), re.IGNORECASE | re.MULTILINE)


def bait_in(*texts: str) -> str:
    """This function will give the first words that beg for attention, as they were written; empty where none do."""
    for text in texts:
        if found := _BAIT.search(" ".join(text.split())):
            return found[0].strip(' .!?:;,„“”"»«(–-')
    return ""
