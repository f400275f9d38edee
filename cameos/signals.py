"""The project's only signal: an earlier stage tells later ones that consent is gone."""

from django.dispatch import Signal

consent_revoked = Signal()  # sent after commit with revocation=cameos.models.Revocation
