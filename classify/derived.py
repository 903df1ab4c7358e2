"""Facts that follow from several signals together: further languages, several currencies, demo content. They are weighed like signals."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from catalogue.sites import find_known_host
from classify.profiles import is_named_alike, place_profiles
from store.records import Signal, Website

KINDS = (
    "further_language",
    "further_language_link",
    "several_currencies",
    "demo_share",
    "profile_place",
    "order_elsewhere",
    "enquiry_shop",
    "single_language",
)
SHARE_OF_PAGES = 0.1
"""A second language on fewer pages than this, or on a single one of several, may be a quotation or a mistake of the detector."""
SEVERAL, MANY = 3, 0.3
"""So many further languages, or one on such a share of pages, are no accident."""

FEW_DOMAINS = 3
"""Links of ordering to more domains than this are those of a directory, a magazine or an advertiser."""

STATED = frozenset(("structured", "meta"))
"""Places where goods state their price for machines; running text names foreign amounts for many reasons."""

MANY_PAGES = 12
"""So many pages read in one language show that there is hardly another."""

NOT_WRITTEN = frozenset({"la"})
"""Latin on a business's pages is a theme's sample text."""

MOSTLY, PARTLY = 0.7, 0.3
"""From this share of pages with demo content on, a site is mostly (partly) a theme as its author sells it."""


def derive_signals(website: Website, by_kind: Mapping[str, Sequence[Signal]]) -> Iterator[Signal]:
    """What the signals show together, each with one of them as its evidence."""
    yield from _further_languages(by_kind.get("language", ()), by_kind.get("language_link", ()))
    yield from _several_currencies([*by_kind.get("currency", ()), *by_kind.get("price", ())])
    yield from place_profiles(website, by_kind.get("social_profile", ()))
    yield from _orders_elsewhere(website, by_kind.get("order_link", ()))
    yield from _enquiry_shop(
        by_kind.get("word", ()), by_kind.get("form", ()), [*by_kind.get("price", ()), *by_kind.get("product_block", ())]
    )
    template = [s for s in by_kind.get("page_state", ()) if s.value == "template"]
    yield from _demo_share(template, by_kind.get("language", ()), _is_identified(website, by_kind))


def _further_languages(languages: Sequence[Signal], links: Sequence[Signal]) -> Iterator[Signal]:
    pages = _count_values([s for s in languages if s.value not in NOT_WRITTEN])
    if not pages:
        return
    main, total = pages.most_common(1)[0][0], sum(pages.values())
    others = [s for s in _first_of_each(languages) if s.value in pages and s.value != main]
    if not others and total >= MANY_PAGES:
        yield replace(languages[0], kind="single_language", value=main, times=total)
    if len(others) >= SEVERAL:
        yield replace(others[0], kind="further_language", value="several", times=len(others))
    addressed = {s.value for s in links if s.place == "url"}
    for signal in others:
        n = pages[signal.value]
        told = signal.value in addressed or (main in addressed and f"/{main}/" not in signal.page_url.lower())
        if told or n >= max(2, SHARE_OF_PAGES * total):
            yield replace(signal, kind="further_language", value="many" if n >= MANY * total else "few", times=n)
    for signal in links:
        if signal.value.split("-")[0] != main or (signal.place == "url" and signal.times < total and others):
            yield replace(signal, kind="further_language_link")


def _several_currencies(amounts: Sequence[Signal]) -> Iterator[Signal]:
    """Several currencies: `structured` where goods state them for machines, `text` where prices in the text alone do."""
    stated = _first_currencies([signal for signal in amounts if signal.place in STATED])
    first, place = (stated, "structured") if len(stated) > 1 else (_first_currencies(amounts), "text")
    if len(first) > 1:
        example = next(iter(first.values()))
        yield replace(example, kind="several_currencies", value=" ".join(sorted(first)), place=place, times=len(first))


def _first_currencies(amounts: Sequence[Signal]) -> dict[str, Signal]:
    first = dict[str, Signal]()
    for signal in amounts:
        code = signal.value.split(" ")[0]
        if code not in {"XXX", ""}:
            first.setdefault(code, signal)
    return first


def _orders_elsewhere(website: Website, links: Sequence[Signal]) -> Iterator[Signal]:
    """Where links of ordering lead: `named` like the site, `own` subdomain, `rooms` or goods on a `marketplace`, `service`, `many`."""
    domains = {signal.value for signal in links if not signal.rule.startswith("order-link/own")}
    for signal in _first_of_each(links):
        if signal.rule.startswith("order-link/own"):
            value = "own"
        elif is_named_alike(website.host, f"//x/{signal.value.partition('.')[0]}"):
            value = "named"
        elif len(domains) > FEW_DOMAINS:
            value = "many"
        else:
            known = find_known_host(signal.value)
            value = "service" if known is None or known.category != "marketplaces" else "rooms" if known.rooms else "marketplace"
        yield replace(signal, kind="order_elsewhere", value=value)


def _enquiry_shop(words: Sequence[Signal], forms: Sequence[Signal], prices: Sequence[Signal]) -> Iterator[Signal]:
    """A catalogue in a shop system: `named` where its basket is for enquiries and no price is told, `quote` where a shop's form has
    buttons that ask for a quote, and none that puts anything into a basket, buys or leads to a checkout.
    """
    named = next((s for s in words if s.value == "enquiry_basket"), None)
    if named is not None and not prices:
        yield replace(named, kind="enquiry_shop", value="named")
    baskets = [s for s in forms if s.value == "basket"]
    pressed = {s.value: s for s in words if s.place in {"button", "form"}}
    if baskets and "quote" in pressed and pressed.keys().isdisjoint({"add_to_basket", "buy_now", "checkout"}):
        yield replace(pressed["quote"], kind="enquiry_shop", value="quote")


def _is_identified(website: Website, by_kind: Mapping[str, Sequence[Signal]]) -> bool:
    """Whether pages name a company that exists: a number of a register or tax payer, or an e-mail address of the website's own domain."""
    host = website.host.removeprefix("www.")
    return bool(by_kind.get("identifier")) or any(
        f".{host}".endswith("." + s.value.partition("@")[2]) for s in by_kind.get("email", ()) if "@" in s.value
    )


def _demo_share(template: Sequence[Signal], languages: Sequence[Signal], identified: bool) -> Iterator[Signal]:
    """How far a site is a theme as sold: `mostly`, `partly`, or `identified` where it is partly, but its company is named."""
    flagged, pages = sum(s.times for s in template), sum(s.times for s in languages)
    share = flagged / max(pages, flagged, 1)
    if share >= MOSTLY or (share >= PARTLY and flagged >= 3):
        partly = "identified" if identified else "partly"
        yield replace(template[0], kind="demo_share", value="mostly" if share >= MOSTLY else partly, times=flagged)


def _count_values(signals: Sequence[Signal]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for signal in signals:
        counts[signal.value] += signal.times
    return counts


def _first_of_each(signals: Sequence[Signal]) -> list[Signal]:
    return list({signal.value: signal for signal in reversed(signals)}.values())[::-1]
