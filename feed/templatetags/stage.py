"""Filters of the stage templates: facts into words."""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template import RequestContext
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from accounts.addresses import address
from accounts.models import User
from feed import blur as blurs
from feed import drawing, shots, words
from feed.queries import Part, parts_made_of
from generation.models import Clip, Visibility

register = template.Library()


@register.filter
def source_words(clip: Clip) -> str:
    return words.source_words(clip.source_type)


@register.filter
def page(of: Clip | User, name: str) -> str:
    """The address of the page of a clip or a person that has this name."""
    return address(name, of.handle if isinstance(of, User) else of.pk)


@register.filter
def seal_words(clip: Clip) -> str:
    return words.seal_words(clip)


@register.filter
def short_number(number: int) -> str:
    """1234 becomes 1.2k (1,2k in German): room for four signs under an icon."""
    if number < 1000:
        return str(number)
    return f"{number_format(round(number / 1000, 1), 1)}k" if number < 10_000 else f"{number // 1000}k"


@register.simple_tag
def words_for(clip: Clip, viewer: User | AnonymousUser) -> str:
    """The prompt of a clip where `viewer` may read it, else nothing."""
    return clip.job.prompt if viewer.is_authenticated and clip.shows_prompt_to(viewer) else ""


@register.simple_tag
def visibilities(clip: Clip) -> list[tuple[str, str]]:
    """Who may see a clip, from all to none, for a choice; into which circle is chosen in the circle."""
    left_out = {str(Visibility.CIRCLE)} - {clip.visibility}
    return [(value, str(label)) for value, label in Visibility.choices if value not in left_out]


@register.simple_tag
def parts_of(clip: Clip, viewer: User | AnonymousUser) -> list[Part]:
    return parts_made_of(clip, viewer)


@register.filter
def scene_words(clip: Clip) -> str:
    return shots.scene_words(clip)


@register.simple_tag
def shots_of(clip: Clip, viewer: User | AnonymousUser, source: str) -> list[shots.Shot]:
    return shots.shots_of(clip, viewer, is_alone=source == "clip")


@register.filter
def blur(thumbhash: str) -> str:
    return blurs.blur_of(thumbhash)


@register.simple_tag(takes_context=True)
def stages(context: RequestContext, is_first_clip: bool) -> SafeString:
    """The clips of a slate, each on a stage of its own."""
    template = context.template.engine.get_template("feed/_stage.html")  # type: ignore[union-attr]
    return drawing.stages(context, template.render, is_first_clip=bool(is_first_clip))


@register.filter
def last_row(clip: Clip) -> int:
    """How many tiles stand in the last row of the sprite sheet: the rest of it is empty."""
    columns, count = int(clip.sprites["columns"]), int(clip.sprites["count"])
    return (count - 1) % columns + 1


@register.filter
def in_path(key: object) -> str:
    """A key of a list as one part of an address: words may hold a stroke."""
    return str(key).replace("/", " ")
