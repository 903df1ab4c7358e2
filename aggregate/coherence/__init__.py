"""Whether a wave's figures fit one another and what published tables lead one to expect: sentences that warn, nothing that changes."""

from aggregate.coherence.checking import check_coherence

__all__ = ["check_coherence"]
