"""Capabilities and labels become estimates, and estimates become tables."""

from aggregate.estimating import aggregate
from aggregate.sampling.drawing import SampleReport, draw_sample

__all__ = ["SampleReport", "aggregate", "draw_sample"]
