from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self) -> None:
        from cameos.signals import consent_revoked
        from moderation import receivers

        consent_revoked.connect(receivers.on_consent_revoked, dispatch_uid="forget_words")
