"""The stronger checker: its loading code with tiny models made here, and how numbers are read from a transcript."""

import json

import numpy as np
import pytest

from policy.faces import Face
from policy.liveness import Asked, Seen, Verdict
from policy.models_of_recordings import embed, numbers_heard, numbers_in, one_face_throughout, transcribe
from policy.recordings import RATE, Film
from tests.recordings import beep, head

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("47 12 88", [47, 12, 88]),
        ("Forty-seven. Twelve, eighty eight!", [47, 12, 88]),
        ("siebenundvierzig zwölf achtundachtzig", [47, 12, 88]),
        ("dreiunddreissig, sechzehn und einundneunzig", [33, 16, 91]),
        ("dreißig", [30]),
        ("twenty one thirty", [21, 30]),
        ("I say nothing", []),
        ("", []),
    ],
)
def test_numbers_are_read(text, numbers):
    assert numbers_in(text) == numbers


@pytest.fixture(scope="module")
def ears(tmp_path_factory) -> str:
    """A speech model of a few thousand weights that has learned nothing, saved as transformers saves one."""
    folder = tmp_path_factory.mktemp("ears")
    words = {
        letter: place for place, letter in enumerate(["<pad>", "<unk>", "|", *"abcdefghijklmnopqrstuvwxyz"])
    }
    (folder / "vocab.json").write_text(json.dumps(words))
    tokenizer = transformers.Wav2Vec2CTCTokenizer(
        str(folder / "vocab.json"), pad_token="<pad>", unk_token="<unk>"
    )
    extractor = transformers.Wav2Vec2FeatureExtractor(sampling_rate=16_000)
    transformers.Wav2Vec2Processor(extractor, tokenizer).save_pretrained(folder)
    config = transformers.Wav2Vec2Config(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        conv_dim=(8, 8), conv_stride=(20, 16), conv_kernel=(20, 16), num_conv_pos_embeddings=4,
        num_conv_pos_embedding_groups=2, num_feat_extract_layers=2, pad_token_id=0,
    )  # fmt: skip
    torch.manual_seed(1)
    transformers.Wav2Vec2ForCTC(config).save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def eyes(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("eyes")
    size = {"height": 32, "width": 32}
    transformers.ViTImageProcessor(size=size).save_pretrained(folder)
    config = transformers.ViTConfig(
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        image_size=32,
        patch_size=16,
    )
    torch.manual_seed(1)
    transformers.ViTModel(config).save_pretrained(folder)
    return str(folder)


def test_ears_are_loaded_from_a_folder(ears):
    sound = np.tile(beep(1.0)[::2], 3)
    assert isinstance(transcribe(sound, ears), str)
    found = numbers_heard(sound, (47, 12, 88), ears)
    assert (found.code, found.verdict) == ("NUMBERS", Verdict.FAILED)  # it has learned no word


def test_eyes_are_loaded_from_a_folder(eyes):
    one = embed(head(), eyes)
    assert np.linalg.norm(one) == pytest.approx(1)
    assert one @ embed(head(), eyes) == pytest.approx(1)
    frames, faces = (head(),) * 6, ((Face(60, 60, 150, 150),),) * 6
    film = Film(frames, tuple(range(6)), np.zeros(RATE, np.float32), 6.0)
    seen = Seen(faces, tuple(range(6)), np.zeros((6, 3)))
    assert one_face_throughout(film, seen, eyes).verdict is Verdict.PASSED
    assert (
        one_face_throughout(film, Seen(((),) * 6, tuple(range(6)), np.zeros((6, 3))), eyes).verdict
        is Verdict.UNSURE
    )


def test_the_setting_chooses_it(settings, ears, eyes):
    from cameos.checker import checker

    settings.RECORDING_CHECKER = "cameos.strong.TransformersChecker"
    settings.ASR_MODEL, settings.FACE_MODEL = ears, eyes
    film = Film((head(),) * 9, tuple(place / 5 for place in range(9)), np.zeros(RATE * 4, np.float32), 4.0)
    seen = Seen(((Face(60, 60, 150, 150),),) * 9, (0, 3, 6), np.zeros((9, 3)))
    codes = [one.code for one in checker().check(film, seen, Asked(("LEFT",), (1, 2, 3)))]
    assert codes == ["FACE_PRESENT", "ONE_FACE", "TURNS", "SPEECH", "LIGHT", "NUMBERS", "SAME_FACE"]


def test_a_folder_without_a_model_is_an_error_that_fetches_nothing(tmp_path):
    with pytest.raises(OSError, match="nothing"):
        transcribe(np.zeros(RATE, np.float32), str(tmp_path / "nothing"))
