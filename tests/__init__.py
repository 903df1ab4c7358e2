"""Tests mirror the folders of the house."""

import os

# Matrices are small here: with several processes at work, threads that wait for each other made training fifty times as slow.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
