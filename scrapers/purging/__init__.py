"""Archived pages go for good: a wave's whose retention has ended, and those of a website whose owner asked."""
