"""What kinds of website the country has, and which of them mislead a reader of markup."""

from dataclasses import dataclass
from random import Random

from cli.demo.world import SIZES, choose_by_weight, load_world

SHOP_LOOKS = {"woo": 0.3, "hosted": 0.22, "presta": 0.12, "local": 0.14, "handmade": 0.22}
PLAIN_LOOKS = {"table": 0.18, "grid": 0.26, "article": 0.2, "builder": 0.18, "onepage": 0.1, "bare": 0.08}
# How a seller of such things takes orders on its site.
WAYS = {
    "goods": {"shop": 0.85, "order_form": 0.15},
    "goods_made": {"shop": 0.6, "order_form": 0.4},
    "dishes": {"order_form": 0.6, "shop": 0.4},
    "rooms": {"rooms": 0.8, "tickets": 0.2},
    "dates": {"tickets": 1.0},
    "time": {"appointment": 0.8, "shop": 0.2},
    "none": {"shop": 0.6, "order_form": 0.4},
}
# Orders can be placed, but not by the usual words, forms or markup.
HIDDEN_WAYS = {
    "goods": {"picture_shop": 0.35, "odd_shop": 0.3, "round_form": 0.1, "shell_shop": 0.25},
    "dishes": {"round_form": 0.35, "picture_shop": 0.25, "shell_shop": 0.4},
    "rooms": {"shell_shop": 0.6, "round_form": 0.4},
}
# No order can be placed, though it looks so.
DECOYS = {
    "goods": {"phone_order": 0.3, "quote_basket": 0.3, "closed_shop": 0.2, "dormant_plugin": 0.2},
    "none": {"dormant_plugin": 0.6, "webshop_maker": 0.4},
    "time": {"dormant_plugin": 0.7, "phone_order": 0.3},
    "dishes": {"phone_order": 0.7, "dormant_plugin": 0.3},
    "rooms": {"phone_order": 0.6, "dormant_plugin": 0.4},
}
HONEST = {
    "goods": {"brochure": 0.5, "catalogue": 0.28, "whatsapp": 0.22},
    "dishes": {"brochure": 0.45, "catalogue": 0.35, "whatsapp": 0.2},
    "rooms": {"brochure": 0.8, "catalogue": 0.1, "whatsapp": 0.1},
    "none": {"brochure": 0.9, "organisation": 0.1},
    "time": {"brochure": 0.85, "catalogue": 0.1, "organisation": 0.05},
}
# Chances of what a seller's site offers besides ordering.
EXTRAS = {
    "platform": {"online_payment": 0.85, "personal_account": 0.75, "order_tracking": 0.4, "cross_border": 0.16, "customisation": 0.1},
    "own": {"online_payment": 0.35, "personal_account": 0.2, "order_tracking": 0.08, "cross_border": 0.08, "customisation": 0.08},
    "form": {"online_payment": 0.2, "personal_account": 0.05},
}
FAMILY = {"picture_shop": "own", "odd_shop": "own", "shell_shop": "platform"}


@dataclass(frozen=True, slots=True)
class Character:
    """What a site is: its genre, its look, what it truly offers and what merely adorns it."""

    genre: str
    look: str
    features: frozenset[str]
    trimmings: frozenset[str]


def choose_character(rng: Random, sells: str, size: str, *, ordering: bool) -> Character:
    """A website for somebody who sells such things, of this size, with or without a way to order."""
    genre = _choose_genre(rng, sells, size, ordering=ordering)
    look = _choose_look(rng, genre)
    features = _choose_features(rng, genre, look, size)
    return Character(genre, look, features, _choose_trimmings(rng, genre, features))


def _choose_genre(rng: Random, sells: str, size: str, *, ordering: bool) -> str:
    share = load_world()["sizes"][size]
    if ordering:
        hidden = rng.random() < share["hard_shop"]
        table = HIDDEN_WAYS if hidden else WAYS
        return choose_by_weight(rng, table.get(sells) or HIDDEN_WAYS["rooms"])
    decoy = rng.random() < share["hard_other"]
    table, key = (DECOYS if decoy else HONEST), {"goods_made": "goods", "dates": "none"}.get(sells, sells)
    return choose_by_weight(rng, table[key])


def _choose_look(rng: Random, genre: str) -> str:
    if genre == "shop":
        look = choose_by_weight(rng, SHOP_LOOKS)
        return choose_by_weight(rng, {k: v for k, v in PLAIN_LOOKS.items() if k != "onepage"}) if look == "handmade" else look
    if genre == "closed_shop":
        return choose_by_weight(rng, {k: v for k, v in SHOP_LOOKS.items() if k != "handmade"})
    if genre == "dormant_plugin":
        return "woo" if rng.random() < 0.7 else "presta"
    looks = {k: v for k, v in PLAIN_LOOKS.items() if k != "onepage" or genre in {"brochure", "whatsapp", "organisation"}}
    return choose_by_weight(rng, looks)


def _choose_features(rng: Random, genre: str, look: str, size: str) -> frozenset[str]:
    habits = load_world()["habits"]
    features = {name for name, shares in habits.items() if rng.random() < shares[SIZES.index(size)]}
    features |= {"own_website", "web_presence"}
    if is_seller(genre):
        features |= {"online_ordering", "product_information"}
        family = "platform" if look in SHOP_LOOKS else FAMILY.get(genre, "own" if genre == "shop" else "form")
        features |= {name for name, share in EXTRAS[family].items() if rng.random() < share}
    elif genre in {"catalogue", "whatsapp", "phone_order", "quote_basket", "closed_shop"} or rng.random() < 0.6:
        features.add("product_information")
    if genre == "whatsapp" or (is_seller(genre) and rng.random() < 0.1):
        features.add("social_commerce")
    if genre in {"shop", "catalogue", "whatsapp", "odd_shop"} and rng.random() < 0.09:
        features.add("marketplace_presence")
    if genre == "organisation" or look == "onepage":
        features -= {"product_information", "multilingual", "online_payment"}
    return frozenset(features)


def _choose_trimmings(rng: Random, genre: str, features: frozenset[str]) -> frozenset[str]:
    chances = {
        "share_buttons": 0.3,
        "json_ld": 0.25,
        "imprint": 0.3,
        "news": 0.3,
        "gallery": 0.25,
        "quote": 0.3,
        "search": 0.25,
        "counter": 0.2,
    }
    chances |= {"payment_icons": 0.15 if "online_ordering" in features else 0.02, "newsletter": 0.2, "map": 0.25, "hreflang": 0.5}
    chances["translator"] = 0.0 if "multilingual" in features else 0.06
    chances["no_jobs"] = 0.0 if "job_vacancies" in features else 0.06
    chances["footer_shop"] = 1.0 if genre == "dormant_plugin" else 0.0
    return frozenset(name for name, chance in chances.items() if rng.random() < chance)


def is_seller(genre: str) -> bool:
    """Whether orders, reservations or appointments can truly be placed on such a site."""
    return genre in {"shop", "order_form", "rooms", "tickets", "appointment", "picture_shop", "odd_shop", "round_form", "shell_shop"}
