"""Video models at full size with random weights: what a step, a clip and each lever cost on this device.

    python -m benchmarks.gpu --tiny                        # every path, on a processor, in two minutes
    python -m benchmarks.gpu --what base --budget 150      # each model: bare, through the engine, in batches
    python -m benchmarks.gpu --what levers --only wan-1.3b,ltx2-19b --budget 150
    python -m benchmarks.gpu --budget 250 --what overhead,base:hunyuan-1.5,levers2:ltx-2b+ltx2-19b

`overhead` measures what the engine costs around the call at two numbers of steps, so that it can be told apart
what each step costs (`per_step_s`) and what each call costs once (`once_s`). The call it is compared with gives
its frames on the processor, as the documentation's does (`np`) and as ours does; `device_s` is the same call whose
frames stay on the device. `levers2` has what takes a fresh model each: caches at twelve steps, 8 bits, offload.
Needs torch, diffusers and this tree; no Django, no database, no weights. One JSON line a measurement, at once,
the most valuable first; it stops by itself when the budget is spent. The transformers and autoencoders are the
real architectures in bf16, built on the device; the text encoders stand in: right output shapes, few narrow
layers, so `encode` is not the real one's time. A clip of the family's own number of steps is extrapolated from
the few that are measured: `clip_s` = everything but steps + steps × `step_s`. Output is compared with the plain
run of the same seed (`psnr_db`); with random weights that says how exact a lever is, not how it looks, and a
cache hits more or less often than with trained ones.
"""
