"""How each model is built, tiny and at full size: the parts of its pipeline, and what a measurement of it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.standins import clip_text, flow, gemma2, gemma3, qwen, t5, tokenizer

Parts = dict[str, Any]


@dataclass(frozen=True)
class Recipe:
    """How to build one model, and what a measurement of it asks for."""

    pipeline: str
    parts: Callable[..., Parts]  # (full: bool) -> components
    size: tuple[int, int] = (832, 480)
    frames: int = 81
    steps: int = 6  # of a measurement; the family's own number is used to extrapolate
    settings: dict[str, Any] = field(default_factory=dict)  # of the pipeline's own constructor


def _wan_vae(full: bool) -> Any:
    from diffusers import AutoencoderKLWan

    small = {"base_dim": 3, "dim_mult": [1, 1, 1, 1], "num_res_blocks": 1}
    return AutoencoderKLWan(z_dim=16, temperal_downsample=[False, True, True], **({} if full else small))


def _wan_5b_vae(full: bool) -> Any:
    from diffusers import AutoencoderKLWan

    sizes = {"base_dim": 160, "decoder_base_dim": 256} if full else {"base_dim": 4, "num_res_blocks": 1}
    return AutoencoderKLWan(
        z_dim=48 if full else 16, dim_mult=[1, 2, 4, 4], temperal_downsample=[False, True, True], in_channels=12,
        out_channels=12, is_residual=True, patch_size=2, scale_factor_spatial=16,
        **({"latents_mean": [0.0] * 48, "latents_std": [1.0] * 48} if full else {}), **sizes,
    )  # fmt: skip


TINY_WAN = {
    "num_attention_heads": 2, "attention_head_dim": 12, "text_dim": 32, "ffn_dim": 32, "num_layers": 2,
    "rope_max_seq_len": 128,
}  # fmt: skip


def wan(**sizes: Any) -> Callable[[bool], Parts]:
    def parts(full: bool) -> Parts:
        from diffusers import WanTransformer3DModel

        return {
            "transformer": WanTransformer3DModel(**(sizes if full else TINY_WAN)),
            "vae": _wan_vae(full),
            "scheduler": flow(shift=3.0),
            "text_encoder": t5(4096 if full else 32, multilingual=True),
            "tokenizer": tokenizer(),
            "transformer_2": None,
        }

    return parts


def _wan_5b(full: bool) -> Parts:
    from diffusers import WanTransformer3DModel

    sizes = {
        "num_attention_heads": 24,
        "ffn_dim": 14336,
        "num_layers": 30,
        "in_channels": 48,
        "out_channels": 48,
    }
    return {
        "transformer": WanTransformer3DModel(**(sizes if full else TINY_WAN)),
        "vae": _wan_5b_vae(full),
        "scheduler": flow(shift=5.0),
        "text_encoder": t5(4096 if full else 32, multilingual=True),
        "tokenizer": tokenizer(),
        "transformer_2": None,
    }


def _wan_vace(full: bool) -> Parts:
    from diffusers import WanVACETransformer3DModel

    large = {
        "num_attention_heads": 12, "ffn_dim": 8960, "num_layers": 30, "vace_layers": list(range(0, 30, 2)),
    }  # fmt: skip
    small = {**TINY_WAN, "num_layers": 3, "vace_layers": [0, 2]}
    return {
        "transformer": WanVACETransformer3DModel(vace_in_channels=96, **(large if full else small)),
        "vae": _wan_vae(full),
        "scheduler": flow(shift=3.0),
        "text_encoder": t5(4096 if full else 32, multilingual=True),
        "tokenizer": tokenizer(),
        "transformer_2": None,
    }


# ---------------------------------------------------------------- LTX


def _ltx2(full: bool) -> Parts:
    from diffusers import AutoencoderKLLTX2Audio, AutoencoderKLLTX2Video, LTX2VideoTransformer3DModel
    from diffusers.pipelines.ltx2 import LTX2TextConnectors
    from diffusers.pipelines.ltx2.vocoder import LTX2Vocoder

    vae = AutoencoderKLLTX2Video(**({} if full else TINY_LTX2_VAE))
    if not full:
        vae.use_framewise_encoding = vae.use_framewise_decoding = False
    return {
        "transformer": LTX2VideoTransformer3DModel(**({"rope_type": "split"} if full else TINY_LTX2)),
        "connectors": LTX2TextConnectors(**({"rope_type": "split"} if full else TINY_CONNECTORS)),
        "vae": vae,
        "audio_vae": AutoencoderKLLTX2Audio(**({} if full else TINY_LTX2_AUDIO)),
        "vocoder": LTX2Vocoder(**({} if full else TINY_VOCODER)),
        "scheduler": flow(use_dynamic_shifting=full),
        "text_encoder": gemma3(3840, 48) if full else gemma3(32, 2),
        "tokenizer": tokenizer(1024 if full else 32),
    }


TINY_LTX2 = {
    "in_channels": 4, "out_channels": 4, "num_attention_heads": 2, "attention_head_dim": 8,
    "cross_attention_dim": 16, "audio_in_channels": 4, "audio_out_channels": 4, "audio_num_attention_heads": 2,
    "audio_attention_head_dim": 4, "audio_cross_attention_dim": 8, "num_layers": 2, "caption_channels": 32,
    "rope_double_precision": False, "rope_type": "split", "perturbed_attn": True,
}  # fmt: skip
TINY_CONNECTORS = {
    "caption_channels": 32, "text_proj_in_factor": 3, "video_connector_num_attention_heads": 4,
    "video_connector_attention_head_dim": 8, "video_connector_num_layers": 1,
    "video_connector_num_learnable_registers": None, "audio_connector_num_attention_heads": 4,
    "audio_connector_attention_head_dim": 8, "audio_connector_num_layers": 1,
    "audio_connector_num_learnable_registers": None, "connector_rope_base_seq_len": 32,
    "rope_double_precision": False, "rope_type": "split",
}  # fmt: skip
TINY_LTX2_VAE = {
    "latent_channels": 4, "block_out_channels": (8,), "decoder_block_out_channels": (8,), "layers_per_block": (1,),
    "decoder_layers_per_block": (1, 1), "spatio_temporal_scaling": (True,),
    "decoder_spatio_temporal_scaling": (True,), "decoder_inject_noise": (False, False),
    "downsample_type": ("spatiotemporal",), "upsample_residual": (False,), "upsample_factor": (1,), "patch_size": 4,
    "decoder_causal": False,
}  # fmt: skip
TINY_LTX2_AUDIO = {
    "base_channels": 4, "ch_mult": (1,), "num_res_blocks": 1, "resolution": 32, "latent_channels": 2,
    "sample_rate": 16000, "mel_hop_length": 160, "mel_bins": 8,
}  # fmt: skip
TINY_VOCODER = {
    "in_channels": 16, "hidden_channels": 32, "out_channels": 2, "upsample_kernel_sizes": [4, 4],
    "upsample_factors": [2, 2], "resnet_kernel_sizes": [3], "resnet_dilations": [[1, 3, 5]],
    "leaky_relu_negative_slope": 0.1, "output_sampling_rate": 16000,
}  # fmt: skip


def _ltx(full: bool) -> Parts:
    from diffusers import AutoencoderKLLTXVideo, LTXVideoTransformer3DModel

    small = {
        "in_channels": 8, "out_channels": 8, "num_attention_heads": 4, "attention_head_dim": 8,
        "cross_attention_dim": 32, "num_layers": 1, "caption_channels": 32,
    }  # fmt: skip
    vae = AutoencoderKLLTXVideo(
        **({} if full else {
            "latent_channels": 8, "block_out_channels": (8, 8, 8, 8), "decoder_block_out_channels": (8, 8, 8, 8),
            "layers_per_block": (1,) * 5, "decoder_layers_per_block": (1,) * 5,
            "spatio_temporal_scaling": (True, True, False, False),
            "decoder_spatio_temporal_scaling": (True, True, False, False), "patch_size": 1,
        })
    )  # fmt: skip
    return {
        "transformer": LTXVideoTransformer3DModel(**({} if full else small)),
        "vae": vae,
        "scheduler": flow(use_dynamic_shifting=full),
        "text_encoder": t5(4096 if full else 32),
        "tokenizer": tokenizer(128),
    }


# ---------------------------------------------------------------- others


def _hunyuan(full: bool) -> Parts:
    from diffusers import (
        AutoencoderKLHunyuanVideo15,
        ClassifierFreeGuidance,
        HunyuanVideo15Transformer3DModel,
    )

    small = {
        "in_channels": 9, "out_channels": 4, "num_attention_heads": 2, "attention_head_dim": 8, "num_layers": 2,
        "num_refiner_layers": 1, "mlp_ratio": 2.0, "text_embed_dim": 16, "text_embed_2_dim": 32,
        "image_embed_dim": 12, "rope_axes_dim": (2, 2, 4), "target_size": 16,
    }  # fmt: skip
    small_vae = {
        "latent_channels": 4, "block_out_channels": (16, 16), "layers_per_block": 1,
        "spatial_compression_ratio": 4, "temporal_compression_ratio": 2, "downsample_match_channel": False,
        "upsample_match_channel": False,
    }  # fmt: skip
    return {
        "transformer": HunyuanVideo15Transformer3DModel(task_type="t2v", **({} if full else small)),
        "vae": AutoencoderKLHunyuanVideo15(**({} if full else small_vae)),
        "scheduler": flow(shift=7.0),
        "text_encoder": qwen(3584 if full else 16),
        "text_encoder_2": t5(1472 if full else 32),
        "tokenizer": _chatting(tokenizer(1024)),
        "tokenizer_2": tokenizer(256),
        "guider": ClassifierFreeGuidance(guidance_scale=6.0 if full else 1.0),
    }


def _chatting(made: Any) -> Any:
    made.chat_template = "{% for m in messages %}{{ m['content'] }} {% endfor %}"
    return made


def _cogvideox(full: bool) -> Parts:
    from diffusers import AutoencoderKLCogVideoX, CogVideoXDDIMScheduler, CogVideoXTransformer3DModel

    small = {
        "num_attention_heads": 4, "attention_head_dim": 8, "in_channels": 4, "out_channels": 4,
        "time_embed_dim": 2, "text_embed_dim": 32, "num_layers": 2, "sample_width": 4, "sample_height": 4,
        "sample_frames": 9, "max_text_seq_length": 226,
    }  # fmt: skip
    small_vae = {
        "block_out_channels": (8, 8, 8, 8), "latent_channels": 4, "layers_per_block": 1, "norm_num_groups": 2,
    }  # fmt: skip
    blocks = {
        "down_block_types": ("CogVideoXDownBlock3D",) * 4,
        "up_block_types": ("CogVideoXUpBlock3D",) * 4,
    }
    return {
        "transformer": CogVideoXTransformer3DModel(**({} if full else small)),
        "vae": AutoencoderKLCogVideoX(**blocks, **({} if full else small_vae)),
        "scheduler": CogVideoXDDIMScheduler(),
        "text_encoder": t5(4096 if full else 32),
        "tokenizer": tokenizer(226),
    }


def _sana(full: bool) -> Parts:
    from diffusers import FlowMatchEulerDiscreteScheduler, SanaVideoTransformer3DModel

    small = {
        "num_attention_heads": 2, "attention_head_dim": 12, "num_layers": 2, "num_cross_attention_heads": 2,
        "cross_attention_head_dim": 12, "cross_attention_dim": 24, "caption_channels": 8, "sample_size": 8,
        "rope_max_seq_len": 128,
    }  # fmt: skip
    return {
        "transformer": SanaVideoTransformer3DModel(**({} if full else small)),
        "vae": _wan_vae(full),
        "scheduler": FlowMatchEulerDiscreteScheduler(shift=8.0),
        "text_encoder": gemma2(2304 if full else 8),
        "tokenizer": tokenizer(300),
    }


def _animatediff(full: bool) -> Parts:
    from diffusers import AutoencoderKL, DDIMScheduler, MotionAdapter, UNet2DConditionModel, UNetMotionModel

    small = {
        "block_out_channels": (8, 8), "layers_per_block": 2, "sample_size": 8, "cross_attention_dim": 8,
        "norm_num_groups": 2, "down_block_types": ("CrossAttnDownBlock2D", "DownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"),
    }  # fmt: skip
    large = {"cross_attention_dim": 768, "sample_size": 64}
    unet = UNet2DConditionModel(in_channels=4, out_channels=4, **(large if full else small))
    adapter = MotionAdapter(
        **({"use_motion_mid_block": False} if full else {
            "block_out_channels": (8, 8), "motion_layers_per_block": 2, "motion_norm_num_groups": 2,
            "motion_num_attention_heads": 4,
        })
    )  # fmt: skip
    large_vae = {
        "block_out_channels": (128, 256, 512, 512), "layers_per_block": 2, "sample_size": 512,
        "down_block_types": ("DownEncoderBlock2D",) * 4, "up_block_types": ("UpDecoderBlock2D",) * 4,
    }  # fmt: skip
    small_vae = {
        "block_out_channels": (8, 8), "norm_num_groups": 2, "down_block_types": ("DownEncoderBlock2D",) * 2,
        "up_block_types": ("UpDecoderBlock2D",) * 2,
    }  # fmt: skip
    return {
        "unet": UNetMotionModel.from_unet2d(unet, adapter),
        "motion_adapter": adapter,
        "vae": AutoencoderKL(latent_channels=4, **(large_vae if full else small_vae)),
        "scheduler": DDIMScheduler(
            beta_start=0.00085, beta_end=0.012, beta_schedule="linear", clip_sample=False, steps_offset=1
        ),
        "text_encoder": clip_text(768 if full else 8),
        "tokenizer": tokenizer(77),
    }


WAN_1B = {"num_attention_heads": 12, "ffn_dim": 8960, "num_layers": 30}
WAN_14B = {"num_attention_heads": 40, "ffn_dim": 13824, "num_layers": 40}
RECIPES: dict[str, Recipe] = {
    "wan-1.3b": Recipe("WanPipeline", wan(**WAN_1B), steps=4),
    "ltx2-19b": Recipe("LTX2Pipeline", _ltx2, (768, 512), 121, 3),
    "wan-14b": Recipe("WanPipeline", wan(**WAN_14B), steps=2),
    "hunyuan-1.5": Recipe("HunyuanVideo15Pipeline", _hunyuan, (848, 480), 61, 2),
    "ltx-2b": Recipe("LTXPipeline", _ltx, (704, 512), 121),
    "cogvideox-2b": Recipe("CogVideoXPipeline", _cogvideox, (720, 480), 49, 4),
    "sana-2b": Recipe("SanaVideoPipeline", _sana, (832, 480), 81),
    "wan-5b": Recipe("WanPipeline", _wan_5b, (1280, 704), 121, 2, {"expand_timesteps": True}),
    "animatediff": Recipe("AnimateDiffPipeline", _animatediff, (512, 512), 16, 10),
    "wan-vace-1.3b": Recipe("WanVACEPipeline", _wan_vace),
}
