"""Addresses of this app."""

app_name = "cameos"
urlpatterns: list = []
