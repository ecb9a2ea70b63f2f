"""What trainings answer over HTTP."""
