"""Changes to people: one door for each."""
