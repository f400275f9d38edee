"""The blur before the poster: close to the picture it was made of, and nothing where there is none."""

import base64

import numpy as np
import pytest
from PIL import Image

from feed.blur import blur_of, decoded
from generation.pipeline.pictures import thumbhash_of


@pytest.mark.parametrize("shape", [(160, 90), (90, 160), (120, 120)])
def test_the_blur_looks_like_the_picture(shape):
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]]
    picture = np.stack([255 * x / shape[1], 255 * y / shape[0], np.full(shape, 90)], -1).astype(np.uint8)
    drawn = decoded(base64.b64decode(thumbhash_of(picture)))
    small = Image.fromarray(picture).resize((drawn.shape[1], drawn.shape[0]), Image.Resampling.BOX)
    assert abs(np.asarray(small).astype(int) - drawn).mean() < 16
    assert (drawn.shape[0] > drawn.shape[1]) == (shape[0] > shape[1])


def test_it_is_an_address_of_its_own_or_nothing():
    assert blur_of("1QcSHQRnh493V4dIh4eXh1h4kJUI").startswith("data:image/webp;base64,")
    assert blur_of("") == ""
