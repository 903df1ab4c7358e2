"""Weights learnt from labels: cases, fitting, calibration, cross-fitting, and the training of a whole model."""
