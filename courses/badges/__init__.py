"""Open Badges 3.0: signed files about certificates. Pure: nothing here asks the database or the network (adr/0026)."""
