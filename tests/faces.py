"""Faces for tests: drawn, so that no real person is in them, and plain enough for a face finder."""

import io

from PIL import Image, ImageDraw, ImageFilter

SKIN, HAIR = (214, 170, 140), (60, 42, 32)


def drawn_face(
    size: int = 480, backdrop: tuple[int, int, int] = (120, 130, 140), long: bool = False
) -> Image.Image:
    """A head from the front, `size` wide. `long` draws somebody else."""
    picture = Image.new("RGB", (480, 576), backdrop)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((110, 80, 370, 470), fill=HAIR)
    draw.ellipse((125, 70 if long else 110, 355, 500 if long else 460), fill=SKIN)
    for x in (185, 295):
        draw.line((x - 32, 215, x + 32, 208), fill=(70, 45, 35), width=22 if long else 12)
        draw.ellipse((x - 28, 228, x + 28, 256), fill=(150, 105, 85))
        draw.ellipse((x - 22, 232, x + 22, 252), fill=(240, 236, 230))
        draw.ellipse((x - 11, 230, x + 11, 254), fill=(40, 30, 28))
    draw.polygon([(240, 240), (215, 335), (265, 335)], fill=(196, 148, 120))
    draw.ellipse((214, 322, 266, 345), fill=(170, 118, 96))
    if long:
        draw.rectangle((150, 350, 330, 480), fill=HAIR)  # a beard
    draw.ellipse((190, 370, 290, 400), fill=(150, 70, 66))
    draw.line((192, 385, 288, 385), fill=(90, 35, 35), width=5)
    return picture.filter(ImageFilter.GaussianBlur(4)).resize((size, size * 6 // 5))


def meadow(width: int = 640, height: int = 480) -> Image.Image:
    """A picture without anybody."""
    picture = Image.new("RGB", (width, height), (150, 196, 226))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, height * 2 // 3, width, height), fill=(104, 150, 74))
    draw.ellipse(
        (width * 3 // 4, height // 10, width * 7 // 8, height // 10 + width // 8), fill=(250, 226, 130)
    )
    return picture


def as_bytes(picture: Image.Image, kind: str = "PNG", **rest: object) -> bytes:
    data = io.BytesIO()
    picture.save(data, kind, **rest)
    return data.getvalue()
