"""Numbers in paths: `{task:number}` takes those that a store can hold; a longer one is no page of ours."""

from starlette.convertors import Convertor


class NumberConvertor(Convertor[int]):
    """Whole numbers of at most 18 digits: SQLite's end at 19."""

    regex = "[0-9]{1,18}"

    def convert(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_string(self, value: int) -> str:
        """The number as it stands in a path."""
        return str(value)
