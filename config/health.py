"""Addresses for machines that watch over the instance."""

urlpatterns: list = []
