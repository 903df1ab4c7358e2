"""Countries side by side: own and other offices' figures, only like with like. `compare_countries` gives records for tables and charts."""

from aggregate.side_by_side.comparing import CountryComparison, compare_countries
from aggregate.side_by_side.parties import Party, collect_own, find_imported, read_party

__all__ = ["CountryComparison", "Party", "collect_own", "compare_countries", "find_imported", "read_party"]
