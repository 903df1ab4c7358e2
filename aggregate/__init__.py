"""Capabilities and labels become estimates, and estimates become tables."""

from aggregate.estimating import aggregate
from aggregate.sampling.drawing import draw_sample
from aggregate.sampling.reports import SampleReport

__all__ = ["SampleReport", "aggregate", "draw_sample"]
