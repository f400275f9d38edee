from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cameos", "0004_faces_encrypted")]
    operations = [migrations.RemoveField(model_name="cameo", name="face")]
