"""What `benchmarks.ingest` measures with: invented archives, extraction alone, and the clocks of processes."""
