"""The code list of regions, made from the register: spellings that differ only in case, blanks or accents are one region."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from catalogue.messages import say
from scrapers.frame.survey import blank_missing
from scrapers.frame.vocabulary import fold_word


def settle_regions(values: Counter[str]) -> tuple[Mapping[str, str], list[str]]:
    """{text in the register: region's code, '' for none}, and what to tell; of several spellings the most frequent names the region."""
    texts = pd.Series(list(values), dtype="str")
    filled = dict(zip(texts, blank_missing(texts, keep_codes=True), strict=True))
    if texts.size and all(text.endswith(".0") and text[:-2].isdigit() for text in filled.values() if text):
        filled = {text: kept.removesuffix(".0") for text, kept in filled.items()}
    spellings: dict[str, Counter[str]] = {}
    for text, kept in filled.items():
        if kept:
            spellings.setdefault(fold_word(kept), Counter())[" ".join(kept.split())] += values[text]
    usual = {key: min(found, key=lambda s, found=found: (-found[s], s)) for key, found in spellings.items()}  # type: ignore[misc]
    merged = sum(len(found) > 1 for found in spellings.values())
    said = (
        [say("{count} regions were spelt in several ways; the most frequent spelling of each was taken.", count=merged)] if merged else []
    )
    return {text: usual[fold_word(kept)] if kept else "" for text, kept in filled.items()}, said
