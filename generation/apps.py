from django.apps import AppConfig


class GenerationConfig(AppConfig):
    name = "generation"

    def ready(self) -> None:
        from django_q.signals import post_spawn

        from cameos.signals import consent_revoked
        from generation import receivers

        consent_revoked.connect(receivers.on_consent_revoked, dispatch_uid="close_revoked")
        post_spawn.connect(receivers.on_worker_spawned, dispatch_uid="sweep_at_birth")
