"""The structure trees of the fragments joined into one: a part for each fragment, numbers and identifiers kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from compiler.messages import Message

LEAF = 64
"""Entries in a leaf of a tree (ISO 32000-2, 7.9.6 and 7.9.7); readers search leaves one by one."""


class Structure:
    """One structure tree (ISO 32000-2, 14.7) under way. `adopt` each fragment in order, then `close`."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, K=Array()))
        self._parents: list[tuple[int, Object]] = []
        self._ids: dict[bytes, Object] = {}
        self._roles: dict[str, Object] = {}
        self._next = 0
        self.messages: list[Message] = []

    def adopt(self, source: Pdf, pages: Sequence[Page], fragment: str, title: str = "") -> None:
        """Takes the tags of `source`, whose pages were copied before as `pages`, as a part called `title`."""
        if "/StructTreeRoot" not in source.Root:
            return
        tree = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        self._identify(tree)
        self._hang(tree, title, source.Root.get("/Lang"))
        self._renumber(pages, dict(number_tree(tree.get("/ParentTree", Dictionary()))))
        self._merge_roles(tree.get("/RoleMap", Dictionary()), fragment)

    def close(self) -> None:
        """Writes the tree into the catalogue."""
        self._root.K = Array([self._document])
        self._root.ParentTree = self._pdf.make_indirect(tree_of(self._pdf, self._parents, "/Nums"))
        self._root.ParentTreeNextKey = self._next
        if self._roles:
            self._root.RoleMap = Dictionary(self._roles)
        if self._ids:
            names = [(String(key), element) for key, element in sorted(self._ids.items())]
            self._root.IDTree = self._pdf.make_indirect(tree_of(self._pdf, names, "/Names"))
        self._pdf.Root.StructTreeRoot = self._root
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _identify(self, tree: Object) -> None:
        """Takes the identifiers of notes; ids are unique in the book."""
        for _, element in name_tree(tree.get("/IDTree", Dictionary())):
            self._ids.setdefault(bytes(element.ID), element)

    def _hang(self, tree: Object, title: str, language: Object | None) -> None:
        """The fragment's own document element becomes a part of ours."""
        part = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part, P=self._document))
        if title:
            part.T = String(title)
        if language is not None:
            part.Lang = String(str(language))
        inner = [kid for top in _kids(tree) for kid in (_kids(top) if top.get("/S") == Name.Document else [top])]
        for kid in inner:
            kid.P = part
        part.K = Array(inner)
        self._document.K.append(part)

    def _renumber(self, pages: Iterable[Page], parents: dict[int, Object]) -> None:
        shift = self._next
        for page in pages:
            holders = [
                (page.obj, "/StructParents"),
                *((one, "/StructParent") for one in page.obj.get("/Annots", Array())),
            ]
            for holder, key in holders:
                if key in holder:
                    holder[key] = int(holder[key]) + shift
        self._parents += [(key + shift, value) for key, value in sorted(parents.items())]
        self._next = shift + max(parents, default=-1) + 1

    def _merge_roles(self, roles: Object, title: str) -> None:
        for role, standard in roles.items():
            if self._roles.setdefault(role, standard) != standard:
                text = f"in {title} the tag {role} stands for {standard}, before for {self._roles[role]}"
                self.messages.append(Message("tag-conflict", "error", text, hint="give one of them another name"))


def elements(root: Object) -> Iterator[Object]:
    """Every structure element below `root`, parents before children, in reading order."""
    waiting = list(reversed(_kids(root)))
    while waiting:
        element = waiting.pop()
        if isinstance(element, Dictionary) and "/S" in element:
            yield element
            waiting += reversed(_kids(element))


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


# --- number trees and name trees ---


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


def tree_of(pdf: Pdf, entries: Sequence[tuple[int | String, Object]], kind: str) -> Dictionary:
    """A tree of `kind` (`/Nums` or `/Names`) with the sorted `entries`, in leaves of `LEAF` where they are more."""
    if len(entries) <= LEAF:
        return Dictionary({kind: _flat(entries)})
    leaves = [entries[start : start + LEAF] for start in range(0, len(entries), LEAF)]
    kids = [Dictionary({kind: _flat(leaf), "/Limits": Array([leaf[0][0], leaf[-1][0]])}) for leaf in leaves]
    return Dictionary(Kids=Array([pdf.make_indirect(kid) for kid in kids]))


def _flat(entries: Iterable[tuple[int | String, Object]]) -> Array:
    return Array([part for entry in entries for part in entry])


def name_string(name: str) -> String:
    """`name` as PDF writes it: bytes where it is ASCII, else UTF-16."""
    return String(name)


def sort_key(name: str) -> bytes:
    """Name trees are sorted by the bytes of their keys."""
    return bytes(name_string(name))
