"""What is published of a wave, before any format: `collecting` gives a draft, `freezing.read_vintage` the vintage that is asked for."""
