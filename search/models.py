"""Which words lead to which clip. Knows clips and people by their keys alone; who may see one is asked where they are.

Beside the table of entries stands a full-text index that the database itself keeps in step: FTS5 on SQLite, a
generated tsvector on PostgreSQL (see the first migration). Verbs: operations.
"""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """The words of one clip in their normal form, by how much they weigh. Newer clips have higher numbers."""

    key = models.UUIDField(unique=True)
    author = models.BigIntegerField(db_index=True)
    head = models.TextField(blank=True)  # title and tags
    maker = models.TextField(blank=True)  # their handle and name
    body = models.TextField(blank=True)  # shown words and spoken lines
    sense = models.TextField(blank=True)  # what they mean, the same in every language
    at = models.BigIntegerField()  # seconds, published

    class Meta:
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return str(self.key)


class Tag(models.Model):
    """One #tag on one clip."""

    name = models.CharField(max_length=40)
    key = models.UUIDField(db_index=True)
    at = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "key"], name="tag_once")]
        indexes = [models.Index(fields=["name", "-at"])]

    def __str__(self) -> str:
        return f"#{self.name}"
