"""How large each figure is, how high it hovers, what it can carry: the measures of the cast, as data."""

# height in frame heights, and width as a share of the height
SIZES: dict[str, tuple[float, float]] = {
    "baby": (0.2, 0.6), "boy": (0.31, 0.5), "girl": (0.31, 0.5), "child": (0.31, 0.5), "princess": (0.34,
    0.5), "prince": (0.34, 0.5), "ghost": (0.32, 0.7), "snowman": (0.36, 0.6), "robot": (0.38, 0.66),
    "mermaid": (0.36, 0.5), "dog": (0.27, 1.15), "cat": (0.22, 1.2), "fox": (0.23, 1.4), "wolf": (0.27,
    1.35), "bear": (0.34, 1.1), "horse": (0.38, 1.1), "unicorn": (0.39, 1.1), "donkey": (0.33, 1.1),
    "cow": (0.3, 1.25), "pig": (0.22, 1.3), "sheep": (0.25, 1.15), "goat": (0.27, 1.1), "lion": (0.3, 1.25),
    "tiger": (0.29, 1.3), "elephant": (0.38, 1.25), "giraffe": (0.5, 0.8), "rabbit": (0.2, 0.9),
    "mouse": (0.14, 1.2), "deer": (0.37, 0.95), "dinosaur": (0.4, 1.4), "bird": (0.13, 1.3),
    "seagull": (0.14, 1.3), "owl": (0.2, 0.9), "duck": (0.17, 1.1), "chicken": (0.18, 1.1),
    "penguin": (0.24, 0.8), "parrot": (0.17, 1.3), "eagle": (0.2, 1.3), "swan": (0.2, 1.1), "fish": (0.15,
    1.2), "shark": (0.19, 1.9), "whale": (0.26, 1.75), "dolphin": (0.2, 1.75), "octopus": (0.24, 1.0),
    "jellyfish": (0.2, 0.8), "turtle": (0.16, 1.6), "frog": (0.14, 1.2), "snail": (0.13, 1.4),
    "butterfly": (0.11, 1.2), "bee": (0.1, 1.1), "dragon": (0.38, 1.4), "car": (0.18, 1.85), "taxi": (0.18,
    1.85), "bus": (0.23, 1.85), "truck": (0.22, 1.95), "tractor": (0.25, 1.3), "bicycle": (0.22, 1.7),
    "boat": (0.22, 1.8), "ship": (0.26, 1.8), "sailboat": (0.36, 1.3), "train": (0.2, 3.2), "rocket": (0.4,
    0.7), "airplane": (0.19, 1.9), "hot_air_balloon": (0.36, 0.8), "ufo": (0.2, 1.6), "submarine": (0.2,
    1.8), "sledge": (0.17, 1.75), "ball": (0.105, 1.0), "balloon": (0.27, 0.6), "kite": (0.25, 0.7),
    "house": (0.36, 1.0), "castle": (0.46, 1.1), "lighthouse": (0.46, 0.5), "tent": (0.25, 1.6),
    "lamp": (0.36, 0.3), "lantern": (0.16, 0.8), "candle": (0.2, 0.5), "fire": (0.22, 1.1), "moon": (0.2,
    1.0), "sun": (0.22, 1.0), "star": (0.16, 1.0), "cloud": (0.14, 1.5), "rainbow": (0.24, 2.0),
    "umbrella": (0.26, 1.4), "guitar": (0.28, 0.6), "drum": (0.16, 1.2), "cake": (0.18, 1.1), "apple": (0.1,
    1.0), "book": (0.12, 1.9), "chair": (0.24, 0.7), "table": (0.2, 1.7), "box": (0.16, 1.4), "gift": (0.16,
    1.0), "heart": (0.16, 1.0), "cup": (0.12, 1.2), "boat_of_paper": (0.16, 1.8), "tree": (0.46, 0.9),
    "fir": (0.46, 0.7), "palm": (0.5, 0.9), "flower": (0.24, 0.6), "sunflower": (0.32, 0.5),
    "card": (0.6, 0.66), "leaf": (0.075, 1.3), "anchor": (0.2, 0.8), "swing": (0.5, 0.9),
    "leash": (0.14, 1.2), "cactus": (0.32, 0.8), "mushroom": (0.2, 1.0), "bush": (0.15, 1.9),
}  # fmt: skip
YOUNG = ("girl", "boy", "child", "baby", "princess", "prince")
PERSON = (0.4, 0.5)
# how high above the ground its foot is when nothing else is said
HOVER: dict[str, float] = {
    "sun": 0.56, "moon": 0.56, "star": 0.52, "cloud": 0.54, "rainbow": 0.38, "kite": 0.4, "balloon": 0.26,
    "hot_air_balloon": 0.26, "airplane": 0.44, "ufo": 0.38, "butterfly": 0.24, "bee": 0.24, "lantern": 0.4,
    "heart": 0.3, "submarine": 0.2,
}  # fmt: skip
SCENERY = ("house", "castle", "lighthouse", "tent", "lamp", "tree", "fir", "palm", "cactus", "bush",
    "rainbow", "sun", "moon", "cloud", "star", "table", "chair", "sunflower", "flower", "mushroom", "fire",
    "umbrella",)  # fmt: skip
OFFSHORE = {"lake": -0.1, "beach": -0.14}  # where water is on a set that is land
TOPS: dict[str, float] = {
    "chair": 0.3, "table": 0.95, "box": 0.8, "house": 0.9, "gift": 0.7, "mushroom": 0.95, "book": 0.7,
    "drum": 0.85, "cloud": 0.75, "moon": 0.12, "tree": 0.75, "castle": 0.75, "ball": 0.95, "cake": 0.9,
    "star": 0.6,
}  # fmt: skip
HOLDABLE = ("guitar", "book", "cup", "apple", "umbrella", "flower")
SWIMMERS = ("fish", "shark", "whale", "dolphin", "octopus", "jellyfish", "turtle", "submarine", "mermaid")
FLOATERS = ("boat", "ship", "sailboat", "boat_of_paper", "duck", "swan", "submarine")
TAKEN_ALONG = {
    "chase": "run", "follow": "walk", "walk": "walk", "run": "run", "dance": "dance", "jump": "jump",
    "swim": "swim", "fly": "fly", "play": "dance", "sing": "dance", "march": "walk", "gallop": "run",
}  # fmt: skip
