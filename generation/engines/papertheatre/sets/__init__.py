"""The sets of the repertoire: `build` gives the Backdrop for a name, time of day and weather."""

from random import Random

from ..paper import Light, light_for
from ..scene import Scene
from . import above, beyond, country, indoors, legends, nature, outings, town, workaday
from .diorama import Backdrop, Diorama, Plane, trimmed

__all__ = ["MEDIUMS", "Backdrop", "Plane", "build", "light_of"]

BUILDERS = {
    "beach": nature.beach, "lake": nature.lake, "meadow": nature.meadow, "garden": nature.garden,
    "forest": nature.forest, "mountain": nature.mountain, "snow": country.snow, "desert": country.desert,
    "farm": country.farm, "city": town.city, "street": town.street, "room": town.room, "stage": town.stage,
    "sea": beyond.sea, "underwater": beyond.underwater, "sky": beyond.sky, "moon": beyond.moon,
    "space": beyond.space, "kitchen": indoors.kitchen, "classroom": indoors.classroom, "office": workaday.office,
    "train": workaday.train, "castle": legends.castle, "volcano": legends.volcano, "market": outings.market,
    "concert": outings.concert, "stadium": outings.stadium,
}  # fmt: skip
INDOORS = ("room", "stage", "kitchen", "classroom", "office", "train", "concert")


# what the floor of a set is, and how high it lies, where that is not land at the usual height
MEDIUMS = {"sea": "water", "underwater": "deep", "sky": "air", "space": "air"}


def light_of(scene: Scene) -> Light:
    """This function will give the light of a whole scene."""
    outdoors = scene.set not in INDOORS and scene.set not in ("moon", "space", "underwater")
    weather = scene.weather if outdoors else "clear"
    return light_for(
        scene.time, weather, scene.light, scene.style, scene.season if outdoors else "", scene.mood
    )


def build(
    name: str, light: Light, width: int, height: int, rng: Random, camera: str = "static"
) -> tuple[Backdrop, Light]:
    """This function will paint all planes of a set as the camera sees it; unknown names get the stage itself."""
    diorama = Diorama(width, height, light, rng)
    if camera == "from_above":
        above.seen(diorama, name)
    else:
        BUILDERS.get(name, town.stage)(diorama)
    diorama.backdrop.behind = trimmed(diorama.backdrop.behind)
    return diorama.backdrop, diorama.light
