"""The shape of what is said to a circle; what it means is decided in circles.operations and entering."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from circles.entering import RULES_FIRST
from circles.models import Circle, Role


class CircleForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Circle
        fields = ["name", "about", "rules", "door"]
        widgets = {"rules": forms.Textarea(attrs={"rows": 5}), "door": forms.RadioSelect}
        labels = {"door": _("The link into it")}
        help_texts = {
            "name": _("A class, a club, a family: only its members read it."),
            "rules": _("Who comes in says yes to them first."),
        }


class HandleForm(forms.Form):
    handle = forms.CharField(label=_("Handle"), max_length=25)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)


class ShareForm(forms.Form):
    clip = forms.UUIDField()
    only = forms.BooleanField(required=False)


class AnswerForm(forms.Form):
    yes = forms.BooleanField(required=False)

    def clean_yes(self) -> bool:
        return str(self.data.get("yes")) == "1"


class EnterForm(forms.Form):
    agrees = forms.BooleanField(error_messages={"required": RULES_FIRST})
