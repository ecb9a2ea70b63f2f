"""The same without the response cache: what a page costs when somebody has to build it."""

from bench.settings import *  # noqa: F403  (a settings module extends another by design)
from bench.settings import MIDDLEWARE as WITH_CACHE

MIDDLEWARE = [name for name in WITH_CACHE if "response_cache" not in name]
