"""What a page costs the crawling process, beside a bare Scrapy spider on the same invented websites."""
