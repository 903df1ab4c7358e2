"""Links found while crawling: which enterprises the pages of others name beside the links that lead away from them."""
