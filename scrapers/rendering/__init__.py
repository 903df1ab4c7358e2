"""Websites that only scripts can fill, opened in a browser that has no network of its own: the crawl fetches for it."""
