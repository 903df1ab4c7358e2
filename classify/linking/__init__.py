"""Which site belongs to which enterprise: candidates and comparisons in, links and their probabilities out."""

from classify.linking.wave import LinkReport, link_found_sites

__all__ = ["LinkReport", "link_found_sites"]
