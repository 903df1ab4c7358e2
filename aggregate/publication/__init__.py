"""What is published of a wave, before any format: `collect_publication` gives a draft, `read_release` a released vintage."""
