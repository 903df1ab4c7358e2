"""Models learnt from labels, as files: what they hold, how they become weights, and which one counts."""
