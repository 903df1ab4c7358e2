"""Comparing enterprises of the register with what sites say of themselves: evidence for and against each pair."""
