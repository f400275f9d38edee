"""Forms of making: the shape of what was typed. Every rule is asked in operations; refusals come back here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from generation.access import Gone, visible_clip
from generation.models import Clip, Visibility
from generation.operations import LENGTHS, SIZES
from generation.refusals import Said, said
from generation.sheet_forms import WishForm
from policy.prompts import MAX_LENGTH
from policy.reasons import Layer, Refusal

SIZE_NAMES = {
    "720x1280": _("Portrait"),
    "1280x720": _("Landscape"),
    "1024x1792": _("Portrait, large"),
    "1792x1024": _("Landscape, large"),
    "1080x1920": _("Portrait, full HD"),
    "1920x1080": _("Landscape, full HD"),
    "360x640": _("Portrait, small and quick"),
    "640x360": _("Landscape, small and quick"),
}
CALLS = {"aria-autocomplete": "list", "aria-controls": "mentions"}  # people are offered while one types @…


class CreateForm(WishForm):
    prompt = forms.CharField(
        label=_("What is to be seen?"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "data-limit": MAX_LENGTH, "dir": "auto", **CALLS}),
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=120)
    size = forms.CharField(
        label=_("Format"),
        initial="720x1280",
        widget=forms.Select(choices=[(size, SIZE_NAMES[size]) for size in SIZES]),
    )
    seconds = forms.IntegerField(
        label=_("Length"),
        initial=8,
        error_messages={"invalid": _("Choose a length from the list.")},
        widget=forms.RadioSelect(choices=[(length, length) for length in LENGTHS]),
    )
    publish_when_done = forms.BooleanField(
        label=_("Publish it as soon as it is ready"),
        required=False,
    )
    remix = forms.UUIDField(required=False, widget=forms.HiddenInput)
    is_answer = forms.BooleanField(required=False, widget=forms.HiddenInput)  # to the clip of `remix`

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.refused: defaultdict[str, list[Said]] = defaultdict(list)
        self.fields["prompt"].validators = []  # the prompt's own rules say it better than Django's

    def clean_prompt(self) -> str:
        return self.cleaned_data["prompt"].replace("\r\n", "\n")

    def clean_remix(self) -> Clip | None:
        if not (wanted := self.cleaned_data["remix"]):
            return None
        try:
            return visible_clip(self.viewer, wanted)
        except (Gone, Http404):
            raise forms.ValidationError(
                _("The original is gone. Your words are kept: send them again for a clip of their own."),
                code="original_gone",
            ) from None

    def clean(self) -> dict[str, Any]:
        try:
            self.storyboard(self.cleaned_data.get("seconds") or 0)
        except ValueError as wrong:
            self.add_error(None, forms.ValidationError(str(wrong), code="shot_seconds"))
        return self.cleaned_data

    def wanted(self) -> dict[str, Any]:
        """What `request_variations` takes; the first picture is put to it by who keeps it."""
        data = self.cleaned_data
        return {
            **{
                name: data[name]
                for name in ("prompt", "title", "size", "seconds", "publish_when_done", "seed")
            },
            "remix_of": data["remix"],
            "is_answer": data["is_answer"],
            "offer": data["engine"] or None,
            "count": 1 if data["variations"] is None else data["variations"],
            "wanted": self.wish(data, data["seconds"]),
        }

    def half_typed(self) -> dict[str, Any]:
        """What `check` takes of a half-filled form."""
        prompt, seconds, size = self.as_typed()
        values = {name: self[name].value() for name in ("style", "camera", "negative", "sound")}
        count = str(self["variations"].value() or 1)
        return {
            "prompt": prompt,
            "seconds": seconds,
            "size": size,
            "offer": str(self["engine"].value() or "") or None,
            "variations": int(count) if count in ("1", "2", "3", "4") else 1,
            "wanted": self.wish(values, seconds),
        }

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """This function will put each refusal at the field it speaks of, the rest on top of the form."""
        for refusal in refusals:
            words = said(refusal)
            known = words.field in self.fields and words.layer != Layer.QUOTA
            field = words.field if known else None
            self.add_error(field, forms.ValidationError(words.sentence, code=words.code))
            self.refused["shots" if words.field == "shots" else field or "form"].append(words)

    def as_typed(self) -> tuple[str, int, str]:
        """Prompt, seconds and size of a half-filled form, with the defaults where nothing sensible stands."""
        seconds = str(self["seconds"].value())
        return (
            str(self["prompt"].value() or "").replace("\r\n", "\n"),
            int(seconds) if seconds.isdecimal() and len(seconds) < 4 else 8,
            str(self["size"].value() or "720x1280"),
        )


class PublishForm(forms.Form):
    title = forms.CharField(label=_("Title"), required=False, max_length=120)

    visibility = forms.ChoiceField(
        required=False,
        choices=Visibility.choices,
        error_messages={"invalid_choice": _("Choose from the list who sees it.")},
    )

    def wanted(self) -> dict[str, str | None]:
        """What `publish_clip` takes: None leaves title and visibility as they are."""
        title = self.cleaned_data["title"] if "title" in self.data else None
        return {"title": title, "visibility": self.cleaned_data["visibility"] or None}
