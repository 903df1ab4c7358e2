"""A crawl in several processes: each visits the sites of its own registered domains, so that every host has one visitor."""

from dataclasses import dataclass
from typing import Self
from zlib import crc32

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.suffixes import find_registered_domain


@dataclass(frozen=True, slots=True)
class Shard:
    """Part number `index` (from 1) of `count`; written `2/4`."""

    index: int = 1
    count: int = 1

    @classmethod
    def read(cls, text: str) -> Self:
        """The shard that a setting names; all of it where it names none. Raises CrawlError for what is no shard."""
        if not text:
            return cls()
        index, _, count = text.partition("/")
        if not (index.isdecimal() and count.isdecimal() and 1 <= int(index) <= int(count)):
            raise CrawlError(say("A part of a crawl is written as 2/4, not {text}.", text=text))
        return cls(int(index), int(count))

    def __str__(self) -> str:
        return f"{self.index}/{self.count}"

    def holds(self, host: str) -> bool:
        """Whether a host is visited in this part; all hosts of one registered domain are in the same."""
        domain = find_registered_domain(host) or host
        return self.count == 1 or crc32(domain.encode()) % self.count == self.index - 1


ALL = Shard()
"""A crawl in one process."""
