"""One filter: the pieces a reading opened, in words."""

from django import template
from django.utils.translation import gettext_lazy as _

from cameos.models import PieceKind, Reading

register = template.Library()


@register.filter
def pieces(row: Reading) -> str:
    names = {**dict(PieceKind.choices), "figures": _("what the machine saw")}
    return ", ".join(str(names.get(kind, kind)) for kind in row.kinds)
