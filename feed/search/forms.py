"""The shape of a question; odd values of a link somebody changed by hand fall back to the first page of clips."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from feed.search.queries import FAR, KINDS


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Words of a clip, a name or a #tag"), max_length=80, required=False)
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS], required=False)
    after = forms.IntegerField(min_value=0, max_value=FAR, required=False)

    def asked(self) -> tuple[str, str, int]:
        """The words, the kind and the place to begin at."""
        self.is_valid()
        words, good = self.cleaned_data.get("q", ""), self.cleaned_data
        kind = good.get("kind") or ("tags" if words.lstrip().startswith("#") else KINDS[0])
        return words, kind, good.get("after") or 0
