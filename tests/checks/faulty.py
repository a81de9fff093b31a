"""A book with one fault: what the tests of naming faults have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One fault put into a good book.

    `base` names the good book, `change` makes the bytes of the faulty one of its bytes, `code` is what must be said and `where` a
    pattern for the place that must be named. `also` are codes of what the fault cannot but bring with it.
    """

    base: str
    code: str
    where: str
    change: Callable[[bytes], bytes]
    also: frozenset[str] = frozenset()
