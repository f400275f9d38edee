"""What an exception of a pipeline means: too little memory, a lost device, or a fault of this clip."""

from __future__ import annotations

SHORT = "out of memory"
LOST = (
    "cuda error",
    "hip error",
    "device-side assert",
    "unspecified launch failure",
    "illegal memory access",
)
HARMLESS = ("no kernel image", "invalid configuration argument", "invalid argument", "not supported")


def why_of(error: BaseException) -> str:
    """This function will name the reason: OUT_OF_MEMORY, DEVICE_LOST, or the exception in words."""
    import torch

    said = str(error).lower()
    if isinstance(error, torch.OutOfMemoryError) or SHORT in said:
        return "OUT_OF_MEMORY"
    if _by_the_device(error, said) and not any(one in said for one in HARMLESS):
        return "DEVICE_LOST"
    return f"{type(error).__name__}: {error}"


def _by_the_device(error: BaseException, said: str) -> bool:
    """After such an error every further call in this process fails too: the context is gone."""
    import torch

    kind = getattr(torch, "AcceleratorError", None)  # since torch 2.8
    return (kind is not None and isinstance(error, kind)) or any(one in said for one in LOST)
