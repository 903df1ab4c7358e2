"""A browser is started without the limit of memory that this process keeps to: it takes more of it than it ever uses, and has its own."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":

    @contextmanager
    def lifting_limit() -> Iterator[None]:
        """Nothing to lift: this system knows no such limit."""
        yield

else:
    import resource

    @contextmanager
    def lifting_limit() -> Iterator[None]:
        """Processes that are started in the block do not inherit this one's limit; it holds again after it."""
        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
