"""Bookings and calendars; the events' own pages are Wagtail's."""

from django.urls import path

from webinars.views import booking, feeds, manage, subscribe

app_name = "webinars"

urlpatterns = [
    path("bookings/<int:pk>/", booking.book, name="book"),
    path("bookings/done/<str:receipt>/", booking.booking_done, name="booking_done"),
    path("bookings/manage/<str:token>/", manage.manage_booking, name="manage_booking"),
    path("calendar/", subscribe.subscribe, name="subscribe"),
    path("calendar/events.ics", feeds.public_calendar, name="feed"),
    path("calendar/events/<str:uid>.ics", feeds.event_calendar, name="event_feed"),
    path("calendar/dates/<int:pk>.ics", feeds.date_calendar, name="date_file"),
]
