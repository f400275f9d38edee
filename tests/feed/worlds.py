"""Many clips at once, for tests that need a world and no files."""

from datetime import timedelta

from accounts.models import User
from generation.models import Clip, Job


def many(authors: list[User], prompts: list[str], at) -> list[Clip]:
    """Published clips without files."""
    jobs = [
        Job(
            author=author,
            prompt=prompt,
            title=f"Take {n}",
            engine="papertheatre",
            state="DONE",
            created_at=at,
        )
        for n, (author, prompt) in enumerate(zip(authors, prompts, strict=True))
    ]
    clips = [
        Clip(
            id=job.pk, job=job, author=job.author, title=job.title, state="PUBLISHED", engine="papertheatre 1",
            source_type="algorithmicMedia", width=90, height=160, seconds=1.0, fps=24, folder=f"clips/{job.pk}",
            created_at=at, published_at=at - timedelta(minutes=n),
        )
        for n, job in enumerate(jobs)
    ]  # fmt: skip
    Job.objects.bulk_create(jobs)
    return Clip.objects.bulk_create(clips)
