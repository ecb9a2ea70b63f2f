"""Settings: base.py holds what is always true; development, test and production say what differs."""
