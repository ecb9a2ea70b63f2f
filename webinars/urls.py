"""Bookings and calendars; the events' own pages are Wagtail's."""

from django.urls import path

from webinars.views import booking, dates_desk, feeds, manage, subscribe

app_name = "webinars"

urlpatterns = [
    path("bookings/<row:pk>/", booking.book, name="book"),
    path("bookings/done/<str:receipt>/", booking.booking_done, name="booking_done"),
    path("bookings/manage/<str:token>/", manage.manage_booking, name="manage_booking"),
    path("calendar/", subscribe.subscribe, name="subscribe"),
    path("calendar/events.ics", feeds.public_calendar, name="feed"),
    path("calendar/events/<str:uid>.ics", feeds.event_calendar, name="event_feed"),
    path("calendar/dates/<row:pk>.ics", feeds.date_calendar, name="date_file"),
    # Under the editor's door: Django's token check and Wagtail's sign-in hold there.
    path("admin/trainings/<row:pk>/dates/", dates_desk.dates, name="desk_dates"),
    path("admin/trainings/<row:pk>/dates/add/", dates_desk.add_date, name="desk_add_date"),
    path("admin/trainings/<row:pk>/dates/cancel/", dates_desk.cancel_all, name="desk_cancel_all"),
    path("admin/trainings/dates/<row:pk>/", dates_desk.change_date, name="desk_date"),
]
