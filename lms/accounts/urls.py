"""Addresses of the people app, under /account/."""

from django.urls import path

from lms.accounts.views import my_data, place, profile, sign_in, staff

app_name = "accounts"
urlpatterns = [
    path("", profile.profile, name="profile"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/<uuid:wish>/", sign_in.confirm_code_page, name="confirm_code"),
    path("link/<str:token>/", sign_in.sign_in_link, name="sign_in_link"),
    path("keep-your-place/", place.keep_place, name="keep_place"),
    path("resume/", place.resume, name="resume"),
    path("sign-out/", profile.sign_out, name="sign_out"),
    path("data/", my_data.my_data, name="my_data"),
    path("data/download/", my_data.download_data, name="download_data"),
    path("delete/", my_data.delete_me, name="delete_me"),
    path("deleted/", my_data.deleted, name="deleted"),
    path("staff/sign-in/", staff.staff_sign_in, name="staff_sign_in"),
    path("staff/password/", staff.staff_password, name="staff_password"),
]
