"""One filter: the entry of a table under a key that only the template knows."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(table: Mapping[Any, Any], key: Any) -> Any:
    return table.get(str(key), "")
