"""Addresses of signing in and of one's own account."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts.views import PasswordChange, SignIn, profile

urlpatterns = [
    path("accounts/sign-in/", SignIn.as_view(), name="sign_in"),
    path("accounts/sign-out/", LogoutView.as_view(), name="sign_out"),
    path("accounts/password/", PasswordChange.as_view(), name="password_change"),
    path("accounts/profile/", profile, name="profile"),
]
