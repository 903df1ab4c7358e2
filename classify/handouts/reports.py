"""What joining answers came to."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class JoinReport:
    """`acts` new and `known` ones; `done`: tasks that are done now; `left`: still with the reviewer; `conflicts`: enterprise and why;
    `moved`: acts whose time cannot be.
    """

    reviewer: str
    acts: int = 0
    known: int = 0
    labels: int = 0
    done: int = 0
    left: int = 0
    moved: int = 0
    conflicts: list[tuple[str, str]] = field(default_factory=list)
