"""Commands of Scrapy's that end differently here."""
