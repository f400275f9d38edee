"""Filters of the terms: the entry of a table under a key only the template knows; how own words were read."""

from collections.abc import Mapping
from typing import Any

from django import template

from cameos import wording

register = template.Library()


@register.filter
def of(table: Mapping[Any, Any], key: Any) -> Any:
    return table.get(str(key), "")


@register.filter
def own_words(text: Any) -> list[wording.Read]:
    return wording.own_words(str(text or "")[:1000])
