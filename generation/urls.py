"""Addresses of this app."""

app_name = "generation"
urlpatterns: list = []
