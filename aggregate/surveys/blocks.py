"""Estimates of many domains, some at a time so that memory stays small, put together again."""

from collections.abc import Sequence
from dataclasses import fields
from typing import TypeVar

import numpy as np

Columns = TypeVar("Columns")


def join_columns(blocks: Sequence[Columns]) -> Columns:
    """One record with the arrays of all blocks, one after the other; all of them are of one class whose fields are arrays."""
    kind = type(blocks[0])
    names = [field.name for field in fields(blocks[0])]  # type: ignore[arg-type]
    return kind(**{name: np.concatenate([getattr(block, name) for block in blocks]) for name in names})
