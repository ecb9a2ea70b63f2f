"""Calendars as bytes: events, time zones and whole calendars, written so that every program reads the same."""
