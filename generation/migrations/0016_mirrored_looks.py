"""Looks get a view more, of the picture mirrored. What was looked at before is as if it were its own mirror image: so
it is found as ever, and a mirrored copy that comes later finds it too."""

import io

import numpy as np
from django.db import migrations

CROPS, BYTES, CHUNK = 5, 32, 500


def with_a_view_more(views):
    return np.concatenate([views, views[..., :1, :]], axis=-2)


def add_the_view(apps, schema_editor):
    looks = apps.get_model("generation", "ClipLook").objects
    keys = list(looks.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        older = [look for look in looks.filter(pk__in=keys[start : start + CHUNK]) if len(look.usual) == CROPS * BYTES]
        for look in older:
            usual = np.frombuffer(bytes(look.usual), np.uint8).reshape(CROPS, BYTES)
            pictures = np.load(io.BytesIO(bytes(look.pictures)), allow_pickle=False)
            file = io.BytesIO()
            np.save(file, with_a_view_more(pictures), allow_pickle=False)
            look.pictures, look.usual = file.getvalue(), with_a_view_more(usual).tobytes()
        looks.bulk_update(older, ["pictures", "usual"])


class Migration(migrations.Migration):
    dependencies = [("generation", "0015_looks")]

    operations = [migrations.RunPython(add_the_view, migrations.RunPython.noop, elidable=True)]
