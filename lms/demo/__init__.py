"""The demo school. It stands on the roof because it calls every app's services."""
