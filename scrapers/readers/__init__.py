"""Pages are read in processes of their own, beside the crawl: one that dies, hangs or grows over a hostile page takes nothing with it."""
