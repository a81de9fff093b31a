"""The structure trees of the fragments joined into one: a part for each fragment, numbers and identifiers kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from compiler.messages import Message

from .pieces import Piece
from .trees import LEAF, name_tree_in, sort_key, written
from .volume import Volume, array_of, reference


class Structure:
    """One structure tree (ISO 32000-2, 14.7) under way. `part` and `adopt` each piece in order, then `close`.

    `shift` is the first key of the parent tree that is free.
    """

    def __init__(self, volume: Volume) -> None:
        self._volume = volume
        self._root, self._document = volume.reserve(), volume.reserve()
        self._parts: list[int] = []
        self._leaves: list[tuple[int, int, int]] = []
        self._ids: dict[str, int] = {}
        self._roles: dict[str, str] = {}
        self.shift = 0
        self.messages: list[Message] = []

    def adopt(self, piece: Piece, table: Sequence[int], title: str = "") -> None:
        """Hangs the tags of `piece`, which stands in the file by `table`, under a part called `title`."""
        self._leaves += [(table[leaf.at], leaf.first + self.shift, leaf.last + self.shift) for leaf in piece.leaves]
        self.shift += piece.objects.keys
        for name, index in piece.notes:
            self._ids.setdefault(name, table[index])
        self._merge_roles(piece.roles, piece.id)
        if piece.tops:
            self._hang(piece, table, title)

    def close(self) -> bytes:
        """Writes the tree; returns what the catalogue says of it."""
        put = self._volume.put
        kids = array_of([reference(part) for part in self._parts])
        put(self._document, b"<< /Type /StructElem /S /Document /P %d 0 R /K %b >>" % (self._root, kids))
        said = [b"/Type /StructTreeRoot /K [ %d 0 R ] /ParentTreeNextKey %d" % (self._document, self.shift)]
        said.append(b"/ParentTree %d 0 R" % self._parents())
        if self._roles:
            said.append(b"/RoleMap << %b >>" % b" ".join(f"{a} {b}".encode() for a, b in self._roles.items()))
        if self._ids:
            ordered = sorted(self._ids.items(), key=lambda item: sort_key(item[0]))
            names = [(written(name), reference(number)) for name, number in ordered]
            said.append(b"/IDTree %d 0 R" % name_tree_in(self._volume, names))
        put(self._root, b"<< %b >>" % b" ".join(said))
        return b"/StructTreeRoot %d 0 R /MarkInfo << /Marked true >>" % self._root

    def _hang(self, piece: Piece, table: Sequence[int], title: str) -> None:
        """The fragment's own document element becomes a part of ours."""
        kids = array_of([reference(table[top]) for top in piece.tops])
        said = b"<< /Type /StructElem /S /Part /P %d 0 R /K %b" % (self._document, kids)
        said += b" /T " + written(title) if title else b""
        said += b" /Lang " + written(piece.language) if piece.language is not None else b""
        self._volume.put(table[piece.part], said + b" >>")
        self._parts.append(table[piece.part])

    def _parents(self) -> int:
        """The parent tree (ISO 32000-2, 14.7.5.4): leaves of fragments, under nodes where they are many."""
        level = self._leaves
        while len(level) > LEAF:
            groups = [level[start : start + LEAF] for start in range(0, len(level), LEAF)]
            level = [(self._node(group), group[0][1], group[-1][2]) for group in groups]
        return self._volume.add(b"<< /Kids %b >>" % array_of([reference(number) for number, _, _ in level]))

    def _node(self, group: Sequence[tuple[int, int, int]]) -> int:
        kids = array_of([reference(number) for number, _, _ in group])
        return self._volume.add(b"<< /Limits [ %d %d ] /Kids %b >>" % (group[0][1], group[-1][2], kids))

    def _merge_roles(self, roles: dict[str, str], title: str) -> None:
        for role, standard in roles.items():
            if self._roles.setdefault(role, standard) != standard:
                text = f"in {title} the tag {role} stands for {standard}, before for {self._roles[role]}"
                self.messages.append(Message("tag-conflict", "error", text, hint="give one of them another name"))
