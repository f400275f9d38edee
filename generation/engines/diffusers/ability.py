"""What a model can do, from its folder and the table: truthful before a weight is loaded."""

from __future__ import annotations

from ..types import Capabilities
from .folder import Model
from .giving import usable
from .options import Options
from .sizes import lengths

SIZES = ("720x1280", "1280x720", "480x832", "832x480", "360x640", "640x360")
LARGE = ("1080x1920", "1920x1080")
LARGE_PIXELS = 1280 * 704  # a family trained for so much is scaled up a little, not a lot
CAMERAS = ("static", "slow push in", "pull out", "pan left", "pan right", "tracking", "handheld", "aerial")
STYLES = (
    "cinematic",
    "documentary",
    "watercolour",
    "pencil drawing",
    "claymation",
    "anime",
    "black and white",
)


def capabilities_of(model: Model, options: Options) -> Capabilities:
    """This function will say what this model takes and gives."""
    variant, family = model.variant, model.variant.family
    picture = usable(model, variant.picture)
    return Capabilities(
        title=f"{family.title} ({model.name})",
        licence=model.licence,
        licence_note=family.licence_note,
        lengths=lengths(family),
        sizes=SIZES + (LARGE if family.pixels >= LARGE_PIXELS else ()),
        rates=family.rates or (family.fps,),
        styles=STYLES,
        cameras=CAMERAS,
        sound="model" if has_sound(model) else "laid",
        cameos=variant.faces if usable(model, variant.face) else 0,
        negative=family.negative,
        picture=picture,
        picture_needed=variant.needs_picture,
        shots=not variant.needs_picture,
        extends=usable(model, variant.film),
        batch=options.batch or (1 if variant.needs_picture else family.batch),
    )


def has_sound(model: Model) -> bool:
    """This function will say whether the folder has the parts that make the sound, not only the family."""
    if not model.variant.family.sound:
        return False
    parts = [model.index.get(part) for part in ("audio_vae", "vocoder")]
    return model.variant.modular or all(isinstance(one, list) and one[0] is not None for one in parts)


def unready(name: str) -> Capabilities:
    """This function will stand in for a model that can not be read: nothing is promised."""
    return Capabilities(title=f"{name or 'no model'} (not ready, see doctor)", licence="", sound="", batch=1)
