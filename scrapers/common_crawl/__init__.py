"""Websites from Common Crawl instead of visits: its index is looked up, and only the records of the register's websites are fetched."""
