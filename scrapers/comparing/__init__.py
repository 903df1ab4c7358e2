"""Comparing enterprises of the register with what sites say of themselves: evidence for and against each pair."""

from scrapers.comparing.candidate_pairs import ComparisonCounts, compare_candidates
from scrapers.comparing.comparing import compare

__all__ = ["ComparisonCounts", "compare", "compare_candidates"]
