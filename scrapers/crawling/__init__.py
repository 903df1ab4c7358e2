"""Visiting websites: one spider, the rules of a guest, and what happens when things go wrong.

Exports nothing: whoever reads pages needs a few of its modules, and not the store that a crawl begins with.
"""
