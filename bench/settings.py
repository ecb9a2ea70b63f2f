"""Production's settings on loopback, for the benchmark only. run.py sets the variables they ask for."""

from lms.settings.production import *  # noqa: F403  (a settings module extends another by design)
