"""The types that estimators take and give: numpy arrays in, numbers with their standard errors out.

Public functions take whatever numpy makes such an array of without loss (lists, pandas Series, whole numbers, float32, read-only arrays)
and leave it as it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache, wraps
from inspect import signature
from types import MappingProxyType, UnionType
from typing import Any, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import issparse

from catalogue.errors import EstimateError
from catalogue.messages import say

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]
Kind = type[np.float64] | type[np.int64] | type[np.bool_]
P = ParamSpec("P")
R = TypeVar("R")
KINDS: Mapping[object, Kind] = {Floats: np.float64, Integers: np.int64, Booleans: np.bool_}


@dataclass(frozen=True, slots=True)
class Estimates:
    """One estimate an entry: values and standard errors, in the unit of what was estimated."""

    values: Floats
    standard_errors: Floats


def takes_arrays(function: Callable[P, R]) -> Callable[P, R]:
    """The function, with what is given for arguments of the types above made into such arrays first.

    Raises (when called):
        EstimateError: numbers that are not whole where they count or number something, others than 0 and 1 where they say no or yes.
    """
    names = tuple(signature(function).parameters)

    @wraps(function)
    def take(*args: P.args, **kwargs: P.kwargs) -> R:
        kinds = _find_kinds(function)
        taken = [_convert(value, kinds, name) for name, value in zip(names, args, strict=False)]
        named = {name: _convert(value, kinds, name) for name, value in kwargs.items()}
        return function(*taken, *args[len(names) :], **named)  # type: ignore[arg-type]  # the same ones, as arrays

    return take


def hold_arrays(record: Any) -> None:
    """Makes the fields of a frozen record arrays of the types it says; for its `__post_init__`. Raises as `takes_arrays`."""
    kinds = _find_kinds(type(record))  # type: ignore[arg-type]  # a class is hashable
    for field in fields(record):
        value = getattr(record, field.name)
        if (converted := _convert(value, kinds, field.name)) is not value:
            object.__setattr__(record, field.name, converted)


@cache
def _find_kinds(owner: Callable[..., object]) -> Mapping[str, tuple[Kind, bool]]:
    """The kind of number of each argument or field that is an array, and whether it is a pair (or list) of such arrays."""
    kinds: dict[str, tuple[Kind, bool]] = {}
    for name, hint in get_type_hints(owner).items():
        for option in get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,):
            inner = get_args(option)[0] if get_origin(option) is tuple else option
            if inner in KINDS:
                kinds.setdefault(name, (KINDS[inner], inner is not option))
    return MappingProxyType(kinds)


def _convert(value: object, kinds: Mapping[str, tuple[Kind, bool]], name: str) -> object:
    """The value as an array, or as it is where it is none."""
    if name not in kinds or value is None or issparse(value):
        return value
    kind, paired = kinds[name]
    if paired:
        return tuple(_read_array(part, kind, name) for part in value)  # type: ignore[attr-defined]  # a pair of arrays
    return _read_array(value, kind, name)


def _read_array(value: object, kind: Kind, name: str) -> object:
    array = np.asarray(value)
    if array.dtype == kind:
        return array
    if kind is np.int64 and array.dtype.kind in "iub":
        return array.astype(kind)  # not through floats, which would not tell large numbers of clusters apart
    try:
        numbers = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise EstimateError(say("{name} must be numbers; strata, groups and the like are numbered from 0.", name=name)) from error
    if kind is np.float64:
        return numbers
    whole = np.isfinite(numbers) & (numbers == (np.rint(numbers) if kind is np.int64 else numbers != 0))
    if not whole.all():
        needed = say("whole numbers, counted from 0") if kind is np.int64 else say("0 or 1 (no or yes)")
        raise EstimateError(say("{name} must be {needed}.", name=name, needed=needed))
    return numbers.astype(kind)
