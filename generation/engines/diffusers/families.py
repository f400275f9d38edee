"""What each family of video models takes and gives, as one table: data, read without torch.

A *family* is trained and licensed together; a *variant* is one of its pipeline classes, as it stands in a
model folder's index. `Way` says how something of ours (a picture, a face, the end of a film) is given to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

READ_CARD = "Read the licence beside the weights before you offer it to others."


@dataclass(frozen=True)
class Way:
    """`form` is an entry of `giving.FORMS`; `pipeline` the class that takes it, made from the same weights."""

    form: str
    pipeline: str = ""
    when: str = ""  # only when the folder's index has this, not empty or false; with a slash: a folder in it


@dataclass(frozen=True)
class Family:
    """Everything that is the same for all variants of a family."""

    title: str
    licence: str
    licence_note: str
    memory: str  # what to have, in one sentence
    fps: int = 24
    rates: tuple[int, ...] = ()  # other rates it takes by `rate_name`
    multiple: int = 16  # both sides are multiples of it
    pixels: int = 832 * 480  # the area it was trained for
    frame_step: int = 4  # frames are `frame_step` × n + `frame_rest`
    frame_rest: int = 1
    most_frames: int = 81
    least_seconds: int = 1
    chunk: int = 0  # frames made in one run of all steps, where a clip takes several runs
    frames_name: str = "num_frames"
    rate_name: str = ""
    size: bool = True  # takes width and height
    steps: int = 50
    steps_name: str = "num_inference_steps"
    guidance: float = 5.0
    guidance_name: str = "guidance_scale"
    sound: bool = False
    negative: bool = True
    batch: int = 1  # prompts in one call where it pays
    fixed: Mapping[str, object] = field(default_factory=dict)  # always said
    distilled: Mapping[str, object] = field(
        default_factory=dict
    )  # said instead when the folder's name says it is distilled
    suffix: str = ""  # words every prompt ends with


@dataclass(frozen=True)
class Variant:
    """One pipeline class: its family, and how it takes what a request may hold."""

    family: Family
    picture: Way | None = None
    film: Way | None = None  # to go on from
    face: Way | None = None
    faces: int = 0
    needs_picture: bool = False
    modular: bool = False
    overrides: Mapping[str, object] = field(default_factory=dict)  # of the family's fixed arguments


LTX2_SIGMAS = (1.0, 0.99375, 0.9875, 0.98125, 0.975, 0.909375, 0.725, 0.421875)

LTX2 = Family(
    title="LTX-2",
    licence="LTX-2 Community License",
    licence_note="Free below 10 million US dollars of yearly revenue; not in products that compete with Lightricks'.",
    memory="About 38 GB for the 19B transformer in bf16 and 24 GB for its text encoder; 24 GB with int8 and offload.",
    rates=(24, 25, 30), multiple=32, pixels=1280 * 736, frame_step=8, most_frames=481, rate_name="frame_rate",
    steps=30, guidance=3.0, sound=True, batch=2,
    distilled={
        "num_inference_steps": len(LTX2_SIGMAS), "sigmas": list(LTX2_SIGMAS), "guidance_scale": 1.0,
        "stg_scale": 0.0, "modality_scale": 1.0, "guidance_rescale": 0.0, "audio_guidance_scale": 1.0,
        "audio_stg_scale": 0.0, "audio_modality_scale": 1.0, "audio_guidance_rescale": 0.0,
    },
)  # fmt: skip
KANDINSKY6 = Family(
    title="Kandinsky 6", licence="see its card", licence_note=READ_CARD,
    memory="Not published; measure it with doctor, which adds up the folder.",
    rates=(24,), pixels=768 * 512, most_frames=121, rate_name="frame_rate", sound=True,
    distilled={"num_inference_steps": 16, "guidance_scale": 1.0},
)  # fmt: skip
MINIMAX = Family(
    title="MiniMax-H3", licence="MiniMax H3 Community License",
    licence_note="Earlier licences of this maker forbid commercial use without permission: read it first.",
    memory="62 GB for the transformer and 62 GB for its text encoder in bf16; 24 to 32 GB with int8 and 75 GB of RAM.",
    multiple=32, pixels=1344 * 768, frame_step=17, frame_rest=5, most_frames=362, least_seconds=5, guidance_name="",
    sound=True, negative=False,
)  # fmt: skip
WAN = Family(
    title="Wan 2", licence="Apache-2.0", licence_note="",
    memory="13 GB for 1.3B, 24 GB for 5B, 80 GB for 14B, all with its text encoder in bf16; less with offload.",
    fps=16, batch=4,
    distilled={"num_inference_steps": 4, "guidance_scale": 1.0},
)  # fmt: skip
WAN_5B = Family(
    title="Wan 2.2 TI2V", licence="Apache-2.0", licence_note="", memory="24 GB in bf16 with model offload.",
    fps=24, multiple=32, pixels=1280 * 704, most_frames=121, batch=2,
    distilled={"num_inference_steps": 4, "guidance_scale": 1.0},
)  # fmt: skip
HUNYUAN = Family(
    title="HunyuanVideo 1.5", licence="Tencent Hunyuan Community License",
    licence_note="Not for use in the European Union, the United Kingdom or South Korea.",
    memory="17 GB for the transformer and 15 GB for its text encoder in bf16; 14 GB with offload.",
    pixels=848 * 480, most_frames=121, guidance_name="",
    distilled={"num_inference_steps": 8},
)  # fmt: skip
SANA = Family(
    title="SANA-Video", licence="see its card",
    licence_note="The weights' card and the terms of the Gemma text encoder both hold: " + READ_CARD,
    memory="5 GB for the transformer and 5 GB for its text encoder in bf16.",
    fps=16, multiple=32, frames_name="frames", guidance=6.0, batch=4, suffix=" motion score: 30.",
    fixed={"use_resolution_binning": False},
)  # fmt: skip
HELIOS = Family(
    title="Helios", licence="Apache-2.0", licence_note="",
    memory="About 28 GB for 14B in bf16; 6 GB with group offload.",
    pixels=640 * 384, frame_step=33, frame_rest=0, most_frames=1452, chunk=33,
    distilled={"guidance_scale": 1.0},
)  # fmt: skip
KANDINSKY5 = Family(
    title="Kandinsky 5", licence="MIT", licence_note="",
    memory="4 GB for the Lite transformer and 16 GB for its text encoders in bf16.",
    pixels=768 * 512, most_frames=241, batch=2,
    distilled={"num_inference_steps": 16, "guidance_scale": 1.0},
)  # fmt: skip
COGVIDEOX = Family(
    title="CogVideoX", licence="Apache-2.0 (2B), CogVideoX License (5B)",
    licence_note="The 5B weights need registration for commercial use.",
    memory="4 GB for 2B, 11 GB for 5B and 9 GB for the text encoder in bf16.",
    fps=8, pixels=720 * 480, most_frames=49, guidance=6.0, batch=2,
)  # fmt: skip
LTX = Family(
    title="LTX-Video", licence="LTX Video Open Weights License",
    licence_note="Free below 10 million US dollars of yearly revenue.",
    memory="4 GB for 2B, 26 GB for 13B and 9 GB for the text encoder in bf16.",
    rates=(24, 25, 30), multiple=32, pixels=704 * 512, frame_step=8, most_frames=257, rate_name="frame_rate",
    guidance=3.0, batch=4,
    distilled={"num_inference_steps": 8, "guidance_scale": 1.0},
)  # fmt: skip
ANIMATEDIFF = Family(
    title="AnimateDiff", licence="CreativeML OpenRAIL-M (the picture model under it)",
    licence_note="The use restrictions of the picture model it is built on go with every clip.",
    memory="About 6 GB in fp16: the small one.",
    fps=8, multiple=8, pixels=512 * 512, frame_step=1, frame_rest=0, most_frames=32, steps=25, guidance=7.5,
    batch=4,
    distilled={"num_inference_steps": 4, "guidance_scale": 1.0},
)  # fmt: skip

VARIANTS: dict[str, Variant] = {
    "LTX2Pipeline": Variant(
        LTX2,
        picture=Way("ltx2_conditions", "LTX2ConditionPipeline"),
        film=Way("ltx2_film", "LTX2ConditionPipeline"),
        face=Way("ltx2_conditions", "LTX2ConditionPipeline"),
        faces=1,
    ),
    "LTX2ImageToVideoPipeline": Variant(
        LTX2, Way("image"), Way("last_image"), Way("image"), 1, needs_picture=True
    ),
    "LTX2ConditionPipeline": Variant(
        LTX2, Way("ltx2_conditions"), Way("ltx2_film"), Way("ltx2_conditions"), 1
    ),
    "LTX2InContextPipeline": Variant(
        LTX2, Way("ltx2_conditions"), Way("ltx2_film"), Way("ltx2_references"), 2
    ),
    "Kandinsky6TI2VAPipeline": Variant(KANDINSKY6, Way("image"), Way("last_image"), Way("image"), 1),
    "MiniMaxH3ModularPipeline": Variant(
        MINIMAX, Way("minimax_first"), Way("minimax_film"), Way("minimax_references"), 2, modular=True
    ),
    "WanPipeline": Variant(
        WAN,
        picture=Way("image", "WanImageToVideoPipeline", when="expand_timesteps"),
        film=Way("last_image", "WanImageToVideoPipeline", when="expand_timesteps"),
        face=Way("image", "WanImageToVideoPipeline", when="expand_timesteps"),
        faces=1,
    ),
    "WanImageToVideoPipeline": Variant(
        WAN, Way("image"), Way("last_image"), Way("image"), 1, needs_picture=True
    ),
    "WanVACEPipeline": Variant(WAN, Way("vace_first"), Way("vace_film"), Way("reference_images"), 2),
    "WanAnimatePipeline": Variant(
        WAN, Way("animate"), None, Way("animate"), 1, needs_picture=True,
        overrides={"num_inference_steps": 20, "guidance_scale": 1.0},
    ),
    "HunyuanVideo15Pipeline": Variant(HUNYUAN),
    "HunyuanVideo15ImageToVideoPipeline": Variant(
        HUNYUAN, Way("image_alone"), Way("last_image_alone"), Way("image_alone"), 1, needs_picture=True
    ),
    "SanaVideoPipeline": Variant(
        SANA,
        picture=Way("image", "SanaImageToVideoPipeline"),
        film=Way("last_image", "SanaImageToVideoPipeline"),
        face=Way("image", "SanaImageToVideoPipeline"),
        faces=1,
    ),
    "SanaImageToVideoPipeline": Variant(
        SANA, Way("image"), Way("last_image"), Way("image"), 1, needs_picture=True
    ),
    "HeliosPipeline": Variant(HELIOS, Way("image"), Way("video"), Way("image"), 1),
    "HeliosPyramidPipeline": Variant(
        HELIOS, Way("image"), Way("video"), Way("image"), 1, overrides={"num_inference_steps": None}
    ),
    "Kandinsky5T2VPipeline": Variant(KANDINSKY5),
    "Kandinsky5I2VPipeline": Variant(
        KANDINSKY5, Way("image"), Way("last_image"), Way("image"), 1, needs_picture=True
    ),
    "CogVideoXPipeline": Variant(COGVIDEOX),
    "CogVideoXImageToVideoPipeline": Variant(
        COGVIDEOX, Way("image"), Way("last_image"), Way("image"), 1, needs_picture=True
    ),
    "LTXPipeline": Variant(
        LTX,
        picture=Way("image", "LTXImageToVideoPipeline"),
        film=Way("last_image", "LTXImageToVideoPipeline"),
        face=Way("image", "LTXImageToVideoPipeline"),
        faces=1,
    ),
    "LTXImageToVideoPipeline": Variant(
        LTX, Way("image"), Way("last_image"), Way("image"), 1, needs_picture=True
    ),
    "LTXConditionPipeline": Variant(LTX, Way("ltx_conditions"), Way("ltx_film"), Way("ltx_conditions"), 1),
    "AnimateDiffPipeline": Variant(ANIMATEDIFF, face=Way("ip_adapter", when="ip_adapter/"), faces=1),
}  # fmt: skip


def variant_of(name: str, index: Mapping[str, object]) -> Variant | None:
    """This function will find the variant of a pipeline class; a folder's own switches can choose the family."""
    variant = VARIANTS.get(name)
    if variant and name.startswith("Wan") and index.get("expand_timesteps"):
        return Variant(**{**vars(variant), "family": WAN_5B})
    return variant
