"""Rows in blocks: what would take (rows, units) numbers at once is done for some rows at a time."""

from collections.abc import Iterator

MOST_NUMBERS = 2_000_000


def list_blocks(rows: int, units: int, most: int = MOST_NUMBERS) -> Iterator[slice]:
    """Parts of the rows, in order, such that part × units stays below `most` numbers (one row at least)."""
    step = max(most // max(units, 1), 1)
    yield from (slice(start, start + step) for start in range(0, rows, step))
