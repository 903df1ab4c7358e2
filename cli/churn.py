"""What became of the websites of the wave before, in lines."""

from collections.abc import Mapping

import click

from catalogue.messages import say
from classify.linking.churn import Churn

REASONS = {
    "changed_hands": say("the site speaks of somebody else now"),
    "parked": say("the domain is parked or for sale"),
    "gone": say("the site has been dead for two waves"),
    "alias": say("the address leads to another one"),
    "rival": say("another enterprise is nearer to the site"),
    "directory": say("the site shows many businesses"),
    "weak": say("too little speaks for it"),
    "not_proposed": say("no source proposed it again"),
}
"""`classify.linking.lifetime.REASONS` in words."""


def print_churn(churn: Churn) -> None:
    """Prints how many enterprises kept, moved, lost or gained their websites."""
    counts = {"kept": churn.kept, "moved": sum(churn.moved.values()), "lost": sum(churn.lost.values()), "new": churn.new}
    click.echo(
        say(
            "Enterprises' websites since wave {wave}: kept {kept}; another one {moved}; lost {lost}; found anew {new}.",
            wave=churn.earlier_wave,
            **counts,
        )
    )
    for heading, reasons in ((say("Lost"), churn.lost), (say("Other site"), churn.moved)):
        if reasons:
            click.echo(f"  {heading}: {_list_reasons(reasons)}")


def _list_reasons(reasons: Mapping[str, int]) -> str:
    ranked = sorted(reasons, key=lambda why: (-reasons[why], why))
    return "; ".join(f"{reasons[why]} × {REASONS.get(why, why)}" for why in ranked)
