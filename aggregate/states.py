"""The four states of an enterprise for one capability, as columns of numbers 0..3, and in words."""

from store.cells import STATES

NO_SITE, NOT_READ, PREDICTED_NO, PREDICTED_YES = range(4)
STATE_COUNT = len(STATES)

__all__ = ["NOT_READ", "NO_SITE", "PREDICTED_NO", "PREDICTED_YES", "STATES", "STATE_COUNT"]
