"""Trees of a PDF: structure elements in their order, and the number trees and name trees that things are found by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from pikepdf import Array, Dictionary, Object, Pdf, String

from .volume import Volume, array_of, reference

Entry = TypeVar("Entry")
LEAF = 64
"""Entries in a leaf of a tree (ISO 32000-2, 7.9.6 and 7.9.7); readers search leaves one by one."""


def elements(root: Object) -> Iterator[Object]:
    """Every structure element below `root`, parents before children, in reading order."""
    waiting = list(reversed(kids_of(root)))
    while waiting:
        element = waiting.pop()
        if isinstance(element, Dictionary) and "/S" in element:
            yield element
            waiting += reversed(kids_of(element))


def kids_of(element: Object) -> list[Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def number_tree(node: Object) -> Iterator[tuple[int, Object]]:
    """Every entry of a number tree (ISO 32000-2, 7.9.7)."""
    entries = list(node.get("/Nums", Array()))
    yield from ((int(key), value) for key, value in zip(entries[::2], entries[1::2], strict=True))
    for kid in node.get("/Kids", Array()):
        yield from number_tree(kid)


def name_tree(node: Object) -> Iterator[tuple[str, Object]]:
    """Every entry of a name tree (ISO 32000-2, 7.9.6)."""
    entries = list(node.get("/Names", Array()))
    yield from ((str(key), value) for key, value in zip(entries[::2], entries[1::2], strict=True))
    for kid in node.get("/Kids", Array()):
        yield from name_tree(kid)


# --- written ---


def names_of(pdf: Pdf, entries: Sequence[tuple[str, Object]]) -> Dictionary:
    """A name tree with the entries, in leaves of `LEAF` where they are more."""
    ordered = [(String(name), value) for name, value in sorted(entries, key=lambda entry: sort_key(entry[0]))]
    leaves = [
        Dictionary(Names=Array([part for entry in leaf for part in entry]), Limits=Array([leaf[0][0], leaf[-1][0]]))
        for leaf in _leaves(ordered)
    ]
    return Dictionary(Kids=Array([pdf.make_indirect(leaf) for leaf in leaves]))


def name_tree_in(volume: Volume, entries: Sequence[tuple[bytes, bytes]]) -> int:
    """The number of a name tree with the entries, which are sorted: each a name and a value, as PDF writes them."""
    leaves = (
        b"<< /Limits [ %b %b ] /Names [ %b ] >>" % (leaf[0][0], leaf[-1][0], b" ".join(b"%b %b" % one for one in leaf))
        for leaf in _leaves(entries)
    )
    return volume.add(b"<< /Kids %b >>" % array_of([reference(volume.add(leaf)) for leaf in leaves]))


def _leaves(entries: Sequence[Entry]) -> Iterable[Sequence[Entry]]:
    return (entries[start : start + LEAF] for start in range(0, len(entries), LEAF))


def written(name: str) -> bytes:
    """A text as PDF writes it: ASCII as it is, else UTF-16."""
    text: bytes = String(name).unparse()
    return text


def sort_key(name: str) -> bytes:
    """Name trees are sorted by the bytes of their keys."""
    return bytes(String(name))
