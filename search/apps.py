from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search.lookup import put_back

        post_migrate.connect(put_back, sender=self, dispatch_uid="put_back_index")
