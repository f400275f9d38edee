"""Mounts each app's pages, each app's API, and nothing of its own."""

from allauth.account import views as entrance
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from comments.urls import own_api_urls as comments_api
from feed.urls_api import own_api_urls as feed_api
from generation.docs import docs
from generation.urls_api import own_api_urls as making_api
from moderation.urls import own_api_urls as reports_api

# One entrance for everybody, which counts failed attempts.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Of allauth's pages those that work here: nothing sends mail yet, so none that needs one.
entrance_urls = [
    path("login/", entrance.login, name="account_login"),
    path("logout/", entrance.logout, name="account_logout"),
    path("signup/", entrance.signup, name="account_signup"),
    path("inactive/", entrance.account_inactive, name="account_inactive"),
    path("reauthenticate/", entrance.reauthenticate, name="account_reauthenticate"),
    path("password/change/", entrance.password_change, name="account_change_password"),
    path("password/set/", entrance.password_set, name="account_set_password"),
]
# What the description of our own API describes; /v1 is described elsewhere, by whom it is compatible with.
described = (*making_api, *comments_api, *feed_api, *reports_api)
urlpatterns = [
    path("api/schema/", SpectacularAPIView.as_view(patterns=list(described)), name="schema"),
    path("api/docs/", docs, {"patterns": described}, name="docs"),
    path("", include("feed.urls")),
    path("", include("generation.urls")),
    path("", include("cameos.urls")),
    path("", include("accounts.urls")),
    path("", include("config.health")),
    path("", include("comments.urls")),
    path("", include("moderation.urls")),
    path("accounts/", include(entrance_urls)),
    path("admin/", admin.site.urls),
]
