"""Text encoders that stand in for the real ones: of their own kind, the right output shape, few and narrow layers."""

from __future__ import annotations

from typing import Any


def tokenizer(longest: int = 512) -> Any:
    """A few words; everything else is unknown. The pipelines only want numbers."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    words = ["<pad>", "</s>", "<unk>", "<bos>", "a", "the", "dog", "sea", "runs", "quiet", "and", "paper"]
    made = Tokenizer(models.WordLevel({word: at for at, word in enumerate(words)}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", bos_token="<bos>",
        model_max_length=longest,
    )  # fmt: skip


def t5(width: int, *, multilingual: bool = False) -> Any:
    from transformers import T5Config, T5EncoderModel, UMT5Config, UMT5EncoderModel

    config, model = (UMT5Config, UMT5EncoderModel) if multilingual else (T5Config, T5EncoderModel)
    return model(config(d_model=width, d_ff=64, d_kv=8, num_layers=2, num_heads=4, vocab_size=64))


def gemma3(width: int, layers: int) -> Any:
    from transformers import Gemma3Config, Gemma3ForConditionalGeneration

    text = {
        "hidden_size": width, "intermediate_size": 32, "num_hidden_layers": layers, "num_attention_heads": 2,
        "num_key_value_heads": 1, "head_dim": 8, "vocab_size": 64, "max_position_embeddings": 2048,
    }  # fmt: skip
    vision = {
        "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2,
        "image_size": 28, "patch_size": 14,
    }  # fmt: skip
    config = Gemma3Config(text_config=text, vision_config=vision, mm_tokens_per_image=4)
    return Gemma3ForConditionalGeneration(config)


def gemma2(width: int) -> Any:
    from transformers import Gemma2Config, Gemma2Model

    return Gemma2Model(
        Gemma2Config(
            hidden_size=width, intermediate_size=64, num_hidden_layers=1, num_attention_heads=2,
            num_key_value_heads=1, head_dim=8, vocab_size=64, attn_implementation="eager",
        )
    )  # fmt: skip


def qwen(width: int) -> Any:
    """Heads as wide as the real one's, or 8: the three sections of its positions fill half a head."""
    heads, sections = (width // 128, [16, 24, 24]) if width >= 1024 else (width // 8, [1, 1, 2])
    from transformers import Qwen2_5_VLTextConfig, Qwen2_5_VLTextModel

    return Qwen2_5_VLTextModel(
        Qwen2_5_VLTextConfig(
            hidden_size=width, intermediate_size=16, num_hidden_layers=4, num_attention_heads=heads,
            num_key_value_heads=heads, vocab_size=64,
            rope_scaling={"mrope_section": sections, "rope_type": "default", "type": "default"},
            rope_theta=1000000.0,
        )
    )  # fmt: skip


def clip_text(width: int) -> Any:
    from transformers import CLIPTextConfig, CLIPTextModel

    return CLIPTextModel(
        CLIPTextConfig(
            hidden_size=width, intermediate_size=37, num_attention_heads=4, num_hidden_layers=2, vocab_size=64,
            bos_token_id=3, eos_token_id=1, pad_token_id=0,
        )
    )  # fmt: skip


def flow(**given: Any) -> Any:
    from diffusers import FlowMatchEulerDiscreteScheduler

    return FlowMatchEulerDiscreteScheduler(**given)


# ---------------------------------------------------------------- Wan
