"""What is to be read with a comparison: what the files left open, and what the tests mean. Said when asked, in the language of now."""

from collections.abc import Iterator, Sequence

import pandas as pd

from aggregate.comparison.figures import DERIVED, UNKNOWN
from aggregate.comparison.published import PERCENTAGES, PublishedTable, is_of_wave
from catalogue.messages import say
from catalogue.numbers import write_number

SIGNIFICANT = 0.05


def note_tables(published: Sequence[PublishedTable], wave: str) -> Iterator[str]:
    """What was assumed of each file; after the file's name where there are several."""
    for table in published:
        for note in note_table(table, wave):
            yield note if len(published) == 1 else f"{table.source}: {note}"


def note_table(table: PublishedTable, wave: str) -> Iterator[str]:
    """What was assumed of one file, and how much of it is left out."""
    if not table.period:
        yield say("The file names no period: make sure that it is of the time of wave {wave}.", wave=wave)
    elif not is_of_wave(table.period, wave):
        yield say(
            "The file has nothing of {wave}: its newest period {period} is compared; part of a difference may be change.",
            wave=wave,
            period=table.period,
        )
    if table.assumed:
        meant = say("percentages") if table.assumed == PERCENTAGES else say("proportions")
        yield say("No unit is given: the values are taken for {meant} of all enterprises.", meant=meant)
    if table.left_out:
        yield say(
            "{count} rows of the file have no value, a unit that is not known, or a breakdown that is not compared, and are left out.",
            count=table.left_out,
        )


def note_tests(table: pd.DataFrame) -> Iterator[str]:
    """How many tested figures differ, and on what the tests rest."""
    tested, differing = int(table["p"].notna().sum()), int((table["p"] < SIGNIFICANT).sum())
    if tested:
        yield say(
            "{differing} of {tested} tested figures differ at 5 % (two-sided); by chance alone it would be about {chance}."
            " If the number of tests is allowed for (Holm), {sure} still differ.",
            differing=differing,
            tested=tested,
            chance=write_number(SIGNIFICANT * tested, 1),
            sure=int((table["p_holm"] < SIGNIFICANT).sum()),
        )
        yield say("The test takes the two sources for independent: it does not hold where theirs rests on the same sample as ours.")
    if (table["their_margin"] == UNKNOWN).any():
        yield say(
            "Of some published figures nobody gives a margin: where those differ, the difference is sure only if theirs are nearly exact;"
            " `ecomstat compare` says how exact (`error_needed`, the standard error that would make it chance)."
        )
    if (table["their_margin"] == DERIVED).any():
        yield say(
            "Some of their margins are derived from the number of respondents, with the design effect that was given (1 if none was)."
        )
