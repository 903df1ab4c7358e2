"""Lists of domains and of businesses that an office has on disk, read entry by entry whatever their size and form."""
