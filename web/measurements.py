"""What pages measure of a store, kept until the store changes."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from store.opening import Store
from web.stores import Stores
from web.tables import Stamp, read_stamp

KEPT = 64
LONG = 1.0
"""Seconds from which a measurement is long."""
PATIENCE = 20
"""A long one is not repeated before this many times its own duration have passed, so that a busy store is not measured all the time."""

Measured = TypeVar("Measured")


@dataclass(frozen=True, slots=True)
class Measurement:
    """A result, the store that it is of, when it was there (seconds of a clock that only goes forward), and how long it took."""

    result: Any
    stamp: Stamp
    at: float
    seconds: float

    def holds(self, stamp: Stamp, now: float) -> bool:
        """Whether it can be used for a store with this stamp."""
        return stamp == self.stamp or (self.seconds > LONG and now - self.at < PATIENCE * self.seconds)


class Measurements:
    """Measures a store; each thing once for a state of the store, however many ask."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.known: dict[Hashable, Measurement] = {}
        self.working: dict[Hashable, threading.Lock] = {}
        self.lock = threading.Lock()

    def read(self, key: Hashable, measure: Callable[[Store], Measured]) -> Measured:
        """What `measure` finds; the same key must always mean the same measuring. Results are shared: nobody may change them.

        Raises:
            EcomstatError: the store is missing or cannot be opened.
        """
        found: Measured = self.find(key, measure).result
        return found

    def find(self, key: Hashable, measure: Callable[[Store], Any]) -> Measurement:
        """The measurement that `read` gives the result of."""
        with self.lock:
            working = self.working.setdefault(key, threading.Lock())
        with working:
            known = self.known.get(key)
            if known is None or not known.holds(read_stamp(self.stores.path), time.monotonic()):
                known = self._measure(measure)
                self._keep(key, known)
            return known

    def _measure(self, measure: Callable[[Store], Any]) -> Measurement:
        with self.stores.using() as store:
            stamp, begin = read_stamp(self.stores.path), time.monotonic()  # opening a store may touch its log
            result = measure(store)
        end = time.monotonic()
        return Measurement(result, stamp, end, end - begin)

    def _keep(self, key: Hashable, measurement: Measurement) -> None:
        with self.lock:
            self.known.pop(key, None)
            self.known[key] = measurement
            while len(self.known) > KEPT:
                oldest = next(iter(self.known))
                del self.known[oldest]
                self.working.pop(oldest, None)


class Reading:
    """What one page reads of measurements, and how old the oldest of them is that the store has outlived."""

    def __init__(self, measurements: Measurements) -> None:
        self.stores, self.measurements = measurements.stores, measurements
        self.age = 0.0
        """Seconds; 0 where all speak of the store as it is."""

    def read(self, key: Hashable, measure: Callable[[Store], Measured]) -> Measured:
        """The same as `Measurements.read`."""
        known = self.measurements.find(key, measure)
        if known.stamp != read_stamp(self.stores.path):
            self.age = max(self.age, time.monotonic() - known.at)
        found: Measured = known.result
        return found
