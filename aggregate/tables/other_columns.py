"""Whether further columns of the register can be broken down by."""

from collections.abc import Sequence

from catalogue.errors import EstimateError
from catalogue.messages import say
from store.opening import Store
from store.other_columns import count_values, list_other_columns

MOST_VALUES = 60


def check_columns(store: Store, country: str, wave: str, columns: Sequence[str]) -> None:
    """Passes where every column is there and has few enough values to be groups.

    Raises:
        EstimateError: a column that the register does not have, or one that is blank or has more than MOST_VALUES values.
    """
    for column in columns:
        values = count_values(store, country, wave, column, MOST_VALUES) if '"' not in column else 0
        if values > MOST_VALUES:
            raise EstimateError(
                say(
                    "The column {column} of the register has more than {most} different values, so that it makes no groups to break figures"
                    " down by: put it into groups in the register (such as yes and no, or a few ranges) and load that again.",
                    column=column,
                    most=MOST_VALUES,
                )
            )
        if not values:
            known = ", ".join(f"other:{name}" for name in list_other_columns(store, country, wave)) or say("none")
            raise EstimateError(
                say(
                    "The register of {country} {wave} has no further column {column} with something in it. There are: {known}.",
                    country=country,
                    wave=wave,
                    column=column,
                    known=known,
                )
            )
