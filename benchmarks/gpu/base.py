"""What a model costs: a step, a clip, several in one call, and what the engine adds to the bare call."""

from __future__ import annotations

import statistics
from dataclasses import replace

from benchmarks.gpu.calls import bare, ours
from benchmarks.gpu.subject import PROMPT, Subject, peak, short
from generation.engines.diffusers.drawing import Thread
from generation.engines.diffusers.giving import call_for
from generation.engines.diffusers.playing import Player

OVERHEAD = {  # two numbers of steps: where it is affordable the larger is the family's own
    "ltx-2b": (5, 50),
    "animatediff": (5, 25),
    "ltx2-19b": (5, 30),
    "wan-1.3b": (2, 6),
    "cogvideox-2b": (2, 5),
    "sana-2b": (2, 5),
}
ROUNDS = 3  # of a call that is quicker than QUICK seconds
QUICK = 2.5
SLOW = 12.0  # seconds: from there on one call of a model is enough, and the first is as good as the next


def base(one: Subject) -> None:
    """This function will measure a model cold and warm, bare and through the engine, alone and in company."""
    family = one.model.variant.family
    warm = bare(one)
    one.run.say("cold", **one.facts(), **warm.facts(family.steps))
    if warm.total < SLOW or one.run.tiny:
        warm = bare(one)
        one.run.say("bare", **one.facts(), **warm.facts(family.steps))
    one.plain, one.plain_s, one.plain_step = warm.frames, warm.total, warm.step
    if family.distilled:
        _distilled(one)
    if warm.total >= SLOW and not one.run.tiny:
        return
    player = warm_player(one)
    _together(one, player, sum(pair(one, player, one.call.steps)))


def _distilled(one: Subject) -> None:
    """The same weights with the steps of a distilled checkpoint: what step distillation saves."""
    if one.run.left < one.plain_s * 2:
        return
    model = replace(one.model, name=f"{one.name}-distilled")
    call = call_for(model, replace(one.options, steps=0), [one.request], [PROMPT], one.area)
    made = bare(one, call)
    one.run.say(
        "distilled", **one.facts(), **made.facts(made.steps), guidance=call.arguments.get("guidance_scale")
    )


def _together(one: Subject, player: Player, alone: float) -> None:
    for clips in (2, 4):
        if (
            one.model.variant.family.batch < clips
            or one.run.left < alone * clips * 1.5
            or alone * clips > SLOW
        ):
            return
        try:
            total = ours(one, player, clips)
        except Exception as error:  # a figure like any other: it does not fit
            one.run.say("batch", **one.facts(), clips=clips, failed=short(error))
            return
        one.run.say(
            "batch", **one.facts(), clips=clips, total_s=total, each_s=total / clips, alone_s=alone,
            saved_part=1 - total / clips / alone, peak_gb=peak(one.run),
        )  # fmt: skip


def overhead(one: Subject) -> None:
    """This function will measure the engine's cost at two numbers of steps, in turns with the bare call."""
    few, many = (2, 4) if one.run.tiny else OVERHEAD.get(one.name, (2, 5))
    player = warm_player(one)
    less = pair(one, player, few)
    if one.run.left < 2 * less[0] * many / few:
        return
    _whole_clip(one, {few: less, many: pair(one, player, many)}, few, many)


def warm_player(one: Subject) -> Player:
    """As a worker is after its warm-up: kernels loaded, the colours of the previews learnt."""
    player = Player(one.model, replace(one.options, steps=1), Thread())
    player.adopt(one.held())
    bare(one, call_for(one.model, player.options, [one.request], [PROMPT], one.area))
    one.run.say("engine_first", **one.facts(), total_s=ours(one, player), steps=1)
    return player


def pair(one: Subject, player: Player, steps: int) -> tuple[float, float]:
    """The bare call's time and what ours takes more, both with the frames on the processor."""
    player.options = replace(one.options, steps=steps)
    call = call_for(one.model, player.options, [one.request], [PROMPT], one.area)
    device_s = bare(one, call).total
    alone, over = [], []
    for _round in range(ROUNDS if device_s < QUICK else 1):
        alone.append(bare(one, call, "np").total)
        over.append(ours(one, player) - alone[-1])
    bare_s, more = statistics.median(alone), statistics.median(over)
    one.run.say(
        "overhead", **one.facts(), steps=steps, rounds=len(over), bare_s=bare_s, device_s=device_s,
        overhead_s=more, over_device_s=more + bare_s - device_s, target_s=bare_s * 0.03 + 0.05,
    )  # fmt: skip
    return bare_s, more


def _whole_clip(one: Subject, found: dict[int, tuple[float, float]], few: int, many: int) -> None:
    """Both costs by a straight line through the two, and what they come to at the family's own number of steps."""
    own = one.model.variant.family.steps
    step_s, per_step = ((found[many][which] - found[few][which]) / (many - few) for which in (0, 1))
    clip_s = found[few][0] + (own - few) * step_s
    more = found[few][1] + (own - few) * per_step
    one.run.say(
        "overhead_clip", **one.facts(), per_step_s=per_step, once_s=found[few][1] - few * per_step, step_s=step_s,
        clip_steps=own, clip_s=clip_s, overhead_s=more, target_s=clip_s * 0.03 + 0.05,
        measured=own in found,
    )  # fmt: skip
