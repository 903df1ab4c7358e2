"""The strings under which an enterprise's name may stand in a list, each with how much it tells."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from catalogue.name_words import load_name_words
from scrapers.finding.matching.keys import LONGEST
from scrapers.finding.matching.scoring import CUTOFF
from scrapers.finding.names import fold_words

FUZZY_LENGTH, PART_LENGTH = 6, 5
"""Shorter strings are looked up as they are only: one letter changed makes another word of them."""
REPLACED_LENGTH, ONE_REPLACED = 6, 2.001
"""Of telling words of so many letters one may be replaced or two exchanged, which counts as one left out and one put in."""
SHORTEST = 2
TELLING = 0.85
LEAST_WEIGHT = 0.2
ACTIVITY, GENERIC, CORE = 0.6, 0.3, 0.6
WITH_COUNTRY, WITH_PLACE, WITH_THE, TURNED, INITIALS = 0.9, 0.9, 0.9, 0.8, 0.4
Telling = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Variant:
    """A string to look up; `weight`, 0 to 1, says how much of the name it keeps and how few others have that.

    near: keys at least so like it count too (rapidfuzz's ratio, 0 to 1); is_part: so do those that begin or end with it.
    """

    text: str
    weight: float
    near: float = 1.0
    is_part: bool = False


def make_variants(
    words: Sequence[str], place: Sequence[str], country: Sequence[str], telling: Telling, *, names: bool = True
) -> list[Variant]:
    """The variants of a name, the most telling first, each string once; `names`: whether the list has names, in which words change places.

    `telling` gives from 0 (everybody's word) to 1 (nobody else's).
    """
    told = [telling(word) for word in words]
    found = list[Variant]()
    for part, part_told in [(words, told), *_shorter(words, told)]:
        variant = _join(part, part_told, words, told)
        found += [variant, *_extend(variant, part, place, country)]
    if len(words) > 1 and names:
        found.append(replace(found[0], text="".join(sorted(words)), is_part=False))
    elif len(words) > 1:
        found.append(Variant("".join((*words[1:], words[0])), found[0].weight * TURNED))
    if len(words) > 2:
        found.append(Variant("".join(word[0] for word in words), INITIALS * found[0].weight))
    return _keep_best(found)


def make_telling(holders: Callable[[str], int], named: Callable[[str], int], keys: int, enterprises: int) -> Telling:
    """How much a word tells: by the number of keys of the list that hold it and of enterprises named with it, the commoner of both.

    Words known to be common tell little also where list and register are too small to show it.
    """
    known = _load_common_words()

    def tell(word: str) -> float:
        in_list = 1 - math.log(max(1, holders(word))) / math.log(keys + 2)
        in_register = 1 - math.log(max(1, named(word))) / math.log(enterprises + 1)
        return max(0.02, min(in_list, in_register, known.get(word, 0.98 if len(word) > 2 else 0.5)))

    return tell


@cache
def _load_common_words() -> dict[str, float]:
    """{word: the most that it tells} of the words that say what a business is or join others."""
    names = load_name_words()
    kinds = ((ACTIVITY, chain.from_iterable(names.activity.values())), (GENERIC, (*names.generic, *names.links)))
    return {word: most for most, texts in kinds for text in texts for word in fold_words(text)}


def _shorter(words: Sequence[str], told: Sequence[float]) -> list[tuple[Sequence[str], Sequence[float]]]:
    """The name without its common words, its first words, and words of it that tell it apart by themselves."""
    most = max(told, default=0)
    core = _find_core(words, told)
    parts: list[tuple[Sequence[str], Sequence[float]]] = (
        [(core, [told[words.index(word)] for word in core])] if len(core) < len(words) else []
    )
    parts += [(words[:n], told[:n]) for n in range(len(words) - 1, 0, -1)]
    return parts + [([word], [value]) for word, value in zip(words[1:], told[1:], strict=True) if value >= min(most, TELLING)]


def _find_core(words: Sequence[str], told: Sequence[float]) -> list[str]:
    """The words that tell about as much as the one that tells most."""
    most = max(told, default=0)
    return [word for word, value in zip(words, told, strict=True) if value >= CORE * most]


def _join(part: Sequence[str], part_told: Sequence[float], words: Sequence[str], told: Sequence[float]) -> Variant:
    """Some words of a name as one string: its weight is the share of what the name tells, times how much that is.

    Letters may differ as far as `CUTOFF` allows for the telling words alone: common words make no other business like it.
    A letter or two may always differ where these are long enough.
    """
    share = 1.0 if len(part) == len(words) else math.sqrt(sum(part_told) / sum(told)) * 0.9
    text, weight = "".join(part), share * (1 - math.prod(1 - value for value in part_told))
    core = len("".join(_find_core(part, part_told)))
    unlike = max(2 * (1 - CUTOFF) * core, ONE_REPLACED if core >= REPLACED_LENGTH else 0)
    near = 1 - unlike / (2 * len(text)) if len(text) >= FUZZY_LENGTH and (len(part) > 1 or len(words) == 1) else 1.0
    return Variant(text, weight, near, is_part=len(text) >= PART_LENGTH)


def _extend(variant: Variant, kept: Sequence[str], place: Sequence[str], country: Sequence[str]) -> list[Variant]:
    """The variant with the town or the country behind it, or with "the" before it."""
    found = [Variant("the" + variant.text, variant.weight * WITH_THE)]
    if place and place[0] not in kept:
        joined = "".join(place)
        found += [Variant(variant.text + joined, variant.weight * WITH_PLACE), Variant(joined + variant.text, variant.weight * WITH_PLACE)]
    found += [Variant(variant.text + word, variant.weight * WITH_COUNTRY) for word in country if word not in kept]
    return found


def _keep_best(variants: Sequence[Variant]) -> list[Variant]:
    best: dict[str, Variant] = {}
    for variant in variants:
        text = variant.text[:LONGEST]
        least = SHORTEST + (variant.weight < 0.4) + (variant.weight < 0.3)
        if len(text) >= least and variant.weight >= LEAST_WEIGHT and variant.weight > (best[text].weight if text in best else 0):
            best[text] = variant if text == variant.text else replace(variant, text=text)
    return sorted(best.values(), key=lambda variant: (-variant.weight, variant.text))
