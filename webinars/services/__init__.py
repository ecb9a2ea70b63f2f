"""Every change to events, dates, bookings and feeds goes through here."""
