"""Our estimates beside published figures: `compare` matches them and tests their differences."""

from aggregate.comparison.comparing import Comparison, compare

__all__ = ["Comparison", "compare"]
