"""What the mapping of a Markdown file shares: lines, pictures, names, messages, and what holds at a place in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from compiler import bidi
from compiler.bidi import Direction
from compiler.messages import Message, Origin
from compiler.model.content import Note
from compiler.model.ledger import Fates
from compiler.readers.webpage.images import Album

from .grammar import Node

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_SIDES: dict[str, Direction] = {"rtl": "rtl", "ltr": "ltr"}
_NO_SLUG = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a block inherits. `base` is the language of the file; what an attribute states is firm, letters decide otherwise."""

    base: str = ""
    language: str = ""
    direction: Direction | None = None

    def direction_for(self, text: str) -> Direction:
        return self.direction or bidi.direction_of(text, bidi.language_direction(self.base))

    def language_for(self, text: str) -> str:
        """The stated language, else the file's where the letters fit it, else what the letters show."""
        if self.language:
            return self.language
        side = self.direction_for(text)
        if bidi.language_direction(self.base) == side:
            return self.base
        return bidi.language_of(text, "") or "en"


@dataclass(slots=True)
class Desk:
    """`numbers` gives the capture's line (from 1) of each line that the parser saw; `notes` are called but not yet placed."""

    file: str
    lines: Sequence[str]
    numbers: Sequence[int]
    env: dict[str, Any]
    album: Album = field(default_factory=Album)
    fates: Fates = field(default_factory=Fates)
    messages: list[Message] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    here: Origin | None = None

    def origin(self, node: Node) -> Origin | None:
        """The lines of a block, blank ones at its end left out."""
        if not node.token.map:
            return None
        first, end = node.token.map
        while end > first + 1 and not self.lines[end - 1].strip():
            end -= 1
        return Origin(self.file, self.numbers[first], self.numbers[max(first, end - 1)])

    def units(self, span: Sequence[int]) -> range:
        """The capture's lines that a token's `map` covers."""
        first, end = span
        return range(self.numbers[first], self.numbers[max(first, end - 1)] + 1) if end > first else range(0)

    def claim(self, identifier: str) -> str:
        """`identifier` the first time that it is asked for, empty afterwards."""
        if not identifier or identifier in self.ids:
            return ""
        self.ids.add(identifier)
        return identifier

    def slug(self, words: str) -> str:
        """The name that links give to a heading without one of its own, as code hosts make it."""
        return self.claim(_NO_SLUG.sub("", words.strip().lower()).replace(" ", "-"))

    def say(self, code: str, text: str, hint: str = "", quote: str = "") -> None:
        """A warning about the block that is being read, each once."""
        self.tell(Message(code, "warning", text, hint, self.here or Origin(self.file), quote))

    def tell(self, message: Message) -> None:
        """A message, each once."""
        if message not in self.messages[-20:]:
            self.messages.append(message)

    def inside(self, node: Node, scope: Scope) -> Scope:
        """The scope of what stands in `node`, by its attributes."""
        language, side = node.said("lang").replace("_", "-"), node.said("dir").lower()
        if language and not _LANGUAGE.fullmatch(language):
            self.say("language-bad", f"{language!r} is no language tag", "write one like fa, en or ar-EG")
            language = ""
        if language:
            scope = replace(scope, language=language, direction=bidi.language_direction(language))
        if side in _SIDES:
            scope = replace(scope, direction=_SIDES[side])
        elif side:
            self.say("direction-bad", f"{side!r} is no direction", "write dir=rtl or dir=ltr")
        return scope

    def place(self, node: Node, scope: Scope, text: str) -> dict[str, Any]:
        """The fields that every block has; `scope` is the block's own."""
        return {
            "id": self.claim(node.said("id")),
            "language": scope.language_for(text),
            "direction": scope.direction_for(text),
            "origin": self.origin(node) or self.here,
        }
