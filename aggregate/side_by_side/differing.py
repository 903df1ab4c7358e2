"""In what the countries' figures are not the same, in words."""

from collections.abc import Iterator, Sequence

from aggregate.publication.naming import list_methods_with_margin
from aggregate.publication.vintages import name_vintage
from aggregate.side_by_side.parties import Party
from catalogue.messages import say


def list_remarks(parties: Sequence[Party]) -> Iterator[str]:
    """A sentence for each thing by which the figures differ, with what each country has."""
    unknown = say("not stated")
    asked = (
        (say("The waves differ: {each}."), [party.wave for party in parties]),
        (say("The registers are of different days: {each}."), [party.register_date for party in parties]),
        (say("The registers hold different enterprises: {each}."), [party.scope.rstrip(".") for party in parties]),
        (say("The units of the registers differ: {each}."), [party.unit_type for party in parties]),
        (say("The registers came with different classifications of activities: {each}."), [p.activity_classification for p in parties]),
        (say("The vintages differ: {each}."), [name_vintage(party.vintage) for party in parties]),
    )
    for sentence, values in asked:
        if len(set(values)) > 1:
            yield sentence.format(each=_list_each(parties, [value or unknown for value in values]))
    yield from _tell_employment(parties)
    yield from _tell_methods(parties)


def _tell_employment(parties: Sequence[Party]) -> Iterator[str]:
    """How much of employment each country's register leaves out, also where it is not known: then nobody can tell."""
    shares = [party.employment_outside for party in parties]
    if any(share is not None for share in shares):
        told = [say("not stated") if share is None else f"{100 * share:.1f} %" for share in shares]
        yield say("Share of employment outside of the figures: {each}.", each=_list_each(parties, told))
    else:
        yield say("How much of employment is outside of the registers, no country states: where it differs, so do the figures.")


def _tell_methods(parties: Sequence[Party]) -> Iterator[str]:
    """Indicators that all have with a margin, but by no method in common."""
    usable = list_methods_with_margin()
    found = []
    for party in parties:
        table = party.figures[(party.figures["measure"] == "share") & party.figures["method"].isin(usable)]
        found.append(table.groupby("indicator")["method"].agg(lambda methods: sorted(set(methods))).to_dict())
    for indicator in sorted(set(found[0]).intersection(*found[1:])):
        methods = [known[indicator] for known in found]
        if not set(methods[0]).intersection(*methods[1:]):
            each = _list_each(parties, [", ".join(names) for names in methods])
            yield say(
                "{indicator} is estimated by different methods, which do not stand side by side: {each}.", indicator=indicator, each=each
            )


def _list_each(parties: Sequence[Party], values: Sequence[str]) -> str:
    return "; ".join(f"{party.country}: {value}" for party, value in zip(parties, values, strict=True))
