"""Everything about a publication in one file that another office can take: `writing.write_files`."""
