"""Groups that estimates hide: what other figures of them would betray is hidden too."""

from store.estimates import WHOLE, read_estimates
from store.opening import Store

CONFIDENTIAL = frozenset({"primary", "secondary"})


def list_confidential_sizes(store: Store, country: str, wave: str, indicator: str) -> frozenset[str]:
    """Size classes of which an estimate of the indicator is confidential, all else together."""
    others = {dimension: code for dimension, code in WHOLE.items() if dimension != "size_class"}
    rows = read_estimates(store, country, wave, wanted={"indicator": indicator, **others})
    return frozenset(size for size, rule in zip(rows["size_class"], rows["suppressed"], strict=True) if rule in CONFIDENTIAL)
