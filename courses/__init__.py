"""Yearly programmes, their modules and lessons, and what learners did."""
