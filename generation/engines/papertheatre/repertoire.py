"""What the stage can show: every figure, set, verb, colour and sound cue it knows, by name. Plain data."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PERSONS = _words(
    """
    woman man girl boy child baby grandmother grandfather astronaut pirate king queen princess prince
    knight witch wizard dancer chef farmer teacher doctor musician clown ghost snowman robot mermaid
    """
)
ANIMALS = _words(
    """
    dog cat fox wolf bear horse unicorn donkey cow pig sheep goat lion tiger elephant giraffe rabbit
    mouse deer bird seagull owl duck chicken penguin parrot eagle swan fish shark whale dolphin octopus
    jellyfish turtle frog snail butterfly bee dragon dinosaur
    """
)
VEHICLES = _words(
    """
    car taxi bus truck tractor bicycle boat ship sailboat train rocket airplane hot_air_balloon ufo
    submarine sledge
    """
)
PROPS = _words(
    """
    ball balloon kite house castle lighthouse tent lamp lantern candle fire moon sun star cloud rainbow
    umbrella guitar drum cake apple book chair table box gift heart cup boat_of_paper
    leaf anchor swing leash
    """
)
PLANTS = _words(
    """
    tree fir palm flower sunflower cactus mushroom bush
    """
)

FIGURES: dict[str, str] = {
    **dict.fromkeys(PERSONS, "person"),
    **dict.fromkeys(ANIMALS, "animal"),
    **dict.fromkeys(VEHICLES, "vehicle"),
    **dict.fromkeys(PROPS, "prop"),
    **dict.fromkeys(PLANTS, "plant"),
}

SETS = _words(
    """
    beach sea underwater lake forest city street meadow garden mountain room stage moon space snow
    desert sky farm kitchen classroom office castle volcano train concert market stadium
    """
)
TIMES = ("dawn", "noon", "day", "sunset", "night")
LIGHTS = ("candle", "neon")  # by their own lamps, whatever the time
WEATHERS = ("clear", "rain", "snow", "fog", "wind", "storm")
STYLES = ("cartoon", "anime", "noir", "silhouette", "collage", "watercolour", "realistic")
SEASONS = ("spring", "summer", "autumn", "winter")
TRANSITIONS = ("cut", "fade", "curtain", "page", "match")
CAMERAS = ("static", "pan", "zoom_in", "zoom_out", "follow", "close_up", "from_above")

TRAVEL = _words(
    """
    walk run crawl hop gallop march sneak swim dive fly float sail drive ride roll slide skate ski surf
    climb travel
    """
)
ON_THE_SPOT = _words(
    """
    stand sit sleep wave dance jump spin sing speak laugh cry eat drink read write paint cook play bow
    clap nod look think sneeze bark meow howl crow honk shine burn grow shrink glow swing rest cheer
    stretch melt sparkle shake
    """
)
WITH_ANOTHER = _words(
    """
    chase follow hug kiss kick throw catch greet push feed carry turn_into
    """
)
BY_GRAVITY = _words(
    """
    bounce fall drop rise land explode tumble juggle
    """
)
VERBS: dict[str, str] = {  # verb -> how it is played
    **dict.fromkeys(TRAVEL, "travel"),
    **dict.fromkeys(ON_THE_SPOT, "place"),
    **dict.fromkeys(WITH_ANOTHER, "pair"),
    **dict.fromkeys(BY_GRAVITY, "physics"),
}

# names a Figure.colour may have -> sRGB
COLOURS: dict[str, tuple[int, int, int]] = {
    "red": (201, 62, 54),
    "orange": (231, 129, 58),
    "yellow": (241, 190, 74),
    "green": (96, 143, 86),
    "blue": (62, 104, 158),
    "purple": (122, 82, 140),
    "pink": (231, 140, 150),
    "brown": (136, 92, 62),
    "black": (52, 48, 56),
    "white": (246, 239, 226),
    "grey": (150, 146, 142),
    "gold": (214, 164, 66),
    "silver": (190, 194, 198),
    "turquoise": (74, 158, 156),
}

# what the wardrobe can show; anything else is left out of the picture
ATTRIBUTES = _words(
    """
    old young happy sad angry tired tall short fat thin striped dotted hat crown glasses beard scarf
    umbrella dress suit coat jacket apron backpack cape
    """
)

MOODS = ("happy", "sad", "angry", "tired")  # a figure may be in
GARMENTS = _words(
    "hat crown glasses scarf dress suit coat jacket trousers apron backpack cape armour tie mask"
)
RELATIONS = _words("on in under above behind in_front_of beside between around holding chasing")

# Event.kind: what motion may report to the sound department
EVENT_KINDS = _words(
    """
    step hoof bounce hit splash jump land whoosh flap bark meow neigh moo oink baa roar howl chirp quack
    crow hoot squeak horn bell engine train_whistle rocket explosion thunder fire clap laugh cry snore
    sneeze eat kiss kick throw catch pop sparkle drum pluck knock beep ribbit buzz gull
    """
)
