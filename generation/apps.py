from django.apps import AppConfig


class GenerationConfig(AppConfig):
    name = "generation"

    def ready(self) -> None:
        from cameos.signals import consent_revoked
        from generation.receivers import on_consent_revoked

        consent_revoked.connect(on_consent_revoked, dispatch_uid="close_revoked")
