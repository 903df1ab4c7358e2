"""How often margins hold the truth, on invented frames: what `python -m benchmarks.coverage` runs."""
