"""What holds at a place in a page (language, direction, depth) and what the mapping of a page shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from compiler import bidi
from compiler.bidi import Direction
from compiler.messages import Message, Origin

from .images import Album
from .tree import Element, last_number, number, own_direction, own_language, tag

MAX_DEPTH = 90
MAX_NEST = 12
_CONTAINERS = frozenset({"html", "body", "main", "article"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What an element inherits.

    `firm_…` says that the attribute stands near the text, so that the letters cannot overrule it; what `html`, `body` or
    `article` say is a default. `depth` counts elements, `nest` blocks inside blocks.
    """

    language: str = ""
    direction: Direction | None = None
    firm_language: bool = False
    firm_direction: bool = False
    depth: int = 0
    nest: int = 0

    def inside(self, element: Element) -> Scope:
        """The scope of the content of `element`."""
        firm = tag(element) not in _CONTAINERS
        scope = replace(self, depth=self.depth + 1)
        language, side = own_language(element), own_direction(element)
        if language:
            scope = replace(scope, language=language, firm_language=firm)
            if not side and not scope.firm_direction:
                scope = replace(scope, direction=bidi.language_direction(language))
        if side == "auto":
            scope = replace(scope, direction=None, firm_direction=False)
        elif side:
            scope = replace(scope, direction="rtl" if side == "rtl" else "ltr", firm_direction=firm)
        return scope

    def nested(self) -> Scope:
        return replace(self, nest=self.nest + 1)

    def direction_for(self, text: str) -> Direction:
        """The attribute's direction where it stands near; else that of the letters, the inherited one for none."""
        inherited = self.direction or "ltr"
        return inherited if self.firm_direction and self.direction else bidi.direction_of(text, inherited)

    def language_for(self, text: str) -> str:
        """The attribute's language where it stands near or agrees with the letters; else what the letters show."""
        if self.language and self.firm_language:
            return self.language
        side = bidi.direction_of(text, bidi.language_direction(self.language))
        if self.language and bidi.language_direction(self.language) == side:
            return self.language
        return bidi.language_of(text, self.language) if side == "rtl" else ("en" if self.language else "")


@dataclass(slots=True)
class Page:
    """What the mapping needs to know of a page, and where it writes down what it left out.

    `address` gives the absolute http(s) or mailto address of a link, empty for every other. `dropped` maps element numbers to
    reasons, `used` to the field that they told; `lifted` are elements whose place is elsewhere (a picture out of its line).
    `calls` maps links to the bodies of their notes, `notes` these to ids, `marks` these to the mark
    that calls them, `backlinks` are links from notes to their calls.
    """

    file: str = ""
    album: Album = field(default_factory=Album)
    address: Callable[[str], str] = field(default=lambda href: outside(href))  # noqa: PLW0108 - defined below
    dropped: dict[int, str] = field(default_factory=dict)
    used: dict[int, str] = field(default_factory=dict)
    calls: dict[int, int] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    marks: dict[int, str] = field(default_factory=dict)
    backlinks: set[int] = field(default_factory=set)
    lifted: set[int] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)
    said: set[Message] = field(default_factory=set)

    def origin(self, first: Element, last: Element | None = None) -> Origin | None:
        """From `first` to the end of `last`; None in a tree without numbers."""
        start = number(first)
        if not start:
            return None
        return Origin(self.file, start, max(start, last_number(first if last is None else last)), "element")

    def place(self, scope: Scope, text: str, origin: Origin | None) -> dict[str, Any]:
        """The fields that every block has."""
        return {"language": scope.language_for(text), "direction": scope.direction_for(text), "origin": origin}

    def drop(self, element: Element, reason: str) -> None:
        """Writes down that `element` and all inside it were left out."""
        for unit in range(number(element), last_number(element) + 1):
            if unit and unit not in self.used:
                self.dropped.setdefault(unit, reason)

    def use(self, element: Element, where: str) -> None:
        """Writes down that `element` and all inside it told the field `where`."""
        for unit in range(number(element), last_number(element) + 1):
            told = self.used.get(unit, "").split()
            if unit and where not in told:
                self.used[unit] = " ".join([*told, where])

    def say(self, code: str, text: str, hint: str = "", element: Element | None = None, quote: str = "") -> None:
        """A warning, each once."""
        origin = self.origin(element, element) if element is not None else Origin(self.file)
        message = Message(code, "warning", text, hint, origin, quote)
        if message not in self.said:
            self.said.add(message)
            self.messages.append(message)


def outside(href: str) -> str:
    """`href` if it is an absolute http(s) or mailto address without spaces or control characters, else empty."""
    address = href.strip(" \t\n\r\f")
    if any(character.isspace() or ord(character) < 32 or ord(character) == 127 for character in address):
        return ""
    try:
        parts = urlsplit(address)
        sound = (
            bool(parts.hostname) if parts.scheme in {"http", "https"} else parts.scheme == "mailto" and bool(parts.path)
        )
    except ValueError:
        return ""
    return address if sound else ""
