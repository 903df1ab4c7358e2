"""The strings under which an enterprise's name may stand in a list, each with how much it tells."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from scrapers.finding.matching.keys import LONGEST

FUZZY_LENGTH, PART_LENGTH = 6, 5
"""Shorter strings are looked up as they are only: one letter changed makes another word of them."""
SHORTEST = 3
LEAST_WEIGHT = 0.15
WITH_COUNTRY, WITH_PLACE, WITH_THE, INITIALS = 0.9, 0.9, 0.9, 0.4
Telling = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Variant:
    """A string to look up; `weight`, 0 to 1: how much of the name it keeps and how few others have that; `is_near`, `is_part`: what is like it, or begins or ends with it, counts too."""

    text: str
    weight: float
    is_near: bool = False
    is_part: bool = False


def make_variants(
    words: Sequence[str], place: Sequence[str], country: Sequence[str], telling: Telling, *, names: bool = True
) -> list[Variant]:
    """The variants of a name, the most telling first, each string once; `names`: whether the list has names, in which words change places.

    `telling` gives from 0 (everybody's word) to 1 (nobody else's).
    """
    told = [telling(word) for word in words]
    found = [_join(words, told, words, told, is_near=True)]
    if len(words) > 1:
        found.append(Variant("".join(sorted(words)), found[0].weight, is_near=names))
    parts = _shorter(words, told)
    found += [_join(part, part_told, words, told, is_near=len(part) > 1) for part, part_told in parts]
    for variant, kept in zip(tuple(found), (words, words, *(part for part, _ in parts)), strict=False):
        found += _extend(variant, kept, place, country)
    if len(words) > 2:
        found.append(Variant("".join(word[0] for word in words), INITIALS * found[0].weight))
    return _keep_best(found)


def make_telling(holders: Callable[[str], int], named: Callable[[str], int], keys: int, enterprises: int) -> Telling:
    """How much a word tells: by the number of keys of the list that hold it and of enterprises named with it, the commoner of both."""

    def tell(word: str) -> float:
        in_list = 1 - math.log(max(1, holders(word))) / math.log(keys + 2)
        in_register = 1 - math.log(max(1, named(word))) / math.log(enterprises + 1)
        return max(0.02, min(in_list, in_register, 0.98 if len(word) > 2 else 0.5))

    return tell


def _shorter(words: Sequence[str], told: Sequence[float]) -> list[tuple[Sequence[str], Sequence[float]]]:
    """The name without its common words, and its first words."""
    most = max(told, default=0)
    core = [(word, value) for word, value in zip(words, told, strict=True) if value >= 0.6 * most]
    parts: list[tuple[Sequence[str], Sequence[float]]] = [([w for w, _ in core], [t for _, t in core])] if len(core) < len(words) else []
    return parts + [(words[:n], told[:n]) for n in range(len(words) - 1, 0, -1)]


def _join(part: Sequence[str], part_told: Sequence[float], words: Sequence[str], told: Sequence[float], *, is_near: bool) -> Variant:
    """Some words of a name as one string: its weight is the share of what the name tells, times how much that is."""
    share = 1.0 if len(part) == len(words) else math.sqrt(sum(part_told) / sum(told)) * 0.9
    text = "".join(part)
    return Variant(
        text, share * (1 - math.prod(1 - value for value in part_told)), is_near and len(text) >= FUZZY_LENGTH, len(text) >= PART_LENGTH
    )


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
        least = SHORTEST + (variant.weight < 0.3)
        if len(text) >= least and variant.weight >= LEAST_WEIGHT and variant.weight > (best[text].weight if text in best else 0):
            best[text] = replace(variant, text=text)
    return sorted(best.values(), key=lambda variant: (-variant.weight, variant.text))
