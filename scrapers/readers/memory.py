"""How large a reading process may become: one that has grown is replaced, and none can take all of the machine's memory."""

import sys

CEILING = 2
"""How many times its allowance a process may hold for one page where the system can bound it to that; it dies of more, and is replaced."""

if sys.platform == "win32":

    def cap_memory(allowance: int) -> None:
        """Nothing: this system knows no such limit for a process of one's own."""

    def has_grown(allowance: int) -> bool:
        """Never: what a process took is not known here."""
        return False

else:
    import resource

    UNIT = 1 if sys.platform == "darwin" else 1024

    def cap_memory(allowance: int) -> None:
        """Lets this process have `CEILING` times so many bytes at most; 0 sets no limit."""
        if allowance:
            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            limit = CEILING * allowance if hard == resource.RLIM_INFINITY else min(CEILING * allowance, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))

    def has_grown(allowance: int) -> bool:
        """Whether this process has ever taken more than so many bytes; 0 allows any."""
        return bool(allowance) and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT > allowance
