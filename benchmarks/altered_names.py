"""Names written otherwise, as registers and owners of domains do: each kind of alteration of one name."""

import random
from collections.abc import Callable

SOUNDS = (("kh", "h"), ("sh", "s"), ("ph", "f"), ("x", "ks"), ("w", "v"), ("y", "j"), ("z", "s"), ("u", "ou"), ("k", "c"), ("i", "ee"))
MARKS = (("a", "ä"), ("o", "ö"), ("u", "ü"), ("e", "é"), ("s", "ß"), ("o", "ø"))
Alter = Callable[[list[str], random.Random], list[str]]


def alter_name(words: list[str], kind: str, chance: random.Random) -> list[str]:
    """The words of a name after one alteration; the same words where the name has no room for it."""
    return KINDS[kind](list(words), chance)


def _in_longest(change: Callable[[str, int, random.Random], str]) -> Alter:
    """Changes the longest word at a place within it."""

    def alter(words: list[str], chance: random.Random) -> list[str]:
        at = max(range(len(words)), key=lambda i: len(words[i]))
        if len(words[at]) > 4:
            words[at] = change(words[at], chance.randrange(1, len(words[at]) - 1), chance)
        return words

    return alter


def _leave_out(words: list[str], chance: random.Random) -> list[str]:
    return words[:-1] if len(words) > 1 else words


def _shorten(words: list[str], chance: random.Random) -> list[str]:
    return [*words[:-1], words[-1][:4]] if len(words) > 1 else words


def _add(words: list[str], chance: random.Random) -> list[str]:
    return [*words, chance.choice(("kenya", "group", "africa"))]


def _part(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(3, max(4, len(words[0]) - 2))
    return [part for part in (words[0][:at], words[0][at:], *words[1:]) if part]


def _replace_one(pairs: tuple[tuple[str, str], ...]) -> Alter:
    """Writes one sound in the other of its two ways."""

    def alter(words: list[str], chance: random.Random) -> list[str]:
        both = [*pairs, *((b, a) for a, b in pairs)]
        for a, b in chance.sample(both, len(both)):
            if a in words[0]:
                return [words[0].replace(a, b, 1), *words[1:]]
        return words

    return alter


KINDS: dict[str, Alter] = {
    "a letter left out": _in_longest(lambda word, at, _: word[:at] + word[at + 1 :]),
    "a letter twice": _in_longest(lambda word, at, _: word[:at] + word[at] + word[at:]),
    "another letter": _in_longest(lambda word, at, chance: word[:at] + chance.choice("aeiounrst") + word[at + 1 :]),
    "letters exchanged": _in_longest(lambda word, at, _: word[:at] + word[at + 1] + word[at] + word[at + 2 :]),
    "a word in two": _part,
    "last word left out": _leave_out,
    "last word shortened": _shorten,
    "a word more": _add,
    "marks on letters": _replace_one(MARKS),
    "another transliteration": _replace_one(SOUNDS),
}
