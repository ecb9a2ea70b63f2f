"""When an event repeats: the rule as text, checked, expanded in wall time, and said in plain English."""
