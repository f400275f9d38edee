"""The sets of the repertoire: `build` gives the Backdrop for a name, time of day and weather."""

from random import Random

from ..paper import Light, light_for
from . import beyond, country, nature, town
from .diorama import Backdrop, Diorama, Plane, trimmed

__all__ = ["Backdrop", "Plane", "build"]

BUILDERS = {
    "beach": nature.beach, "lake": nature.lake, "meadow": nature.meadow, "garden": nature.garden,
    "forest": nature.forest, "mountain": nature.mountain, "snow": country.snow, "desert": country.desert,
    "farm": country.farm, "city": town.city, "street": town.street, "room": town.room, "stage": town.stage,
    "sea": beyond.sea, "underwater": beyond.underwater, "sky": beyond.sky, "moon": beyond.moon,
    "space": beyond.space,
}  # fmt: skip
INDOORS = ("room", "stage")


def build(name: str, time: str, weather: str, width: int, height: int, rng: Random) -> tuple[Backdrop, Light]:
    """This function will paint all planes of a set; unknown names get the stage itself."""
    outdoors = name not in INDOORS and name not in ("moon", "space", "underwater")
    light = light_for(time, weather if outdoors else "clear")
    diorama = Diorama(width, height, light, rng)
    BUILDERS.get(name, town.stage)(diorama)
    diorama.backdrop.behind = trimmed(diorama.backdrop.behind)
    return diorama.backdrop, diorama.light
