"""What earlier releases of the same table have told: no pattern may rely on hiding it again, and what they hid stays hidden.

A figure that an earlier release shows and that still has that value is known to everybody, whatever a later release does with it. One that
has another value now tells of the table of then, not of this one. Cells that an earlier release hid for confidentiality are hidden in all
later ones too: then nothing that is shown later tells more of the table of then.
"""

from dataclasses import dataclass

from aggregate.estimators.arrays import Booleans


@dataclass(frozen=True, slots=True)
class Told:
    """By row of a table, shapes (rows,): rows whose number of enterprises (`sizes`), or whose figures (`figures`), are known from earlier
    releases, and rows that these hid (`hidden`).
    """

    sizes: Booleans
    figures: Booleans
    hidden: Booleans
