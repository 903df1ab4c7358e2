"""Establishments added up to the enterprises that they belong to.

The rule: an enterprise employs the sum of the persons of its establishments; its activity, region and every other cell are those of its
largest establishment by persons employed (of equal ones the lowest id), and where that one's cell is empty, of the next in that order.
If the register also has a row of the enterprise itself, that row's own cells come first and the establishments only fill its gaps.
An establishment without the id of a parent, or that is its own parent, stands for itself.
"""

import pandas as pd

from catalogue.sizes import size_class_of

OWN = "enterprise"


def roll_up(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The units of a cleaned register with establishments added up, and how many establishments went into others.

    Needs the columns enterprise_id, parent_id, unit_type and persons_employed; empty cells are '' (or NaN for numbers, `_U` for classes).
    """
    is_child = (frame["parent_id"] != "") & (frame["parent_id"] != frame["enterprise_id"]) & (frame["unit_type"] != "group")
    children = frame.loc[is_child]
    if children.empty:
        return frame, 0
    units = frame.loc[~is_child]
    families = pd.concat([units.assign(key=units["enterprise_id"], rank=0), children.assign(key=children["parent_id"], rank=1)])
    families = families[families["key"].isin(set(children["parent_id"]))]
    order = ["key", "rank", "persons_employed", "enterprise_id"]
    families = families.sort_values(order, ascending=[True, True, False, True], na_position="last", kind="stable")
    merged = _first_filled(families)
    summed = families[families["rank"] == 1].groupby("key")["persons_employed"].sum(min_count=1)
    own = families[families["rank"] == 0].set_index("key")["persons_employed"]
    merged["persons_employed"] = own.reindex(merged.index).fillna(summed.reindex(merged.index))
    known = merged["persons_employed"].notna()
    merged.loc[known, "size_class"] = [size_class_of(persons) for persons in merged.loc[known, "persons_employed"]]
    merged["enterprise_id"], merged["unit_type"] = merged.index.astype("str"), OWN
    alone = units[~units["enterprise_id"].isin(set(merged.index))]
    return pd.concat([alone, merged[frame.columns]], ignore_index=True), len(children)


def _first_filled(families: pd.DataFrame) -> pd.DataFrame:
    """One row a family: of each column the first cell that says something; cells that say a thing together stay together."""
    together = [
        ["activity", "activity_source", "section"],
        ["url", "start_url", "site", "host", "kind"],
        ["address", "postcode", "place", "region"],
    ]
    hollow = families.mask(families.isin(["", "_U"]))
    result = hollow.groupby("key", sort=True).first()
    for columns in together:
        present = [c for c in columns if c in hollow]
        if present:
            filled = hollow[hollow[present].notna().any(axis=1)].drop_duplicates("key").set_index("key")[present]
            result[present] = filled.reindex(result.index)
    texts = [c for c in families.columns if families[c].dtype not in ("float64", "int64") and c in result]
    result[texts] = result[texts].fillna(families[texts].isin(["_U"]).any().map({True: "_U", False: ""}))
    return result
